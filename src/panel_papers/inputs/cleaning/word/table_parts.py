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


def parts_of_cell(
    cell: etree._Element, table: etree._Element, chain: Sequence[etree._Element]
) -> Iterator[str]:
    """Yield the parts (“firstRow”, “band1Horz”) of a cell, the most specific first."""
    row = cell.getparent()
    rows = [each for each in table.iter(n("w:tr")) if _table_of(each) is table]
    if row is None or row not in rows:
        return
    cells = list(row.iterchildren(n("w:tc")))
    on = _switches(table)
    across, down = cells.index(cell), rows.index(row)
    first, last = on["firstRow"] and down == 0, on["lastRow"] and down == len(rows) - 1
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
