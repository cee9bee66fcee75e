"""A table turned round: the columns of years become rows, so that a line can run over them.

Finance files have a row for each service and a column for each year.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.scaling import is_year
from panel_papers.content.exhibits.asking import Column, Said
from panel_papers.core import InputsError, Place, Problem, did_you_mean

POINTS = "Period"
"""The name of the column that the turned columns make."""


def turned(
    table: DataTable, across: Sequence[Said], series: Sequence[Column], place: Place
) -> DataTable:
    """Return a table with a row for each of the columns in `across`, a column for each series.

    The series are rows of the file, named by its first column of texts. `place` is that of the
    chart. Raises InputsError for columns and rows that the file does not have.
    """
    problems = [_no_column(said, table) for said in across if said.text not in table.columns]
    named = _names(table)
    rows: dict[str, tuple[DataCell, ...]] = {}
    for column in series:
        found = [
            row for row, name in zip(table.rows, named, strict=True) if name == column.name.text
        ]
        if len(found) == 1:
            rows[column.name.text] = found[0]
            continue
        what = f"{len(found)} rows" if found else "no row"
        wanted = "one row of that name: “series” names rows where “x” is a list of columns"
        hint = did_you_mean(column.name.text, named)
        hint = hint or "write the name of a row here as the file has it"
        text = f"“{table.path}” has {what} “{column.name.text}”"
        problems.append(Problem("no-such-row", column.name.place, text, wanted, hint))
    if problems:
        raise InputsError(problems)
    indexes = [table.columns.index(said.text) for said in across]
    made = tuple(
        (_heading(said, place), *(row[index] for row in rows.values()))
        for said, index in zip(across, indexes, strict=True)
    )
    return DataTable(table.path, table.sheet, (POINTS, *rows), made, table.problems)


def _names(table: DataTable) -> list[str]:
    """Return the text of each row in the first column that holds texts only."""
    for index in range(len(table.columns)):
        column = [row[index] for row in table.rows]
        if all(isinstance(cell.value, str) and cell.text for cell in column):
            return [cell.text for cell in column]
    return [row[0].text for row in table.rows]


def _heading(said: Said, place: Place) -> DataCell:
    meant = meaning(said.text)
    value = meant.value if isinstance(meant, Meaning) else said.text
    years = isinstance(value, Decimal) and is_year(said.text)
    value = value if years or not isinstance(value, Decimal) else said.text
    return DataCell(said.text, value, "", said.text, place, is_year=years)


def _no_column(said: Said, table: DataTable) -> Problem:
    found = f"“{table.path}” has no column “{said.text}”"
    wanted = f"one of its columns: {', '.join(table.columns)}"
    hint = did_you_mean(said.text, table.columns) or "write one of these here"
    return Problem("unknown-column", said.place, found, wanted, hint)
