"""Numbers with their units, added, multiplied and compared as a paper may: pounds, percent, points.

A percentage counts as its hundredth where it multiplies or divides: 5% of £2,000 is £100. The
difference of two percentages is in percentage points. One amount divided by another of its unit is
a ratio, which prints as a percentage (94.1%) where its format has “%”.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from panel_papers.content.figures.formats import POINTS, RATIO


class UnitError(Exception):
    """What is wrong with the units of an expression: a code and the words of a problem."""

    def __init__(self, code: str, found: str, wanted: str, hint: str | None = None) -> None:
        super().__init__(found)
        self.code, self.found, self.wanted, self.hint = code, found, wanted, hint


class Quantity(Struct, frozen=True):
    """A number and its unit: a currency, “%”, “percentage points”, “ratio”, “year” or none.

    `typed` is true of a number in the formula itself, which takes on any unit. `of_percent` says
    that a percentage has been counted as its hundredth, `scaled` that the number comes from a
    column in thousands or millions and is in full. `hundred` is how often it was multiplied by 100
    and not divided by it: a ratio times 100 is a percentage.
    """

    value: Fraction
    unit: str = ""
    typed: bool = False
    of_percent: bool = False
    scaled: bool = False
    hundred: int = 0


YEAR = "year"
_MONEY = {"£", "€", "$", "¥", "₹", "p"}
_THOUSANDS = {Fraction(10**3), Fraction(10**6), Fraction(10**9)}
_PLAIN = {"", RATIO, YEAR}


def add(left: Quantity, right: Quantity) -> Quantity:
    """Return the sum. Raises UnitError for numbers of two units."""
    return _combined(left, right, left.value + right.value, _sum_unit(left, right))


def subtract(left: Quantity, right: Quantity) -> Quantity:
    """Return the difference. Raises UnitError for numbers of two units."""
    unit = _sum_unit(left, right)
    if not (left.typed or right.typed):
        if left.unit == right.unit == "%":
            unit = POINTS
        elif left.unit == right.unit == YEAR:
            unit = ""
    return _combined(left, right, left.value - right.value, unit)


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """Return the product; a percentage of something is its hundredth. Raises UnitError."""
    _refuse_second_scale(left, right)
    if {left.unit, right.unit} & _MONEY and left.unit in _MONEY and right.unit in _MONEY:
        raise _mixed(left, right, "multiplied")
    value, unit = left.value * right.value, left.unit or right.unit
    of_percent = left.of_percent or right.of_percent
    hundred = left.hundred + right.hundred
    for one, other in ((left, right), (right, left)):
        if one.unit in ("%", POINTS) and not other.typed:
            value, of_percent = value / 100, True
            unit = other.unit if other.unit not in ("", RATIO) else ""
            if other.unit == RATIO:
                unit = one.unit
                value *= 100
            break
        if one.unit == RATIO:
            unit = RATIO if other.typed or other.unit == RATIO else other.unit
            break
    if unit == YEAR:
        unit = ""
    for one, other in ((left, right), (right, left)):
        if other.typed and other.value == 100 and one.unit not in ("%", POINTS):
            hundred += 1
            unit = "%" if one.unit == RATIO else unit
    return Quantity(
        value, unit, left.typed and right.typed, of_percent, _scaled(left, right), hundred
    )


def divide(left: Quantity, right: Quantity, value: Fraction) -> Quantity:
    """Return the quotient, whose `value` is given for numbers as they are. Raises UnitError."""
    _refuse_second_scale(left, right)
    if right.typed and right.value == 100 and left.of_percent:
        raise UnitError(
            "percent-twice",
            "A division by 100 follows a product with a percentage: 5% of £2,000 is £100 as it is",
            "",
            "delete “/ 100” from this formula",
        )
    if right.typed:
        unit = RATIO if left.unit == "%" and right.value == 100 else left.unit
        unit = "" if unit == YEAR else unit
        hundred = left.hundred - (right.value == 100 and left.unit != "%")
        return Quantity(value, unit, left.typed, left.of_percent, left.scaled, hundred)
    if right.unit in ("%", POINTS) and right.unit != left.unit:
        unit = "" if left.unit in _PLAIN else left.unit
        return Quantity(value * 100, unit, of_percent=True, scaled=_scaled(left, right))
    return Quantity(value, _quotient_unit(left, right), scaled=_scaled(left, right))


def _quotient_unit(left: Quantity, right: Quantity) -> str:
    """Return the unit of one figure divided by another, which is no percentage of the other."""
    if left.typed and right.unit in _PLAIN:
        return ""
    if right.unit == left.unit and left.unit != YEAR:
        return {0: RATIO, 1: "%"}.get(left.hundred - right.hundred, "")
    if left.unit in _MONEY and right.unit in _MONEY:
        return ""  # a rate of exchange
    if left.unit == "%" and right.unit in _MONEY:
        raise _mixed(left, right, "divided")
    if left.unit == "" and right.unit in _MONEY:
        return ""
    return "" if left.unit == YEAR else left.unit


def raise_to(left: Quantity, right: Quantity, value: Fraction) -> Quantity:
    """Return a power, whose `value` is given. Raises UnitError for anything but plain numbers."""
    if right.unit not in _PLAIN or (left.unit not in _PLAIN and right.value != 1):
        raise UnitError(
            "mixed-units",
            f"A power of a number in “{left.unit or right.unit}” says nothing",
            "numbers without a unit on both sides of “**”",
            "write a growth of 5% a year as (1 + rate / 100) ** years",
        )
    return Quantity(value, left.unit, left.typed and right.typed, left.of_percent)


def comparable(left: Quantity, right: Quantity) -> tuple[Fraction, Fraction]:
    """Return two numbers as they may be compared. Raises UnitError for two units."""
    if left.typed or right.typed or left.unit == right.unit:
        return left.value, right.value
    units = {left.unit, right.unit}
    if units == {"%", RATIO}:
        return (
            left.value * (100 if left.unit == RATIO else 1),
            right.value * (100 if right.unit == RATIO else 1),
        )
    percents = {"%", POINTS}
    if units <= percents or not (units & percents or len(units & _MONEY) > 1):
        return left.value, right.value
    raise _mixed(left, right, "compared")


def _sum_unit(left: Quantity, right: Quantity) -> str:
    if left.typed or right.typed:
        known, typed = (right, left) if left.typed else (left, right)
        if known.unit == "%" and not known.typed and abs(typed.value) == 1:
            raise UnitError(
                "percent-and-one",
                "The formula adds 1 to a percentage, or takes it off, and 5% is 5 in a formula",
                "100 and a percentage, or 1 and a hundredth of it",
                "write “1 + rate / 100” for a factor such as 1.05, or “100 + rate” for 105%",
            )
        return known.unit
    if left.unit == right.unit:
        return left.unit
    units = {left.unit, right.unit}
    if units == {"%", POINTS}:
        return "%"
    if units <= {"", RATIO, YEAR}:
        return YEAR if YEAR in units else ""
    if "%" in units or POINTS in units or len(units & _MONEY) == 2 or RATIO in units:
        raise _mixed(left, right, "added up")
    return ""  # an amount that says “£”, and one that says nothing


def _combined(left: Quantity, right: Quantity, value: Fraction, unit: str) -> Quantity:
    return Quantity(
        value,
        unit,
        left.typed and right.typed,
        (left.of_percent or left.typed)
        and (right.of_percent or right.typed)
        and (left.of_percent or right.of_percent),
        _scaled(left, right),
    )


def _scaled(left: Quantity, right: Quantity) -> bool:
    return left.scaled or right.scaled


def _refuse_second_scale(left: Quantity, right: Quantity) -> None:
    for one, other in ((left, right), (right, left)):
        if one.scaled and other.typed and other.value in _THOUSANDS:
            raise UnitError(
                "scaled-twice",
                f"The formula multiplies or divides by “{other.value}” a number that is in full "
                "already: "
                "a column in thousands is counted as 1,000 times what it shows",
                "",
                f"take “{other.value}” out of the formula; how the number is printed is said by "
                "the "
                "format, such as “format: £1.2m”",
            )


def _mixed(left: Quantity, right: Quantity, what: str) -> UnitError:
    one, other = (f"“{unit}”" if unit else "no unit" for unit in (left.unit, right.unit))
    return UnitError(
        "mixed-units",
        f"Numbers in {one} and {other} are {what} in one formula",
        "numbers of one unit",
        "if the unit of one is wrong, correct it in its data file; if not, take one of them out of "
        "the formula",
    )
