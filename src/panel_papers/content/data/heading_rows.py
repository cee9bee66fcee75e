"""Rows without any number: headings of groups, and notes below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.total_labels import sound_of
from panel_papers.content.data.totals import label_of

_NOTE = re.compile(
    r"(?:notes?|source|n\.?b\.?|nodyn|ffynhonnell)\b|[*†‡]|\(\d+\)|\[\d+\]", re.IGNORECASE
)


def heading_rows(table: DataTable) -> frozenset[int]:
    """Return the indexes of rows that have a text and no number where the others have numbers.

    In a table with one column of numbers an empty cell may be a gap: there, a heading is a row
    whose name comes again in that of a total further down (“Place” and “Place total”), and a note
    says what it is.
    """
    numbers = [
        n
        for n in range(len(table.columns))
        if any(isinstance(row[n].value, Decimal) for row in table.rows)
    ]
    empty = list(range(len(table.rows)))
    for n in numbers:
        empty = [index for index in empty if table.rows[index][n].value is None]
    empty = [index for index in empty if any(cell.text for cell in table.rows[index])]
    if len(numbers) > 1 or not empty:
        return frozenset(empty)
    labels = [label_of(row) for row in table.rows]
    totals = [label.casefold() for label in labels if sound_of(label).likely]
    return frozenset(n for n in empty if _is_heading(table.rows[n], totals))


def _is_heading(row: Sequence[DataCell], totals: Sequence[str]) -> bool:
    name = label_of(row).casefold()
    return bool(_NOTE.match(name)) or any(name in total and name != total for total in totals)
