"""The order of rows by the periods that they are about: months, quarters, financial years, dates.

Returns come newest first as often as last. What goes by the first and the last row, or draws a line
through the rows, takes them in the order of their periods and not in that of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.period import (
    FINANCIAL,
    MONTH_NAMES,
    UNSURE,
    Period,
    full_year,
    month_number,
    other_period,
)
from panel_papers.content.data.times import falls_back
from panel_papers.content.periods import span_of

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_WELSH_MONTHS = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi"),
    *("hydref", "tachwedd", "rhagfyr"),
)
_WELSH = {name: number for number, name in enumerate(_WELSH_MONTHS, 1)}
_PART = re.compile(
    r"(?:(?P<q>q(?:tr|uarter)?|chwarter)\.?\s?(?P<n>[1-4])|(?P<h>h|half)\s?(?P<hn>[12])"
    r"|(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s(?P<what>quarter|half))",
    re.IGNORECASE,
)
_ORDINALS = {"fir": 1, "1st": 1, "sec": 2, "2nd": 2, "thi": 3, "3rd": 3, "fou": 4, "4th": 4}
_MONTH = re.compile(
    rf"(?P<month>{MONTH_NAMES}|{'|'.join(_WELSH)})[\s./’'-]*(?P<in>\d{{4}}|\d{{2}})?",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(
    rf"(?P<month>{MONTH_NAMES}|{'|'.join(_WELSH)})[\s,(]+{FINANCIAL}\)?", re.IGNORECASE
)
_MONTHS = re.compile(
    rf"(?P<month>{MONTH_NAMES}|{'|'.join(_WELSH)})\s?(?:to|-|–|/|i)\s?"
    rf"(?P<last_month>{MONTH_NAMES}|{'|'.join(_WELSH)})(?:[\s,(]+(?:{_YEAR}|{FINANCIAL})\)?)?",
    re.IGNORECASE,
)
_ISO_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})[-/](?P<number>0[1-9]|1[0-2])")
_NUMBERED = re.compile(
    r"(?P<what>week|wk|period|month|year|day|p|m|wythnos)\s?(?P<n>\d{1,3})"
    rf"(?:[\s,]+(?:{FINANCIAL}|{_YEAR}))?",
    re.IGNORECASE,
)
_OF_A_YEAR = (
    r"(?:actuals?|budget|forecast|estimate|provisional|projected|outturn|target|plan"
    r"|(?:original|revised|approved|working|current) budget|variance|to date|ytd|est|prov|p|r)\.?"
)
_WHOLE_YEAR = re.compile(
    rf"(?:{_OF_A_YEAR}[\s:–-]\s?)?(?:fy\s?)?(?:{FINANCIAL}|{_YEAR})(?:\s?\(?{_OF_A_YEAR}\)?)?",
    re.IGNORECASE,
)
_FY = re.compile(r"fy\s?(?P<n>\d{2})", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(?:w/?[ecb]|m/?e|as at|at|week (?:ending|commencing|beginning)|month ending"
    r"|quarter (?:ending|to)|(?:rolling )?(?:year|12 months) (?:ending|to)|to|ending"
    r"|(?:year|quarter|month|week) ended|(?:at )?(?:the )?end(?: of)?)\s)(?P<rest>.+)",
    re.IGNORECASE,
)
# “Mar 2024 (actual)”, “2023/24*”
_MARKS = re.compile(
    r"(?<=\w)(?:\s?\((?:actual|forecast|provisional|estimate|p|r)\)|\s?[*†‡§¹²³]{1,3})"
)
_SIZE = re.compile(
    r"(?:under|up to|less than|below|over|aged?|[<>≤≥£])?\s*£?(\d[\d,]*).*", re.IGNORECASE
)


_APRIL = 4
_FIRST_DAYS = {7: (1, 7), 12: (1, _APRIL), 372: (32, _APRIL * 31 + 1)}
_MONTH_CODE = re.compile(r"20[0-4]\d(?:0[1-9]|1[0-2])")  # 202404


class Order(Enum):
    """How the periods of some rows follow one another."""

    NAMES = "they are no periods"
    UNSURE = "they are periods, and which of them is earlier is not sure"
    KNOWN = "they are periods, and each has its place"


def period_of(cell: DataCell) -> Period | None:
    """Return the period that a cell names, or None."""
    if isinstance(cell.value, date):
        return Period("day", (cell.value.toordinal(),))
    if isinstance(cell.value, Decimal) and _MONTH_CODE.fullmatch(cell.text):
        return other_period(cell.text)
    if cell.is_year and cell.value is not None and not isinstance(cell.value, str):
        return Period("year", (int(cell.value), 0))
    if not isinstance(cell.value, str) or len(cell.text) > 60:
        return None
    return _read(" ".join(cell.text.split()))


def in_order(cells: Sequence[DataCell]) -> tuple[Order, list[int]]:
    """Return whether cells are periods, and their indexes from the earliest to the latest.

    Two cells that are one period make the order unsure, as do two quarters of no year (“Q4”, “Q1”).
    """
    found = [period_of(cell) for cell in cells]
    periods = [each for each in found if each is not None]
    as_they_are = list(range(len(cells)))
    if not periods or len(periods) < len(cells):
        most = len(periods) * 2 > len(cells) and len(cells) > 2
        unsure = most or falls_back([cell.text for cell in cells])
        return (Order.UNSURE if unsure else Order.NAMES), as_they_are
    kinds = {each.kind for each in periods}
    if UNSURE in kinds or (len(kinds) > 1 and not kinds <= {"year", "financial year"}):
        return Order.UNSURE, as_they_are
    if len({each.key for each in periods}) < len(periods):
        return Order.UNSURE, as_they_are
    cycle = periods[0].cycle
    if not cycle:
        return Order.KNOWN, sorted(as_they_are, key=lambda index: periods[index].key)
    return _round(periods, cycle, as_they_are)


def years_with_parts(columns: Sequence[Sequence[DataCell]]) -> list[list[DataCell]]:
    """Return columns of years and of their quarters or months as one column: “Q4 2025/26”."""
    periods = [[period_of(cell) for cell in column] for column in columns]
    kinds = [{each.kind if each else "" for each in column} for column in periods]
    years = [n for n, kind in enumerate(kinds) if kind <= {"year", "financial year"} and kind]
    parts = [n for n, kind in enumerate(kinds) if len(kind) == 1 and "of no year" in min(kind)]
    return [
        [
            replace(part, text=f"{part.text} {year.text}", value=f"{part.text} {year.text}")
            for year, part in zip(columns[years[0]], columns[n], strict=True)
        ]
        for n in parts
        if years
    ]


def rising_sizes(cells: Sequence[DataCell]) -> bool:
    """Say whether texts begin with numbers that rise, as ages and bands do: “0–15”, “16–24”."""
    found = [_SIZE.fullmatch(cell.text) for cell in cells]
    sizes = [int(each[1].replace(",", "")) for each in found if each]
    bands = any(re.search(r"[-–+<>]|to|under|over", cell.text, re.IGNORECASE) for cell in cells)
    rising = all(a <= b for a, b in pairwise(sizes)) and len(set(sizes)) > len(sizes) - 2
    return len(sizes) == len(cells) and bands and rising


def _round(
    periods: Sequence[Period], cycle: int, as_they_are: list[int]
) -> tuple[Order, list[int]]:
    """Return the order of periods without a year, which begins anywhere: April to March."""
    steps = [(b.key[-1] - a.key[-1]) % cycle for a, b in pairwise(periods)]
    up, down = sum(steps), sum(cycle - step for step in steps)
    if up < cycle and down < cycle:  # two of them, or all within half a round
        rising = all(a.key < b.key for a, b in pairwise(periods))
        return (Order.KNOWN if rising else Order.UNSURE), as_they_are
    numbers = [each.key[-1] for each in periods]
    if _follow(numbers, cycle):
        return Order.KNOWN, as_they_are
    if _follow(numbers[::-1], cycle):
        return Order.KNOWN, as_they_are[::-1]
    return Order.UNSURE, as_they_are


def _follow(numbers: Sequence[int], cycle: int) -> bool:
    """Say whether numbers of a year follow each other: from April or the first on, or evenly.

    “Q1, Q3, Q2” is no year from the second quarter on, newest first.
    """
    steps = {(b - a) % cycle for a, b in pairwise(numbers)}
    if len(steps) == 1 and steps.pop() * (len(numbers) - 1) < cycle:
        return True
    firsts = _FIRST_DAYS.get(cycle, (1,))
    places = ([(each - first) % cycle for each in numbers] for first in firsts)
    return any(all(a < b for a, b in pairwise(each)) for each in places)


@lru_cache(maxsize=20_000)  # the cells of a column say the same again and again
def _read(text: str) -> Period | None:
    text = _MARKS.sub("", text)
    if found := _DATED.fullmatch(text):
        text = found["rest"]
    for pattern, read in (
        (_WHOLE_YEAR, _whole_year),
        (_ISO_MONTH, lambda m: Period("month", (int(m["year"]), int(m["number"])))),
        (_MONTH_OF_YEAR, _month_of_year),
        (_MONTH, _month),
        (_MONTHS, _months),
        (_NUMBERED, _numbered),
        (_FY, lambda m: Period("financial year", (2000 + int(m["n"]) - 1, 1))),
    ):
        if (match := pattern.fullmatch(text)) and (period := read(match)):
            return period
    return _part(text) or other_period(text) or _day(text) or _span(text)


def _financial(found: re.Match[str]) -> int | None:
    """Return the year in which a financial year begins; None where the two do not follow."""
    first = found["first"]
    if first is None:
        return None
    year = full_year(first)
    return year if int(found["last"][-2:]) == (year + 1) % 100 else None


def _whole_year(found: re.Match[str]) -> Period | None:
    if found["year"]:
        return Period("year", (int(found["year"]), 0))
    year = _financial(found)
    return None if year is None else Period("financial year", (year, 1))


def _month_number(name: str) -> int:
    name = name.lower()
    if name in _WELSH:
        return _WELSH[name]
    return month_number(name)


def _month(found: re.Match[str]) -> Period | None:
    number, year = _month_number(found["month"]), found["in"]
    if year is None:
        return Period("month of no year", (number,), 12)
    return Period("month", (full_year(year), number))


def _month_of_year(found: re.Match[str]) -> Period | None:
    number, year = _month_number(found["month"]), _financial(found)
    if year is None:
        return None
    return Period("month", (year + (number < 4), number))


def _months(found: re.Match[str]) -> Period | None:
    first, last = _month_number(found["month"]), _month_number(found["last_month"])
    length = (last - first) % 12 + 1
    if not found["year"] and not found["first"]:
        return Period(f"{length} months of no year", (first,), 12)
    if found["year"]:  # of “Oct to Mar 2025” the year is that of March
        return Period(f"{length} months", (int(found["year"]) - (last < first), first))
    year = _financial(found)
    return None if year is None else Period(f"{length} months", (year + (first < 4), first))


def _numbered(found: re.Match[str]) -> Period | None:
    year = int(found["year"]) if found["year"] else _financial(found)
    what = found["what"].lower()[0]
    return Period(f"{what} of a year" if year is not None else what, (year or 0, int(found["n"])))


def _part(text: str) -> Period | None:
    """Return a quarter or half, of a year where the rest of the text is one."""
    found = _PART.search(text)
    if found is None:
        return None
    rest = (text[: found.start()] + " " + text[found.end() :]).strip(" -–,:/().")
    if found["ordinal"]:
        number = _ORDINALS[found["ordinal"][:3].lower()]
        half = found["what"].lower() == "half"
    else:
        half = bool(found["h"])
        number = int(found["hn"] or found["n"])
    if half and number > 2:
        return None
    what = "half" if half else "quarter"
    rest = re.sub(r"^(?:of|in)\s", "", rest)
    if not rest:
        return Period(f"{what} of no year", (number,), 2 if half else 4)
    if months := re.fullmatch(rf"(?:{MONTH_NAMES})\s?(?:to|-|–)\s?(?:{MONTH_NAMES})", rest, re.I):
        return Period(f"{what} of no year", (number,), 2 if half else 4) if months else None
    fy = _FY.fullmatch(rest)
    whole = Period("financial year", (1999 + int(fy["n"]), 1)) if fy else None
    if whole is None and (year := _WHOLE_YEAR.fullmatch(rest)):
        whole = _whole_year(year)
    return None if whole is None else Period(f"{what} of {whole.kind}", (*whole.key, number))


def _day(text: str) -> Period | None:
    from panel_papers.content.data.cells import Meaning, meaning  # noqa: PLC0415 - see there

    meant = meaning(text)
    if isinstance(meant, Meaning) and isinstance(meant.value, date):
        return Period("day", (meant.value.toordinal(),))
    return None


def _span(text: str) -> Period | None:
    span = span_of(text)
    if span is None or span.start > 0 or span.end < len(text):
        return None
    return Period(f"{span.months} months", (span.last.toordinal(), span.first.toordinal()))
