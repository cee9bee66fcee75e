"""An appendix that is one table, from a .csv or .xlsx file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from panel_papers.core import (
    FIGURE,
    CellText,
    FromTemplate,
    InputsError,
    Level,
    Place,
    PlacedText,
    Problem,
    Table,
    may_hold_tag,
    names_rows,
    table_too_large,
)
from panel_papers.inputs.appendices.around_table import layout_problems
from panel_papers.inputs.appendices.layout import NUMBER, read_layout
from panel_papers.inputs.appendices.lone_texts import cells_said, evened, first_alone
from panel_papers.inputs.appendices.sheet_parts import column_name, column_number, combined_header
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse
from panel_papers.inputs.appendices.workbook import Sheet, read_sheet
from panel_papers.inputs.text import other_separator, read_text

_NUMBER = re.compile(
    r"\(?[-−+]?\s?[£€$]?\s?[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))\s?(?:%|p|k|m|bn)?\)?"
)
_NIL = ("-", "–", "—")

MOST_COLUMNS = 500

Rows = Sequence[Sequence[str]]


def read_csv(supplied: Supplied) -> ReadAppendix:
    """Return the table of a comma-separated file, cells as typed, for the template `appendix`."""
    import pandas  # type: ignore[import-untyped]  # noqa: PLC0415  # costs nearly a second

    text = evened(read_text(supplied.data, supplied.place), lambda cell: _kind(cell.strip()))
    lines = _lines_of_rows(text, supplied)
    if problem := table_too_large(len(lines.first), lines.width, supplied.place):
        raise InputsError([problem])
    frame = pandas.read_csv(
        io.StringIO(text),
        header=None,
        dtype=str,
        na_filter=False,
        skip_blank_lines=True,
        engine="python",
    )
    rows = [tuple(str(cell) for cell in row) for row in frame.itertuples(index=False, name=None)]

    def place(row: int, column: int) -> Place:
        return Place(supplied.place.file, lines.first[row], None, f"column {column + 1}")

    around: list[Problem] = []
    shown = _as_they_lie(rows, lines.after_blank)
    table = _without_titles(
        [() if n is None else rows[n] for n in shown],
        lambda row, column: place(shown[row] or 0, column),
        None,
        supplied.entry,
        around,
    )
    rows = [tuple(row) for row, n in zip(table, shown, strict=True) if n is not None]
    letters = tuple(column_name(n + 1) for n in range(max(map(len, rows), default=0)))
    content = _as_table(rows, place, supplied, _Names(tuple(lines.first), letters))
    return ReadAppendix(content, tuple(around))


def _as_they_lie(rows: Rows, after_blank: frozenset[int]) -> list[int | None]:
    """Return the indexes of rows, with None for a blank line between two."""
    found: list[int | None] = []
    for index in range(len(rows)):
        found += [None, index] if index in after_blank else [index]
    return found


def read_xlsx(supplied: Supplied) -> ReadAppendix:
    """Return the table on the first sheet that shows, each cell as it shows, for `appendix`."""
    sheet = read_sheet(supplied)
    around: list[Problem] = []
    rows: Rows = sheet.rows
    if supplied.part.area is None:
        titled = supplied.part.header_row is None
        rows = _without_titles(rows, sheet.place, sheet.name, supplied.entry, around, titled=titled)
    problems = list(sheet.problems)
    filled = [n for n, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if len(filled) > 1:
        rows, spans = _with_header(sheet, rows, filled)
        left = {sheet.row_numbers[n] for n in filled}
        spans |= {c.coordinates for c in sheet.spans if not left & set(range(c.top, c.bottom + 1))}
        problems = [each for each in problems if not _is_of(each, spans)]
    names = _Names(sheet.row_numbers, sheet.column_letters)
    content = _as_table(rows, sheet.place, supplied, names)
    return ReadAppendix(content, (*problems, *around))


def _is_of(problem: Problem, spans: set[str]) -> bool:
    """Say whether a problem is that of merged cells which are read or left out as they should."""
    words = problem.found.replace(";", "").split()
    return problem.code == "merged-cells" and any(each in words for each in spans)


def _without_titles(
    rows: Rows,
    place: Callable[[int, int], Place],
    name: Callable[[int, int], str] | None,
    named: Place,
    around: list[Problem],
    *,
    titled: bool = True,
) -> Rows:
    """Return the rows with titles and notes left blank; warnings of them go to `around`.

    Raises InputsError for a second table.
    """
    grid = [[_kind(cell.strip()) for cell in row] for row in rows]
    layout = read_layout(grid, titled=titled)
    if layout is None:
        return rows
    around += layout_problems(layout, grid, place, name, named)
    if any(each.level is Level.ERROR for each in around):
        raise InputsError(around)
    kept = {layout.header, *layout.body}
    return [row if n in kept else tuple("" for _ in row) for n, row in enumerate(rows)]


def _with_header(sheet: Sheet, rows: Rows, filled: Sequence[int]) -> tuple[Rows, set[str]]:
    """Return the rows with a header of two rows put into one, and the merged cells of those."""
    at = {letters: n for n, letters in enumerate(sheet.column_letters)}
    numbers = {column_number(letters): n for letters, n in at.items()}
    top = sheet.row_numbers[filled[0]]
    texts = {
        (sheet.row_numbers[row], number): rows[row][n].strip()
        for row in filled[:2]
        for number, n in numbers.items()
    }
    names, height = combined_header(sheet.spans, top, sorted(numbers), texts)
    if height == 1:
        return rows, set()
    header = tuple(names[sorted(numbers).index(number)] for number in numbers)
    blank = tuple("" for _ in header)
    made = [
        header if n == filled[0] else blank if n == filled[1] else row for n, row in enumerate(rows)
    ]
    merged = {each.coordinates for each in sheet.spans if each.bottom <= top + 1}
    return made, merged


def _kind(text: str) -> str:
    is_year = text.isdecimal() and len(text) == 4 and text[:2] in ("19", "20")
    is_number = text and (_NUMBER.fullmatch(text) or FIGURE.fullmatch(text))
    return NUMBER if is_number and not is_year else text


class _Lines(Struct, frozen=True):
    """The line at which each row begins, the rows that come after a blank line, and the width."""

    first: list[int]
    after_blank: frozenset[int]
    width: int


def _lines_of_rows(text: str, supplied: Supplied) -> _Lines:
    """Return where each row begins; raises InputsError where rows differ in length."""
    reader = csv.reader(io.StringIO(text), strict=True)
    lines: list[int] = []
    problems, after_blank, widths = [], set(), []
    line, width, blank = 1, 0, False
    try:
        for row in reader:
            if any(cell.strip() for cell in row) or len(row) > 1:
                width = width or len(row)
                if blank and lines:
                    after_blank.add(len(lines))
                lines.append(line)
                widths.append(len(row))
                if len(row) != width:
                    found = f"This row has {cells_said(len(row))}, and the header has {width}"
                    wanted = "the same number of cells in each row"
                    hint = (
                        "type the commas of this row so that it has as many cells as the "
                        "first row; a text that has a comma in it goes into double quotes, "
                        'such as "Roads, paths"'
                    )
                    place = Place(supplied.place.file, line)
                    problems.append(Problem("uneven-row", place, found, wanted, hint))
            blank = not row
            line = reader.line_num + 1
    except csv.Error:
        place = Place(supplied.place.file, line)
        found = 'This row cannot be read, because a double quote (") in it begins and does not end'
        hint = (
            'open the file in Notepad: type the double quote (") that is missing at the end '
            'of a cell, and type one that belongs to the text twice (""); or save the table '
            "from Excel again as “CSV UTF-8 (Comma delimited)”"
        )
        problems.append(Problem("bad-csv", place, found, "", hint))
    if lines and (separator := other_separator(text)):
        found, wanted = f"The cells are separated by {separator}", "commas between the cells"
        hint = "open it in Excel, choose File › Save As, and the type “CSV UTF-8 (Comma delimited)”"
        raise refuse("bad-csv", Place(supplied.place.file, lines[0]), found, wanted, hint)
    if problems:
        alone = first_alone(widths, Place(supplied.place.file, lines[0])) if lines else None
        raise InputsError([alone] if alone and len(problems) == len(lines) - 1 else problems[:20])
    if not lines:
        raise refuse("empty-file", supplied.place, "The file has no table", "a header and rows")
    if width > 10 * MOST_COLUMNS:  # reading it in full would take longer than anybody waits
        found, wanted = f"The table has {width:,} columns", f"at most {MOST_COLUMNS:,} columns"
        hint = (
            "delete columns that readers do not need from the file; or publish the file on "
            "the website, and give its address in the text"
        )
        raise refuse("too-many-columns", supplied.place, found, wanted, hint)
    return _Lines(lines, frozenset(after_blank), width)


class _Names(Struct, frozen=True):
    """What a file calls its rows and columns: their numbers and letters."""

    lines: Sequence[int]
    letters: Sequence[str]


def _as_table(
    rows: Rows, place: Callable[[int, int], Place], supplied: Supplied, names: _Names
) -> FromTemplate:
    """Return the rows as a table; its first row is the header, empty rows and columns are left out.

    `place` returns the place of the cell of a row and column (from 0).
    """
    filled = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled:
        raise refuse("empty-file", supplied.place, "The file has no table", "a header and rows")
    columns = [
        column
        for column in range(max(len(row) for row in rows))
        if any(rows[index][column].strip() for index in filled)
    ]
    if len(columns) > MOST_COLUMNS:
        found = f"The table has {len(columns):,} columns, too many to print"
        wanted = f"at most {MOST_COLUMNS:,}"
        hint = (
            "delete columns that readers do not need from the file; or publish the file on "
            "the website, and give its address in the text"
        )
        raise refuse("too-many-columns", supplied.place, found, wanted, hint)
    if problem := table_too_large(len(filled), len(columns), supplied.place):
        raise InputsError([problem])
    header, *body = [tuple(rows[index][column] for column in columns) for index in filled]
    problems = _header_faults(header, lambda index: place(filled[0], columns[index]))
    if not body:
        found = "The table has no rows below its header"
        hint = "add the rows; or delete the appendix from “appendices:” in paper.yaml"
        problems.append(Problem("table-without-rows", supplied.place, found, "", hint))
    if problems:
        raise InputsError(problems)
    numeric = tuple(are_numbers([row[index] for row in body]) for index in range(len(header)))
    named = supplied.row_headers
    if named is None:
        # what a figure prints is not known yet, and mostly a number, which names nothing
        first = ["0" if FIGURE.fullmatch(row[0].strip()) else row[0] for row in body]
        named = names_rows(first, len(header))
    head, *texts = [
        tuple(_placed(rows[index][column], place, index, column) for column in columns)
        for index in filled
    ]
    table = Table(
        header=head,
        rows=tuple(texts),
        numeric=numeric,
        place=place(filled[0], columns[0]),
        row_headers=named,
        lines=tuple(names.lines[index] for index in filled),
        letters=tuple(names.letters[column] for column in columns),
    )
    return FromTemplate("appendix", {"body": table})


def _placed(text: str, place: Callable[[int, int], Place], row: int, column: int) -> str:
    """Return the text of a cell; words, and what may hold a tag of a figure, know their place."""
    if may_hold_tag(text):
        return PlacedText(text, place(row, column))
    words = any(c.isalpha() for c in text)
    return CellText(text, place(row, column)) if words else text


def _header_faults(header: Sequence[str], place: Callable[[int], Place]) -> list[Problem]:
    problems = []
    names = [cell.strip() for cell in header]
    for index, name in enumerate(names):
        if not name:
            found, hint = "This column has no heading", "write it into the first row of the file"
            problems.append(Problem("blank-header", place(index), found, "", hint))
        elif name in names[:index]:
            found, hint = (
                f"Two columns have the name “{name}”",
                "give each column a name of its own",
            )
            problems.append(Problem("duplicate-header", place(index), found, "", hint))
    return problems


def are_numbers(cells: Sequence[str]) -> bool:
    """Return whether a column holds numbers: at least one, and nothing else but dashes for none."""
    said = [cell.strip() for cell in cells if cell.strip() and cell.strip() not in _NIL]
    return bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)
