"""A meeting's folder as one `Meeting`, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    Member,
    PanelPapersError,
    Place,
    Problem,
    Stage,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import (
    EXCLUSION,
    LARGEST_TEXT,
    STANDING,
    Fault,
    Kind,
    Source,
    Tree,
    YamlText,
    all_papers,
    hold,
    names_in,
    plain_path,
    read_body,
    read_text,
    read_yaml,
)
from panel_papers.law import publish_by
from panel_papers.meetings.exempt_items import exempt_item_problems, restriction_of
from panel_papers.meetings.folders import MEETING_YAML
from panel_papers.meetings.meeting_yaml import (
    EXAMPLES,
    KINDS,
    MEETING,
    RECORDS,
    REQUIRED,
    ItemFields,
    MeetingFields,
)
from panel_papers.meetings.model import (
    Clerk,
    ExclusionItem,
    ExemptItem,
    Item,
    Meeting,
    MinutesItem,
    PaperItem,
    StandingItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)

_MINUTES = (".docx", ".pdf")


def read_meeting(folder: Path, *, inputs: Path, bodies: Path) -> Meeting:
    """Return the meeting of a folder; raises PanelPapersError with every problem in it."""
    reading = _Reading(Source(folder), inputs)
    place = reading.source.place(MEETING_YAML)
    data = reading.source.read(MEETING_YAML, place, limit=LARGEST_TEXT)
    with working_on(place, Stage.READING):
        document = read_yaml(read_text(data, place), place.file)
    given: dict[str, Tree] = {
        key: value for key, value in document.value.items() if value is not None
    }
    problems = [*document.problems, *_missing(document, given)]
    fields, faults = hold(given, MEETING)
    problems += [
        _problem(fault, document) for fault in faults if fault.path not in document.spoiled
    ]
    body, of_body = _body(document, given, bodies)
    items, of_items = reading.items(document, fields)
    problems += [*of_body, *of_items]
    listed = document.value.get("items")
    if body is not None and isinstance(listed, list):
        day = fields.date if fields else None
        problems += exempt_item_problems(document, listed, body.nation, day)
    if fields is not None and body is not None and fields.date is not None:
        problems += _of_date(document, fields.date, body)
    if fields is None or body is None or any(each.level is Level.ERROR for each in problems):
        raise InputsError(_in_order(problems))
    return _meeting(
        folder.name,
        fields,
        body,
        items=items,
        file=InputFile(MEETING_YAML, data),
        document=document,
    )


def _meeting(
    name: str,
    fields: MeetingFields,
    body: Body,
    *,
    items: Sequence[Item],
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
        members=tuple(Member(each.name, each.role or "") for each in fields.members),
        clerk=Clerk(fields.clerk.name, fields.clerk.email),
        language=fields.language or body.language or "en-GB",
        items=tuple(items),
        file=file,
        place=Place(document.place(("body",)).file),
        accepted=tuple(
            Acceptance(**asdict(entry), place=document.place(("accepted", index)))
            for index, entry in enumerate(fields.accepted)
        ),
    )


class _Reading(Struct, frozen=True):
    """What reading the items needs: the meeting's folder, and that of the papers."""

    source: Source
    inputs: Path

    def items(
        self, document: YamlText, fields: MeetingFields | None
    ) -> tuple[list[Item], list[Problem]]:
        """Return the items, and what is wrong with them that no shape can say."""
        listed = document.value.get("items")
        if not isinstance(listed, list):
            return [], []
        items: list[Item] = []
        problems: list[Problem] = []
        if not listed:
            place = document.place(("items",))
            hint = "list at least one item, such as “- standing: apologies”"
            problems.append(Problem("no-items", place, "The agenda has no items", "", hint))
        problems += _kinds(document, listed)
        problems += self._papers(document, listed)
        if fields is not None and not problems:
            for index, each in enumerate(fields.items):
                try:
                    items.append(self._item(document, index, each, fields.date))
                except InputsError as error:
                    problems += error.problems
        return items, problems

    def _item(
        self, document: YamlText, index: int, entry: ItemFields, meeting: date | None
    ) -> Item:
        note, place = entry.note or "", document.place(("items", index))
        if entry.minutes is not None:
            at = document.place(("items", index, "minutes", "file"))
            self._before(
                meeting, entry.minutes.of, document.place(("items", index, "minutes", "of"))
            )
            file = self._minutes(entry.minutes.file.strip(), at)
            where = self.source.place(file.path)
            return MinutesItem(file, entry.minutes.of, where, note)
        if entry.to_follow is not None:
            follow = entry.to_follow
            expected_at = document.place(("items", index, "to_follow", "expected"))
            if meeting is not None and follow.expected > meeting:
                raise _refused(
                    "expected-after-meeting",
                    expected_at,
                    "The paper is expected after the day of the meeting",
                    "write a day before the meeting, or take the item off this agenda",
                )
            return ToFollowItem(entry.title or "", follow.reason, follow.expected, note)
        return _plain_item(entry, place)

    def _before(self, meeting: date | None, of: date, place: Place) -> None:
        if meeting is not None and of >= meeting:
            raise _refused(
                "minutes-not-earlier",
                place,
                "The minutes are not those of an earlier meeting",
                "write the day of the meeting that the minutes are of",
            )

    def _minutes(self, path: str, asked_at: Place) -> InputFile:
        plain = plain_path(path, asked_at)
        if not plain.lower().endswith(_MINUTES):
            raise _refused(
                "minutes-kind",
                asked_at,
                f"“{plain}” is neither a Word file nor a PDF",
                "save the minutes as .docx or .pdf, and name that file",
            )
        return InputFile(plain, self.source.read(plain, asked_at))

    def _papers(self, document: YamlText, listed: Sequence[Tree]) -> Iterator[Problem]:
        """Yield a problem for each paper that there is not, or that is listed twice."""
        known = all_papers(self.inputs) if self.inputs.is_dir() else []
        seen: dict[str, Place] = {}
        for index, entry in enumerate(listed):
            for path, name in _named(entry):
                place = document.place(("items", index, *path))
                if name not in known:
                    found = f"There is no paper “{name}” in {self.inputs.as_posix()}"
                    hint = did_you_mean(name, known) or f"start it: panel-papers new {name}"
                    yield Problem("meeting-paper-missing", place, found, "", hint)
                elif name in seen:
                    found = f"The paper “{name}” is on the agenda twice"
                    hint = f"delete one of the items; the other is at line {seen[name].line}"
                    yield Problem("meeting-paper-twice", place, found, "", hint)
                seen.setdefault(name, place)


def _plain_item(entry: ItemFields, place: Place) -> Item:
    """Return an item that needs no file of the meeting's folder."""
    note = entry.note or ""
    if entry.standing is not None:
        standing = STANDING[entry.standing]
        if entry.standing == EXCLUSION:
            return ExclusionItem(standing.title, place, note)
        return StandingItem(standing.title, standing.text, note)
    if entry.paper is not None:
        return PaperItem(entry.paper, place, note)
    if (urgent := entry.urgent) is not None:
        return UrgentItem(urgent.paper, urgent.reason, urgent.agreed_by, place, note)
    if entry.part_2 is not None:
        return ExemptItem(entry.part_2.paper, restriction_of(entry.part_2), place, note)
    return VerbalItem(entry.verbal or "", note)


def _named(entry: Tree) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the paper that an item names, with the way to it."""
    if not isinstance(entry, dict):
        return
    named: list[tuple[tuple[str, ...], Tree]] = [(("paper",), entry.get("paper"))]
    for kind in ("urgent", "part_2"):
        inner = entry.get(kind)
        if isinstance(inner, dict):
            named.append(((kind, "paper"), inner.get("paper")))
    for path, name in named:
        if isinstance(name, str) and name.strip():
            yield path, name.strip()


def _kinds(document: YamlText, listed: Sequence[Tree]) -> Iterator[Problem]:
    """Yield a problem for each item that is of no kind or of several, or lacks its title."""
    for index, entry in enumerate(listed):
        place = document.place(("items", index))
        if not isinstance(entry, dict):
            continue  # the shape reports it
        kinds = [kind for kind in KINDS if entry.get(kind) is not None]
        if len(kinds) != 1:
            found = f"Item {index + 1} is " + (" and ".join(kinds) if kinds else "of no known kind")
            wanted = f"exactly one of {', '.join(KINDS)}"
            hint = "make an item of each" if kinds else "say what the item is, such as “paper: …”"
            yield Problem("meeting-item-kind", place, found, wanted, hint)
        elif kinds == ["to_follow"] and not entry.get("title"):
            hint = "add “title: …” to the item"
            found = "An item that is to follow has no title"
            yield Problem("missing-field", place, found, "", hint)
        elif kinds != ["to_follow"] and "title" in entry:
            found = f"“title” says nothing of an item of the kind “{kinds[0]}”"
            hint = "delete the line “title”; “note” adds a line below the item"
            yield Problem(
                "unused-title", document.place(("items", index, "title")), found, "", hint
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
                "missing-field", place, f"“{name}” is missing", "", f"add “{name}: …” with a value"
            )
        case Kind.UNKNOWN:
            known = [field for each in RECORDS for field in names_in(each)]
            hint = did_you_mean(str(name), known) or "delete the line"
            return Problem("unknown-key", document.key_place(path), fault.unknown_name, "", hint)
        case Kind.NOT_A_LIST:
            wanted = "a list, each item on a line that begins with “- ”"
        case Kind.NOT_NAMES:
            wanted = "names with values, each on a line of its own"
        case _:
            wanted = "text"
    return Problem("wrong-kind", place, f"“{name}” holds the wrong kind of value", wanted)


def _refused(code: str, place: Place, found: str, hint: str) -> InputsError:
    return InputsError([Problem(code, place, found, "", hint)])


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.place.line or 0, each.place.column or 0))
