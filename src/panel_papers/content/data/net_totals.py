"""Totals that are differences: net expenditure is gross expenditure less income."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data.group_totals import Group, Numbers
from panel_papers.content.data.model import DataCell
from panel_papers.content.data.total_labels import is_gross, is_income
from panel_papers.content.data.total_model import ColumnSum

_IS_GROSS = re.compile(r"\bgross\b", re.IGNORECASE)
_IS_NET = re.compile(r"\bnet\b", re.IGNORECASE)
_NET_ALONE = re.compile(r"^net\b|\bnet$", re.IGNORECASE)
_Rows = Sequence[Sequence[DataCell]]


def without_gross_of_net(
    rows: _Rows, groups: Mapping[int, Group]
) -> tuple[dict[int, Group], dict[int, list[int]]]:
    """Return groups without gross expenditure that is income and net; and each such net row.

    Income above zero and net add up to gross, which is no total of theirs: net is what is left.
    Each net row has the rows of gross and of income, whose difference it is.
    """
    kept: dict[int, Group] = {}
    nets: dict[int, list[int]] = {}
    for index, group in groups.items():
        net = [n for n in group.parts if _says(_IS_NET, rows[n])]
        rest = [n for n in group.parts if n not in net]
        of_income = all(_says_income(rows[n]) for n in rest)
        of_income = of_income and not _says_income(rows[index])
        if len(net) != 1 or not (of_income or _says(_IS_GROSS, rows[index])):
            kept[index] = group
        else:
            nets[net[0]] = [index, *(n for n in group.parts if n != net[0])]
    return kept, nets


def plain_nets(
    rows: _Rows, labels: Sequence[DataCell | None], columns: Sequence[Numbers]
) -> dict[int, list[int]]:
    """Return the rows called “Net” alone that are the row before their income, less that income.

    Each has the row of expenditure and those of income.
    """
    found: dict[int, list[int]] = {}
    for index in range(2, len(rows)):
        label = labels[index]
        if label is None or not says_net_alone(label.text):
            continue
        start = index - 1
        while start >= 0 and _says_income(rows[start]):
            start -= 1
        parts = list(range(start, index))
        if 0 <= start < index - 1 and columns and all(_is_left(c, index, parts) for c in columns):
            found[index] = parts
    return found


def says_net_alone(text: str) -> bool:
    """Say whether a text begins or ends with the word “Net”."""
    return bool(_NET_ALONE.search(text.strip()))


def _is_left(column: Numbers, index: int, parts: Sequence[int]) -> bool:
    """Say whether a number is the first of its parts less the others."""
    first, *others = [column.values[n] or 0 for n in parts]
    left = first - sum(abs(each) for each in others)
    value = column.values[index]
    return value is not None and abs(value - left) <= column.tolerance(len(parts))


def _says(pattern: re.Pattern[str], row: Sequence[DataCell]) -> bool:
    return any(isinstance(cell.value, str) and pattern.search(cell.text) for cell in row)


def _says_income(row: Sequence[DataCell]) -> bool:
    return any(isinstance(cell.value, str) and is_income(cell.text) for cell in row)


def sums_of_difference(
    rows: _Rows, numbers: Sequence[ColumnSum], index: int, parts: Sequence[int]
) -> tuple[ColumnSum, ...]:
    """Return the numbers of a net row as what is left of its `parts`, gross and then income."""
    return tuple(_difference(each, rows, index, parts) for each in numbers)


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
