"""What the text of one cell means: a number with its unit, a date, a text, or a fault."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from panel_papers.core import MONTHS

_SCALES = {"k": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-−+])?(?P<currency>[£€$])?(?P<inner>[-−])?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)"
    r"(?:\s?(?P<scale>k|m|million|bn|billion))?(?P<percent>\s?%)?(?P<close>\))?"
)
_PLAIN_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
"""What nearly every number in a file is; the same numbers as by the longer expression, sooner."""
_THOUSANDS = re.compile(r"[£€$]?[’'‘]?000s?")  # a unit below a heading, not £0
_LIKE_A_NUMBER = re.compile(r"[-−+(]?[£€$]?\d[\d., \u00a0\u2009\u202f']*\d\s?%?\)?")
_POINTED = re.compile(r"[-−+(]?[£€$]?\d{1,3}(?:\.\d{3}){2,8}(?:,\d{1,4})?\)?")
_CODE = re.compile(r"0\d+")  # a leading nought is a code's, and the number would lose it
_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[eE][-+]?\d+")
_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_LONGEST = 25  # digits; Decimal's own arithmetic is exact to 28

Value = Decimal | date | str | None


class Meaning(Struct, frozen=True, gc=False):
    """What a text means; `form` tells dates of different spellings apart."""

    value: Value
    unit: str = ""
    form: str = ""


class Fault(Struct, frozen=True):
    """Why a text means nothing for certain."""

    code: str
    found: str
    wanted: str
    hint: str | None = None


@lru_cache(maxsize=20_000)  # the cells of a column say the same again and again
def meaning(text: str) -> Meaning | Fault:
    """Return what a cell's text, outer blanks off, means; or why that is not certain."""
    if not text:
        return Meaning(None)
    if _PLAIN_NUMBER.fullmatch(text):
        return Meaning(Decimal(text))
    if _THOUSANDS.fullmatch(text):
        return Meaning(text)
    number = _NUMBER.fullmatch(text)
    if number and not _CODE.fullmatch(text) and _whole(number):
        return _number(number, text)
    return _date(text) or _suspect(text) or Meaning(text)


def _whole(number: re.Match[str]) -> bool:
    """Say whether the parts go together: both brackets or none, “m” only with a currency."""
    signs = [number["open"], number["sign"], number["inner"]]
    return (
        bool(number["open"]) == bool(number["close"])
        and sum(map(bool, signs)) <= 1
        and not (number["scale"] and not number["currency"])
        and not (number["currency"] and number["percent"])
    )


def _number(number: re.Match[str], text: str) -> Meaning | Fault:
    digits = number["digits"].replace(",", "")
    if len(digits) > _LONGEST:
        found = f"“{text}” has more digits than can be calculated with"
        return Fault(
            "number-too-long",
            found,
            f"a number of at most {_LONGEST} digits",
            "type the number into the file again with fewer digits",
        )
    value = Decimal(digits).scaleb(_SCALES.get(number["scale"] or "", 0))
    if value == value.to_integral_value():
        value = Decimal(int(value)) if number["scale"] else value
    negative = number["open"] or number["inner"] or number["sign"] in ("-", "−")
    unit = number["currency"] or ("%" if number["percent"] else "")
    return Meaning(-value if negative else value, unit)


def _date(text: str) -> Meaning | Fault | None:
    """Return the date that a text is, the day before the month; None for what is no date."""
    wanted = "a date such as 14/03/2024, 2024-03-14 or 14 March 2024"
    if found := _ISO.fullmatch(text):
        year, month, day, form = int(found[1]), int(found[2]), int(found[3]), "2024-03-14"
    elif found := _SLASHED.fullmatch(text):
        if len(found[4]) == 2:
            hint = f"write the year with four digits, such as {found[1]}/{found[3]}/20{found[4]}"
            return Fault("two-digit-year", f"“{text}” has a year of two digits", wanted, hint)
        day, month, year, form = int(found[1]), int(found[3]), int(found[4]), "14/03/2024"
        if month > 12 and 1 <= day <= 12:
            hint = f"write {month:02}/{day:02}/{year}, or {year}-{day:02}-{month:02}"
            return Fault("month-first", f"“{text}” has the month before the day", wanted, hint)
    elif (found := _WORDS.fullmatch(text)) and (number := _month(found[2])):
        day, month, year, form = int(found[1]), number, int(found[3]), "14 March 2024"
    else:
        return None
    try:
        return Meaning(date(year, month, day), form=form)
    except ValueError:
        return Fault(
            "no-such-date",
            f"“{text}” is a day that does not exist",
            wanted,
            "write in the file a day that this month has",
        )


def _month(name: str) -> int | None:
    for number, month in enumerate(MONTHS, 1):
        if name.lower() in (month.lower(), month[:3].lower()):
            return number
    return None


def _suspect(text: str) -> Fault | None:
    """Return the fault of a text that was probably meant as a number."""
    if _ERROR.fullmatch(text):
        found = f"“{text}” is the result of a formula that failed in the spreadsheet"
        hint = (
            "open the spreadsheet that the file was saved from, correct the formula in this "
            "cell, and save the file again"
        )
        return Fault("spreadsheet-error", found, "", hint)
    if text.startswith("=") and len(text) > 1:
        found = f"“{text}” is a formula, not its result"
        hint = "type the result of the formula into the cell, in place of the formula"
        return Fault("formula-as-text", found, "", hint)
    if text.startswith("'") and isinstance(meaning(text[1:]), Meaning) and text[1:2].isdecimal():
        found = f"“{text}” begins with an apostrophe, so it is taken as text and not as a number"
        return Fault("number-as-text", found, text[1:], "delete the apostrophe before the number")
    if _SCIENTIFIC.fullmatch(text):
        found, wanted = f"“{text}” is a number that Excel has cut short", "all digits of the number"
        hint = "in Excel, give the column the number format “Number”, type the whole number again "
        hint += "where digits are missing, and save"
        return Fault("scientific-number", found, wanted, hint)
    groups = re.search(r"[, '\u00a0\u2009\u202f]", text) and _LIKE_A_NUMBER.fullmatch(text)
    if groups or _POINTED.fullmatch(text):
        wanted = "a number such as 3,755 or 3755.50"
        hint = (
            "type the number into the cell again, with a comma only between thousands and a "
            "full stop before decimals"
        )
        return Fault("bad-number", f"“{text}” may mean more than one number", wanted, hint)
    return None
