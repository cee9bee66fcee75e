"""Names of groups that are written once, with empty cells below them for the rest of the group."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from panel_papers.content.data.filtering import Groups
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.part_rows import name_columns
from panel_papers.content.data.totals import is_called_total

_FEWEST = 2  # names of groups
_FLAGS = frozenset({"yes", "no", "y", "n", "x", "true", "false", "✓", "✔", "red", "amber", "green"})


def row_below_group(
    table: DataTable,
    column: int,
    groups: Groups,
    *,
    kept: Collection[int],
    others: Collection[int] | None,
) -> tuple[DataCell, DataCell, bool] | None:
    """Return the name of a group that a filter keeps, and the first empty cell below it.

    `others` are the rows that other filters let through, None for all. The third is whether most
    groups are written so: else the row may belong to no group. None where the column does not name
    groups: it has a name for each row, names come again further down, or no names are right of it.
    """
    gaps = groups.get(("", None, ""), ())
    if not gaps or any(len(rows) > 1 for (text, _, _), rows in groups.items() if text):
        return None
    said = {text.casefold() for text, _, _ in groups if text}
    if len(said) < _FEWEST or said <= _FLAGS:
        return None
    names = name_columns(table.columns, table.rows)
    right = [n for n in names if n > column]
    if column not in names or not right or not table.rows[0][column].text:
        return None
    members = sum(_is_member(table.rows[n], right) for n in gaps)
    for index in sorted(kept):
        if not table.rows[index][column].text:
            continue
        for below in range(index + 1, len(table.rows)):
            if table.rows[below][column].text:
                break
            if (others is None or below in others) and _is_member(table.rows[below], right):
                sure = members >= len(groups) - 1
                return table.rows[index][column], table.rows[below][column], sure
    return None


def _is_member(row: Sequence[DataCell], right: Sequence[int]) -> bool:
    """Say whether a row has a name of its own and a number, and is no total."""
    return (
        any(row[n].text for n in right)
        and any(isinstance(cell.value, Decimal) for cell in row)
        and not is_called_total(row)
    )
