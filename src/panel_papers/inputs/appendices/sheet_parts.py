"""The part of a workbook that is asked for: a sheet, a range, a named range or an Excel table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.core import InputsError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_IN_SHEET = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!(?P<rest>.+)")


class Part(Struct, frozen=True):
    """What of a workbook is asked for: `area` is “B4:H20”, a named range or an Excel table.

    `header_row` is the row, from 1, that names the columns.
    """

    sheet: str | None = None
    header_row: int | None = None
    area: str | None = None


class Bounds(Struct, frozen=True):
    """The rows and columns of an area, from 1, first and last."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def coordinates(self) -> str:
        """What Excel calls it: “B4:D4”."""
        return f"{_letters(self.left)}{self.top}:{_letters(self.right)}{self.bottom}"


def sheet_and_bounds(book: Workbook, part: Part, place: Place) -> tuple[str | None, Bounds | None]:
    """Return the name of the sheet that is asked for and the bounds within; None where all is.

    Raises InputsError for a range that is none.
    """
    sheet, area = part.sheet, part.area
    if area is None:
        return sheet, None
    if found := _IN_SHEET.fullmatch(area):
        sheet = (found["quoted"] or "").replace("''", "'") or found["plain"]
        area = found["rest"]
    if bounds := _plain(area):
        return sheet, bounds
    if area in book.defined_names:
        value = book.defined_names[area].attr_text or ""
        found = _IN_SHEET.fullmatch(value)
        bounds = _plain(found["rest"]) if found else None
        if found and bounds:
            return (found["quoted"] or "").replace("''", "'") or found["plain"], bounds
    for each in book.worksheets:
        if area in each.tables and (bounds := _plain(each.tables[area].ref)):
            return each.title, bounds
    known = [*book.defined_names, *(name for each in book.worksheets for name in each.tables)]
    wanted = "cells such as B4:H20, or the name of a range or table of the workbook"
    hint = did_you_mean(area, known)
    if hint is None and known:
        hint = "the workbook has: " + ", ".join(f"“{name}”" for name in known[:10])
    found_text = f"The range “{part.area}” is not in the workbook"
    raise InputsError([Problem("no-such-range", place, found_text, wanted, hint)])


def _plain(area: str) -> Bounds | None:
    found = _RANGE.fullmatch(area.strip())
    if not found:
        return None
    left, top = column_number(found[1]), int(found[2])
    right, bottom = column_number(found[3] or found[1]), int(found[4] or found[2])
    return Bounds(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def column_number(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_name(number: int) -> str:
    """Return the letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(get_column_letter(column))


def merged_across(sheet: Worksheet) -> frozenset[int]:
    """Return the rows, from 1, that hold cells merged over two columns or more."""
    return frozenset(
        row
        for cells in sheet.merged_cells.ranges
        for row in range(cells.min_row, cells.max_row + 1)
        if cells.max_col > cells.min_col
    )


def merged_spans(sheet: Worksheet) -> tuple[Bounds, ...]:
    """Return the merged cells of a sheet."""
    found = sheet.merged_cells.ranges
    return tuple(Bounds(c.min_row, c.min_col, c.max_row, c.max_col) for c in found)


def combined_header(
    spans: Iterable[Bounds], row: int, columns: Sequence[int], texts: Mapping[tuple[int, int], str]
) -> tuple[list[str], int]:
    """Return the names of the columns, and how many rows they take up.

    Below a cell merged over several columns the next row names each: “Budget – Q1”. `texts` are the
    texts of the two rows.
    """
    wide = [c for c in spans if c.right > c.left and c.top <= row == c.bottom]
    named = [n for c in wide for n in columns if c.left <= n <= c.right]
    if not wide or not all(texts.get((row + 1, n)) for n in named):
        return [texts.get((row, n), "") for n in columns], 1
    names = []
    for n in columns:
        span = next((c for c in wide if c.left <= n <= c.right), None)
        first = texts.get((row, span.left if span else n), "")
        names.append(" – ".join(part for part in (first, texts.get((row + 1, n), "")) if part))
    return names, 2
