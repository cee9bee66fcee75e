"""Bookmarks and other marks behind a paragraph's or a table's properties, which come first.

Marks may come before a table's properties (ECMA-376 part 1, 17.4.37), and Word forgives them
before a paragraph's; dxpdf refuses the document for either.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import n

_FIRST = {
    n("w:p"): (n("w:pPr"),),
    n("w:tbl"): (n("w:tblPr"), n("w:tblGrid")),
}


def put_properties_first(parts: WordParts) -> None:
    """Put a paragraph's and a table's properties before all else in it."""
    for story in parts.stories():
        for element in story.root.iter(*_FIRST):
            names = _FIRST[str(element.tag)]
            found = [child for child in element if child.tag in names]
            in_order = [child.tag for child in found] == list(names)[: len(found)]
            if in_order and list(element)[: len(found)] != found:
                for at, child in enumerate(found):
                    element.insert(at, child)
                parts.touch(story.part)
