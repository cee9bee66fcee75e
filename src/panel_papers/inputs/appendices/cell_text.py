"""The text that a spreadsheet shows for a cell, from its value and its number format.

ECMA-376 part 1, 18.8.31. Common formats only; of another the caller is told, so that it can warn.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext

from panel_papers.core import MONTHS, WEEKDAYS

# Quoted text, an escaped character, padding the width of a character, a fill, a colour or locale.
_LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\[\]\-]*)(?:-[^\[\]]*)?\]|\[[A-Za-z0-9]+\]'
)
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.([0#?]*))?")
_DATE = re.compile(r"d{1,4}|m{1,4}|yyyy|yy|h{1,2}|s{1,2}|am/pm|[^a-z]", re.IGNORECASE)
_SYSTEM_SHORT_DATE = ("mm-dd-yy", "m/d/yy")  # number 14: each country's own short date
_HELD = "\ue000"  # stands for literal text while the digits are found

CellValue = str | int | float | bool | datetime | date | time | None


def cell_text(value: object, number_format: str) -> str | None:
    """Return the text shown, or None where this format is not one that we know."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(_decimal(value), number_format)
        case datetime() | date() | time():
            return _date(value, number_format)
    return None


def bare_text(value: object) -> str:
    """Return a value as plainly as can be, where its format is not known."""
    if isinstance(value, int | float):
        return _general(_decimal(value))
    return str(value)


def _decimal(value: float) -> Decimal:
    """Return the number to fifteen digits, which is as many as a spreadsheet keeps."""
    return Decimal(f"{Decimal(value):.15g}")


def _general(number: Decimal) -> str:
    # Excel's “General” shows eleven digits at most
    short = Decimal(f"{number:.11g}")
    text = format(short, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(number: Decimal, number_format: str) -> str | None:
    # what a spreadsheet holds has 309 digits at most; Decimal's own arithmetic is exact to 28
    if not number.is_finite() or len(number_format) > 255:
        return None
    with localcontext(prec=700):
        return _section(number, number_format)


def _section(number: Decimal, number_format: str) -> str | None:
    """Return a number as the section of the format for its sign shows it."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    if "[<" in number_format or "[>" in number_format or "[=" in number_format:
        return None
    section = sections[0]
    signed = number < 0
    if signed and len(sections) > 1:
        section, signed = sections[1], False
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if section.strip().lower() in ("general", "@"):
        return ("-" if signed else "") + _general(abs(number))
    literals: list[str] = []

    def hold(match: re.Match[str]) -> str:
        quoted, escaped, padding, _, currency = match.groups()
        literals.append(quoted or escaped or currency or (" " if padding == " " else ""))
        return _HELD

    plain = _LITERAL.sub(hold, section)
    digits = _DIGITS.search(plain)
    if digits is None:
        shown = "" if not plain.strip(f"{_HELD} -–()£€$") else None
        body = plain if shown is not None else None
    else:
        rest = plain[: digits.start()] + plain[digits.end() :]
        if re.search(r"[#0?/EeA-Za-z]", rest):
            return None
        scaled = abs(number) * 100 ** rest.count("%")
        tail = re.match(r",*", plain[digits.end() :])
        commas = tail.group() if tail else ""
        scaled /= 1000 ** len(commas)
        end = digits.end() + len(commas)
        body = plain[: digits.start()] + _digits(scaled, digits) + plain[end:]
        signed = signed and any(c in "123456789" for c in _digits(scaled, digits))
    if body is None:
        return None
    for literal in literals:
        body = body.replace(_HELD, literal, 1)
    return ("-" if signed else "") + body.strip()


def _digits(number: Decimal, pattern: re.Match[str]) -> str:
    """Return the digits that a pattern such as `#,##0.00` shows of a number, its sign aside."""
    decimals = pattern.group(1) or ""
    whole_pattern = pattern.group().partition(".")[0]
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, fraction = format(rounded, "f").partition(".")
    required = whole_pattern.count("0")
    whole = whole.lstrip("0").rjust(required, "0")
    if "," in whole_pattern and whole:
        whole = f"{int(whole):,}" if required <= 1 else whole
    kept = len(decimals.rstrip("#?"))
    fraction = fraction[:kept] + fraction[kept:].rstrip("0")
    return f"{whole}.{fraction}" if decimals else whole


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
