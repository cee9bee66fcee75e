"""A table of data from a sheet of an .xlsx workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from panel_papers.content.data.cell_values import value_of
from panel_papers.content.data.chosen_sheet import WHOLE, chosen_sheet, hidden_sheets
from panel_papers.content.data.faults import first_of_each, refused
from panel_papers.content.data.headers import header_faults, letters, plain_header
from panel_papers.content.data.indented_rows import indent_of
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.numbers_as_text import numbers_as_text
from panel_papers.content.data.scaling import divided_unsaid, scaled
from panel_papers.content.data.sheet_around import texts_around
from panel_papers.content.data.sheet_grid import grid_of
from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs import (
    NO_FORMAT,
    Bounds,
    Part,
    Supplied,
    bare_text,
    cell_text,
    combined_header,
    date_problem,
    format_problem,
    hidden_columns,
    hidden_rows,
    layout_problems,
    merged_across,
    merged_spans,
    open_books,
    plain_text,
    read_layout,
    result_problem,
    sheet_and_bounds,
    uncertain_rows,
    unprintable,
    unprintable_problem,
    unshown_cells,
)

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

MOST_CELLS = 500_000  # of the sheet's used range
_LARGE = 100


def read_xlsx(
    data: bytes, path: str, place: Place, part: Part, named: Place | None = None
) -> DataTable:
    """Return the table of a sheet or a part of it, `named` at a line. Raises InputsError."""
    results, formulas = open_books(Supplied(data, place, None, place))
    sheet, bounds = sheet_and_bounds(results, part, named or place)
    chosen = chosen_sheet(results, place, sheet, named)
    whole = Bounds(1, 1, chosen.max_row, chosen.max_column)
    if part.header_row is not None:
        whole = Bounds(part.header_row, 1, max(chosen.max_row, part.header_row), chosen.max_column)
    asked = part.header_row is not None or bounds is not None
    reading = _Reading(
        place.file,
        named,
        chosen,
        formulas[chosen.title],
        bounds or whole,
        asked,
        bounds is not None,
    )
    if sheet is None:
        reading.warned += hidden_sheets(results, place.file)
    table = reading.table(path)
    if reading.faults:
        raise InputsError(first_of_each(reading.faults))
    return table


class _Reading(Struct):
    """One walk over a sheet, and what is wrong on the way.

    `bounds` are the rows and columns that are read; `asked` says that the author named the header
    row or a range, `in_range` that it is a range. `pence` are warnings of numbers that print as
    zero, with their columns: beside hundreds of pounds they say nothing.
    """

    file: str
    named: Place | None
    shown: Worksheet
    formulas: Worksheet
    bounds: Bounds
    asked: bool
    in_range: bool
    faults: list[Problem] = field(default_factory=list)
    warned: list[Problem] = field(default_factory=list)
    pence: list[tuple[int, Problem]] = field(default_factory=list)
    looks: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    indents: dict[int, int] = field(default_factory=dict)

    def table(self, path: str) -> DataTable:
        """Return the table, as far as it can be read; the faults are in `faults`."""
        sheet = self.shown
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            found = f"The sheet has {sheet.max_row:,} rows and {sheet.max_column:,} columns"
            hint = (
                "in Excel, select the rows below the table and the columns to the right of "
                "it, delete them (Home › Delete), and save"
            )
            wanted = f"at most {MOST_CELLS:,} cells"
            place = self.place(f"{letters(sheet.max_column)}{sheet.max_row}")
            raise refused("table-too-large", place, found, wanted, hint)
        rows, columns, header_height, names = self._found()
        self._tell_of_hidden(rows, columns)
        top, body = rows[0], rows[header_height:]
        self._tell_of_merged(body, columns)
        if names is None:
            first = [self._text(c, self._value(c)) for c in (sheet.cell(top, n) for n in columns)]
            names = [plain_header(each) for each in first]
            self._tell_of_merged([top], columns)
        self.faults += header_faults(names, lambda n: self.place(f"{letters(columns[n])}{top}"))
        if not body:
            place = Place(self.file, where=f"sheet “{sheet.title}”")
            found = "The table has no rows below its header"
            self.faults.append(
                Problem(
                    "table-without-rows",
                    place,
                    found,
                    "",
                    "in Excel, type at least one row below the headings, and save",
                )
            )
        cells = tuple(tuple(self._cell(row, column) for column in columns) for row in body)
        self._warn_of_zeros(cells, columns)
        for each in numbers_as_text(cells, names):
            (self.faults if each.level is Level.ERROR else self.warned).append(each)
        self._warn_of_divisors(cells, names)
        cells, said = scaled(names, cells, texts_around(sheet, top, rows[-1], self.file))
        for each in said:
            (self.faults if each.level is Level.ERROR else self.warned).append(each)
        warned = tuple(first_of_each(self.warned))
        body = body[-len(cells) :]  # without a row of units
        marked = frozenset(n for n, row in enumerate(body) if self._is_marked(row, columns))
        return DataTable(path, sheet.title, tuple(names), cells, warned, marked)

    def _warn_of_divisors(self, cells: Sequence[Sequence[DataCell]], names: Sequence[str]) -> None:
        for index, name in enumerate(names):
            column = [(row[index], row[index].scale) for row in cells]
            if problem := divided_unsaid(name, column):
                (self.faults if problem.level is Level.ERROR else self.warned).append(problem)

    def _warn_of_zeros(self, cells: Sequence[Sequence[DataCell]], columns: Sequence[int]) -> None:
        """Warn of numbers that print as zero in columns of small numbers."""
        for column, problem in self.pence:
            numbers = (row[columns.index(column)].amount for row in cells)
            if not any(each is not None and abs(each) >= _LARGE for each in numbers):
                self.warned.append(problem)

    def _is_marked(self, row: int, columns: Sequence[int]) -> bool:
        """Say whether a row is set apart: all its cells in bold, or below a line of their own."""
        bold = line = True
        filled = False
        for cell in (self.shown.cell(row, n) for n in columns):
            if cell.value is None:
                continue
            look = self._look(cell)
            filled, bold, line = True, bold and look[0], line and look[1]
            if not (bold or line):
                return False
        return filled

    def _look(self, cell: Cell) -> tuple[bool, bool]:
        """Return whether a cell is bold, and whether it has a line above it."""
        style = cell.style_id
        if style not in self.looks:
            top = cell.border.top
            self.looks[style] = bool(cell.font.b), top is not None and bool(top.style)
        return self.looks[style]

    def _found(self) -> tuple[list[int], list[int], int, list[str] | None]:
        """Return the rows and columns of the table, the height of its header, and its names.

        The names are None where the header is one row. What lies around the table is reported.
        """
        sheet, bounds = self.shown, self.bounds
        grid = grid_of(self.shown, self.formulas, bounds)
        merged = frozenset(n - bounds.top for n in merged_across(sheet))
        layout = read_layout(grid, merged, titled=not self.asked)
        if layout is None:
            place = Place(self.file, where=f"sheet “{sheet.title}”")
            hint = "in Excel, write the headings of the columns into the first row, and the values "
            hint += "below them"
            raise refused("empty-file", place, "The sheet has no table", "a header and rows", hint)
        rows = [n for n, row in enumerate(grid) if any(row)]
        if not self.in_range:
            rows = [n for n in rows if n not in (*layout.notes, *layout.titles)]
            found = layout_problems(layout, grid, self._place_at, self._name_at, self.named)
            for problem in found:
                (self.faults if problem.level is Level.ERROR else self.warned).append(problem)
        rows = [n + bounds.top for n in rows]
        used = {n for row in rows for n, cell in enumerate(grid[row - bounds.top]) if cell}
        columns = sorted(n + bounds.left for n in used)
        texts = {
            (row, n): plain_header(str(sheet.cell(row, n).value or ""))
            for row in rows[:2]
            for n in range(bounds.left, bounds.right + 1)
        }
        names, height = combined_header(merged_spans(sheet), rows[0], columns, texts)
        return rows, columns, height, names if height == 2 else None

    def _name_at(self, row: int, column: int) -> str:
        return f"{letters(column + self.bounds.left)}{row + self.bounds.top}"

    def _place_at(self, row: int, column: int) -> Place:
        return self.place(self._name_at(row, column))

    def place(self, cell: str) -> Place:
        return Place(self.file, where=f"sheet “{self.shown.title}”, cell {cell}")

    def _tell_of_hidden(self, rows: list[int], columns: list[int]) -> None:
        for number in sorted(hidden_rows(self.shown) & set(rows)):
            hint = (
                "in Excel, either unhide the row (Home › Format › Hide & Unhide › Unhide "
                "Rows; if a filter hides it, Data › Clear), or delete it; save"
            )
            self._add_hidden("hidden-rows", f"row {number}", hint)
        for number in uncertain_rows(self.shown):
            hint = "in Excel, select all rows, choose Unhide, and delete what is not data"
            self._add_hidden("hidden-rows", f"row {number}", hint)
        for number in sorted(hidden_columns(self.shown) & set(columns)):
            hint = (
                "in Excel, either unhide it (Home › Format › Hide & Unhide › Unhide Columns), "
                "or delete it; save"
            )
            self._add_hidden("hidden-columns", f"column {letters(number)}", hint)
        for (row, column), why in unshown_cells(self.shown, rows, columns).items():
            if why != NO_FORMAT:  # which is found where the text of a cell is written
                hint = (
                    "in Excel, either give the cell letters that can be read (Home › Font "
                    "Colour, Font Size), or delete it; save"
                )
                place, found = self.place(f"{letters(column)}{row}"), f"The cell has a value {why}"
                self.faults.append(Problem("hidden-cell", place, found, WHOLE, hint))

    def _add_hidden(self, code: str, what: str, hint: str) -> None:
        place = Place(self.file, where=f"sheet “{self.shown.title}”, {what}")
        self.faults.append(
            Problem(code, place, f"{what[0].upper()}{what[1:]} is hidden", WHOLE, hint)
        )

    def _tell_of_merged(self, rows: list[int], columns: list[int]) -> None:
        for merged in sorted(self.shown.merged_cells.ranges, key=lambda cells: cells.bounds):
            left, top, right, bottom = merged.bounds
            if any(top <= r <= bottom for r in rows) and any(left <= c <= right for c in columns):
                found = f"The cells {merged.coord} are merged"
                hint = (
                    "in Excel, choose Home › Merge & Center › Unmerge Cells, type the value "
                    "into each of these cells, and save"
                )
                place = self.place(str(merged.coord).partition(":")[0])
                wanted = "one value in each cell"
                self.faults.append(Problem("merged-cells", place, found, wanted, hint))

    def _value(self, shown: Cell) -> object:
        """Return a cell's value; a formula's error or missing result is told and is None."""
        if shown.value is None or shown.data_type == "e":
            formula = self.formulas.cell(shown.row, shown.column)
            problem = result_problem(shown, formula, self.place(shown.coordinate))
            self.faults += [problem] if problem else []
            return None
        if isinstance(shown.value, str):
            text, unseen = _typed(shown.value)
            for each in unseen:
                self.faults.append(unprintable_problem(each, self.place(shown.coordinate)))
            return text
        return shown.value

    def _text(self, cell: Cell, value: object) -> str:
        if isinstance(value, str) and "@" not in cell.number_format:
            return value
        text = cell_text(value, cell.number_format)
        return bare_text(value) if text is None else text.strip()

    def _cell(self, row: int, column: int) -> DataCell:
        cell = self.shown.cell(row, column)
        value, number_format = self._value(cell), str(cell.number_format)
        ref = f"{letters(column)}{row}"
        told, shown = value_of(value, number_format)
        text = shown.text.strip() if shown else self._text(cell, value)
        place = self.place(ref)
        # a format that leaves zeros out hides no number that says something
        if value is not None and value not in ("", 0) and not text:
            hint = (
                "in Excel, either give the cell the format General (Home › Number Format), or "
                "delete it; save"
            )
            found = f"The number format “{number_format}” hides the value of the cell"
            self.faults.append(Problem("hidden-cell", place, found, WHOLE, hint))
        if shown and (problem := format_problem(shown, number_format, place)):
            if problem.level is Level.ERROR:
                self.faults.append(problem)
            elif shown.nothing and shown.divided == 1 and shown.unit != "%":
                self.pence.append((column, problem))
            else:
                self.warned.append(problem)
        if problem := date_problem(value, number_format, text, place):
            self.warned.append(problem)
        if shown is None and _is_unknown(value, number_format):
            found = f"The number format “{number_format}” is not known here"
            hint = f"it prints as “{text}”; choose a plain format"
            wanted = "a format such as #,##0.00, 0% or dd/mm/yyyy"
            self.warned.append(Problem("number-format", place, found, wanted, hint, Level.WARNING))
        if isinstance(value, datetime) and value.time() != time():
            found = f"“{text}” is a date with a time of day, and the time is left out"
            hint = (
                "nothing, if the time need not print; if it must, type it into a column of its own"
            )
            self.warned.append(
                Problem("date-with-time", place, found, "a date", hint, Level.WARNING)
            )
        scale, brackets = (shown.divided, shown.brackets) if shown else (1, False)
        sheet = str(self.shown.title)
        indent = self._indent(cell) if isinstance(value, str) and text else 0
        return DataCell(
            text,
            told.value,
            told.unit,
            ref,
            place,
            scale,
            brackets=brackets,
            sheet=sheet,
            indent=indent,
        )

    def _indent(self, cell: Cell) -> int:
        """Return by how many spaces a text is indented: by its format, or typed."""
        style = cell.style_id
        if style not in self.indents:
            self.indents[style] = int(cell.alignment.indent or 0)
        return indent_of(str(cell.value), self.indents[style])


def _is_unknown(value: object, number_format: str) -> bool:
    """Say whether a number, date or time has a format that is not known here."""
    counted = isinstance(value, int | float | date | time | timedelta)
    return counted and cell_text(value, number_format) is None


@lru_cache(maxsize=20_000)  # the cells of a column say the same again and again
def _typed(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a cell, outer blanks off, and the characters that cannot be printed."""
    plain = plain_text(text).replace("\r\n", "\n").replace("\r", "\n")
    return plain.strip(), tuple(each for _, each in unprintable(plain))
