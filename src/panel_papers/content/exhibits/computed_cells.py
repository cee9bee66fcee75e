"""Cells that no file holds: calculated from cells of files, exactly, each with where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from msgspec import Struct

from panel_papers.content.data import DataCell
from panel_papers.content.data.headings import read_heading
from panel_papers.content.figures.formats import Format, plain_format
from panel_papers.content.figures.quantities import YEAR, Quantity

_EXACT = Context(prec=40)
DASHES = ("", "-", "–", "—")
_TAILS = "kmbn"


class ComputedCell(DataCell, frozen=True):
    """A calculated cell. `quantity` is its number, never rounded; None for one without a number.

    `how` says how it was calculated, with references to cells (“C5 − B5”), which are `parts`.
    `is_sum` says that it is the sum of its parts, `turned` that its sign is the opposite of its
    difference's (`turned_signs.py`).
    """

    quantity: Quantity | None = None
    how: str = ""
    parts: tuple[DataCell, ...] = ()
    is_sum: bool = False
    turned: bool = False


class Look(Struct, frozen=True):
    """How calculated numbers print of which no format is asked for: as those they come from."""

    decimals: int
    grouped: bool
    minus: str

    def text(self, value: Fraction, unit: str) -> str:
        """Return a number as it prints."""
        tail = {"%": "%"}.get(unit, "")
        currency = unit if unit in {"£", "€", "$"} else ""
        form = Format(currency, self.decimals, self.grouped, tail=tail, minus=self.minus)
        return form.printed(value)


def as_decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal number, to 40 digits where it has no end."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def quantity_of(cell: DataCell, column: str) -> Quantity | None:
    """Return the number of a cell in a column, in full and with its unit; None for no number."""
    if isinstance(cell, ComputedCell):
        return cell.quantity
    if cell.amount is None:
        return None
    year = cell.is_year and read_heading(column).is_year
    unit = YEAR if year else cell.full_unit
    return Quantity(Fraction(cell.amount), unit, scaled=cell.scale > 1)


def look_of(cells: Sequence[DataCell]) -> Look:
    """Return how a file prints its numbers: decimal places, commas, and the sign below zero."""
    decimals, grouped, bare, minus = 0, False, False, ""
    for cell in cells:
        if not isinstance(cell.value, Decimal):
            continue
        text = cell.text
        whole, _, after = text.partition(".")
        places = 0
        for each in after:
            if not each.isdigit():
                break
            places += 1
        if after[places : places + 1].strip(" ") and after[places] in _TAILS:
            places = _places(cell.value)  # “£1.2m” is printed in full
        decimals = max(decimals, places)
        grouped = grouped or "," in whole
        bare = bare or (len(whole) > 3 and "," not in whole and abs(cell.value) >= 1000)
        if cell.brackets:
            minus = "("
        elif not minus and text.startswith("−"):
            minus = "−"
    return Look(decimals, grouped or not bare, minus)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def plain_places(value: Fraction, most: int) -> int | None:
    """Return how many decimal places a number has; None where it has more than `most`."""
    form = plain_format(value, "") if value.denominator <= 10**most else None
    return None if form is None or form.decimals > most else form.decimals


def sources_of(cell: DataCell) -> Iterator[DataCell]:
    """Yield the cells of files that a cell comes from, in their order."""
    waiting = [cell]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ComputedCell):
            waiting += reversed(each.parts)
        else:
            yield each
