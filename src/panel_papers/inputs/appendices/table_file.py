"""An appendix that is one table, from a .csv or .xlsx file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from panel_papers.core import FromTemplate, InputsError, Place, Problem, Table, names_rows
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse
from panel_papers.inputs.appendices.workbook import read_sheet
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

    text = read_text(supplied.data, supplied.place)
    lines = _lines_of_rows(text, supplied)
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
        return Place(supplied.place.file, lines[row], None, f"column {column + 1}")

    return ReadAppendix(_as_table(rows, place, supplied))


def read_xlsx(supplied: Supplied) -> ReadAppendix:
    """Return the table on the first sheet that shows, each cell as it shows, for `appendix`."""
    sheet = read_sheet(supplied)
    content = _as_table(sheet.rows, sheet.place, supplied)
    return ReadAppendix(content, sheet.problems)


def _lines_of_rows(text: str, supplied: Supplied) -> list[int]:
    """Return the line at which each row begins; raises InputsError where rows differ in length."""
    reader = csv.reader(io.StringIO(text), strict=True)
    lines, problems = [], []
    line, width = 1, 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row) or len(row) > 1:
                width = width or len(row)
                lines.append(line)
                if len(row) != width:
                    found = f"a row of {len(row)} cells"
                    wanted = f"{width} cells, as in the header"
                    hint = "put text that holds a comma in double quotes"
                    place = Place(supplied.place.file, line)
                    problems.append(Problem("uneven-row", place, found, wanted, hint))
            line = reader.line_num + 1
    except csv.Error:
        place = Place(supplied.place.file, line)
        found, hint = "a row that cannot be read", "is a double quote not closed, or not doubled?"
        problems.append(Problem("bad-csv", place, found, "comma-separated cells", hint))
    if lines and (separator := other_separator(text)):
        found, wanted = f"cells with {separator} between them", "commas between the cells"
        hint = "in Excel, save it as “CSV UTF-8 (Comma delimited)”"
        raise refuse("bad-csv", Place(supplied.place.file, lines[0]), found, wanted, hint)
    if problems:
        raise InputsError(problems[:20])
    if not lines:
        raise refuse("empty-file", supplied.place, "a file without a table", "a header and rows")
    if width > 10 * MOST_COLUMNS:  # reading it in full would take longer than anybody waits
        found, wanted = f"rows of {width:,} cells", f"at most {MOST_COLUMNS:,} columns"
        raise refuse("too-many-columns", supplied.place, found, wanted)
    return lines


def _as_table(rows: Rows, place: Callable[[int, int], Place], supplied: Supplied) -> FromTemplate:
    """Return the rows as a table; its first row is the header, empty rows and columns are left out.

    `place` tells where the cell of a row and column (from 0) stands.
    """
    filled = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled:
        raise refuse("empty-file", supplied.place, "a file without a table", "a header and rows")
    columns = [
        column
        for column in range(max(len(row) for row in rows))
        if any(rows[index][column].strip() for index in filled)
    ]
    if len(columns) > MOST_COLUMNS:
        found = f"a table of {len(columns):,} columns"
        wanted = f"at most {MOST_COLUMNS:,}, which no page holds either"
        raise refuse("too-many-columns", supplied.place, found, wanted)
    header, *body = [tuple(rows[index][column] for column in columns) for index in filled]
    problems = _header_faults(header, lambda index: place(filled[0], columns[index]))
    if not body:
        found = "a table without rows below its header"
        problems.append(Problem("table-without-rows", supplied.place, found, "at least one row"))
    if problems:
        raise InputsError(problems)
    numeric = tuple(_is_numeric([row[index] for row in body]) for index in range(len(header)))
    named = supplied.row_headers
    if named is None:
        named = names_rows([row[0] for row in body], len(header))
    table = Table(header, tuple(body), numeric, place(filled[0], columns[0]), named)
    return FromTemplate("appendix", {"body": table})


def _header_faults(header: Sequence[str], place: Callable[[int], Place]) -> list[Problem]:
    problems = []
    names = [cell.strip() for cell in header]
    for index, name in enumerate(names):
        wanted = "a name of its own for every column"
        if not name:
            found, hint = "a column without a name", "write its name into the first row"
            problems.append(Problem("blank-header", place(index), found, wanted, hint))
        elif name in names[:index]:
            found, hint = f"“{name}” for the second time", "name the columns apart"
            problems.append(Problem("duplicate-header", place(index), found, wanted, hint))
    return problems


def _is_numeric(cells: Sequence[str]) -> bool:
    """Return whether a column holds numbers: at least one, and nothing else but dashes for nil."""
    said = [cell.strip() for cell in cells if cell.strip() and cell.strip() not in _NIL]
    return bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)
