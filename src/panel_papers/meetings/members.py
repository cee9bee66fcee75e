"""The members of a body: typed in meeting.yaml, or in a CSV file that many meetings share."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from msgspec import Struct

from panel_papers.core import InputFile, InputsError, Member, Place, Problem
from panel_papers.inputs import Source, YamlText, other_separator, plain_path, read_text
from panel_papers.meetings.meeting_yaml import MemberFields

_NAME, _ROLE = "name", "role"
_ASKED = ("members",)


class ReadMembers(Struct, frozen=True):
    """The members in the order of the agenda, the file that lists them, and what is wrong.

    `places` are those of the members in that file.
    """

    members: tuple[Member, ...]
    file: InputFile | None
    problems: tuple[Problem, ...]
    places: tuple[Place, ...] = ()


def read_members(
    source: Source, document: YamlText, given: list[MemberFields] | str
) -> ReadMembers:
    """Return the members that meeting.yaml lists, or those of the file that it names.

    The file is in the meeting’s folder, or else beside the folders of all meetings. Its columns
    are “name” and, where there are offices, “role”.
    """
    if not isinstance(given, str):
        listed = tuple(Member(each.name, each.role or "") for each in given)
        return ReadMembers(listed, None, ())
    asked_at = document.place(_ASKED)
    try:
        file, place = _file(source, given.strip(), asked_at)
        header, *rows = _rows(read_text(file.data or b"", place), place)
    except InputsError as error:
        return ReadMembers((), None, error.problems)
    problems = [*_columns(header.cells, place), *_uneven(header, rows, place)]
    if problems:
        return ReadMembers((), file, tuple(problems))
    names = [_folded(each) for each in header.cells]
    members, places = [], []
    for row in rows:
        cells = dict(zip(names, row.cells, strict=True))
        at = Place(place.file, row.line)
        if not any(each.isalnum() for each in cells[_NAME]):
            problems.append(_nameless(at))
        members.append(Member(cells[_NAME], cells.get(_ROLE, "")))
        places.append(at)
    return ReadMembers(tuple(members), file, tuple(problems), tuple(places))


class _Row(Struct, frozen=True):
    """A record of the file: its cells as they are typed, and the line in which it begins."""

    line: int
    cells: tuple[str, ...]


def _rows(text: str, place: Place) -> list[_Row]:
    """Return the header and the rows, all cells as text; a row without a word is none.

    Raises InputsError for a file that is no CSV, or holds nothing.
    """
    if separator := other_separator(text):
        found, wanted = f"The cells have {separator} between them", "commas between the cells"
        hint = "open it in Excel, choose File › Save As, and the type “CSV UTF-8 (Comma delimited)”"
        raise InputsError([Problem("bad-csv", Place(place.file, 1, 1), found, wanted, hint)])
    reader, rows, line = csv.reader(text.splitlines(keepends=True), strict=True), [], 1
    try:
        for record in reader:
            cells = tuple(" ".join(each.split()) for each in record)
            if any(cells):
                rows.append(_Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = (
            'open the file in Notepad and delete the quotation marks (") in this line, or '
            "save the table from Excel again as “CSV UTF-8 (Comma delimited)”"
        )
        found = "From this line on, the file is not a table of cells with commas between them"
        raise InputsError([Problem("bad-csv", Place(place.file, line), found, "", hint)]) from error
    if len(rows) > 1:
        return rows
    hint = "write “name,role” into the first line, and a member into each other"
    raise InputsError([Problem("empty-file", place, "The file lists no members", "", hint)])


def _file(source: Source, path: str, asked_at: Place) -> tuple[InputFile, Place]:
    """Return the file with the members; its path is from the meeting’s folder."""
    plain = plain_path(path, asked_at, "meeting", "members.csv")
    if not plain.lower().endswith(".csv"):
        found = f"“{plain}” is not a CSV file"
        hint = (
            "open the file in Excel, save it as “CSV UTF-8 (Comma delimited)”, and write that "
            "file’s name here"
        )
        raise InputsError([Problem("members-kind", asked_at, found, "", hint)])
    shared = Source(source.folder.parent)
    if source.exists(plain):
        return InputFile(plain, source.read(plain, asked_at)), source.place(plain)
    if shared.exists(plain):
        return InputFile(f"../{plain}", shared.read(plain, asked_at)), shared.place(plain)
    own, all_of = source.folder.as_posix(), source.folder.parent.as_posix()
    found = f"The file “{plain}” is neither in {own} nor in {all_of}"
    hint = f"put it into {all_of} for all meetings of the body, or into {own} for this one"
    raise InputsError([Problem("file-not-found", asked_at, found, "", hint)])


def _columns(columns: Sequence[str], place: Place) -> Iterator[Problem]:
    names = [_folded(each) for each in columns]
    if _NAME not in names:
        found = "The file of members has no column “name”"
        hint = "type “name,role” as the first line of this file"
        yield Problem("members-columns", place, found, "the columns “name” and “role”", hint)
    for column, name in zip(columns, names, strict=True):
        if name not in (_NAME, _ROLE):
            found = f"The column “{column}” is not printed on an agenda"
            hint = "delete this column from the file, as all of the file is published"
            yield Problem("members-columns", place, found, "the columns “name” and “role”", hint)
        elif names.count(name) > 1:
            found, hint = f"The column “{column}” is there twice", "delete one of the two"
            yield Problem("members-columns", place, found, "the columns “name” and “role”", hint)


def _uneven(header: _Row, rows: Sequence[_Row], place: Place) -> Iterator[Problem]:
    width = len(header.cells)
    for row in rows:
        if len(row.cells) != width:
            found = f"This row has {len(row.cells)} cells, and the first line has {width}"
            hint = (
                "type the commas of this row so that it has as many cells; a cell with a "
                'comma in it is in quotation marks (")'
            )
            yield Problem("bad-csv", Place(place.file, row.line), found, f"{width} cells", hint)


def _nameless(place: Place) -> Problem:
    hint = "write the name, or delete the row"
    return Problem("member-without-name", place, "A member has no name", "", hint)


def _folded(name: str) -> str:
    return name.strip().casefold()
