"""Rows whose only mark of being a part of another row is an indent: spaces, or Excel's own.

An indent also shows which rows are below a heading, or are added up in a total below them; then
each number is there once, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.data.total_labels import is_income, sound_of

Rows = Sequence[Sequence[DataCell]]

_FEWEST_SPACES = 2  # one is a slip of the finger
_TAB = 4
_SPENDING = re.compile(r"\b(?:gross|expenditure|spend(?:ing)?|costs?)\b", re.IGNORECASE)
_LESS = re.compile(r"\W*less\b", re.IGNORECASE)


class Fit(Enum):
    """How rows fit into the row above them: its whole, a part of it, or that is not sure."""

    WHOLE = "whole"
    WITHIN = "within"
    DOUBTFUL = "doubtful"


class _Row(Struct, frozen=True):
    """A row of the table with the cell that names it, how far that is indented, and its numbers."""

    index: int
    label: DataCell
    has_numbers: bool


def indent_of(typed: str, level: int = 0) -> int:
    """Return how far a text is indented, in spaces; `level` is the indent of the cell's format."""
    blanks = typed[: len(typed) - len(typed.lstrip())]
    spaces = len(blanks.rpartition("\n")[2].expandtabs(_TAB))
    return _FEWEST_SPACES * level + (spaces if spaces >= _FEWEST_SPACES else 0)


def indented_below(
    headings: Sequence[str], rows: Rows, names: Sequence[int]
) -> Iterator[tuple[int, DataCell, int, bool]]:
    """Yield the rows that an indent makes parts of a row above: index, label, that row, if sure.

    `names` are the columns that name the rows. Nothing is yielded of a table whose totals are
    below their parts, nor of rows that together are the row above them, or more than it.
    """
    lines, children = _structure(rows, names)
    at = {each.index: each for each in lines}
    for parent, indexes in children.items():
        fit = _fit(headings, rows, parent, indexes)
        if fit is None or (fit is Fit.WHOLE and len(indexes) > 1):
            continue
        above = at[parent].label.text
        for index in indexes:
            label = at[index].label
            takes_off = _is_taken_off(label.text) and not _is_taken_off(above)
            if not (takes_off and _SPENDING.search(above)):
                yield index, label, parent, fit is not Fit.DOUBTFUL and not takes_off


def indented_groups(
    headings: Sequence[str], rows: Rows, names: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Return the rows that are the sums of those indented below them, with these."""
    _, children = _structure(rows, names)
    return {
        parent: tuple(indexes)
        for parent, indexes in children.items()
        if len(indexes) > 1 and _fit(headings, rows, parent, indexes) is Fit.WHOLE
    }


def _structure(rows: Rows, names: Sequence[int]) -> tuple[list[_Row], dict[int, list[int]]]:
    indented = [n for n in names if any(row[n].indent for row in rows)]
    if not indented:
        return [], {}
    names = [*indented, *(n for n in names if n not in indented)]
    lines = list(_lines(rows, names))
    return lines, _children(lines, names, rows)


def _lines(rows: Rows, names: Sequence[int]) -> Iterator[_Row]:
    for index, row in enumerate(rows):
        label = next((row[n] for n in names if row[n].text), None)
        if label is not None:
            yield _Row(index, label, any(_is_number(cell) for cell in row))


def _children(lines: Sequence[_Row], names: Sequence[int], rows: Rows) -> dict[int, list[int]]:
    """Return the rows below each row with numbers that are indented further than it is.

    Empty where rows are indented above the row that they are added up in.
    """
    found: dict[int, list[int]] = {}
    open_rows: list[_Row] = []
    for line in lines:
        last = None
        while open_rows and not _is_deeper(line, open_rows[-1], names, rows):
            last = open_rows.pop()
        is_below = last is not None and not open_rows and last.label.indent > line.label.indent
        if is_below and line.has_numbers and not _is_total(line.label.text):
            return {}
        if _is_total(line.label.text):
            open_rows.clear()  # what is below a total is no part of it
            continue
        parent = open_rows[-1] if open_rows else None
        if parent is not None and parent.has_numbers and line.has_numbers:
            found.setdefault(parent.index, []).append(line.index)
        open_rows.append(line)
    return found


def _is_deeper(line: _Row, other: _Row, names: Sequence[int], rows: Rows) -> bool:
    """Say whether a row is indented further than another, in the same column."""
    if line.label.indent <= other.label.indent:
        return False
    return any(
        rows[line.index][n] is line.label and rows[other.index][n] is other.label for n in names
    )


def _fit(headings: Sequence[str], rows: Rows, parent: int, parts: Sequence[int]) -> Fit | None:
    """Return how rows fit into the row above them; None where they can be no parts of it."""
    fits: set[Fit] = set()
    for column, (heading, cell) in enumerate(zip(headings, rows[parent], strict=True)):
        values = [rows[n][column].value for n in parts]
        numbers = [each for each in values if isinstance(each, Decimal)]
        if not isinstance(cell.value, Decimal) or not _is_number(cell) or not numbers:
            continue
        if cell.full_unit == "%" or is_never_summed(heading, money=cell.is_money):
            continue
        total = sum(numbers, Decimal(0))
        if total == cell.value:
            fits.add(Fit.WHOLE)
        elif min(numbers) < 0 < max(numbers) or total * cell.value < 0:
            fits.add(Fit.DOUBTFUL)
        elif abs(total) > abs(cell.value):
            return None
        else:
            fits.add(Fit.WITHIN)
    return next((each for each in (Fit.DOUBTFUL, Fit.WITHIN, Fit.WHOLE) if each in fits), None)


def _is_total(label: str) -> bool:
    sound = sound_of(label)
    return sound.sure or sound.net or sound.suspect


def _is_taken_off(label: str) -> bool:
    return is_income(label) or bool(_LESS.match(label))


def _is_number(cell: DataCell) -> bool:
    return isinstance(cell.value, Decimal) and not cell.is_year
