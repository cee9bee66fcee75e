"""Percentages and ratios in one column: “95.1%” above 0.972, which is 97.2%.

A table of indicators may hold both in earnest; a column with another number above 1 that has no
“%” is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.core import Problem

_SHOWN = 3
_HIGHEST_RATIO = Decimal("1.5")


def mixed_percentages(heading: str, cells: Sequence[DataCell]) -> Problem | None:
    """Return the error of a column of percentages in which some are written as ratios."""
    numbers = [cell for cell in cells if isinstance(cell.value, Decimal) and cell.value]
    percents = [cell for cell in numbers if cell.unit == "%"]
    plain = [cell for cell in numbers if not cell.unit]
    if len(percents) + len(plain) < len(numbers) or not percents or not plain:
        return None
    if len(plain) > len(percents) or any(not _is_ratio(cell) for cell in plain):
        return None
    if any(abs(cell.value) <= 2 for cell in percents if isinstance(cell.value, Decimal)):
        return None  # 0.4 beside 1.2% may be percent
    shown = ", ".join(f"“{cell.text}” ({cell.ref})" for cell in plain[:_SHOWN])
    more = f" and {len(plain) - _SHOWN} more" if len(plain) > _SHOWN else ""
    first = plain[0]
    assert isinstance(first.value, Decimal)  # noqa: S101  # as chosen above
    percent = f"{(first.value * 100).normalize():f}%"
    return Problem(
        "mixed-percentages",
        first.place,
        f"The column “{heading}” holds percentages such as “{percents[0].text}” "
        f"({percents[0].ref}), and {shown}{more} without “%”",
        "numbers that all have “%”, or none",
        f"write “{percent}” in the data, or give the cell the same number format as the others",
    )


def _is_ratio(cell: DataCell) -> bool:
    value = cell.value
    fraction = isinstance(value, Decimal) and value != value.to_integral_value()
    return fraction and isinstance(value, Decimal) and abs(value) <= _HIGHEST_RATIO
