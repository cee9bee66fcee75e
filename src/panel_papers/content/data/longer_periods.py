"""Rows about a whole year, or half of one, among rows about its quarters or months."""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.order import period_of

_MOST_ROWS = 5_000
_LENGTHS = {"week": 1, "month": 2, "quarter": 3, "half": 4, "year": 5, "financial year": 5}


def longer_periods(labels: Sequence[DataCell | None]) -> frozenset[int]:
    """Return the indexes of labels about a longer period than most others: they may be totals."""
    if len(labels) > _MOST_ROWS:
        return frozenset()
    lengths = [_length(each) for each in labels]
    known = [each for each in lengths if each]
    if len(known) * 2 <= len(labels) or len(set(known)) == 1:
        return frozenset()
    usual = max(set(known), key=known.count)
    return frozenset(n for n, each in enumerate(lengths) if each > usual)


def _length(label: DataCell | None) -> int:
    """Return how long the period of a label is, among others; 0 where it is none."""
    period = period_of(label) if label is not None else None
    return 0 if period is None else _LENGTHS.get(period.kind.partition(" of ")[0], 0)
