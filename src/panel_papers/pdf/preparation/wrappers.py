"""Content controls, custom XML and smart tags: their content in their place.

A wrapper prints nothing itself (ECMA-376 part 1, 17.5.1 and 17.5.2), whatever kind it is: text,
date, tick box, drop-down list, picture, repeating section, page number gallery, Google Docs'
“goog_rdk”. What it shows is its content, placeholder text included, which Word prints. dxpdf loses
controls within a paragraph, controls within controls, custom XML round paragraphs, `w:bdo` and
`w:dir`.
"""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, local, n, new, replace

_WRAPPERS = tuple(n(f"w:{name}") for name in ("sdt", "customXml", "smartTag", "bdo", "dir"))
_ABOUT = {"sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"}
_HOLDERS = {"body", "tc", "hdr", "ftr", "footnote", "endnote", "txbxContent"}
_BLOCKS = {"p", "tbl", "altChunk"}


def unwrap_content(parts: WordParts) -> None:
    """Put what content controls and other wrappers hold in their place.

    Text whose direction a wrapper turns (`w:bdo`, `w:dir` from right to left, 17.3.2.3 and
    17.3.2.8) keeps its wrapper: nothing else says it.
    """
    for story in parts.stories():
        found = [e for e in story.root.iter(*_WRAPPERS) if not _turns_direction(e)]
        for wrapper in found:
            holder = wrapper.getparent()
            replace(wrapper, list(_content(wrapper)))
            if holder is not None and local(holder) in _HOLDERS:
                _complete(holder)
        if found:
            parts.touch(story.part)


def _turns_direction(wrapper: XmlElement) -> bool:
    return wrapper.get(n("w:val")) == "rtl" and local(wrapper) in ("bdo", "dir")


def _content(wrapper: XmlElement) -> Iterator[XmlElement]:
    for child in wrapper:
        if local(child) == "sdtContent" and local(wrapper) == "sdt":
            yield from child
        elif local(child) not in _ABOUT:
            yield child


def _complete(holder: XmlElement) -> None:
    """Give a holder that became empty its paragraph, and a cell one after its last table.

    A cell ends with a paragraph (ECMA-376 part 1, 17.4.65).
    """
    blocks = [child for child in holder if local(child) in _BLOCKS]
    is_cell = local(holder) == "tc"
    if (not blocks and local(holder) != "body") or (is_cell and local(blocks[-1]) == "tbl"):
        holder.append(new("w:p"))
