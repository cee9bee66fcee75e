"""A table of data from a comma-separated file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest

from msgspec import Struct

from panel_papers.content.data.cells import Fault, Meaning
from panel_papers.content.data.faults import first_of_each, refused
from panel_papers.content.data.headers import header_faults, letters, plain_header
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.reading_lists import read_list
from panel_papers.content.data.said_scale import Around
from panel_papers.content.data.sayings import Said, Sayings, data_cell, said_of
from panel_papers.content.data.scaling import Row, scaled
from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs import (
    cells_said,
    evened,
    first_alone,
    layout_problems,
    other_separator,
    read_layout,
    read_text,
)


class _Cell(Struct, frozen=True, gc=False):
    """A cell: what it says, and where it begins."""

    said: Said
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def told(self) -> Meaning | Fault:
        return self.said.told


_Record = list[_Cell]


def read_csv(data: bytes, path: str, place: Place) -> DataTable:
    """Return the table; its first record is the header. Raises InputsError with all faults."""
    text = read_text(data, place)
    if long_list := read_list(text, path, place):
        return long_list
    text = evened(text, lambda typed: said_of(typed).kind)
    every = _records(text, place)
    records, around, beside = _without_titles(every, place)
    if not records:
        hint = (
            "type the headings of the columns into the first line of the file, with commas "
            "between them, and a row into each line below"
        )
        raise refused("empty-file", place, "The file has no table", "a header and rows", hint)
    header, *body = records
    if separator := other_separator(text):
        found, wanted = f"The cells have {separator} between them", "commas between the cells"
        hint = "open it in Excel, choose File › Save As, and the type “CSV UTF-8 (Comma delimited)”"
        raise refused("bad-csv", Place(place.file, records[0][0].line, 1), found, wanted, hint)
    faults = _uneven(records, place)
    if not faults:
        faults += _read_otherwise(text, every, place)
    faults += [each for each in around if each.level is Level.ERROR]
    columns = [plain_header(cell.text) for cell in header]
    faults += header_faults(columns, lambda index: _at(header[index], place))
    faults += _mixed_dates(body, columns, place)
    rows = _rows(body, place, faults)
    cells, said = scaled(columns, rows, beside) if not faults else ((), [])
    faults += [each for each in said if each.level is Level.ERROR]
    if not body:
        found = "The table has no rows below its header"
        faults.append(
            Problem(
                "table-without-rows",
                place,
                found,
                "",
                "type at least one row into the file, below the headings",
            )
        )
    if faults:
        faults.sort(key=lambda fault: (fault.place.line or 0, fault.place.column or 0))
        raise InputsError(first_of_each(faults))
    warned = tuple(each for each in (*around, *said) if each.level is not Level.ERROR)
    return DataTable(path, None, tuple(columns), cells, warned)


def _rows(body: Sequence[_Record], place: Place, faults: list[Problem]) -> list[Row]:
    """Return the rows of a table; each record is emptied, so that not all is in memory twice."""
    names = [letters(n + 1) for n in range(max((len(record) for record in body), default=0))]
    rows = []
    for record in body:
        line = record[0].line
        cells = [
            _data_cell(cell, f"{name}{line}", place, faults)
            for name, cell in zip(names, record, strict=False)
        ]
        rows.append(tuple(cells))
        record.clear()
    return rows


def _without_titles(
    every: Sequence[_Record], place: Place
) -> tuple[list[_Record], tuple[Problem, ...], tuple[Around, ...]]:
    """Return the records of the table, the problems of what lies around them, and its texts."""
    filled = [record for record in every if any(cell.text for cell in record)]
    if len({len(record) for record in filled}) > 1:
        return filled, (), ()  # which is reported: nobody knows which cell is in which column
    grid = [[cell.said.kind for cell in record] for record in every]
    layout = read_layout(grid)
    if layout is None:
        return [], (), ()
    around = layout_problems(layout, grid, lambda row, n: _at(every[row][n], place), None, None)
    beside = (
        Around(cell.text, _at(cell, place), note=row in layout.notes)
        for row in (*layout.titles, *layout.notes)
        for cell in every[row]
        if cell.text
    )
    return [every[n] for n in (layout.header, *layout.body)], tuple(around), tuple(beside)


def _records(text: str, place: Place) -> list[_Record]:
    """Return the cells of each record as RFC 4180 has them, each with where it begins."""
    records: list[_Record] = [[]]
    known = Sayings()
    line, start, at = 1, 0, 0  # `start` is where the line begins
    while at <= len(text):
        if at == start and (end := _end_of_plain_line(text, at)) >= 0:
            records[-1] = _plain_cells(text[at:end], line, known)
            records.append([])
            line, start, at = line + 1, end + 1, end + 1
            continue
        cell_line, cell_column = line, at - start + 1
        if text[at : at + 1] == '"':
            end = at + 1
            while (quote := text.find('"', end)) >= 0 and text[quote + 1 : quote + 2] == '"':
                end = quote + 2
            after = text[quote + 1 : quote + 2]
            if quote < 0 or after not in ("", ",", "\n"):
                found = (
                    "A double quote is not closed" if quote < 0 else "Text follows a closing quote"
                )
                hint = "close the quotation, or write a double quote that belongs to the text "
                hint += 'twice: ""'
                at_fault = Place(place.file, cell_line, cell_column)
                raise refused("bad-csv", at_fault, found, "comma-separated cells", hint)
            content = text[at + 1 : quote].replace('""', '"')
            if breaks := text.count("\n", at, quote):
                line += breaks
                start = text.rindex("\n", at, quote) + 1
            at = quote + 1
        else:
            ends = [end for end in (text.find(",", at), text.find("\n", at)) if end >= 0]
            end = min(ends, default=len(text))
            content, at = text[at:end], end
        records[-1].append(_Cell(known[content], cell_line, cell_column))
        if text[at : at + 1] == "\n":
            line, start = line + 1, at + 1
            records.append([])
        at += 1
    return records


def _end_of_plain_line(text: str, at: int) -> int:
    """Return the end of a line without a double quote; -1 where it has one, or is the last."""
    end = text.find("\n", at)
    return -1 if text.find('"', at, end) >= 0 else end


def _plain_cells(line_text: str, line: int, known: Sayings) -> _Record:
    """Return the cells of a line in which each comma parts two."""
    cells, column = [], 1
    for typed in line_text.split(","):
        cells.append(_Cell(known[typed], line, column))
        column += len(typed) + 1
    return cells


def _uneven(records: Sequence[_Record], place: Place) -> list[Problem]:
    widths = [len(record) for record in records]
    if problem := first_alone(widths, _at(records[0][0], place)):
        return [problem]
    width = widths[0]
    hint = (
        "type the commas of this row so that it has as many cells as the first row; a cell "
        'that has a comma in it goes into double quotes, such as "3,755"'
    )
    return [
        Problem(
            "uneven-row",
            Place(place.file, record[0].line, 1),
            f"The row has {cells_said(len(record))}, and the header has {width}",
            "",
            hint,
        )
        for record in records
        if len(record) != width
    ]


def _read_otherwise(text: str, records: Sequence[_Record], place: Place) -> list[Problem]:
    """Hold our cells, which have places, against those that Python's own reader finds.

    pandas reads the same cells from a plain file, and takes half a second of a build to load. Both
    part a line without a double quote at its commas.
    """
    if '"' not in text:
        return []
    read = ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline="")))
    ours = ([cell.text for cell in each] for each in records)
    both = zip_longest(filter(any, read), filter(any, ours))
    with suppress(csv.Error):  # a cell beyond all measure
        if all(one == other for one, other in both):
            return []
    found, wanted = "The file can be read in more than one way", "comma-separated cells"
    return [
        Problem(
            "bad-csv",
            place,
            found,
            wanted,
            'open the file in a text editor such as Notepad, and type the double quote (") '
            "that is missing at the end of a cell; or, in Excel, save it again as “CSV UTF-8 "
            "(Comma delimited)”",
        )
    ]


def _data_cell(cell: _Cell, ref: str, place: Place, faults: list[Problem]) -> DataCell:
    at, told = _at(cell, place), cell.told
    if isinstance(told, Fault):
        faults.append(Problem(told.code, at, told.found, told.wanted, told.hint))
    return data_cell(cell.said, ref, at)


def _mixed_dates(rows: Sequence[_Record], columns: Sequence[str], place: Place) -> list[Problem]:
    """Tell of dates in two spellings in one column: one of them is perhaps month first."""
    problems = []
    for index in range(min((len(row) for row in rows), default=0)):
        first = ""
        for row in rows:
            told = row[index].told
            form = told.form if isinstance(told, Meaning) else ""
            first = first or form
            if form and form != first:
                problems.append(
                    Problem(
                        "mixed-dates",
                        _at(row[index], place),
                        f"“{row[index].text}” is a date written differently from those above it",
                        f"all dates of the column “{columns[index]}” spelled like {first}",
                        "write this date in the file like the others, with the day first",
                    )
                )
    return problems


def _at(cell: _Cell, place: Place) -> Place:
    return Place(place.file, cell.line, cell.column)
