"""Columns that run on from period to period, such as “Spend to date”, with no sum over time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.order import period_of
from panel_papers.content.data.part_rows import name_columns

_CUMULATIVE = re.compile(
    r"\bto[\s-]date\b|\bytd\b|\bcumulative(?:ly)?\b|\bcum\.|\brunning (?:total|balance)\b"
    r"|\bso far\b|\bsince (?:1 )?april\b|\bcronnus\b|\bhyd yma\b",
    re.IGNORECASE,
)


def is_cumulative(heading: str) -> bool:
    """Say whether a heading names numbers each of which holds those of the periods before."""
    return bool(_CUMULATIVE.search(heading))


def runs_over_time(headings: Sequence[str], rows: Sequence[Sequence[DataCell]]) -> bool:
    """Say whether some rows are one thing in several periods: “Waste” in Q1 and in Q2.

    Projects that each have a date of their own are not.
    """
    if len(rows) < 2:
        return False
    periods = [n for n in range(len(rows[0])) if _is_period(rows, n)]
    named = [n for n in name_columns(headings, rows) if n not in periods]
    names = [n for n in named if not any(isinstance(row[n].value, Decimal) for row in rows)]
    for column in periods:
        seen: dict[tuple[str, ...], set[str]] = {}
        for row in rows:
            seen.setdefault(tuple(row[n].text for n in names), set()).add(row[column].text)
        if any(len(each) > 1 for each in seen.values()):
            return True
    return False


def _is_period(rows: Sequence[Sequence[DataCell]], column: int) -> bool:
    said = [row[column] for row in rows if row[column].text]
    return bool(said) and all(period_of(cell) is not None for cell in said)
