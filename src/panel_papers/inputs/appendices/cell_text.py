"""The text that a spreadsheet shows for a cell, from its value and its number format.

ECMA-376 part 1, 18.8.31. Of a format that is not known here the caller gets None, so that it can
warn. Numbers: `number_formats.py`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from panel_papers.core import MONTHS, WEEKDAYS
from panel_papers.inputs.appendices.number_formats import general, shown_number, shown_text

# Quoted text, an escaped character, padding the width of a character, a fill, a colour or locale.
_LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\[\]\-]*)(?:-[^\[\]]*)?\]|\[[A-Za-z0-9]+\]'
)
_DATE = re.compile(r"d{1,4}|m{1,4}|yyyy|yy|h{1,2}|s{1,2}|am/pm|[^a-z]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?P<unit>h{1,2}|m{1,2}|s{1,2})\](?P<more>(?::mm|:ss)*)", re.IGNORECASE)
_SYSTEM_SHORT_DATE = ("mm-dd-yy", "m/d/yy")  # number 14: each country's own short date
CellValue = str | int | float | bool | datetime | date | time | None


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
            return _duration(value, number_format)
        case datetime() | date() | time():
            return _date(value, number_format)
    return None


def bare_text(value: object) -> str:
    """Return a value as plainly as can be, where its format is not known."""
    if isinstance(value, int | float):
        return general(exact(value))
    return str(value)


def exact(value: float) -> Decimal:
    """Return the number to fifteen digits, which is as many as a spreadsheet keeps."""
    return Decimal(f"{Decimal(value):.15g}")


def _duration(value: timedelta, number_format: str) -> str | None:
    """Return a length of time, of which hours, minutes or seconds may go beyond a day."""
    found = _ELAPSED.fullmatch(number_format)
    if found is None or value < timedelta():
        return None
    seconds = int(value.total_seconds() + 0.5)
    first, rest = {"h": (3600, 2), "m": (60, 1), "s": (1, 0)}[found["unit"][0].lower()]
    parts = (found["more"] or "").count(":")
    if parts > rest:
        return None
    shown = [str(seconds // first).rjust(len(found["unit"]), "0")]
    if parts >= 1:
        shown.append(f"{seconds % first // (first // 60):02}")
    if parts == 2:
        shown.append(f"{seconds % 60:02}")
    return ":".join(shown)


@lru_cache(maxsize=4096)  # the rows of a long table have the same dates again and again
def _date(value: datetime | date | time, number_format: str) -> str | None:
    plain = number_format.split(";", 1)[0]
    if plain.lower() in _SYSTEM_SHORT_DATE:
        plain = "dd/mm/yyyy"
    plain = _LITERAL.sub(lambda match: match.group(1) or match.group(2) or "", plain)
    tokens = _DATE.findall(plain)
    if "".join(tokens) != plain or isinstance(value, time) != (
        not any(token[0] in "dyDY" for token in tokens)
    ):
        return None
    twelve = any(token.lower() == "am/pm" for token in tokens)
    shown = []
    for index, token in enumerate(token.lower() for token in tokens):
        near = [t.lower() for t in tokens[max(0, index - 2) : index]]
        after = [t.lower() for t in tokens[index + 1 : index + 3]]
        minutes = token in ("m", "mm") and (
            any(t[0] == "h" for t in near) or any(t[0] == "s" for t in after)
        )
        shown.append(_date_part(value, "n" * len(token) if minutes else token, twelve=twelve))
    return "".join(shown)


def _date_part(value: datetime | date | time, token: str, *, twelve: bool) -> str:
    moment = (
        datetime.combine(date(2000, 1, 1), value)  # a cell has no time zone
        if isinstance(value, time)
        else value
        if isinstance(value, datetime)
        else datetime.combine(value, time())
    )
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    day, month = WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1]
    parts = {
        "d": str(moment.day),
        "dd": f"{moment.day:02}",
        "ddd": day[:3],
        "dddd": day,
        "m": str(moment.month),
        "mm": f"{moment.month:02}",
        "mmm": month[:3],
        "mmmm": month,
        "yy": f"{moment.year % 100:02}",
        "yyyy": f"{moment.year:04}",
        "h": str(hour),
        "hh": f"{hour:02}",
        "n": str(moment.minute),
        "nn": f"{moment.minute:02}",
        "s": str(moment.second),
        "ss": f"{moment.second:02}",
        "am/pm": "am" if moment.hour < 12 else "pm",
    }
    return parts.get(token, token)
