"""Totals that a filter keeps beside some of their parts: they are not those of what is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from panel_papers.content.data.model import DataTable
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.data.total_model import TotalRow
from panel_papers.content.data.totals import tolerance_of

_MOST = 200  # totals of one table that are looked at


def totals_of_more(
    table: DataTable, totals: Sequence[TotalRow], kept: Collection[int]
) -> list[TotalRow]:
    """Return the rows of totals among those `kept` that are sums of rows that are not, too.

    A total without any of its parts is meant as it is: “filter: {Service: Total}”.
    """
    known = [each for each in totals if each.sure or each.proven]
    if len(kept) == len(table.rows) or not any(each.index in kept for each in known[:_MOST]):
        return []
    parts = _parts(table, known[:_MOST])
    found = []
    for total in known[:_MOST]:
        if total.index not in kept or not _has_sums(table, total):
            continue
        every = parts[total.index]
        covered = {n for n in kept if n in every}
        for other, theirs in parts.items():
            if other in kept and theirs < every:
                covered |= theirs
        if covered and covered != every and not _is_sum(table, total, covered):
            found.append(total)
    return found


def parts_of(table: DataTable, totals: Sequence[TotalRow]) -> Mapping[int, frozenset[int]]:
    """Return the rows that each total is the sum of, none of them a total itself."""
    return _parts(table, [each for each in totals if each.sure or each.proven][:_MOST])


def _parts(table: DataTable, totals: Sequence[TotalRow]) -> dict[int, frozenset[int]]:
    if not totals:
        return {}
    names = {each.index for each in totals}
    at = {id(cell): n for n, row in enumerate(table.rows) for cell in row}
    direct: dict[int, set[int]] = {}
    for total in totals:
        rows = {at[id(cell)] for each in total.sums for cell in each.parts if id(cell) in at}
        direct[total.index] = rows or {n for n in range(len(table.rows)) if n not in names}
    return {index: frozenset(_leaves(index, direct, set())) for index in direct}


def _leaves(index: int, direct: Mapping[int, set[int]], seen: set[int]) -> set[int]:
    """Return the rows below a total, those of its subtotals in their place."""
    found: set[int] = set()
    seen.add(index)
    for row in direct[index]:
        if row not in direct:
            found.add(row)
        elif row not in seen:
            found |= _leaves(row, direct, seen)
    return found


def _numbers(table: DataTable, total: TotalRow) -> list[int]:
    """Return the columns in which a row of totals has a sum: no rates, averages or years."""
    return [
        n
        for n, cell in enumerate(table.rows[total.index])
        if isinstance(cell.value, Decimal)
        and cell.full_unit != "%"
        and not cell.is_year
        and not is_never_summed(table.columns[n], money=cell.is_money)
    ]


def _has_sums(table: DataTable, total: TotalRow) -> bool:
    return bool(_numbers(table, total))


def _is_sum(table: DataTable, total: TotalRow, rows: Collection[int]) -> bool:
    """Say whether a total is the sum of some rows all the same: the others are zero."""
    for column in _numbers(table, total):
        cells = [table.rows[n][column] for n in rows]
        values = [cell.value for cell in cells if isinstance(cell.value, Decimal)]
        cell = table.rows[total.index][column]
        assert isinstance(cell.value, Decimal)  # noqa: S101  # as chosen above
        if abs(sum(values, Decimal(0)) - cell.value) > tolerance_of(cell, cells):
            return False
    return True
