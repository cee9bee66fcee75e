"""The numbers of a finished column as rules judge them: unrounded, and as they print."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.formatting import printed_number, quantity_of
from panel_papers.content.exhibits.ranges import Range
from panel_papers.content.exhibits.tabling import cell_text
from panel_papers.content.figures.quantities import Quantity, UnitError, comparable
from panel_papers.core import Level, Place, Problem


class Number(Struct, frozen=True):
    """A number of a column: unrounded, and as large as it is printed.

    `text` is what is printed; `scale` what 1 stands for in the column.
    """

    quantity: Quantity
    printed: Quantity
    text: str
    ref: str
    place: Place
    scale: int

    def within(self, unit: str) -> Fraction:
        """Return the number in a unit. Raises UnitError where it has another one."""
        return _in_unit(self.quantity, unit)

    def printed_within(self, unit: str) -> Fraction:
        """Return the printed number in a unit."""
        return _in_unit(self.printed, unit)


def _in_unit(quantity: Quantity, unit: str) -> Fraction:
    return comparable(quantity, Quantity(Fraction(0), unit, typed=not unit))[0]


def numbers_of(column: ChosenColumn) -> tuple[Number | None, ...]:
    """Return the number of each cell of a column; None where it holds none."""
    return tuple(
        _number(cell, column) if isinstance(cell.value, Decimal) else None for cell in column.cells
    )


def _number(cell: DataCell, column: ChosenColumn) -> Number:
    quantity, text = quantity_of(cell, column), cell_text(cell, column)
    shown = printed_number(cell, column)
    if shown is not None:
        of, to = shown.value, shown.form.rounded(shown.value)
    else:
        meant = meaning(text)
        of = Fraction(cell.value) if isinstance(cell.value, Decimal) else Fraction(0)
        known = isinstance(meant, Meaning) and isinstance(meant.value, Decimal)
        to = Fraction(meant.value) if known else of  # type: ignore[union-attr, arg-type]  # asked
    value = quantity.value * to / of if of else quantity.value
    printed = replace(quantity, value=value)
    return Number(quantity, printed, text, cell.ref, cell.place, cell.scale)


def unit_problem(number: Number, rule: Range, place: Place) -> Problem | None:
    """Return what is wrong with a rule's unit for a number of its column."""
    if rule.unit is None:  # zero alone, or nothing
        return None
    unit = number.quantity.unit
    if not rule.unit and unit in {"%", "ratio", "percentage points"}:
        found = f"The rule “{rule.text}” does not say “{_SIGNS[unit]}”, as “{number.text}” "
        found += f"({number.ref}) of its column does"
        hint = f"write “{in_unit(rule, unit)}” instead of “{rule.text}”"
        return Problem("rule-unit", place, found, "", hint)
    if not rule.unit and number.scale > 1:
        found = f"The rule “{rule.text}” does not say how much it means: its column is in "
        found += f"{number.scale:,}s"
        hint = "write the amount in full, with its unit: “£50,000” where the column has 50"
        return Problem("rule-unit", place, found, "", hint)
    try:
        number.within(rule.unit)
    except UnitError:
        found = f"The rule “{rule.text}” and “{number.text}” ({number.ref}) are in two units"
        hint = f"write “{in_unit(rule, unit)}” instead of “{rule.text}”"
        return Problem("rule-unit", place, found, "", hint)
    return None


_SIGNS = {"%": "%", "ratio": "%", "percentage points": "percentage points"}
_AMOUNT = re.compile(r"[£€$]?(?P<number>\d[\d,.]*)(?:\s?(?:%|pp\b|percentage points?))?")


def in_unit(rule: Range, unit: str) -> str:
    """Return a rule as it reads with the unit of its column: “£5 or more” for “5% or more”."""
    sign = _SIGNS.get(unit, unit)

    def with_sign(found: re.Match[str]) -> str:
        number = found["number"]
        if not number.strip("0.,"):
            return number
        space = " " if len(sign) > 1 else ""
        return f"{sign}{number}" if sign in {"£", "€", "$"} else f"{number}{space}{sign}"

    return _AMOUNT.sub(with_sign, rule.text)


def at_boundary(number: Number, is_: str, seems: str) -> Problem:
    """Return the warning of a number that prints as if another rule were for it."""
    found = f"“{number.text}” ({number.ref}) is {is_} by its unrounded number and looks "
    found += f"{seems} as it prints"
    wanted = ""
    hint = "in “formats:” of the block, write the example of this column with more decimal places"
    return Problem("rounded-to-boundary", number.place, found, wanted, hint, Level.WARNING)
