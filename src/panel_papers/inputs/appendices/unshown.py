"""What of a sheet Excel does not show: rows, columns, and cells that hide by their look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.core import Colour, is_alike
from panel_papers.inputs.appendices.conditions import Conditions, Outcome
from panel_papers.inputs.appendices.covered_cells import covered_cells
from panel_papers.inputs.appendices.sheet_colours import SheetColours

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

_SHEET = re.compile(r"(?<!')'(?:[^']|'')*'!|(?<![^',!])[^',!]+!")
_LEAST_HEIGHT = 2.0  # points
_NO_WIDTH = 0.5  # of a character
_NARROW = 1.0  # of a character: one is cut off, and a number shows as “#”
_LEAST_SIZE = 2  # points of letters

IN_THE_GROUND = "in the colour of their ground"
NO_FORMAT = "with a number format that shows nothing"
TOO_SMALL = "in letters of 2 points or less"
TOO_NARROW = "in a column too narrow to show them"
UNDER_PICTURE = "under a picture"
CONDITIONAL = "in the colour of their ground by a conditional format"
UNCERTAIN = "that a conditional format may hide, by a rule that is not known here"


def hidden_rows(sheet: Worksheet) -> set[int]:
    """Return the rows that do not show: hidden, filtered, or without height."""
    found = {
        number
        for number, row in sheet.row_dimensions.items()
        if row.hidden or (row.height is not None and row.height < _LEAST_HEIGHT)
    }
    last = sheet.max_row  # which openpyxl counts again each time
    return {number for number in found if number <= last}


def uncertain_rows(sheet: Worksheet) -> list[int]:
    """Return the rows of which it is not sure that Excel shows them.

    Where rows are hidden by default (`zeroHeight`, ECMA-376 part 1, 18.3.1.81), programs differ
    about rows that hold something and have no height of their own. Where no such row has one, all
    are shown.
    """
    if not sheet.sheet_format.zeroHeight:
        return []
    filled = [
        number
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
        if any(value is not None for value in row)
    ]
    dimensions = sheet.row_dimensions
    bare = [n for n in filled if n not in dimensions or dimensions[n].height is None]
    return bare if len(bare) < len(filled) else []


def hidden_columns(sheet: Worksheet) -> set[int]:
    """Return the columns that do not show: hidden, without width, hidden by default."""
    widths: dict[int, float | None] = {}
    found, last = set(), sheet.max_column
    for column in sheet.column_dimensions.values():
        for number in range(column.min or 1, min(column.max or 1, last) + 1):
            widths[number] = column.width
            if column.hidden or (column.width is not None and column.width < _NO_WIDTH):
                found.add(number)
    default = sheet.sheet_format.defaultColWidth
    if default is not None and default < _NO_WIDTH:
        found |= set(range(1, last + 1)) - widths.keys()
    return found


def unshown_cells(
    sheet: Worksheet, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], str]:
    """Return the cells that hold something and do not show it, by row and column, with why."""
    looks = _Looks(sheet)
    narrow = _narrow_columns(sheet)
    covered = covered_cells(sheet)
    found = {}
    for row in rows:
        for index, column in enumerate(columns):
            cell = sheet.cell(row, column)
            value = cell.value
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            why = UNDER_PICTURE if (row, column) in covered else looks.why(cell)
            if why is None and column in narrow:
                following = columns[index + 1] if index + 1 < len(columns) else None
                beside = None if following is None else sheet.cell(row, following).value
                why = None if _flows_over(cell, beside) else TOO_NARROW
            if why is not None:
                found[row, column] = why
    return found


class _Style(Struct, frozen=True):
    """The colours of letters and ground, whether letters are tiny, and the format's sections."""

    letters: Colour | None
    ground: Colour | None
    tiny: bool
    sections: list[str]


class _Looks:
    """Judges cells by their format, size and colours; each style is looked up once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._colours, self._conditions = SheetColours(sheet.parent), Conditions(sheet)
        self._tables = [_bounds(table.ref) for table in sheet.tables.values()]
        self._styles: dict[int, _Style] = {}

    def why(self, cell: Cell) -> str | None:
        """Return why a cell does not show what it holds; None for one that does."""
        style = self._style(cell)
        if len(style.sections) > 1 and _shows_nothing(cell.value, style.sections):
            return NO_FORMAT
        if style.tiny:
            return TOO_SMALL
        letters, ground = style.letters, style.ground
        outcome = self._conditions.outcome(cell, self._colours, letters, ground)
        if outcome is not Outcome.NOTHING:
            return {Outcome.HIDES: CONDITIONAL, Outcome.UNCERTAIN: UNCERTAIN}.get(outcome)
        if letters is None or ground is None or not is_alike(letters, ground):
            return None
        return None if self._is_filled_by_table(cell) else IN_THE_GROUND

    def _style(self, cell: Cell) -> _Style:
        number = cell.style_id
        if number not in self._styles:
            size, colours = cell.font.sz, self._colours
            self._styles[number] = _Style(
                letters=colours.letters(cell),
                ground=colours.ground(cell),
                tiny=size is not None and size <= _LEAST_SIZE,
                sections=[each.strip() for each in str(cell.number_format).split(";")],
            )
        return self._styles[number]

    def _is_filled_by_table(self, cell: Cell) -> bool:
        """Say whether the style of a table may fill a cell, which has no fill of its own."""
        return getattr(cell.fill, "patternType", None) in (None, "none") and any(
            (left or 1) <= cell.column <= (right or left or 1)
            and (top or 1) <= cell.row <= (bottom or top or 1)
            for left, top, right, bottom in self._tables
        )


def _shows_nothing(value: object, sections: Sequence[str]) -> bool:
    """Say whether a number format such as “;;;” leaves nothing of a value (18.8.31)."""
    if isinstance(value, str):
        return len(sections) > 3 and not sections[3]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return not any(sections)
    if value == 0:
        return False  # a format that leaves zeros out hides no number that says something
    return not sections[1 if value < 0 else 0]


def _narrow_columns(sheet: Worksheet) -> set[int]:
    last = sheet.max_column
    return {
        number
        for column in sheet.column_dimensions.values()
        if column.width is not None and column.width < _NARROW
        for number in range(column.min or 1, min(column.max or 1, last) + 1)
    }


def _flows_over(cell: Cell, beside: object) -> bool:
    """Say whether a text continues in the empty cell beside its own, where it can be read."""
    return isinstance(cell.value, str) and beside is None and not cell.alignment.wrap_text


def _bounds(reference: str) -> tuple[int | None, int | None, int | None, int | None]:
    from openpyxl.utils import range_boundaries  # type: ignore[import-untyped]  # noqa: PLC0415

    left, top, right, bottom = range_boundaries(reference)
    return left, top, right, bottom


def print_area(sheet: Worksheet) -> set[tuple[int, int]] | None:
    """Return the cells that Excel prints, by row and column; None where it prints all.

    Rows and columns that are repeated on each page belong to them.
    """
    if not sheet.print_area:
        return None
    found: set[tuple[int, int]] = set()
    last_row, last_column = sheet.max_row, sheet.max_column
    parts = [sheet.print_area, sheet.print_title_rows, sheet.print_title_cols]
    named = ",".join(each for each in parts if each).replace("$", "")
    for reference in _SHEET.sub("", named).split(","):
        try:
            left, top, right, bottom = _bounds(reference)
        except ValueError:  # of cells that were deleted
            continue
        rows = range(top or 1, min(bottom or last_row, last_row) + 1)
        columns = range(left or 1, min(right or last_column, last_column) + 1)
        found |= {(row, column) for row in rows for column in columns}
    return found
