"""The bank holidays of a nation, from a table.

`tools/write_bank_holidays.py` writes `bank_holidays.csv` from the `holidays` package, which is not
needed at run time: it is 13 MB of other countries' calendars.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

YEARS = range(1985, 2101)
"""The years of the table: from the year before the law on notice began."""
NATIONS = ("ENG", "WLS")
"""The nations of the table, in ISO 3166-2."""


def bank_holiday(day: date, nation: str = "ENG") -> str | None:
    """Return the name of the bank holiday on `day`, or None; `nation` is in ISO 3166-2.

    Those that are proclaimed after this program was released are not known to it. Raises ValueError
    for a year or a nation that the table does not have.
    """
    if day.year not in YEARS or nation not in NATIONS:
        raise ValueError(f"no bank holidays are known for {nation} in {day.year}")
    return _of_year(day.year).get((day, nation))


@cache
def _of_year(year: int) -> dict[tuple[date, str], str]:
    text = files(__package__).joinpath("bank_holidays.csv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    rows = csv.DictReader([header, *(line for line in lines if f",{year}-" in line)])
    return {(date.fromisoformat(row["date"]), row["nation"]): row["name"] for row in rows}
