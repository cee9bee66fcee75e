"""Writes law/bank_holidays.csv from the `holidays` package; a test checks it against that.

Run it after the package was raised in requirements-dev.lock: a new version knows of newer
proclamations.

python tools/write_bank_holidays.py
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from holidays.countries.united_kingdom import UnitedKingdom

from panel_papers.law.bank_holidays import NATIONS, YEARS

TABLE = Path(__file__).parent.parent / "src" / "panel_papers" / "law" / "bank_holidays.csv"


def by_package(year: int, nation: str) -> dict[date, str]:
    """Return the bank holidays of a year as the package knows them.

    In English always: left to itself it answers in the computer's language.
    """
    return dict(UnitedKingdom(subdiv=nation, years=[year], language="en_GB"))


def table() -> str:
    """Return the table: a row for each nation and bank holiday, by date."""
    rows = [
        (nation, day.isoformat(), name)
        for nation in NATIONS
        for year in YEARS
        for day, name in sorted(by_package(year, nation).items())
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("nation", "date", "name"), *rows])
    return text.getvalue()


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
