"""Periods that a text names, as days: “12 months to June 2020”, “2021-24”, “since May 2016”."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from panel_papers.core import MONTHS

_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "twenty-four": 24, "year": 12}
_TO_MONTH = re.compile(
    rf"\b(?:(?P<count>\d{{1,2}}|three|six|nine|twelve|twenty-four)[- ]months?(?: period)?"
    rf"|(?P<year>year)|(?P<quarter>quarter)),?"
    rf" (?:to|ending|ended|up to|until)(?: the end of)? (?:(?P<day>\d{{1,2}}) )?"
    rf"(?P<month>{_MONTH}) (?P<in>\d{{4}})\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}}) )?(?P<m1>{_MONTH}) (?P<y1>\d{{4}}) ?(?:to|until|and|-|–) ?"
    rf"(?:(?P<d2>\d{{1,2}}) )?(?P<m2>{_MONTH}) (?P<y2>\d{{4}})\b",
    re.IGNORECASE,
)
_FINANCIAL = re.compile(r"\b(?P<first>(?:19|20)\d{2})/(?P<last>\d{2}|\d{4})\b")
_YEARS = re.compile(r"\b(?P<first>(?:19|20)\d{2}) ?(?:to|-|–) ?(?P<last>(?:19|20)\d{2}|\d{2})\b")
_ONE_YEAR = re.compile(r"\b(?:calendar )?(?P<year>(?:19|20)\d{2})\b")


class Span(Struct, frozen=True):
    """A period from its first day to its last; `start` and `end` are where the text names it."""

    first: date
    last: date
    start: int
    end: int

    @property
    def months(self) -> int:
        """Its length in months, to the nearest."""
        return round(((self.last - self.first).days + 1) / 30.4375)

    def overlaps(self, other: Span) -> bool:
        """Say whether some of its days, but not the whole of both, are those of the other."""
        same = (self.first, self.last) == (other.first, other.last)
        return not same and self.first <= other.last and other.first <= self.last


def spans_in(text: str) -> Iterator[Span]:
    """Yield the periods that a sentence names with a length: counted back from a month."""
    for found in _TO_MONTH.finditer(text):
        months = 12 if found["year"] else 3 if found["quarter"] else _count(found["count"])
        last = _last_day(found["day"], found["month"], int(found["in"]))
        if last is not None and 0 < months <= 60:
            yield Span(_back(last, months), last, found.start(), found.end())


def span_of(text: str) -> Span | None:
    """Return the period that a whole text is, also one of years; None where that is not sure."""
    text = " ".join(text.split())
    if len(spans := list(spans_in(text))) == 1:
        return spans[0]
    days = _named_days(text) or _financial_year(text) or _years(text)
    return Span(*days, 0, len(text)) if days else None


_Days = tuple[date, date]


def _named_days(text: str) -> _Days | None:
    found = _FROM_TO.search(text)
    if found is None:
        return None
    first = _day(int(found["d1"] or 1), found["m1"], int(found["y1"]))
    last = _last_day(found["d2"], found["m2"], int(found["y2"]))
    return (first, last) if first and last and first <= last else None


def _financial_year(text: str) -> _Days | None:
    """Return the year from 1 April to 31 March that “2018/19” means."""
    found = _FINANCIAL.search(text)
    if found is None or int(found["last"][-2:]) != (int(found["first"]) + 1) % 100:
        return None
    year = int(found["first"])
    return date(year, 4, 1), date(year + 1, 3, 31)


def _years(text: str) -> _Days | None:
    if found := _YEARS.search(text):
        first = int(found["first"])
        last = int(found["first"][: 4 - len(found["last"])] + found["last"])
        return (date(first, 1, 1), date(last, 12, 31)) if first < last else None
    if found := _ONE_YEAR.fullmatch(text):
        year = int(found["year"])
        return date(year, 1, 1), date(year, 12, 31)
    return None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else _COUNTS[text.lower()]


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == month[:3].lower())


def _day(day: int, month: str, year: int) -> date | None:
    try:
        return date(year, _number(month), day)
    except ValueError:
        return None


def _last_day(day: str | None, month: str, year: int) -> date | None:
    return _day(int(day or calendar.monthrange(year, _number(month))[1]), month, year)


def _back(last: date, months: int) -> date:
    """Return the first day of a number of months that end with a day."""
    after = last + timedelta(days=1)
    at = after.year * 12 + after.month - 1 - months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(after.day, calendar.monthrange(year, month + 1)[1]))
