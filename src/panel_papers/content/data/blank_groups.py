"""Names of groups that are written once, with empty cells below them for the rest of the group."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.part_rows import name_columns
from panel_papers.content.data.totals import is_called_total


def row_below_group(
    table: DataTable, column: int, kept: Collection[int], others: Collection[int]
) -> tuple[DataCell, DataCell] | None:
    """Return the name of a group that a filter keeps, and the first empty cell below it.

    `others` are the rows that the other filters let through. None where the column does not name
    groups: it has a name for each row, names come again further down, or no names are right of it.
    """
    names = name_columns(table.columns, table.rows)
    right = [n for n in names if n > column]
    if column not in names or not right or not _is_written_once(table.rows, column, right):
        return None
    for index in sorted(kept):
        if not table.rows[index][column].text:
            continue
        for below in range(index + 1, len(table.rows)):
            if table.rows[below][column].text:
                break
            if below in others and _is_member(table.rows[below], right):
                return table.rows[index][column], table.rows[below][column]
    return None


def _is_written_once(rows: Sequence[Sequence[DataCell]], column: int, right: Sequence[int]) -> bool:
    """Say whether each name of a column comes once, from the first row on, with gaps below."""
    said = [row[column].text for row in rows if row[column].text and not is_called_total(row)]
    gaps = any(not row[column].text and _is_member(row, right) for row in rows)
    return bool(said) and len(set(said)) == len(said) and gaps and bool(rows[0][column].text)


def _is_member(row: Sequence[DataCell], right: Sequence[int]) -> bool:
    """Say whether a row has a name of its own and a number, and is no total."""
    return (
        any(row[n].text for n in right)
        and any(isinstance(cell.value, Decimal) for cell in row)
        and not is_called_total(row)
    )
