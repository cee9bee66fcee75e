"""Rows that are in a table twice by copying: the same names and the same numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.core import Level, Problem


def copied_rows(table: DataTable, rows: Collection[int]) -> list[tuple[int, int]]:
    """Return pairs of rows that are equal in every cell, the second being the copy.

    None where rows are not known by their names: a list of payments has the same supplier twice,
    and may have the same amount. A row with a date is one of such a list, too.
    """
    first: dict[tuple[str, ...], int] = {}
    names: dict[tuple[str, ...], int] = {}
    pairs = []
    for index in rows:
        row = table.rows[index]
        if any(isinstance(cell.value, date) for cell in row):
            return []
        texts = tuple(cell.text for cell in row)
        name = tuple(cell.text for cell in row if isinstance(cell.value, str) and cell.text)
        if not name or not any(isinstance(cell.value, Decimal) and cell.value for cell in row):
            continue
        if texts in first:
            pairs.append((first[texts], index))
        elif names.get(name, index) != index:
            return []
        first.setdefault(texts, index)
        names.setdefault(name, index)
    return pairs


def copied_row(first: Sequence[DataCell], copy: Sequence[DataCell]) -> Problem:
    """Return the warning of a row that is in a table twice."""
    name = next((n for n, cell in enumerate(copy) if isinstance(cell.value, str)), 0)
    found = f"“{copy[name].text}” in two rows with the same numbers ({first[name].ref}, "
    found += f"{copy[name].ref}), which are both added up"
    wanted = "each row once"
    hint = (
        "if the second row is a copy, delete it from the file; if not, give the two rows "
        "different names there"
    )
    return Problem("row-twice", copy[name].place, found, wanted, hint, Level.WARNING)
