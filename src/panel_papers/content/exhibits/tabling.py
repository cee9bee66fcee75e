"""A table of data as the table of text that prints."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.formatting import printed_number
from panel_papers.core import (
    CellText,
    InputsError,
    Place,
    Problem,
    Table,
    names_rows,
    table_too_large,
)

_ENOUGH = 20  # faults of cells; one wrong column says it all
_NIL = ("", "-", "–", "—")


def as_table(columns: Sequence[ChosenColumn], *, row_headers: bool | None = None) -> Table:
    """Return the columns as text: in their format, or as the file shows each cell.

    `row_headers` says whether the first column names the rows; None: if its cells are names.

    Its place is the data file: nothing in it was typed into the prose. Raises InputsError
    for each cell that has a format and is no number, and for a format that prints all as nil.
    """
    place = Place(columns[0].cells[0].place.file)
    if problem := table_too_large(len(columns[0].cells), len(columns), place):
        raise InputsError([problem])
    problems = [problem for column in columns for problem in _faults(column)]
    if problems:
        raise InputsError(problems[:_ENOUGH])
    texts = [[_placed(cell, column) for cell in column.cells] for column in columns]
    header = tuple(column.heading for column in columns)
    numeric = tuple(_is_numeric(column) for column in columns)
    if row_headers is None:
        row_headers = names_rows(texts[0], len(texts))
    return Table(header, tuple(zip(*texts, strict=True)), numeric, place, row_headers)


def cell_text(cell: DataCell, column: ChosenColumn) -> str:
    """Return how a cell prints."""
    if column.format is None or not isinstance(cell.value, Decimal):
        return cell.text
    shown = printed_number(cell, column)
    assert shown is not None  # noqa: S101  # a format that is asked for prints every number
    try:
        return shown.form.printed(shown.value)
    except ValueError:  # no words for it, which is reported by `format_problems`
        return cell.text


def _placed(cell: DataCell, column: ChosenColumn) -> str:
    """Return how a cell prints; words know where they are typed."""
    text = cell_text(cell, column)
    return CellText(text, cell.place) if text and isinstance(cell.value, str) else text


def not_a_number(cell: DataCell, column: ChosenColumn, why: str) -> Problem:
    """Return the fault of a cell where a number is wanted."""
    found = f"“{cell.text}” in the column “{column.name}” (cell {cell.ref}) is not a number"
    return Problem("not-a-number", cell.place, found, f"a number: {why}")


def lost_in_format(column: ChosenColumn) -> Problem | None:
    """Return the fault of a format that prints every number of a column as nil, or None."""
    shown = column.format
    numbers = [c for c in column.cells if isinstance(c.value, Decimal) and c.value]
    if shown is None or not numbers:
        return None
    printed = [cell_text(cell, column) for cell in numbers]
    if shown.words or any(c in "123456789" for text in printed for c in text):
        return None
    return Problem(
        "bad-format",
        numbers[0].place,
        f"The format would print “{numbers[0].text}” as “{printed[0]}”",
        "",
        f"“{shown.heading or shown.tail.strip()}” divides the numbers: delete it from “formats:” "
        "of the block, "
        "and write it into the heading if the numbers in the file are divided already"
        if shown.scale > 1
        else "give the example more decimal places",
    )


def _faults(column: ChosenColumn) -> list[Problem]:
    if column.format is None:
        return []
    why = f"“formats” has one for “{column.heading}”"
    wrong = [
        not_a_number(cell, column, why)
        for cell in column.cells
        if not isinstance(cell.value, Decimal | None) and cell.text.strip() not in _NIL
    ]
    lost = lost_in_format(column)
    return [*wrong, *([lost] if lost else [])]


def _is_numeric(column: ChosenColumn) -> bool:
    """Return whether a column holds numbers, and nothing else but nil."""
    said = [c for c in column.cells if c.value is not None and c.text.strip() not in _NIL]
    return bool(said) and all(isinstance(cell.value, Decimal) for cell in said)
