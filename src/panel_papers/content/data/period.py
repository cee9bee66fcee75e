"""A period that a cell names, and the less usual ways to name one: “04/2024”, “Mon”, “W/E 26 Apr”.

The usual ones are in `order.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from panel_papers.core import MONTHS

MONTH_NAMES = "|".join(f"{month}|{month[:3]}" for month in MONTHS) + "|sept"
FINANCIAL = r"(?P<first>(?:19|20)?\d{2})\s?[/–-]\s?(?P<last>(?:20)?\d{2})"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}
_LONGEST_MONTH = 31


class Period(Struct, frozen=True):
    """What a cell says of its time: `key` sorts the cells of one `kind`.

    `cycle` is how many of them come before the first comes again; 0 where each comes once.
    """

    kind: str
    key: tuple[int, ...]
    cycle: int = 0


UNSURE = "day or month"
"""The kind of a text such as “24-Apr”, which is a day or, mistaken by Excel, a month of 2024."""


def other_period(text: str) -> Period | None:
    """Return the period that a text names in one of the less usual ways, or None."""
    for pattern, read in _WAYS:
        if found := pattern.fullmatch(text):
            return read(found)
    return None


def month_number(name: str) -> int:
    """Return the number of an English month, by its first three letters."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def full_year(text: str) -> int:
    """Return a year of two or four digits in full."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _term(found: re.Match[str]) -> Period:
    """Return a term: a school year begins in autumn, a calendar year in spring."""
    number = _SEASONS[found["season"].lower()]
    if found["first"]:
        return Period("term", (full_year(found["first"]) + (number < 3), number))
    return Period("term", (int(found["year"]), number))


def _day_of_year(found: re.Match[str]) -> Period:
    key = month_number(found["month"]) * _LONGEST_MONTH + int(found["day"])
    return Period("day of no year", (key,), 12 * _LONGEST_MONTH)


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (
        re.compile(r"(?P<number>0?[1-9]|1[0-2])[/.-](?P<year>(?:19|20)\d{2})"),
        lambda m: Period("month", (int(m["year"]), int(m["number"]))),
    ),
    (
        re.compile(r"(?P<year>(?:19|20)\d{2})\s?[Mm]?(?P<number>0[1-9]|1[0-2])"),
        lambda m: Period("month", (int(m["year"]), int(m["number"]))),
    ),
    (
        re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{MONTH_NAMES})", re.IGNORECASE),
        _day_of_year,
    ),
    (
        re.compile(rf"(?P<day>\d{{1,2}})-(?P<month>{MONTH_NAMES})", re.IGNORECASE),
        lambda m: Period(UNSURE, (month_number(m["month"]), int(m["day"]))),
    ),
    (
        re.compile(
            rf"(?P<a>{MONTH_NAMES})\s?(?:to|-|–|/)\s?(?P<b>{MONTH_NAMES})\s['’]?(?P<year>\d{{2}})",
            re.IGNORECASE,
        ),
        lambda m: Period(
            f"{(month_number(m['b']) - month_number(m['a'])) % 12 + 1} months",
            (
                full_year(m["year"]) - (month_number(m["b"]) < month_number(m["a"])),
                month_number(m["a"]),
            ),
        ),
    ),
    (
        re.compile(r"q(?:tr|uarter)?\s?(?P<n>[1-4])\s['’]?(?P<year>\d{2})", re.IGNORECASE),
        lambda m: Period("quarter of year", (full_year(m["year"]), 0, int(m["n"]))),
    ),
    (
        re.compile(r"quarter (?P<n>one|two|three|four)", re.IGNORECASE),
        lambda m: Period("quarter of no year", (_NUMBERS[m["n"].lower()],), 4),
    ),
    (
        re.compile(r"(?P<day>mon|tue|wed|thu|fri|sat|sun)\w{0,6}", re.IGNORECASE),
        lambda m: Period("weekday", (_DAYS.index(m["day"].lower()) + 1,), 7),
    ),
    (
        re.compile(
            rf"(?P<season>spring|summer|autumn)(?: term)?,? \(?(?:{FINANCIAL}|(?P<year>20\d\d))\)?",
            re.IGNORECASE,
        ),
        _term,
    ),
    (re.compile(r"(?P<year>(?:19|20)\d0)s"), lambda m: Period("decade", (int(m["year"]),))),
    (
        re.compile(r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)"),
        lambda m: Period("time", (int(m["h"]), int(m["m"]))),
    ),
)
