"""The bank holidays of a nation, from a table that the `holidays` package filled.

Loading that package takes as long as checking a paper, since it loads the calendars of all
countries. `bank_holidays.csv` holds what it says of the years that papers are written for; it is
asked itself for any other year.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

YEARS = range(2015, 2041)
"""The years of the table."""
NATIONS = ("ENG", "WLS")
"""The nations of the table, in ISO 3166-2."""


def bank_holiday(day: date, nation: str = "ENG") -> str | None:
    """Return the name of the bank holiday on `day`, or None; `nation` is in ISO 3166-2.

    Those that are proclaimed after this program was released are not known to it.
    """
    if day.year in YEARS and nation in NATIONS:
        return _table().get((day, nation))
    return by_package(day.year, nation).get(day)


@cache
def by_package(year: int, nation: str) -> dict[date, str]:
    """Return the bank holidays of a year as the package knows them."""
    # The class itself: asking the package by the country's name loads more. In English always:
    # left to itself it answers in the computer's language.
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415 - heavy

    # The package leaves its constructor untyped.
    return dict(UnitedKingdom(subdiv=nation, years=[year], language="en_GB"))  # type: ignore[no-untyped-call]


@cache
def _table() -> dict[tuple[date, str], str]:
    lines = files(__package__).joinpath("bank_holidays.csv").read_text(encoding="utf-8")
    return {
        (date.fromisoformat(row["date"]), row["nation"]): row["name"]
        for row in csv.DictReader(lines.splitlines())
    }
