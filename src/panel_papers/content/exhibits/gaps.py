"""Cells without a number that a total, a sum or a mean leaves out: one warning a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.content.exhibits.computed_cells import DASHES, ComputedCell
from panel_papers.content.exhibits.row_cells import NO_NUMBERS
from panel_papers.core import Level, Place, Problem

_SHOWN = 8  # cells in the message


def gaps_in(cells: Sequence[DataCell]) -> list[DataCell]:
    """Return the cells of a file that have no number: empty, “n/a”, “tbc”; a dash is zero."""
    return [
        cell
        for cell in cells
        if not isinstance(cell, ComputedCell)
        and not isinstance(cell.value, Decimal)
        and (cell.value is None or cell.text.strip() in NO_NUMBERS)
        and (not cell.text.strip() or cell.text.strip() not in DASHES)
    ]


def without_headings(
    rows: Sequence[Sequence[DataCell]], gaps: Sequence[DataCell], columns: int
) -> list[DataCell]:
    """Return the gaps but for those of rows that are headings: no number and no “n/a” in them.

    In a table with one column of numbers an empty cell may be a gap, and counts as one.
    """
    if columns < 2:
        return list(gaps)
    empty = {
        id(cell)
        for row in rows
        if not any(
            isinstance(cell.value, Decimal) or cell.text in NO_NUMBERS - {""} for cell in row
        )
        for cell in row
    }
    return [cell for cell in gaps if id(cell) not in empty]


def gaps_left_out(gaps: Sequence[DataCell], what: str, place: Place) -> Problem | None:
    """Return the warning that names the cells; `what` leaves them out: “the total”."""
    if not gaps:
        return None
    several = len({(cell.place.file, cell.sheet) for cell in gaps}) > 1
    named = [_named(cell, several=several) for cell in gaps[:_SHOWN]]
    more = f" and {len(gaps) - _SHOWN} more" if len(gaps) > _SHOWN else ""
    verb = "is" if len(gaps) == 1 else "are"
    cells = "1 cell" if len(gaps) == 1 else f"{len(gaps)} cells"
    found = f"{cells} without a number {verb} left out of {what}: {', '.join(named)}{more}"
    wanted = "a number in each cell that is added up"
    hint = "fill them in, with 0 where there is nothing; if a number is not known, say so below "
    hint += "the table"
    first = gaps[0].place or place
    return Problem("total-of-gaps", first, found, wanted, hint, Level.WARNING)


def _named(cell: DataCell, *, several: bool) -> str:
    name = cell.place.file.rpartition("/")[2]
    at = f"{cell.ref} of {name}" if several else cell.ref
    return f"{at} “{cell.text}”" if cell.text.strip() else f"{at} (empty)"
