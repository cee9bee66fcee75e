"""A meeting built from end to end: what happens, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from panel_papers.core import (
    GateError,
    InputsError,
    Level,
    PanelPapersError,
    Place,
    Problem,
    Settings,
    judge,
)
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.isolated import all_or_problems, in_child, in_children
from panel_papers.meetings.issues.guard import refuse_other_inputs
from panel_papers.meetings.issues.issued_texts import IssuedTexts
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.naming import pdf_of_paper
from panel_papers.meetings.papers import (
    BuiltPaper,
    Withheld,
    built_paper,
    exempt_problems,
    foreign_papers,
)
from panel_papers.meetings.shared import shared_across

Talk = Callable[[str], None]
"""Shows the user what is being done."""
_Made = TypeVar("_Made")


class BuiltMeeting(Struct, frozen=True):
    """What came of a build: the problems that stop nothing, the text for a person, the manifest."""

    problems: tuple[Problem, ...]
    summary: str
    manifest: Mapping[str, object]


def build_meeting(
    name: str,
    meetings: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    copies: int = 0,
    talk: Talk = lambda _: None,
) -> BuiltMeeting:
    """Build a meeting and publish it to its outputs folder, all files together or none.

    Each paper is built by the pipeline of papers, in up to `jobs` processes. With
    `copies`, members have as many restricted packs, each numbered. Raises PanelPapersError with
    every problem that stops it; the former outputs are then as they were.
    """
    begun = begin(name, meetings, settings)
    meeting, names = begun.meeting, all_names(begun.meeting)
    refuse_other_inputs(meeting, settings.inputs)
    shared = shared_across(meeting, begun.withheld, settings, jobs=jobs)
    if judge(shared, meeting.accepted).open:
        raise GateError(judge(shared, meeting.accepted).open)
    talk(f"{meeting.name}: building {len(names)} papers")
    if copies and not begun.has_part_2:
        raise InputsError([no_copies(meeting)])
    papers = build_papers(begun, names, settings, jobs=jobs)
    talk(f"{meeting.name}: making the agenda and the pack")
    work = partial(put_in_place, meeting, papers, {}, shared, settings, copies=copies)
    return in_child(work, meeting.name)


class Begun(Struct, frozen=True):
    """A meeting, and the names of its papers with restricted appendices.

    `released` are the labels of those that are public by now, by the names of the papers. `issued`
    is what was issued before; a build makes the same files again, or none, and needs none of it.
    """

    meeting: Meeting
    withheld: tuple[str, ...]
    released: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issued: IssuedTexts = IssuedTexts()

    @property
    def has_part_2(self) -> bool:
        """Whether anything of it is exempt."""
        return bool(self.withheld or self.meeting.exempt)


def build_papers(
    begun: Begun, names: Sequence[str], settings: Settings, *, jobs: int
) -> dict[str, BuiltPaper]:
    """Return papers of a meeting by their names; raises the problems of all together."""
    exempt = {each.paper: each.restriction for each in begun.meeting.exempt}
    work = partial(
        built_paper,
        settings,
        partial(pdf_of_paper, begun.meeting),
        Withheld(begun.has_part_2 or bool(begun.issued.members), exempt, begun.released),
    )
    return all_or_problems(in_children(work, names, jobs), names)


def read(name: str, meetings: Path, settings: Settings) -> Meeting:
    """Return a meeting as its files have it, read in a process of its own."""
    folder = meeting_folder(meetings, name)

    def reading(_name: str) -> Meeting:
        from panel_papers.meetings.reading import read_meeting  # noqa: PLC0415 - heavy

        return read_meeting(folder, inputs=settings.inputs, bodies=settings.bodies)

    return in_child(reading, folder.name)


def begin(name: str, meetings: Path, settings: Settings) -> Begun:
    """Return a meeting that can be built as far as is known before its papers are.

    Raises PanelPapersError where a paper is not one for this meeting, or the minutes have errors:
    nobody is to wait for 20 papers to learn that.
    """
    folder = meeting_folder(meetings, name)

    def beginning(_name: str) -> Begun:
        from panel_papers.inputs import paper_head  # noqa: PLC0415 - heavy
        from panel_papers.meetings.reading import read_meeting  # noqa: PLC0415 - heavy

        meeting = read_meeting(folder, inputs=settings.inputs, bodies=settings.bodies)
        heads = {each: paper_head(settings.inputs / each) for each in all_names(meeting)}
        known = {each: head for each, head in heads.items() if head is not None}
        foreign = (*foreign_papers(meeting, known), *exempt_problems(meeting, known))
        own = _own_problems(meeting)
        if foreign:
            raise InputsError((*foreign, *own))
        if any(each.level is Level.ERROR for each in own) and not settings.draft:
            raise GateError(own)
        return Begun(meeting, tuple(name for name, head in known.items() if head.withheld))

    return in_child(beginning, folder.name)


def _own_problems(meeting: Meeting) -> tuple[Problem, ...]:
    """Return what is wrong with the documents of the meeting itself, which are its minutes."""
    from panel_papers.meetings.agenda import agenda_paper  # noqa: PLC0415 - heavy
    from panel_papers.meetings.minutes import gate_findings, read_minutes  # noqa: PLC0415 - heavy

    try:
        minutes = read_minutes(meeting, agenda_paper(meeting))
    except PanelPapersError as error:
        return error.problems
    found = (*minutes.problems, *gate_findings(meeting, minutes.paper, None))
    return judge(found, meeting.accepted).open


def put_in_place(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    others: Mapping[str, BuiltPaper],
    shared: Sequence[Problem],
    settings: Settings,
    _name: str,
    *,
    copies: int = 0,
    issued: IssuedTexts = IssuedTexts(),  # noqa: B008 - it is frozen
    already: Sequence[Problem] = (),
) -> BuiltMeeting:
    """Make the files of a meeting or a supplement from its papers, and put them in place.

    `others` are papers of the meeting that a supplement does not have: what is exempt in them is
    looked for all the same, as is what members were given in what was `issued`. `already` are
    the problems of what is published and becomes exempt. Raises GateError where these are not the
    files that were published under the same name.
    """
    from panel_papers.meetings.issues.guard import refuse_other_files  # noqa: PLC0415 - as below
    from panel_papers.meetings.joining import made_meeting  # noqa: PLC0415 - in the child process
    from panel_papers.output import (  # noqa: PLC0415 - as above
        MEETINGS,
        paper_lock,
        publish,
        refuse_edited,
        sweep,
    )

    facts = {name: each.facts for name, each in papers.items()}
    if wrong := (*foreign_papers(meeting, facts), *exempt_problems(meeting, facts)):
        raise InputsError(wrong)
    outputs = settings.outputs / MEETINGS
    folder = outputs / meeting.edition.folder(meeting.name)
    with paper_lock(outputs, meeting.name):
        sweep(outputs, folder.name)
        if not settings.discard_edits:
            refuse_edited(folder)
        made = made_meeting(
            meeting,
            papers,
            others,
            shared,
            settings,
            copies=copies,
            issued=issued,
            already=already,
        )
        refuse_other_files(meeting, made.files)
        publish(folder, made.files, discard_edits=settings.discard_edits)
    return BuiltMeeting(made.problems, made.summary(folder, issued.notes), made.manifest)


def no_copies(meeting: Meeting) -> Problem:
    """Return the problem of copies that are asked for where nothing is exempt."""
    return Problem(
        "no-copies",
        Place(meeting.place.file),
        "Nothing of this meeting is exempt, so there is no restricted pack to copy",
        "",
        "run the command without --copies",
    )


def _names(meeting: Meeting) -> list[str]:
    return [each.paper for each in meeting.papers]


def all_names(meeting: Meeting) -> list[str]:
    """Return the names of its papers, exempt ones last."""
    return [*_names(meeting), *(each.paper for each in meeting.exempt)]
