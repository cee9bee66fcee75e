"""Rows of a table that hold totals, by what their first cell says."""

from __future__ import annotations

import re
from collections.abc import Sequence

# “Total”, “Sub-total: roads”, “Net total”, “Roads total”; not “Total pay bill” or “Totals of each
# ward”, which may be anything.
_TOTAL = re.compile(
    r"(?:(?:grand|net|gross|overall|sub)[ -]?)?totals?(?:\s*[:(–-].*)?"
    r"|(?:\w+[ -]){1,4}(?:sub-?)?total",
    re.IGNORECASE,
)


def total_rows(first_column: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of the rows whose name says that they are totals."""
    return tuple(
        index for index, cell in enumerate(first_column) if _TOTAL.fullmatch(" ".join(cell.split()))
    )
