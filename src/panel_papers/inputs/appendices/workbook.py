"""A sheet of an .xlsx workbook, as rows of the text that it shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    InputsError,
    Level,
    Place,
    Problem,
    did_you_mean,
    table_too_large,
)
from panel_papers.inputs.appendices.books import open_books, plain_text, result_problem
from panel_papers.inputs.appendices.cell_text import bare_text, cell_text, exact
from panel_papers.inputs.appendices.format_problems import date_problem, format_problem
from panel_papers.inputs.appendices.number_formats import shown_number, shown_text
from panel_papers.inputs.appendices.sheet_parts import Bounds, merged_spans, sheet_and_bounds
from panel_papers.inputs.appendices.supplied import Supplied, refuse
from panel_papers.inputs.appendices.unshown import (
    UNCERTAIN,
    hidden_columns,
    hidden_rows,
    print_area,
    uncertain_rows,
    unshown_cells,
)
from panel_papers.inputs.text import unprintable, unprintable_problem

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.workbook import Workbook  # type: ignore[import-untyped]  # as above
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

MOST_CELLS = 500_000  # of the sheet's used range; 200 landscape pages hold 100,000
BEYOND = "beyond the print area"
_UNHIDE = (
    "in Excel, either delete what readers should not have, or unhide what they should see; save"
)
_NAMED = 40
_ENOUGH = 20  # problems in cells; one wrong formula copied down a column says it all


class Sheet(Struct, frozen=True):
    """The cells that show, row by row; which rows and columns of the sheet those are.

    `spans` are its merged cells; `asked` says that paper.yaml names a range or the header row.
    """

    file: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    column_letters: tuple[str, ...]
    problems: tuple[Problem, ...]
    spans: tuple[Bounds, ...] = ()
    asked: bool = False

    def name(self, row: int, column: int) -> str:
        """Return what Excel calls the cell at these indexes from 0: “B4”."""
        return f"{self.column_letters[column]}{self.row_numbers[row]}"

    def place(self, row: int, column: int) -> Place:
        """Return where the cell at these indexes from 0 is."""
        return _cell_place(self.file, self.title, self.name(row, column))


def read_sheet(supplied: Supplied) -> Sheet:
    """Return the sheet asked for, or the first that shows.

    What is hidden is left out, with a warning.

    Raises InputsError for a workbook that cannot be opened, and for each cell whose result is an
    error or was never calculated.
    """
    shown, formulas, warned = _open(supplied)
    _, bounds = sheet_and_bounds(shown.parent, supplied.part, supplied.entry)
    columns, rows, hidden = _visible(shown, supplied)
    if bounds is not None:
        rows = [n for n in rows if bounds.top <= n <= bounds.bottom]
        columns = [n for n in columns if bounds.left <= n <= bounds.right]
    elif supplied.part.header_row is not None:
        rows = [n for n in rows if n >= (supplied.part.header_row or 1)]
    _refuse_too_large(shown, rows, columns, supplied)
    unseen, more = _unseen(shown, rows, columns, supplied)
    columns, rows = _with_content(shown, columns, rows, unseen)
    errors: list[Problem] = []
    texts = []
    for row in rows:
        texts.append(
            tuple(
                ""
                if (row, column) in unseen
                else _text(
                    shown.cell(row, column), formulas.cell(row, column), supplied, errors, warned
                )
                for column in columns
            )
        )
    if errors:
        raise InputsError(errors[:_ENOUGH])
    letters = tuple(_letters(column) for column in columns)
    problems = (*_first(warned), *hidden, *more)
    asked = bounds is not None or supplied.part.header_row is not None
    return Sheet(
        supplied.place.file,
        shown.title,
        tuple(texts),
        tuple(rows),
        letters,
        problems,
        merged_spans(shown),
        asked,
    )


def _open(supplied: Supplied) -> tuple[Worksheet, Worksheet, list[Problem]]:
    """Return the sheet that prints, with results and with formulas, and warnings of the rest."""
    results, formulas = open_books(supplied)
    visible = [sheet for sheet in results.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        hint = "in Excel, unhide the sheet that holds the table, and save"
        raise refuse(
            "empty-file", supplied.place, "All sheets of the workbook are hidden", "", hint
        )
    problems = []
    chosen = _chosen(results, visible, supplied)
    for number, sheet in enumerate(results.worksheets, 1):
        if sheet in visible and sheet is not chosen:
            if chosen is visible[0] and supplied.part.sheet is None and supplied.part.area is None:
                found = f"The workbook’s sheet “{sheet.title}” does not print"
                further = _warning("further-sheet", supplied.place, found)
                at = supplied.entry.without_column()
                hint = (
                    f"write “sheet: {chosen.title}” below the line that names this file "
                    f"({at}) if that sheet is the only one to print; to print both, list the "
                    f"file there a second time with “sheet: {sheet.title}”"
                )
                problems.append(replace(further, hint=hint))
        elif sheet not in visible:
            found = f"Sheet {number} of the workbook is hidden and does not print"
            hidden = _warning("hidden-sheet", supplied.place, found)
            problems.append(replace(hidden, quoted=f"its name is “{sheet.title}”"))
    return chosen, formulas[chosen.title], problems


def _chosen(book: Workbook, visible: list[Worksheet], supplied: Supplied) -> Worksheet:
    """Return the sheet that is asked for, or the first that shows. Raises InputsError."""
    name, _ = sheet_and_bounds(book, supplied.part, supplied.entry)
    if name is None:
        return visible[0]
    found = next((each for each in visible if each.title == name), None)
    if found is not None:
        return found
    names = [each.title for each in visible]
    hint = did_you_mean(name, names) or "write one of these: " + ", ".join(
        f"“sheet: {each}”" for each in names[:10]
    )
    missing = f"The workbook has no visible sheet “{name}”"
    raise refuse("no-such-sheet", supplied.entry, missing, "", hint)


def _visible(sheet: Worksheet, supplied: Supplied) -> tuple[list[int], list[int], list[Problem]]:
    """Return the numbers of the columns and rows that show, and a warning for those that do not."""
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        last = f"{_letters(sheet.max_column)}{sheet.max_row}"
        place = _cell_place(supplied.place.file, sheet.title, last)
        hint = (
            "in Excel, select the rows below the table and the columns to the right of it, "
            "delete them (Home › Delete), and save"
        )
        found = f"The sheet has {sheet.max_row:,} rows and {sheet.max_column:,} columns, too many"
        raise refuse("table-too-large", place, found, f"at most {MOST_CELLS:,} cells", hint)
    uncertain = uncertain_rows(sheet)
    if uncertain:
        raise refuse(
            "hidden-rows",
            Place(supplied.place.file, where=f"sheet “{sheet.title}”"),
            "Rows are hidden by default, and some programs show them: "
            f"{_listed(map(str, uncertain))}",
            "a workbook that shows all that it holds",
            "in Excel, select all (Ctrl+A), choose Home › Format › Hide & Unhide › Unhide "
            "Rows, delete the rows that readers should not have, and save",
        )
    without, columns_without = hidden_rows(sheet), hidden_columns(sheet)
    problems = []
    place = Place(supplied.place.file, where=f"sheet “{sheet.title}”")
    if without:
        found = f"Hidden rows do not print: {_listed(map(str, sorted(without)))}"
        problems.append(_warning("hidden-rows", place, found))
    if columns_without:
        letters = _listed(_letters(number) for number in sorted(columns_without))
        problems.append(
            _warning("hidden-columns", place, f"Hidden columns do not print: {letters}")
        )
    hint = "in Excel, choose Merge & Center › Unmerge Cells, fill each cell, and save"
    for merged in sorted(sheet.merged_cells.ranges, key=lambda cells: cells.bounds):
        found = f"The cells {merged.coord} are merged; their text prints in the first of them"
        problems.append(_warning("merged-cells", place, found, hint))
    columns = [number for number in range(1, sheet.max_column + 1) if number not in columns_without]
    rows = [number for number in range(1, sheet.max_row + 1) if number not in without]
    return columns, rows, problems


def _refuse_too_large(
    sheet: Worksheet, rows: list[int], columns: list[int], supplied: Supplied
) -> None:
    """Refuse what is too large to print, before each of its cells is looked at."""
    cells = sheet._cells  # those that are in the file; to ask for others would make them
    inside = set(rows), set(columns)
    filled = {
        (row, column)
        for (row, column), cell in cells.items()
        if cell.value is not None and row in inside[0] and column in inside[1]
    }
    high, wide = len({row for row, _ in filled}), len({column for _, column in filled})
    place = Place(supplied.place.file, where=f"sheet “{sheet.title}”")
    if problem := table_too_large(high, wide, place):
        raise InputsError([problem])


def _unseen(
    sheet: Worksheet, rows: list[int], columns: list[int], supplied: Supplied
) -> tuple[set[tuple[int, int]], list[Problem]]:
    """Return the cells whose text Excel does not show, by row and column, and warnings of them.

    Raises InputsError for cells of which nobody knows whether Excel shows them.
    """
    place = Place(supplied.place.file, where=f"sheet “{sheet.title}”")
    why = unshown_cells(sheet, rows, columns)
    printed = print_area(sheet)
    if printed is not None:
        beyond = {
            (row, column): BEYOND
            for row in rows
            for column in columns
            if (row, column) not in printed and sheet.cell(row, column).value is not None
        }
        why = beyond | why
    problems = []
    for reason in dict.fromkeys(why.values()):
        cells = [key for key, each in why.items() if each == reason]
        names = _listed(f"{_letters(column)}{row}" for row, column in cells)
        if reason == UNCERTAIN:
            hint = (
                "in Excel, delete the rule (Home › Conditional Formatting › Manage Rules) or "
                "the cells, and save"
            )
            wanted = "cells that show what they hold"
            raise refuse(
                "hidden-cells", place, f"The sheet has cells {reason}: {names}", wanted, hint
            )
        problems.append(_warning("hidden-cells", place, f"Cells {reason} do not print: {names}"))
    return set(why), problems


def _with_content(
    sheet: Worksheet, columns: list[int], rows: list[int], unseen: set[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Return columns and rows without those at the end of which nothing shows but what is left out.

    A table that went on beyond the print area ends where that does.
    """

    def is_left(row: int, column: int) -> bool:
        return (row, column) not in unseen and sheet.cell(row, column).value is not None

    of_rows, of_columns = {row for row, _ in unseen}, {column for _, column in unseen}
    while columns and columns[-1] in of_columns:
        if any(is_left(row, columns[-1]) for row in rows):
            break
        columns = columns[:-1]
    while rows and rows[-1] in of_rows:
        if any(is_left(rows[-1], column) for column in columns):
            break
        rows = rows[:-1]
    return columns, rows


def _first(warned: list[Problem]) -> list[Problem]:
    """Return the first warnings; the last of them says how many more there are."""
    if len(warned) <= _ENOUGH:
        return warned
    *first, last = warned[:_ENOUGH]
    more = f"{last.found}; there are {len(warned) - _ENOUGH} more like it in this file"
    return [*first, replace(last, found=more)]


def _listed(names: Iterable[str]) -> str:
    """Return names as a list, of which the first forty."""
    every = list(names)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more


def _text(
    shown: Cell, formula: Cell, supplied: Supplied, errors: list[Problem], warned: list[Problem]
) -> str:
    """Return the text that one cell shows, or add what is wrong with it to `errors`."""
    place = _cell_place(supplied.place.file, shown.parent.title, shown.coordinate)
    if wrong := result_problem(shown, formula, place):
        errors.append(wrong)
        return ""
    value = shown.value
    if isinstance(value, str):
        value = shown_text(plain_text(value), str(shown.number_format))
        errors += [unprintable_problem(character, place) for _, character in unprintable(value)]
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = shown_number(exact(value), str(shown.number_format))
        problem = number and format_problem(number, str(shown.number_format), place)
        if problem:
            (errors if problem.level is Level.ERROR else warned).append(problem)
    text = cell_text(value, shown.number_format)
    if text is not None:
        problem = date_problem(value, str(shown.number_format), text, place)
        warned += [problem] if problem else []
        return text
    bare = bare_text(value)
    found = (
        f"The number format “{shown.number_format}” is not known, so the cell prints as “{bare}”"
    )
    hint = "in Excel, give the cell the format Number or General (Home › Number Format), and save"
    wanted = "a format such as #,##0.00, 0% or dd/mm/yyyy"
    warned.append(Problem("number-format", place, found, wanted, hint, Level.WARNING))
    return bare


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(get_column_letter(column))


def _cell_place(file: str, sheet: str, cell: str) -> Place:
    return Place(file, where=f"sheet “{sheet}”, cell {cell}")


def _warning(code: str, place: Place, found: str, hint: str = _UNHIDE) -> Problem:
    return Problem(code, place, found, "", hint, Level.WARNING)
