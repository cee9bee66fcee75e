"""The items of meeting.yaml, each as what it is, or with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from panel_papers.core import Body, InputFile, InputsError, Place, Problem, did_you_mean
from panel_papers.inputs import (
    EXCLUSION,
    STANDING,
    Source,
    Tree,
    YamlText,
    all_papers,
    plain_path,
)
from panel_papers.meetings.exempt_items import exempt_item_problems, restriction_of
from panel_papers.meetings.meeting_yaml import KINDS, ItemFields, MeetingFields
from panel_papers.meetings.model import (
    ExclusionItem,
    ExemptItem,
    Item,
    MinutesItem,
    PaperItem,
    StandingItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)

_MINUTES = (".docx", ".pdf")


class ReadItems(Struct, frozen=True):
    """The items, None where they are not known; what is wrong with them; the papers there are."""

    items: tuple[Item, ...] | None
    problems: tuple[Problem, ...]
    papers: tuple[str, ...]


def read_items(
    source: Source,
    inputs: Path,
    document: YamlText,
    fields: MeetingFields | None,
    body: Body | None,
) -> ReadItems:
    """Return the items of a meeting’s folder, with what is wrong that no shape can say.

    A paper that is missing is an item all the same, and so are minutes, whose data are then None.
    """
    listed = document.value.get("items")
    if not isinstance(listed, list):
        return ReadItems(None, (), ())
    problems = list(_kinds(document, listed))
    known = all_papers(inputs) if inputs.is_dir() else []
    items: list[Item] | None = None
    if fields is not None and not problems:
        reading = _Reading(source, document, fields.date, problems)
        items = [reading.item(index, each) for index, each in enumerate(fields.items)]
    problems += _papers(document, listed, inputs, known)
    if body is not None:
        day = fields.date if fields else None
        wrong = list(exempt_item_problems(document, listed, body.nation, day))
        problems += wrong
        items = None if wrong else items  # the law has no words for such a paragraph
    if not listed:
        place = document.place(("items",))
        hint = "list at least one item, such as “- standing: apologies”"
        problems.append(Problem("no-items", place, "The agenda has no items", "", hint))
    named = dict.fromkeys(name for each in listed for _, name in _named(each))
    there = tuple(name for name in named if name in known)
    return ReadItems(None if items is None else tuple(items), tuple(problems), there)


class _Reading(Struct, frozen=True):
    """What reading the items needs; what is wrong with one is added to `problems`."""

    source: Source
    document: YamlText
    meeting: date | None
    problems: list[Problem]

    def item(self, index: int, entry: ItemFields) -> Item:
        """Return the item of an entry."""
        place = self.document.place(("items", index))
        if (said := entry.minutes) is not None:
            of_at = self.document.place(("items", index, "minutes", "of"))
            if self.meeting is not None and said.of >= self.meeting:
                found = "The minutes are not those of an earlier meeting"
                hint = "write the day of the meeting that the minutes are of"
                self.problems.append(Problem("minutes-not-earlier", of_at, found, "", hint))
            file_at = self.document.place(("items", index, "minutes", "file"))
            file = self._minutes(said.file.strip(), file_at)
            where = file_at if file.data is None else self.source.place(file.path)
            return MinutesItem(file, said.of, where, entry.note or "", of_at, said.summary or "")
        if (follow := entry.to_follow) is not None:
            expected_at = self.document.place(("items", index, "to_follow", "expected"))
            if self.meeting is not None and follow.expected > self.meeting:
                found = "The paper is expected after the day of the meeting"
                hint = "write a day before the meeting, or take the item off this agenda"
                self.problems.append(
                    Problem("expected-after-meeting", expected_at, found, "", hint)
                )
            return ToFollowItem(
                title=entry.title or "",
                reason=follow.reason,
                expected=follow.expected,
                note=entry.note or "",
                place=expected_at,
                owed_by=follow.owed_by or "",
            )
        return _plain_item(entry, place)

    def _minutes(self, path: str, asked_at: Place) -> InputFile:
        try:
            plain = plain_path(path, asked_at, "meeting", "minutes/last.docx")
            if plain.lower().endswith(_MINUTES):
                return InputFile(plain, self.source.read(plain, asked_at))
        except InputsError as error:
            self.problems.extend(error.problems)
            return InputFile(path, None)
        found = f"“{plain}” is neither a Word file nor a PDF"
        hint = (
            "open the minutes in their own program, save them as .docx or .pdf, and write "
            "that file’s name here"
        )
        self.problems.append(Problem("minutes-kind", asked_at, found, "", hint))
        return InputFile(plain, None)


def _papers(
    document: YamlText, listed: Sequence[Tree], inputs: Path, known: Sequence[str]
) -> Iterator[Problem]:
    """Yield a problem for each paper that there is not, or that is listed twice."""
    seen: dict[str, Place] = {}
    for index, entry in enumerate(listed):
        for path, name in _named(entry):
            place = document.place(("items", index, *path))
            if name not in known:
                found = f"There is no paper “{name}” in {inputs.as_posix()}"
                hint = did_you_mean(name, known) or f"start it: panel-papers new {name}"
                yield Problem("meeting-paper-missing", place, found, "", hint)
            elif name in seen:
                found = f"The paper “{name}” is on the agenda twice"
                hint = f"delete this item or the other one, at line {seen[name].line}"
                yield Problem("meeting-paper-twice", place, found, "", hint)
            seen.setdefault(name, place)


def _plain_item(entry: ItemFields, place: Place) -> Item:
    """Return an item that needs no file of the meeting's folder."""
    note = entry.note or ""
    if entry.standing is not None:
        standing = STANDING[entry.standing]
        if entry.standing == EXCLUSION:
            return ExclusionItem(standing.title, place, note)
        return StandingItem(standing.title, standing.text, note, place)
    if entry.paper is not None:
        return PaperItem(entry.paper, place, note)
    if (urgent := entry.urgent) is not None:
        return UrgentItem(urgent.paper, urgent.reason, urgent.agreed_by, place, note)
    if entry.part_2 is not None:
        return ExemptItem(entry.part_2.paper, restriction_of(entry.part_2), place, note)
    return VerbalItem(entry.verbal or "", note, place)


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
            found = f"Item {index + 1} does not say what it is"
            if kinds:
                found = f"Item {index + 1} is several things: " + " and ".join(
                    f"“{k}:”" for k in kinds
                )
            wanted = f"exactly one of {', '.join(KINDS)}"
            hint = "write each as an item of its own, on a line that begins with “- ”"
            hint = hint if kinds else "add a line to it such as “paper: name-of-its-folder”"
            yield Problem("meeting-item-kind", place, found, wanted, hint)
        elif kinds == ["to_follow"] and not entry.get("title"):
            hint = "add “title: …” to the item"
            found = "An item that is to follow has no title"
            yield Problem("missing-field", place, found, "", hint)
        elif kinds != ["to_follow"] and "title" in entry:
            found = f"An item with “{kinds[0]}:” has a title of its own, and “title:” would not be "
            found += "printed"
            hint = "delete the line “title”; “note” adds a line below the item"
            yield Problem(
                "unused-title", document.place(("items", index, "title")), found, "", hint
            )
