"""Totals that are differences: net expenditure is gross expenditure less income."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.total_labels import is_gross, is_income
from panel_papers.content.data.total_model import ColumnSum


def sums_of_net(
    rows: Sequence[Sequence[DataCell]],
    index: int,
    labels: Sequence[DataCell | None],
    numbers: Sequence[ColumnSum],
    sums: Sequence[ColumnSum],
) -> tuple[ColumnSum, ...]:
    """Return what a net total is the difference of; of `sums` only those that add up otherwise.

    `numbers` are those of its row. Where gross expenditure and nothing but income are above it,
    each is compared with their difference, whether income is written above or below zero. Else
    nobody can say what its parts are.
    """
    held = {id(each.cell): each for each in sums if each.adds_up}
    parts = _gross_and_income(index, labels)
    if not parts:
        return tuple(held.values())
    return tuple(
        held.get(id(each.cell)) or _difference(each, rows, index, parts) for each in numbers
    )


def _gross_and_income(index: int, labels: Sequence[DataCell | None]) -> list[int]:
    """Return the row of gross expenditure, and those of income between it and the net total."""
    for start in range(index - 1, -1, -1):
        label = labels[start]
        if label is None:
            return []
        if is_gross(label.text) and not is_income(label.text):
            return list(range(start, index)) if start < index - 1 else []
        if not is_income(label.text):
            return []
    return []


def _difference(
    found: ColumnSum, rows: Sequence[Sequence[DataCell]], index: int, parts: Sequence[int]
) -> ColumnSum:
    column = next(n for n, cell in enumerate(rows[index]) if cell is found.cell)
    cells = tuple(c for c in (rows[n][column] for n in parts) if isinstance(c.value, Decimal))
    gross, *income = [c.value for c in cells if isinstance(c.value, Decimal)] or [Decimal(0)]
    less = gross - sum((abs(each) for each in income), Decimal(0))
    return replace(found, sum=less, parts=cells)
