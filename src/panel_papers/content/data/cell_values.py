"""What the value of a workbook's cell means under its number format."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from panel_papers.content.data.cells import Meaning
from panel_papers.inputs import ShownNumber, exact, shown_number

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_DIGITS = re.compile(r"[0#?@]|general", re.IGNORECASE)


def value_of(value: object, number_format: str) -> tuple[Meaning, ShownNumber | None]:
    """Return what a cell's value means under its number format, and how that shows a number."""
    match value:
        case bool():
            return Meaning("TRUE" if value else "FALSE"), None
        case int() | float():
            return _number(value, number_format)
        case date():
            return Meaning(value.date() if isinstance(value, datetime) else value), None
        case None | "":
            return Meaning(None), None
    return Meaning(str(value)), None


def _number(value: float, number_format: str) -> tuple[Meaning, ShownNumber | None]:
    shown = shown_number(exact(value), number_format)
    if shown and shown.text.strip() and not _DIGITS.search(_QUOTED.sub("", number_format)):
        # “Yes” and “No” are words, whatever they stand for
        return Meaning(shown.text.strip()), shown
    if shown and shown.in_words and shown.text.strip() and not shown.problem:
        # “<5” and “overspend” as well: nobody who sees the sheet knows the number
        return Meaning(shown.text.strip()), shown
    number = exact(value) if shown is None else shown.value
    if number == number.to_integral_value():
        number = Decimal(int(number))
    elif number.is_finite():
        number = Decimal(format(number.normalize(), "f"))
    return Meaning(number, shown.unit if shown else ""), shown
