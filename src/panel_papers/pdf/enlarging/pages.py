"""Pages of a Word document in large print: upright ones, and wider ones for what needs them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from panel_papers.pdf.enlarging.tables import Columns, picture_width
from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, local, n, new

_SIDE = 851
"""Twips at each side: 1.5 cm."""
_HEADER, _TOP, _BOTTOM = 1000, 1700, 1304
"""Twips from the edge: a header in large print, below what is printed above it, and the text."""
_A4, _A3 = (11906, 16838), (16838, 23811)
_ABOVE, _HEADING = 4200, 900
"""Twips of a page's height that are no room for a picture: margins and caption; a heading."""
_EMU, _POINT = 635, 20
_PICTURES = 2.0
"""How much larger pictures are where there is room: the letters of charts have 10 point."""
_PRINT_ALONE = frozenset({"oMath", "numPr", "pageBreakBefore"})
_PRINT_NOTHING = frozenset({"rPr", "lastRenderedPageBreak"})


class _Page(Struct, frozen=True):
    """The size of a page."""

    width: int
    height: int

    @property
    def text(self) -> int:
        """The width of its text."""
        return self.width - 2 * _SIDE


_LANDSCAPE = _Page(_A4[1], _A4[0])
_LARGE = _Page(_A3[1], _A3[0])


class _Block(Struct):
    """A paragraph or table of the body, and the page that it needs; None: an upright one."""

    element: XmlElement
    page: _Page | None


def lay_out(parts: WordParts) -> None:
    """Set the widths of tables and pictures, and give what is wide pages of its own."""
    root = parts.tree(parts.main)
    body = None if root is None else root.find(n("w:body"))
    if body is None:
        return
    for story in parts.stories():
        if story.kind != "document":
            for table in story.root.iterchildren(n("w:tbl")):
                Columns(table).set_widths(_A4[0] - 2 * _SIDE)
            parts.touch(story.part)
    sections = list(_sections(body))
    for _, section in sections[-1:]:
        _move_tabs(parts, section)
    for blocks, section in sections:
        _lay_out_section(blocks, section)
    parts.touch(parts.main)


def keep_head_free(parts: WordParts, points: float) -> None:
    """Move header and text down until that many points at the head of a page are free."""
    root = parts.tree(parts.main)
    for margins in () if root is None else root.iter(n("w:pgMar")):
        header = _number(margins.get(n("w:header"))) or 0
        lower = round(points * _POINT) - header
        if lower > 0:
            top = _number(margins.get(n("w:top"))) or 0
            margins.set(n("w:header"), str(header + lower))
            margins.set(n("w:top"), str(top + lower))
            parts.touch(parts.main)


def _sections(body: XmlElement) -> Iterator[tuple[list[XmlElement], XmlElement]]:
    """Yield the blocks of each section, and its properties."""
    blocks: list[XmlElement] = []
    found = []
    for child in list(body):
        if local(child) == "sectPr":
            found.append((blocks, child))
            blocks = []
            continue
        blocks.append(child)
        section = child.find(f"{n('w:pPr')}/{n('w:sectPr')}")
        if local(child) == "p" and section is not None:
            found.append((blocks, section))
            blocks = []
    if blocks:
        section = new("w:sectPr")
        body.append(section)
        found.append((blocks, section))
    yield from found


def _lay_out_section(elements: Sequence[XmlElement], section: XmlElement) -> None:
    upright = _upright(section)
    blocks = [_Block(each, _page_for(each, upright)) for each in elements]
    for following, block in pairwise(reversed(blocks)):
        if following.page is not None and block.page is None and _is_above(block.element):
            block.page = following.page
    for block, following in pairwise(blocks):
        if block.page is not None and following.page is None and _is_below(following.element):
            following.page = block.page
    headings = 0
    for block in blocks:
        page = block.page or upright
        for table in _tables(block.element):
            Columns(table).set_widths(page.text)
        _enlarge_pictures(block.element, page, _ABOVE + _HEADING * headings)
        headings = headings + _is_heading(block.element) if _is_above(block.element) else 0
    pages = [block.page for block in blocks]
    for number, block in enumerate(blocks[:-1]):
        if pages[number] != pages[number + 1]:
            _end_section(block.element, section, pages[number] or upright)
    _set_page(section, (pages[-1] if pages else None) or upright)


def _upright(section: XmlElement) -> _Page:
    size = section.find(n("w:pgSz"))
    width, height = _A4
    if size is not None:
        width = _number(size.get(n("w:w"))) or width
        height = _number(size.get(n("w:h"))) or height
    return _Page(width, height)


def _page_for(element: XmlElement, upright: _Page) -> _Page | None:
    """Return the page that a block needs to be whole; None where the upright one is enough."""
    needed = max((Columns(table).needed for table in _tables(element)), default=0)
    if local(element) == "p" and picture_width(element) > upright.text / _PICTURES * 1.2:
        needed = max(needed, _LANDSCAPE.text)
    if needed <= upright.text:
        return None
    for page in (_LANDSCAPE, _LARGE):
        if needed <= page.text:
            return page
    return _Page(needed + 2 * _SIDE, _LARGE.height)


def _tables(element: XmlElement) -> Iterator[XmlElement]:
    """Yield the tables of a block that are in no other table."""
    if local(element) == "tbl":
        yield element
    elif local(element) in ("sdt", "sdtContent"):
        for child in element:
            yield from _tables(child)


def _is_above(element: XmlElement) -> bool:
    """Say whether a paragraph, a caption or heading, is to be on the page of the next block."""
    if local(element) != "p":
        return False
    named = _is_heading(element) or "caption" in _style(element)
    return named or element.find(f"{n('w:pPr')}/{n('w:keepNext')}") is not None


def _is_heading(element: XmlElement) -> bool:
    return any(name in _style(element) for name in ("heading", "title"))


def _is_below(element: XmlElement) -> bool:
    """Say whether a paragraph is the source or a note of the block before it, or is empty."""
    return "source" in _style(element) or _is_empty(element)


def _style(paragraph: XmlElement) -> str:
    style = paragraph.find(f"{n('w:pPr')}/{n('w:pStyle')}")
    return "" if style is None else (style.get(n("w:val")) or "").lower()


def _is_empty(element: XmlElement) -> bool:
    """Say whether a paragraph prints nothing: alone, it would have a page for itself."""
    if local(element) != "p" or any(local(each) in _PRINT_ALONE for each in element.iter()):
        return False
    return all(local(held) in _PRINT_NOTHING for run in element.iter(n("w:r")) for held in run)


def _move_tabs(parts: WordParts, section: XmlElement) -> None:
    """Move stops at the right margin to the new one, and those in the middle to its middle."""
    size, margins = section.find(n("w:pgSz")), section.find(n("w:pgMar"))
    if size is None or margins is None:
        return
    before = (_number(size.get(n("w:w"))) or 0) - sum(
        _number(margins.get(n(f"w:{side}"))) or 0 for side in ("left", "right")
    )
    after = _upright(section).text
    for part in (*(story.part for story in parts.stories()), parts.related("styles")):
        root = parts.tree(part)
        for stop in () if root is None else root.iter(n("w:tab")):
            place = _number(stop.get(n("w:pos")))
            if place is not None and stop.get(n("w:val")) in ("right", "end", "center"):
                stop.set(n("w:pos"), str(round(place * after / max(before, 1))))
                parts.touch(part)


def _enlarge_pictures(element: XmlElement, page: _Page, taken: int) -> None:
    """Make pictures larger, as far as the page has room beside the height that is taken."""
    for inline in element.iter(n("wp:inline")):
        extent = inline.find(n("wp:extent"))
        if extent is None:
            continue
        width, height = (_number(extent.get(key)) or 0 for key in ("cx", "cy"))
        if not width or not height:
            continue
        room = 1.0 if any(local(a) == "tc" for a in inline.iterancestors()) else _PICTURES
        by = min(room, page.text * _EMU / width, (page.height - taken) * _EMU / height)
        if by <= 1:
            continue
        for each in inline.iter(n("wp:extent"), n("a:ext")):
            for key in ("cx", "cy"):
                if (value := _number(each.get(key))) is not None:
                    each.set(key, str(round(value * by)))


def _end_section(element: XmlElement, section: XmlElement, page: _Page) -> None:
    """End a section after a block, on pages of this size."""
    own = copy.deepcopy(section)
    _set_page(own, page)
    if local(element) != "p":
        spacing = new("w:spacing", before="0", after="0", line="20", lineRule="exact")
        after = new("w:p", new("w:pPr", spacing))
        element.addnext(after)
        element = after
    properties = element.find(n("w:pPr"))
    if properties is None:
        properties = new("w:pPr")
        element.insert(0, properties)
    change = properties.find(n("w:pPrChange"))
    if change is None:
        properties.append(own)
    else:
        change.addprevious(own)


def _set_page(section: XmlElement, page: _Page) -> None:
    for name in ("pgSz", "pgMar", "cols"):
        if section.find(n(f"w:{name}")) is None:
            at = [e for e in section if local(e) in ("headerReference", "footerReference", "type")]
            at += [e for e in section if local(e) in ("pgSz", "pgMar")]
            element = new(f"w:{name}")
            at[-1].addnext(element) if at else section.insert(0, element)
    size, margins = section.find(n("w:pgSz")), section.find(n("w:pgMar"))
    columns = section.find(n("w:cols"))
    if size is None or margins is None or columns is None:
        return
    size.set(n("w:w"), str(page.width))
    size.set(n("w:h"), str(page.height))
    size.attrib.pop(n("w:orient"), "")
    if page.width > page.height:
        size.set(n("w:orient"), "landscape")
    for side in ("left", "right"):
        margins.set(n(f"w:{side}"), str(_SIDE))
    for name, least in {"top": _TOP, "bottom": _BOTTOM, "header": _HEADER, "footer": 567}.items():
        given = _number(margins.get(n(f"w:{name}"))) or 0
        margins.set(n(f"w:{name}"), str(max(given, least)))
    margins.set(n("w:gutter"), "0")
    columns.attrib.pop(n("w:num"), "")
    for column in list(columns):
        columns.remove(column)


def _number(text: str | None) -> int | None:
    try:
        return round(float(text or ""))
    except ValueError:
        return None
