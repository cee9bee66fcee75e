"""A meeting's folder as one `Meeting`, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from panel_papers.core import (
    Acceptance,
    Body,
    InputFile,
    InputsError,
    Level,
    PanelPapersError,
    Place,
    Problem,
    Stage,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import (
    LARGEST_TEXT,
    Fault,
    Kind,
    Source,
    Tree,
    YamlText,
    hold,
    names_in,
    read_body,
    read_text,
    read_yaml,
)
from panel_papers.law import publish_by
from panel_papers.meetings.folders import MEETING_YAML
from panel_papers.meetings.items import read_items
from panel_papers.meetings.meeting_yaml import (
    EXAMPLES,
    MEETING,
    RECORDS,
    REQUIRED,
    MeetingFields,
)
from panel_papers.meetings.members import ReadMembers, read_members
from panel_papers.meetings.model import (
    Clerk,
    Item,
    Meeting,
)

_MINUTES = (".docx", ".pdf")


class ReadMeeting(Struct, frozen=True):
    """A meeting as far as it can be read, and every problem in it.

    `meeting` is None where not even its items are known; a paper or minutes that are missing are
    among its items. `papers` are those of its items that there are, also without a meeting.
    """

    meeting: Meeting | None
    problems: tuple[Problem, ...]
    papers: tuple[str, ...]


def read_meeting(folder: Path, *, inputs: Path, bodies: Path) -> Meeting:
    """Return the meeting of a folder; raises PanelPapersError with every problem in it."""
    read = read_as_it_is(folder, inputs=inputs, bodies=bodies)
    if read.meeting is None or any(each.level is Level.ERROR for each in read.problems):
        raise InputsError(read.problems)
    return read.meeting


def read_as_it_is(folder: Path, *, inputs: Path, bodies: Path) -> ReadMeeting:
    """Return the meeting of a folder with its problems; raises for a file that cannot be read."""
    source = Source(folder)
    place = source.place(MEETING_YAML)
    data = source.read(MEETING_YAML, place, limit=LARGEST_TEXT)
    with working_on(place, Stage.READING):
        document = read_yaml(read_text(data, place), place.file, "body: council")
    given: dict[str, Tree] = {
        key: value for key, value in document.value.items() if value is not None
    }
    problems = [*document.problems, *_missing(document, given)]
    fields, faults = hold(given, MEETING)
    problems += [
        _problem(fault, document) for fault in faults if fault.path not in document.spoiled
    ]
    body, of_body = _body(document, given, bodies)
    read = read_items(source, inputs, document, fields, body)
    problems += [*of_body, *read.problems]
    members = read_members(source, document, fields.members if fields is not None else [])
    problems += members.problems
    of_date: Sequence[Problem] = ()
    if fields is not None and body is not None and fields.date is not None:
        of_date = _of_date(document, fields.date, body)
    problems += of_date
    if fields is None or body is None or read.items is None or of_date or _lacks(given):
        return ReadMeeting(None, tuple(_in_order(problems)), read.papers)
    file = InputFile(MEETING_YAML, data)
    meeting = _meeting(
        folder.name, fields, body, items=read.items, members=members, file=file, document=document
    )
    return ReadMeeting(meeting, tuple(_in_order(problems)), read.papers)


def _lacks(given: Mapping[str, Tree]) -> bool:
    return any(name not in given for name in REQUIRED)


def _meeting(
    name: str,
    fields: MeetingFields,
    body: Body,
    *,
    items: Sequence[Item],
    members: ReadMembers,
    file: InputFile,
    document: YamlText,
) -> Meeting:
    assert fields.date and fields.time and fields.venue and fields.clerk  # noqa: S101 - `_missing` reported them
    return Meeting(
        name=name,
        body=body,
        date=fields.date,
        time=fields.time,
        venue=fields.venue.name,
        address=fields.venue.address or "",
        members=members.members,
        members_file=members.file,
        members_at=members.places,
        clerk=Clerk(fields.clerk.name, fields.clerk.email),
        language=fields.language or body.language or "en-GB",
        items=tuple(items),
        groups={n: each.group for n, each in enumerate(fields.items, 1) if each.group},
        file=file,
        place=Place(document.place(("body",)).file),
        accepted=tuple(
            Acceptance(**asdict(entry), place=document.place(("accepted", index)))
            for index, entry in enumerate(fields.accepted)
        ),
    )


def _of_date(document: YamlText, day: date, body: Body) -> Sequence[Problem]:
    """Return the problem of a date for which the days of notice cannot be counted."""
    try:
        publish_by(day, nation=body.nation, place=document.place(("date",)), body=body)
    except InputsError as error:
        return error.problems
    return ()


def _body(
    document: YamlText, given: dict[str, Tree], bodies: Path
) -> tuple[Body | None, Sequence[Problem]]:
    key = given.get("body")
    if not isinstance(key, str):
        return None, ()
    try:
        return read_body(bodies, key.strip(), document.place(("body",))), ()
    except PanelPapersError as error:
        return None, error.problems


def _missing(document: YamlText, given: dict[str, Tree]) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in given:
            place = document.key_place((name,))
            found = f"“{name}” is {'empty' if (name,) in document.keys else 'missing'}"
            yield Problem("missing-field", place, found, "", f"write “{EXAMPLES[name]}”")


def _problem(fault: Fault, document: YamlText) -> Problem:
    """Return a problem that the shape found in our own words."""
    path, place = fault.path, document.place(fault.path)
    name = path[-1] if isinstance(path[-1], str) else f"{path[-2]}, item {int(path[-1]) + 1}"
    match fault.kind:
        case Kind.VALUE:
            return fault.problem(place)
        case Kind.MISSING:
            return Problem(
                "missing-field",
                place,
                f"“{name}” is missing",
                "",
                f"write “{name}: …” here, with its value in place of “…”",
            )
        case Kind.UNKNOWN:
            known = [field for each in RECORDS for field in names_in(each)]
            hint = did_you_mean(str(name), known) or "delete the line from this file"
            return Problem("unknown-key", document.key_place(path), fault.unknown_name, "", hint)
        case Kind.NOT_A_LIST:
            wanted = "a list, each item on a line that begins with “- ”"
        case Kind.NOT_NAMES:
            wanted = "names with values, each on a line of its own"
        case _:
            wanted = "text"
    last = next(step for step in reversed(path) if isinstance(step, str))
    found = f"What follows “{last}:” is of another kind than is expected"
    return Problem("wrong-kind", place, found, wanted, fault.how_to_write(last))


def _refused(code: str, place: Place, found: str, hint: str) -> InputsError:
    return InputsError([Problem(code, place, found, "", hint)])


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.place.line or 0, each.place.column or 0))
