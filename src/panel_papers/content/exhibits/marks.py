"""Numbers beyond a threshold in a table: a sign and bold letters, explained below the table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.exhibits.asking import Ask
from panel_papers.content.exhibits.asking_marks import MarkAsk
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.judging import Number, at_boundary, numbers_of, unit_problem
from panel_papers.content.exhibits.rag import find_column, no_column
from panel_papers.content.exhibits.ranges import Range, as_threshold
from panel_papers.content.exhibits.turned_signs import judged_by_turned_sign
from panel_papers.core import CellMark, InputsError, Level, Problem, Table

_SIGNS = ("*", "†", "‡", "§")
_SPACE = "\N{NO-BREAK SPACE}"
_WORDS = {
    "beyond": "more than {} above or below zero",
    "above": "above {}",
    "below": "below {}",
}


class Marked(Struct, frozen=True):
    """A table with marked cells, the lines that explain the marks, and warnings."""

    table: Table
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def with_marks(table: Table, ask: Ask, columns: Sequence[ChosenColumn]) -> Marked:
    """Return the table with a sign before each number beyond its column's threshold.

    Raises InputsError for columns and thresholds that do not go together.
    """
    problems: list[Problem] = []
    notes = []
    for mark in ask.marks:
        index = find_column(mark.column, table, columns)
        if index is None or index >= len(columns):
            raise InputsError([no_column(mark.column, table)])
        numbers = numbers_of(columns[index])
        beyond = _threshold(mark, numbers)
        opposite = judged_by_turned_sign(columns[index], table.header[index], mark.threshold.place)
        if opposite and mark.side != "beyond":
            if opposite.level is Level.ERROR:
                raise InputsError([opposite])
            problems.append(opposite)
        sign = next(each for each in _SIGNS if each not in "".join(_texts(table)))
        found = [_is_marked(number, mark, beyond, problems) for number in numbers]
        if any(found):
            notes.append(f"{sign} {table.header[index]}: {_WORDS[mark.side].format(beyond.text)}.")
            table = _with_signs(table, index, found, sign)
    return Marked(table, tuple(notes), tuple(problems))


def _texts(table: Table) -> list[str]:
    return [*table.header, *(text for row in table.rows for text in row)]


def _threshold(mark: MarkAsk, numbers: Sequence[Number | None]) -> Range:
    beyond = as_threshold(mark.threshold.text, mark.side)
    place = mark.threshold.place
    if beyond is None:
        found = f"“{mark.threshold.text}” is not a number from which rows can be marked"
        wanted = "a number above 0"
        wanted = wanted if mark.side == "beyond" else "a number"
        hint = "write one such as 5% or £50,000"
        raise InputsError([Problem("bad-rule", place, found, wanted, hint)])
    for number in numbers:
        problem = number and unit_problem(number, beyond, place)
        if problem:
            raise InputsError([problem])
    if not any(numbers):
        found = f"The column “{mark.column.text}” is to be marked, and holds no numbers"
        hint = "write the heading of a column of numbers after “column:” of “mark”"
        raise InputsError([Problem("not-a-number", mark.column.place, found, "", hint)])
    return beyond


def _is_marked(
    number: Number | None, mark: MarkAsk, beyond: Range, problems: list[Problem]
) -> bool:
    if number is None:
        return False
    unit = beyond.unit or ""
    exact, printed = number.within(unit), number.printed_within(unit)
    marked, seems = (_is_beyond(value, mark, beyond) for value in (exact, printed))
    if marked != seems:
        what = f"{mark.side} {beyond.text}"
        is_, would = (what, f"not {what}") if marked else (f"not {what}", what)
        problems.append(at_boundary(number, is_, would))
    return marked


def _is_beyond(value: Fraction, mark: MarkAsk, beyond: Range) -> bool:
    return (abs(value) if mark.side == "beyond" else value) in beyond


def _with_signs(table: Table, column: int, marked: Sequence[bool], sign: str) -> Table:
    rows = []
    for row, is_marked in zip(table.rows, marked, strict=True):
        text = f"{sign}{_SPACE}{row[column]}" if is_marked else row[column]
        rows.append((*row[:column], text, *row[column + 1 :]))
    bold = [CellMark(n, column, "bold") for n, is_marked in enumerate(marked) if is_marked]
    return replace(table, rows=tuple(rows), marks=(*table.marks, *bold))
