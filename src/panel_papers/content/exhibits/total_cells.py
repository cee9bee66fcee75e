"""The cells of a row of totals: how they look, and how they say what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from panel_papers.content.data import DataCell
from panel_papers.content.data.cell_ranges import cell_ranges
from panel_papers.content.exhibits.computed_cells import (
    ComputedCell,
    as_decimal,
    look_of,
    plain_places,
    sources_of,
)
from panel_papers.content.figures.quantities import Quantity
from panel_papers.core import Place


def no_total(text: str, place: Place) -> ComputedCell:
    """Return the cell of a column that has no total."""
    return ComputedCell(text, None, "", "no total", place)


def prints_exactly(value: Fraction, cells: Sequence[DataCell]) -> bool:
    """Say whether a number has no more decimal places than the cells that it looks like."""
    return plain_places(value, look_of(cells).decimals) is not None


def total_cell(
    quantity: Quantity,
    like: Sequence[DataCell],
    parts: tuple[DataCell, ...],
    how: str,
    *,
    is_sum: bool,
) -> ComputedCell:
    """Return a total that looks like the cells it belongs to, of which the first is typical."""
    first = next((cell for cell in like if isinstance(cell.value, Decimal)), parts[0])
    value = quantity.value / first.scale
    look = look_of(like)
    return ComputedCell(
        text=look.text(value, first.unit),
        value=as_decimal(value),
        unit=first.unit,
        ref=how,
        place=first.place,
        scale=first.scale,
        heading_unit=first.heading_unit,
        brackets=any(cell.brackets for cell in like),
        quantity=quantity,
        how=how,
        parts=parts,
        is_sum=is_sum,
    )


def references_of(cells: Sequence[DataCell]) -> str:
    """Return references to the cells of files that cells come from: “B2:B5”."""
    if not any(isinstance(cell, ComputedCell) for cell in cells):
        return cell_ranges(cell.ref for cell in cells)
    refs = [cell.ref for cell in cells]
    shown = [f"({ref})" if " " in ref else ref for ref in refs[:6]]
    return ", ".join(shown) + (f" and {len(refs) - 6} more" if len(refs) > 6 else "")


def file_of(cell: DataCell) -> str:
    """Return the file and sheet that a calculated cell comes from, or nothing for several."""
    found = {(each.place.file.rpartition("/")[2], each.sheet) for each in sources_of(cell)}
    if len(found) != 1:
        return ""
    name, sheet = found.pop()
    return name + (f" ({sheet})" if sheet else "")
