"""Widths of a table's columns, so that no word of its cells is broken in large print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from panel_papers.pdf.enlarging.sizes import POINTS
from panel_papers.pdf.joining.font import printable, text_width
from panel_papers.pdf.preparation.xml import XmlElement, local, n, new

_BOLD = 1.12
"""How much wider bold letters are than those of the font that is measured."""
_PADDING = 300
"""Twips at both sides of a cell's text, and a little more."""
_LONGEST = 5200
"""Twips: a longer word, mostly an address of the web, may be broken."""
_WORD = re.compile(r"(?:[^\s-]|[\u00a0\u202f])+-?")
"""What no line may end within: a no-break space is part of a word."""
_EM = "—"
_TWIPS = 20


class _Cell(Struct):
    element: XmlElement
    first: int
    span: int


class Columns:
    """The columns of a table: their widths so far, and the least that their words need."""

    def __init__(self, table: XmlElement) -> None:
        self._table = table
        self._rows = [list(_cells(row)) for row in _own(table, "tr")]
        count = max((c.first + c.span for row in self._rows for c in row), default=0)
        grid = table.find(n("w:tblGrid"))
        given = [] if grid is None else [_twips(c.get(n("w:w"))) for c in grid]
        if len(given) != count or not all(given):
            given = [1] * count
        self._given = given
        self.least = [_PADDING * 2] * count
        for cell in (c for row in self._rows for c in row if c.span == 1):
            self.least[cell.first] = max(self.least[cell.first], _needed(cell.element))

    @property
    def needed(self) -> int:
        """The least width of the table, in twips."""
        return sum(self.least)

    def set_widths(self, available: int) -> None:
        """Give each column its width, all together `available`, or what their words need."""
        widths = _shared(self._given, self.least, max(available, self.needed))
        properties = self._table.find(n("w:tblPr"))
        if properties is None:
            properties = new("w:tblPr")
            self._table.insert(0, properties)
        _put(properties, "tblW", {"w": str(sum(widths)), "type": "dxa"}, _BEFORE_WIDTH)
        _put(properties, "tblLayout", {"type": "fixed"}, _BEFORE_LAYOUT)
        grid = self._table.find(n("w:tblGrid"))
        if grid is None:
            grid = new("w:tblGrid")
            properties.addnext(grid)
        grid[:] = [new("w:gridCol", w=str(width)) for width in widths]
        for cell in (c for row in self._rows for c in row):
            width = sum(widths[cell.first : cell.first + cell.span])
            own = cell.element.find(n("w:tcPr"))
            if own is None:
                own = new("w:tcPr")
                cell.element.insert(0, own)
            _put(own, "tcW", {"w": str(width), "type": "dxa"}, ("cnfStyle",))
            for nested in _own(cell.element, "tbl"):
                Columns(nested).set_widths(width - _PADDING)
        for whole in list(self._table.iter(n("w:cantSplit"))):  # a row may be higher than a page
            parent = whole.getparent()
            if parent is not None:
                parent.remove(whole)


_BEFORE_WIDTH = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual"),
    *("tblStyleRowBandSize", "tblStyleColBandSize"),
)
_BEFORE_LAYOUT = (*_BEFORE_WIDTH, "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd")
"""What comes before in a table's properties (ECMA-376 part 1, 17.4.59)."""


def _cells(row: XmlElement) -> Iterator[_Cell]:
    before = row.find(f"{n('w:trPr')}/{n('w:gridBefore')}")
    first = 0 if before is None else _twips(before.get(n("w:val")))
    for cell in _own(row, "tc"):
        spans = cell.find(f"{n('w:tcPr')}/{n('w:gridSpan')}")
        span = 1 if spans is None else max(_twips(spans.get(n("w:val"))), 1)
        yield _Cell(cell, first, span)
        first += span


def _own(parent: XmlElement, name: str) -> Iterator[XmlElement]:
    """Yield children of a name, also those within content controls."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins"):
            yield from _own(child, name)


def _needed(cell: XmlElement) -> int:
    nested = max((Columns(table).needed for table in _own(cell, "tbl")), default=0)
    words = (word for p in _own(cell, "p") for word in _WORD.findall(_text(p)))
    widest = max((text_width(_measured(word), POINTS) for word in words), default=0.0)
    pictures = max((picture_width(p) for p in _own(cell, "p")), default=0)
    return max(min(round(widest * _BOLD * _TWIPS), _LONGEST), nested, pictures) + _PADDING


def _measured(word: str) -> str:
    """Return a word in letters that can be measured; signs that cannot are as wide as any."""
    return "".join(_EM if printable(sign) == "?" else printable(sign) for sign in word)


def picture_width(paragraph: XmlElement) -> int:
    """Return the width of a paragraph's widest picture in its line, in twips."""
    found = (each.get("cx", "0") for each in paragraph.iter(n("wp:extent")))
    return max((round(_twips(cx) / 635) for cx in found), default=0)


def _text(paragraph: XmlElement) -> str:
    signs = {"t": "", "tab": " ", "br": " ", "noBreakHyphen": "‑"}
    return "".join(
        (each.text or "") if local(each) == "t" else signs.get(local(each), "")
        for each in paragraph.iter()
    )


def _shared(given: Sequence[int], least: Sequence[int], whole: int) -> list[int]:
    """Share a width in the proportions given, but none less than its least."""
    fixed: set[int] = set()
    while True:
        free = [i for i in range(len(given)) if i not in fixed]
        rest, total = whole - sum(least[i] for i in fixed), sum(given[i] for i in free) or 1
        small = [i for i in free if rest * given[i] / total < least[i]]
        if not small:
            break
        fixed.update(small)
    return [least[i] if i in fixed else int(rest * given[i] / total) for i in range(len(given))]


def _put(properties: XmlElement, name: str, values: dict[str, str], before: Sequence[str]) -> None:
    element = properties.find(n(f"w:{name}"))
    if element is None:
        element = new(f"w:{name}")
        at = sum(1 for each in properties if local(each) in before)
        properties.insert(at, element)
    for key in list(element.attrib):
        del element.attrib[key]
    for key, value in values.items():
        element.set(n(f"w:{key}"), value)


def _twips(text: str | None) -> int:
    try:
        return int(float(text or ""))
    except ValueError:
        return 0
