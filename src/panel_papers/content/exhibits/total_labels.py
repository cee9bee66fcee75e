"""The name of a total whose own column is not printed: “Total” in the first column of names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.totals import is_called_total, label_of
from panel_papers.content.exhibits.choosing import ChosenColumn


def with_total_labels(columns: Sequence[ChosenColumn], table: DataTable) -> list[ChosenColumn]:
    """Return the columns; an empty first name of a row of totals says what the file calls it.

    `table` has all columns of the rows that print.
    """
    found = list(columns)
    at = next((n for n, each in enumerate(columns) if _is_text(each)), None)
    if at is None or len(columns[at].cells) != len(table.rows):
        return found
    cells = [
        _labelled(cell, row) if not cell.text.strip() else cell
        for cell, row in zip(columns[at].cells, table.rows, strict=True)
    ]
    found[at] = replace(columns[at], cells=tuple(cells))
    return found


def _is_text(column: ChosenColumn) -> bool:
    said = [cell for cell in column.cells if cell.text.strip()]
    return bool(said) and not any(isinstance(cell.value, Decimal) for cell in said)


def _labelled(cell: DataCell, row: Sequence[DataCell]) -> DataCell:
    label = label_of(row)
    return replace(cell, text=label, value=label) if is_called_total(row) else cell
