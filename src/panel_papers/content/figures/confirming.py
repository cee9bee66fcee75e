"""What is confirmed of figures: assertions that hold, totals that are the sums of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.cell_ranges import ranges_of
from panel_papers.content.data.total_model import ColumnSum
from panel_papers.content.data.totals import is_called_total, label_of, total_rows
from panel_papers.content.figures.formats import plain_number
from panel_papers.core import Confirmed, ConfirmedKind, Level, Problem

Row = tuple[DataCell, ...]


def confirmed_assertion(
    text: str, sides: Sequence[tuple[str, Fraction]], names: frozenset[str]
) -> Confirmed:
    """Return what an assertion that holds says, with the value of each side."""
    values = ", ".join(side_of(*each) for each in sides if each[0] != plain_number(each[1]))
    return Confirmed(ConfirmedKind.ASSERTION, f"“{text}”: {values}", text, names)


def side_of(text: str, value: Fraction) -> str:
    """Return a side of an assertion with its value."""
    number = plain_number(value)
    return number if text == number else f"{text} is {number}"


def sum_behind(table: DataTable, rows: Sequence[Row], index: int) -> ColumnSum | None:
    """Return the total that a figure is taken from, with the sum of its parts.

    None where the figure is no such total, or where nobody can say what its parts are. `index` is
    the column of the figure.
    """
    if len(rows) != 1 or not is_called_total(rows[0]):
        return None
    for total in total_rows(table):
        for each in total.sums:
            if each.cell is rows[0][index] and each.parts:
                return each
    return None


def wrong_total(row: Row, found: ColumnSum) -> Problem:
    """Return the warning of a total that is not the sum of its parts.

    No error: the parts may be some of many, and the figure is what the file says.
    """
    what = f"“{label_of(row)}” of “{found.heading}” is {found.total:,f} ({found.cell.ref}), "
    what += (
        f"but the {found.made_of} {found.sum:,f}: a difference of {abs(found.total - found.sum):,f}"
    )
    hint = (
        "correct the wrong number in the file; if the row is not the total of these rows, give it "
    )
    hint += "another name than “Total”"
    place = found.cell.place
    return Problem("total-not-sum", place, what, "a total that adds up", hint, Level.WARNING)


def confirmed_total(name: str, table: DataTable, row: Row, found: ColumnSum) -> Confirmed:
    """Return what is said of a total that a figure is taken from, and that adds up."""
    cells = ranges_of(found.parts)
    words = f"“{label_of(row)}” of {table.path} adds up: “{found.heading}”, {cells}, "
    words += f"{found.cell.text} (figure {name})"
    return Confirmed(ConfirmedKind.TOTAL, words, figures=frozenset({name}))
