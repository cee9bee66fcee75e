"""What is confirmed of figures: assertions that hold, totals that are the sums of their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.cell_ranges import ranges_of
from panel_papers.content.data.total_model import ColumnSum
from panel_papers.content.data.totals import is_called_total, label_of, total_rows
from panel_papers.content.figures.definitions import Assertion
from panel_papers.content.figures.expressions import ExpressionError
from panel_papers.content.figures.formats import plain_number
from panel_papers.content.figures.quantities import Quantity
from panel_papers.core import Confirmed, ConfirmedKind, Level, Problem

Row = tuple[DataCell, ...]


def compared(assertion: Assertion, values: Mapping[str, Quantity]) -> Confirmed | Problem:
    """Return what an assertion says that holds, with the value of each side; else its problem."""
    expression = assertion.expression
    try:
        sides = expression.sides(values)
        holds = expression.holds(values)
    except ExpressionError as error:
        return Problem(error.code, assertion.place, error.found, error.wanted, error.hint)
    if holds:
        told = ", ".join(_side(*each) for each in sides if each[0] != plain_number(each[1]))
        words = f"“{assertion.text}”: {told}"
        return Confirmed(ConfirmedKind.ASSERTION, words, assertion.text, frozenset(values))
    told = ", but ".join(_side(text, value) for text, value in sides)
    found = f"“{assertion.text}” is not true: {told}"
    hint = "if a number is wrong, correct it in the data file that it comes from; if the "
    hint += "comparison is wrong, correct it here"
    parts = "; ".join(
        f"{name} is {plain_number(value.value)}"
        for name, value in values.items()
        if name not in {text for text, _ in sides}
    )
    hint += f" ({parts})" if parts else ""
    return Problem("assertion-failed", assertion.place, found, "", hint)


def _side(text: str, value: Fraction) -> str:
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
        "in the file, type the right number in place of the wrong one; if the row is not the "
        "total of these rows, give it "
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
