"""Which parts of a table's style a cell belongs to (ECMA-376 part 1, 17.7.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from panel_papers.inputs.cleaning.word.names import is_on, n

# What of a style is switched on, by attribute and by its bit in older files (17.4.55).
_SWITCHES = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


class Grid:
    """A table as rows of cells, read once: each of its cells asks where it is."""

    def __init__(self, table: etree._Element) -> None:
        rows = [each for each in table.iter(n("w:tr")) if _table_of(each) is table]
        self._down = {row: at for at, row in enumerate(rows)}
        self._row: tuple[etree._Element | None, dict[etree._Element, int]] = None, {}
        self._switches = _switches(table)

    def parts_of(self, cell: etree._Element, chain: Sequence[etree._Element]) -> Iterator[str]:
        """Yield the parts (“firstRow”, “band1Horz”) of a cell, the most specific first."""
        row = cell.getparent()
        if row is None or row not in self._down:
            return
        cells = self._cells_of(row)
        on = self._switches
        across, down = cells[cell], self._down[row]
        first, last = on["firstRow"] and down == 0, on["lastRow"] and down == len(self._down) - 1
        left, right = (
            on["firstColumn"] and across == 0,
            on["lastColumn"] and across == len(cells) - 1,
        )
        corners = {
            "nw": first and left,
            "ne": first and right,
            "sw": last and left,
            "se": last and right,
        }
        yield from (f"{name}Cell" for name, at in corners.items() if at)
        sides = {"firstRow": first, "lastRow": last, "firstCol": left, "lastCol": right}
        yield from (name for name, at in sides.items() if at)
        if not on["noVBand"] and not (left or right):
            yield _band(across - on["firstColumn"], _size(chain, "w:tblStyleColBandSize"), "Vert")
        if not on["noHBand"] and not (first or last):
            yield _band(down - on["firstRow"], _size(chain, "w:tblStyleRowBandSize"), "Horz")
        yield "wholeTable"

    def _cells_of(self, row: etree._Element) -> dict[etree._Element, int]:
        if self._row[0] is not row:
            cells = {cell: at for at, cell in enumerate(row.iterchildren(n("w:tc")))}
            self._row = row, cells
        return self._row[1]


def says_which(table: etree._Element) -> bool:
    """Say whether a table says which parts of its style are switched on."""
    return table.find(f"{n('w:tblPr')}/{n('w:tblLook')}") is not None


def _switches(table: etree._Element) -> dict[str, bool]:
    look = table.find(f"{n('w:tblPr')}/{n('w:tblLook')}")
    mask = "0600" if look is None else look.get(n("w:val"), "0600")
    try:
        bits = int(mask, 16)
    except ValueError:
        bits = 0x600
    return {
        name: bool(bits & bit)
        if look is None or look.get(n(f"w:{name}")) is None
        else is_on(look.get(n(f"w:{name}")))
        for name, bit in _SWITCHES.items()
    }


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(n("w:tbl")), None)


def _size(chain: Sequence[etree._Element], name: str) -> int:
    for style in chain:
        found = style.find(f"{n('w:tblPr')}/{n(name)}")
        if found is not None and str(found.get(n("w:val"))).isdecimal():
            return max(1, int(str(found.get(n("w:val")))))
    return 1


def _band(index: int, size: int, direction: str) -> str:
    return f"band{1 + index // size % 2}{direction}"
