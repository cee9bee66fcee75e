"""Cells of text that mean numbers or dates, which Excel would not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from panel_papers.content.data.cells import Meaning, Value, meaning
from panel_papers.content.data.model import DataCell
from panel_papers.core import Level, Problem

_AMOUNT = re.compile(r"[£€$%,.]")
_AS_NUMBERS = (
    "in Excel, select the column, choose Data › Text to Columns › Finish, and save; compare a "
    "few of its values with those before"
)
_COMMA = re.compile(r"([-−+]?[£€$]?\d{1,12}),(\d{1,2})")


def numbers_as_text(cells: Sequence[Sequence[DataCell]], names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each text that means a number or a date, column by column.

    In a column of codes that is only a warning.
    """
    for index, name in enumerate(names):
        column = [row[index] for row in cells]
        numbers = any(isinstance(cell.value, Decimal | date) for cell in column)
        for cell in column:
            if not isinstance(cell.value, str) or not cell.value:
                continue
            told = meaning(cell.value)
            looks = "" if not isinstance(told, Meaning) else _kind(told.value)
            if not looks and isinstance(told, Meaning):
                continue
            if not looks and not numbers:
                continue  # text that merely begins like a number
            grave = numbers or looks == "date" or bool(_AMOUNT.search(cell.value))
            hint = _AS_NUMBERS if isinstance(told, Meaning) else _typed_again(cell.text)
            yield _problem(cell, looks or "number", name, hint, grave=grave)


def _problem(cell: DataCell, looks: str, name: str, hint: str, *, grave: bool) -> Problem:
    return Problem(
        f"{looks}-as-text",
        cell.place,
        f"“{cell.text}” is a {looks} stored as text",
        f"a {looks} in the column “{name}”",
        hint,
        Level.ERROR if grave else Level.WARNING,
    )


def _typed_again(text: str) -> str:
    """Return what to do with a text that Excel would perhaps take for another number."""
    such = _COMMA.fullmatch(text)
    as_what = (
        f"type {such[1]}.{such[2]} for a number with decimals, {such[1]}{such[2]} for a whole one"
        if such
        else "type the number into it again, without other signs, such as 1234.50"
    )
    return f"in Excel, give the cell the format General (Home › Number Format), and {as_what}"


def _kind(value: Value) -> str:
    return "number" if isinstance(value, Decimal) else "date" if isinstance(value, date) else ""
