"""The members of a body: typed in meeting.yaml, or in a CSV file that many meetings share."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from panel_papers.content import DataCell, DataTable, read_data
from panel_papers.core import InputFile, InputsError, Level, Member, Place, Problem
from panel_papers.inputs import Source, YamlText, plain_path
from panel_papers.meetings.meeting_yaml import MemberFields

_NAME, _ROLE = "name", "role"
_ASKED = ("members",)


class ReadMembers(Struct, frozen=True):
    """The members in the order of the agenda, the file that lists them, and what is wrong."""

    members: tuple[Member, ...]
    file: InputFile | None
    problems: tuple[Problem, ...]


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
        table = read_data(file.data or b"", file.path, place)
    except InputsError as error:
        return ReadMembers((), None, error.problems)
    problems = [*table.problems, *_columns(table, place)]
    if any(each.level is Level.ERROR for each in problems):
        return ReadMembers((), file, tuple(problems))
    rows = [dict(zip(map(_folded, table.columns), row, strict=True)) for row in table.rows]
    problems += [problem for row in rows if (problem := _nameless(row[_NAME])) is not None]
    members = tuple(Member(_text(row[_NAME]), _text(row.get(_ROLE))) for row in rows)
    return ReadMembers(members, file, tuple(problems))


def _file(source: Source, path: str, asked_at: Place) -> tuple[InputFile, Place]:
    """Return the file with the members; its path is from the meeting’s folder."""
    plain = plain_path(path, asked_at, "meeting", "members.csv")
    if not plain.lower().endswith(".csv"):
        found = f"“{plain}” is not a CSV file"
        hint = "list the members here, or save them as “CSV UTF-8” and name that file"
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


def _columns(table: DataTable, place: Place) -> Iterator[Problem]:
    names = [_folded(each) for each in table.columns]
    if _NAME not in names:
        found = "The file of members has no column “name”"
        hint = "write “name,role” into its first line"
        yield Problem("members-columns", place, found, "the columns “name” and “role”", hint)
    for column, name in zip(table.columns, names, strict=True):
        if name not in (_NAME, _ROLE):
            found = f"The column “{column}” is not printed on an agenda"
            hint = "delete it from this file, all of which is published"
            yield Problem("members-columns", place, found, "the columns “name” and “role”", hint)


def _nameless(cell: DataCell) -> Problem | None:
    if any(each.isalnum() for each in cell.text):
        return None
    hint = "write the name, or delete the row"
    return Problem("member-without-name", cell.place, "A member has no name", "", hint)


def _text(cell: DataCell | None) -> str:
    return " ".join(cell.text.split()) if cell is not None else ""


def _folded(name: str) -> str:
    return name.strip().casefold()
