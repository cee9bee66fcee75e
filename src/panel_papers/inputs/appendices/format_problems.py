"""What is wrong where a number format shows another number than the cell holds."""

from __future__ import annotations

from datetime import date

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.appendices.date_formats import is_month_first, plain_date
from panel_papers.inputs.appendices.number_formats import (
    SCALE_DIFFERS,
    SHOWN_AS_NOTHING,
    SIGN_LOST,
    SIGN_TURNED,
    ShownNumber,
)

_FIXES = {
    SIGN_LOST: (
        "sign-lost",
        "a format that shows it, such as #,##0;-#,##0 or #,##0;(#,##0)",
        "in Excel, give the cell such a format (Format Cells › Number › Custom), and save",
    ),
    SIGN_TURNED: (
        "sign-turned",
        "a minus or brackets for numbers below zero only",
        "give the cell a format such as #,##0, and change the sign of the number if it is wrong",
    ),
    SCALE_DIFFERS: (
        "scale-differs",
        "one comma behind the digits for thousands (k), two for millions (m)",
        "in Excel, choose Format Cells › Number › Custom, type such a format, and save",
    ),
    SHOWN_AS_NOTHING: (
        "hidden-cell",
        "a number format that shows the number",
        "in Excel, give the cell such a format (Format Cells › Number › Custom), in which a "
        'dash is for zero alone: #,##0;-#,##0;"-"',
    ),
}


def date_problem(value: object, number_format: str, text: str, place: Place) -> Problem | None:
    """Return the warning for a date that its number format shows with the month first."""
    if not isinstance(value, date) or not is_month_first(number_format):
        return None
    found = f"The date “{text}” ({plain_date(value)}) shows the month first"
    wanted, hint = (
        "dates with the day first",
        "in Excel, give the cells the number format dd/mm/yyyy",
    )
    return Problem("month-first", place, found, wanted, hint, Level.WARNING)


def format_problem(shown: ShownNumber, number_format: str, place: Place) -> Problem | None:
    """Return what a number format does to the number that it shows, or None for nothing wrong."""
    if shown.problem:
        code, wanted, hint = _FIXES[shown.problem]
        found = f"“{shown.text}”: the number format “{number_format}” {shown.problem}"
        return Problem(code, place, found, wanted, hint)
    if shown.nothing:
        found = f"The number format “{number_format}” shows this number as “{shown.text}”"
        wanted = "a format with enough decimal places to show the number"
        hint = "in Excel, choose Home › Increase Decimal until the number shows, and save"
        return Problem("prints-as-nothing", place, found, wanted, hint, Level.WARNING)
    return None
