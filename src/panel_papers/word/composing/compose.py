"""Several filled templates made into one Word document on the house's paper.

The house document gives page set-up, header, footer, styles and numbering; its own body is
dropped. Of each part comes the body: styles are matched by name (the house's look wins; a style
that the house lacks is brought along), heading numbers run on from part to part, every other list
starts again in its part, notes, pictures and links come with new ids, bookmarks stay unique, and a
landscape part keeps its page while the house keeps the rest.

docxcompose was measured and loses page set-up, swaps the ends of nested bookmarks, leaves
references to comments that Word then cannot load, and numbers lists at random.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document

from panel_papers.word.composing.bookmarks import adopt_bookmarks
from panel_papers.word.composing.lists import Lists
from panel_papers.word.composing.relations import (
    adopt_notes,
    adopt_relations,
    drop_comments,
    drop_workbooks,
)
from panel_papers.word.composing.sections import Pages, drop_stationery
from panel_papers.word.composing.styles import Styles
from panel_papers.word.xml import Element, remove


def compose(house: Document, parts: Sequence[Document]) -> Document:
    """Return `house` with the bodies of `parts` in order as its body."""
    body = house.element.body
    pages = Pages(body)
    for element in list(body):
        if element is not pages.final:
            remove(element)
    drop_comments(house, [])
    for part in parts:
        own = part.element.body.sectPr
        elements = [e for e in part.element.body if e is not own]
        _adopt(house, part, elements)
        pages.begin(own, elements)
        for element in elements:
            pages.final.addprevious(element)
    pages.finish()
    drop_workbooks(house)
    return house


def _adopt(house: Document, part: Document, elements: Sequence[Element]) -> None:
    """Make the elements of a part fit the house: ids, names and relations that exist there."""
    drop_comments(part, elements)
    drop_stationery(elements)
    notes = [adopt_notes(house, part, elements, kind) for kind in ("footnote", "endnote")]
    roots = [*elements, *(note for _, adopted in notes for note in adopted)]
    styles, lists = Styles(house, part), Lists(house, part)
    for root in roots:
        lists.adopt(root)
        for style in styles.adopt(root):
            lists.adopt_style(style)
    adopt_relations(house.part, part.part, elements)
    adopt_bookmarks(house, roots)
    for story, _ in notes:
        if story is not None:
            story.keep()
