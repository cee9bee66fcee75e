"""Whether a format fits a number: its unit, its scale, and whether it says words or digits.

One rule for figures, tables and charts.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.figures.formats import (
    POINTS,
    RATIO,
    Format,
    plain_format,
    plain_number,
    read_format,
)
from panel_papers.content.figures.quantities import YEAR, Quantity
from panel_papers.core import Level


class Misfit(Struct, frozen=True):
    """What is wrong with a format for a number, in the words of a problem."""

    code: str
    found: str
    wanted: str
    hint: str | None = None
    level: Level = Level.ERROR


class Printable(Struct, frozen=True):
    """A number as it goes into its format, and that format."""

    value: Fraction
    form: Format


def as_shown(text: str, value: Decimal | None = None) -> Format | None:
    """Return how the file prints a number, where its text says it: “£1.2m”, “1,234.6”.

    None where the text is that of another number: “12.3m” for 12.3 is metres.
    """
    bare = text.strip("()+-−–").strip()
    found = read_format(bare)
    silent = found is None or found.words or found.heading or found.absolute
    if found is None or silent:
        return None
    shown = replace(found, grouped=True)
    if shown.scale > 1 and value is not None:
        said = shown.printed(Fraction(abs(value)))
        return shown if said.replace(",", "") == bare.replace(",", "") else None
    return shown


def printable(
    quantity: Quantity,
    scale: int,
    asked: Format | None,
    *,
    unsaid: bool = False,
    shown: Format | None = None,
) -> Printable | None:
    """Return a number with the format asked for, or a plain one; None where it would have no end.

    `shown` is how the file itself prints it, which is taken where no format is asked for.

    A number of a column in thousands prints in thousands, as the column has it, unless its format
    says how large it is: pounds, or millions. A ratio times 100 is its percentage. A unit that
    stands in the heading only (`unsaid`) is not printed unasked.
    """
    value = quantity.value
    if asked is None:
        unit = (
            "" if quantity.unit == YEAR or (unsaid and quantity.unit != POINTS) else quantity.unit
        )
        if shown is not None and quantity.unit != YEAR and shown.unit == unit:
            return Printable(value if shown.scale > 1 else value / scale, shown)
        plain = plain_format(value / scale, unit)
        if plain is not None and quantity.unit == YEAR:
            plain = Format(grouped=False)
        return None if plain is None else Printable(value / scale, plain)
    if quantity.unit == RATIO and asked.unit == "%":
        return Printable(value * 100, asked)
    if quantity.unit == YEAR and not asked.words:
        return Printable(value, Format(decimals=asked.decimals, grouped=False, tail=asked.tail))
    return Printable(value if asked.in_full else value / scale, asked)


_EXAMPLES = {"%": "5.9%", "£": "£1,234", "€": "€1,234", "$": "$1,234"}


def misfit(quantity: Quantity, asked: Format | None, *, unsaid: bool) -> Misfit | None:
    """Return what is wrong with printing a number in a format, or None."""
    if asked is None:
        return None
    unit = quantity.unit
    if unit == YEAR:
        return _of_a_year(asked)
    if unit in ("", RATIO):
        return _of_a_plain_number(quantity, asked)
    if asked.unit == unit or (unsaid and not asked.unit):
        return None
    if {unit, asked.unit} == {"%", POINTS}:
        return _of_percent(unit)
    if asked.words and unit in ("%", POINTS):
        asked = Format()
    printed = f"printed with “{asked.unit}”" if asked.unit else "printed without it"
    found = f"A number in “{unit}” is {printed}"
    level = Level.ERROR if asked.unit else Level.WARNING
    hint = (
        "write after “format:” an example with it, such as “format: "
        f"{_EXAMPLES.get(unit, f'1,234 {unit}')}”"
    )
    return Misfit("wrong-unit", found, f"a format with “{unit}”", hint, level)


def _of_percent(unit: str) -> Misfit:
    """Return the warning of percentages printed as points, or of points printed as percentages."""
    if unit == POINTS:
        found = "A difference of percentages is printed with “%”"
        hint = (
            "write “format: 5 percentage points”: from 88% to 83% are 5 percentage points, not 5%"
        )
        return Misfit("wrong-unit", found, "", hint, Level.WARNING)
    found = "A percentage is printed as percentage points"
    hint = (
        "write “format: 5.9%”; if the number is the difference of two percentages, change nothing"
    )
    return Misfit("wrong-unit", found, "", hint, Level.WARNING)


def _of_a_year(asked: Format) -> Misfit | None:
    if not asked.unit and asked.scale == 1 and not asked.decimals:
        return None
    return Misfit("wrong-unit", "A year is printed as an amount", "", "write “format: 2024” here")


def _of_a_plain_number(quantity: Quantity, asked: Format) -> Misfit | None:
    """Return what is wrong with the unit that a format gives to a number without one."""
    if quantity.unit == RATIO:
        if asked.unit in ("", "%"):
            return None
        found = f"A ratio is printed with “{asked.unit}”"
        return Misfit("wrong-unit", found, "", "write “format: 5.9%” or “format: 0.94”")
    if asked.unit == "%" and is_ratio_or_percent(quantity.value):
        number = plain_number(quantity.value)
        in_percent = plain_number(quantity.value * 100)
        printed = asked.printed(quantity.value)
        found = f"{number} is printed as “{printed}”, and may be {number}% or, as a ratio, "
        found += f"{in_percent}%"
        hint = f"write “{in_percent}%” or “{number}%”, whichever is right, into the data file"
        return Misfit("ratio-or-percent", found, "", hint)
    return None


def is_ratio_or_percent(value: Fraction) -> bool:
    """Say whether a number without a unit may be a ratio (0.941) as well as a percentage."""
    return 0 < abs(value) <= 2 and (value.denominator != 1 or abs(value) == 1)
