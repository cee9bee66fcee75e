"""What an Excel number format shows of a date, of a time and of a length of time.

ECMA-376 part 1, 18.8.30 and 18.8.31. Of a format that is not known here the caller gets None, so
that it can warn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from panel_papers.core import MONTHS, WEEKDAYS

# Quoted or escaped text, padding or a fill, a language, a colour, a code, the end, other text.
_PART = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|(?P<space>[_*].)|\[\$[^\[\]-]*(?:-(?P<language>[^\[\]]*))?\]"
    r"|\[(?:black|white|red|green|blue|yellow|magenta|cyan|color ?\d{1,2})\]"
    r"|(?P<code>y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}(?:\.0{1,3})?|am/pm)|(?P<end>;)"
    r"|(?P<plain>[^a-z0#?@%\[\]_*\\\"])",
    re.IGNORECASE,
)
_ELAPSED = re.compile(r"\[(?P<unit>h{1,2}|m{1,2}|s{1,2})\](?P<more>(?::mm|:ss)*)", re.IGNORECASE)
# Number 14 and the formats with an asterisk: each country's own, here that of the United Kingdom.
_SYSTEM = {
    "mm-dd-yy": "dd/mm/yyyy",
    "m/d/yy": "dd/mm/yyyy",
    "f800": "dd mmmm yyyy",
    "x-sysdate": "dd mmmm yyyy",
    "f400": "hh:mm:ss",
    "x-systime": "hh:mm:ss",
}
_ENGLISH = 0x09  # the lowest ten bits of a language's number (MS-LCID)
Token = tuple[str, str]
"""“text” or “code”, and what it is."""


def shown_duration(value: timedelta, number_format: str) -> str | None:
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
def shown_date(value: datetime | date | time, number_format: str) -> str | None:
    """Return a date or a time as its format shows it; None where the format is not known here."""
    number_format = _SYSTEM.get(number_format.lower(), number_format)
    tokens = _tokens(number_format)
    if tokens is None:
        return None
    codes = [text for kind, text in tokens if kind == "code"]
    is_time = not any(code[0] in "dmy" for code in codes)
    if not codes or isinstance(value, time) != is_time:
        return None
    twelve = "am/pm" in codes
    return "".join(
        _code(value, text, twelve=twelve) if kind == "code" else text for kind, text in tokens
    )


@lru_cache(maxsize=1024)  # once for a format, not for each cell
def is_month_first(number_format: str) -> bool:
    """Say whether a format shows dates as in the United States: 04/01/2026 is 1 April."""
    tokens = _tokens(_SYSTEM.get(number_format.lower(), number_format)) or []
    codes = [text for kind, text in tokens if kind == "code" and text[0] in "dmy"]
    return codes[:1] in (["m"], ["mm"]) and codes[1:2] in (["d"], ["dd"])


def plain_date(value: datetime | date | time) -> str:
    """Return a date in words, such as “6 May 2020”, and a time of day if it has one."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    day = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    has_time = isinstance(value, datetime) and value.time() != time()
    return f"{day} {value:%H:%M}" if has_time else day


def _tokens(number_format: str) -> list[Token] | None:
    """Return the texts and codes of the first section; minutes have the code “n”."""
    tokens: list[Token] = []
    at, foreign = 0, False
    while at < len(number_format):
        found = _PART.match(number_format, at)
        if found is None:
            return None
        at = found.end()
        kind, language = found.lastgroup, found["language"]
        if kind == "end":
            break
        if language is not None:
            if language.lower() in _SYSTEM:
                return _tokens(_SYSTEM[language.lower()])
            foreign = foreign or not _is_english(language)
        elif kind == "code":
            tokens.append(("code", found[0].lower()))
        elif kind in ("quoted", "escaped", "plain"):
            tokens.append(("text", found[kind]))
    tokens = _with_minutes(tokens)
    names = any(kind == "code" and re.match("m{3}|d{3}", text) for kind, text in tokens)
    return None if foreign and names else tokens


def _with_minutes(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with “n” for each “m” that follows hours or comes before seconds."""
    codes = [n for n, (kind, text) in enumerate(tokens) if kind == "code" and text != "am/pm"]
    found = list(tokens)
    for order, n in enumerate(codes):
        text = tokens[n][1]
        before = tokens[codes[order - 1]][1] if order else ""
        after = tokens[codes[order + 1]][1] if order + 1 < len(codes) else ""
        if text in ("m", "mm") and (before.startswith("h") or after.startswith("s")):
            found[n] = "code", "n" * len(text)
    return found


def _is_english(language: str) -> bool:
    """Say whether a language has English names and our numerals: “809”, “en-GB”."""
    if not re.fullmatch(r"[0-9a-f]{1,8}", language, re.IGNORECASE):
        return not language or language.lower().startswith("en")
    number = int(language, 16)
    return number & 0x3FF in (0, _ENGLISH) and number >> 24 in (0, 1)


def _code(value: datetime | date | time, code: str, *, twelve: bool) -> str:
    moment = (
        datetime.combine(date(2000, 1, 1), value)  # a cell has no time zone
        if isinstance(value, time)
        else value
        if isinstance(value, datetime)
        else datetime.combine(value, time())
    )
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    day, month = WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1]
    seconds, _, decimals = code.partition(".")
    if decimals:
        part = f"{moment.microsecond:06}"[: len(decimals)]
        return f"{_code(value, seconds, twelve=twelve)}.{part}"
    return {
        "d": str(moment.day),
        "dd": f"{moment.day:02}",
        "ddd": day[:3],
        "dddd": day,
        "m": str(moment.month),
        "mm": f"{moment.month:02}",
        "mmm": month[:3],
        "mmmm": month,
        "mmmmm": month[0],
        "y": f"{moment.year % 100:02}",
        "yy": f"{moment.year % 100:02}",
        "yyy": f"{moment.year:04}",
        "yyyy": f"{moment.year:04}",
        "h": str(hour),
        "hh": f"{hour:02}",
        "n": str(moment.minute),
        "nn": f"{moment.minute:02}",
        "s": str(moment.second),
        "ss": f"{moment.second:02}",
        "am/pm": "am" if moment.hour < 12 else "pm",
    }[code]
