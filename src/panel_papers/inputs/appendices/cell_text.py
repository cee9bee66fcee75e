"""The text that a spreadsheet shows for a cell, from its value and its number format.

ECMA-376 part 1, 18.8.31. Of a format that is not known here the caller gets None, so that it can
warn. Numbers: `number_formats.py`; dates: `date_formats.py`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from panel_papers.inputs.appendices.date_formats import plain_date, shown_date, shown_duration
from panel_papers.inputs.appendices.number_formats import general, shown_number, shown_text


def cell_text(value: object, number_format: str) -> str | None:
    """Return the text shown, or None where this format is not one that we know."""
    match value:
        case None | str():
            return shown_text(value or "", number_format)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            shown = shown_number(exact(value), number_format)
            return None if shown is None else shown.text
        case timedelta():
            return shown_duration(value, number_format)
        case datetime() | date() | time():
            return shown_date(value, number_format)
    return None


def bare_text(value: object) -> str:
    """Return a value as plainly as can be, where its format is not known."""
    if isinstance(value, int | float):
        return general(exact(value))
    if isinstance(value, date | time):
        return plain_date(value)
    return str(value)


def exact(value: float) -> Decimal:
    """Return the number to fifteen digits, which is as many as a spreadsheet keeps."""
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    return Decimal(f"{Decimal(value):.15g}")
