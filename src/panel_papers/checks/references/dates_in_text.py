"""Dates that do not exist, and weekdays that are not those of their dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import Kind, Passage
from panel_papers.core import MONTHS, Level, Place, Problem

NO_SUCH = Rule(
    "date-does-not-exist",
    Level.WARNING,
    "A date does not exist",
    "Members cannot know which day is meant, and a decision that names the day cannot be carried "
    "out.",
    "The scheme ends on 31 June 2027.",
    "The scheme ends on 30 June 2027.",
)
WEEKDAY = Rule(
    "wrong-weekday",
    Level.WARNING,
    "A weekday is not that of its date",
    "Either the day or the date is wrong, and readers plan by one of them.",
    "The Panel meets on Tuesday 17 March 2027.",
    "The Panel meets on Wednesday 17 March 2027.",
)
RULES: tuple[Rule, ...] = (NO_SUCH, WEEKDAY)

_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_MONTH = rf"({'|'.join(MONTHS)}|{'|'.join(name[:3] for name in MONTHS)}|Sept)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:,?\s+|-)(\d{4}))"
_WEEKDAYS = tuple(calendar.day_name)
_SHORT_DAYS = "Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"
_DAY_NAME = rf"({'|'.join(_WEEKDAYS)}|{_SHORT_DAYS})"
_WEEKDAY = rf"(?:\b{_DAY_NAME}\.?,?\s+(?:the\s+)?)?"
# “17 March 2027”, “Tuesday, 17th of March”, “17-Mar-2027”; the year may be left out
_WRITTEN = re.compile(rf"{_WEEKDAY}(?<![\d.,/£–-]){_DAY}(?:\s+(?:of\s+)?|-){_MONTH}\b\.?{_YEAR}?\b")
# “March 17, 2027”
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}\b{_MONTH}\s+{_DAY}{_YEAR}\b")
# “31/06/2027”, “31.06.2027”, day first as in the United Kingdom
_DIGITS = re.compile(rf"{_WEEKDAY}(?<![\d/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\3(\d{{4}})(?![\d/-])")
# “2027-06-31”
_YEAR_FIRST = re.compile(
    rf"{_WEEKDAY}(?<![\d/.-])((?:19|20)\d{{2}})([/-])(\d{{1,2}})\3(\d{{1,2}})(?![\d/-])"
)
# “17 March 2027 (a Tuesday)”, “17 March 2027, a Tuesday”; the day of a next date is not its own
_AFTER = re.compile(rf"\s?(?:\((?:an?\s)?|,\san?\s){_DAY_NAME}\b(?!\.?,?\s(?:the\s)?\d)")
# the day before “… and Thursday 4 March 2027”: “Wednesday 3 and”
_BEFORE = re.compile(rf"\b{_DAY_NAME}\.?,?\s(?:the\s)?{_DAY}\s?(?:,|to|and|or|until|&|–|-)\s?$")
_LONGEST = 40  # letters before a date that are looked at
_LEAP = 2024


class _Typed(Struct, frozen=True):
    """A date as it is typed, and where; `weekday` and `year` are None where it has none."""

    place: Place
    text: str
    weekday: str | None
    day: int
    month: int
    year: int | None


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each date that no calendar has, and each weekday that does not fit its date."""
    for passage in subject.passages:
        if passage.kind is not Kind.CODE:
            for each in _dates_in(passage):
                yield from _checked(each)


def _dates_in(passage: Passage) -> Iterator[_Typed]:
    """Yield each date, whatever the order of its day and month."""
    for match in _WRITTEN.finditer(passage.text):
        weekday, day, month, year = match.groups()
        typed = _typed(passage, match, (weekday, day, year), _number(month))
        yield from _days_before(passage, match.start(), typed)
        yield typed
    for match in _MONTH_FIRST.finditer(passage.text):
        weekday, month, day, year = match.groups()
        yield _typed(passage, match, (weekday, day, year), _number(month))
    for match in _DIGITS.finditer(passage.text):
        weekday, day, _, month, year = match.groups()
        if not (int(month) > 12 >= int(day)):  # the month is first: a quotation from abroad
            yield _typed(passage, match, (weekday, day, year), int(month))
    for match in _YEAR_FIRST.finditer(passage.text):
        weekday, year, _, month, day = match.groups()
        yield _typed(passage, match, (weekday, day, year), int(month))


def _days_before(passage: Passage, start: int, typed: _Typed) -> Iterator[_Typed]:
    """Yield the days that share the month of a date: “Tuesday 2 and Wednesday 3 March 2027”."""
    while match := _BEFORE.search(passage.text[max(start - _LONGEST, 0) : start]):
        start = max(start - _LONGEST, 0) + match.start()
        weekday, day = match.groups()
        words = f"{weekday} {day} {MONTHS[typed.month - 1]}"
        words += f" {typed.year}" if typed.year else ""
        yield _Typed(passage.place(start), words, weekday, int(day), typed.month, typed.year)


def _number(month: str) -> int:
    return _SHORT.get(month.lower()) or _SHORT[month[:3].lower()]


def _typed(
    passage: Passage,
    match: re.Match[str],
    parts: tuple[str | None, str, str | None],
    month: int,
) -> _Typed:
    weekday, day, year = parts
    text, place = match[0], passage.place(match.start())
    if not weekday and (after := _AFTER.match(passage.text, match.end())):
        weekday, text = after[1], text + after[0] + (")" if "(" in after[0] else "")
    return _Typed(place, text, weekday, int(day), month, int(year or 0) or None)


def _checked(typed: _Typed) -> Iterator[Problem]:
    """Yield what is wrong with one date; of a date without a year, only what no year has."""
    if not 1 <= typed.month <= 12:
        span = f"there is no month {typed.month}"
    else:
        last = calendar.monthrange(typed.year or _LEAP, typed.month)[1]
        in_year = f" {typed.year}" if typed.year else ""
        span = f"{MONTHS[typed.month - 1]}{in_year} has {last} days"
        if 1 <= typed.day <= last:
            yield from _weekday(typed)
            return
    words = f"The date “{typed.text}” does not exist: {span}"
    hint = f"write the date that is meant in place of “{typed.text}”"
    yield NO_SUCH.problem(typed.place, words, "", hint)


def _weekday(typed: _Typed) -> Iterator[Problem]:
    if typed.weekday and typed.year:
        right = _WEEKDAYS[date(typed.year, typed.month, typed.day).weekday()]
        if not right.startswith(typed.weekday):
            yield WEEKDAY.problem(
                typed.place,
                f"“{typed.text}” is wrong: that date is a {right}",
                "",
                f"either write “{right}” as the day of the week, or write the date that is right",
            )
