"""A meeting built from end to end: what happens, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from panel_papers.core import (
    Cache,
    GateError,
    InputsError,
    Level,
    PanelPapersError,
    Problem,
    Settings,
    acceptance_problems,
    judge,
)
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.isolated import Failed, in_child, in_children
from panel_papers.meetings.issues.guard import refuse_other_inputs
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.papers import (
    BuiltPaper,
    CheckedPaper,
    PaperFacts,
    built_paper,
    checked_paper,
    foreign_papers,
)

Talk = Callable[[str], None]
"""Shows the user what is being done."""
_Made = TypeVar("_Made")


class BuiltMeeting(Struct, frozen=True):
    """What came of a build: the problems that stop nothing, the text for a person, the manifest."""

    problems: tuple[Problem, ...]
    summary: str
    manifest: Mapping[str, object]


class CheckedMeeting(Struct, frozen=True):
    """What the checks found: in the meeting itself, and in each of its papers by their names.

    `facts` are those of the papers that could be read.
    """

    meeting: Meeting
    problems: tuple[Problem, ...]
    papers: Mapping[str, tuple[Problem, ...]]
    facts: Mapping[str, PaperFacts]


def build_meeting(
    name: str, meetings: Path, settings: Settings, *, jobs: int = 1, talk: Talk = lambda _: None
) -> BuiltMeeting:
    """Build a meeting and publish it to its outputs folder, all files together or none.

    Each paper is built by the pipeline of papers, in up to `jobs` processes. Raises
    PanelPapersError with every problem that stops it; the former outputs are then as they were.
    """
    meeting = _begun(name, meetings, settings)
    refuse_other_inputs(meeting, settings.inputs)
    talk(f"{meeting.name}: building {len(meeting.papers)} papers")
    papers = all_or_problems(
        in_children(partial(built_paper, settings), _names(meeting), jobs), _names(meeting)
    )
    talk(f"{meeting.name}: making the agenda and the pack")
    return in_child(partial(put_in_place, meeting, papers, settings), meeting.name)


def check_meeting(
    name: str, meetings: Path, settings: Settings, *, jobs: int = 1
) -> CheckedMeeting:
    """Return what the checks find in a meeting and in each of its papers; builds nothing.

    Raises PanelPapersError where the meeting itself cannot be read.
    """
    meeting = read(name, meetings, settings)
    came = in_children(partial(checked_paper, settings), _names(meeting), jobs)
    papers = {
        each: CheckedPaper(None, found.problems) if isinstance(found, Failed) else found
        for each, found in zip(_names(meeting), came, strict=True)
    }
    facts = {each: found.facts for each, found in papers.items() if found.facts is not None}
    own = in_child(partial(_own_problems, meeting), meeting.name)
    return CheckedMeeting(
        meeting=meeting,
        problems=(*foreign_papers(meeting, facts), *own),
        papers={each: found.problems for each, found in papers.items()},
        facts=facts,
    )


def read(name: str, meetings: Path, settings: Settings) -> Meeting:
    """Return a meeting as its files have it, read in a process of its own."""
    folder = meeting_folder(meetings, name)

    def reading(_name: str) -> Meeting:
        from panel_papers.meetings.reading import read_meeting  # noqa: PLC0415 - heavy

        return read_meeting(folder, inputs=settings.inputs, bodies=settings.bodies)

    return in_child(reading, folder.name)


def _begun(name: str, meetings: Path, settings: Settings) -> Meeting:
    """Return a meeting that can be built as far as is known before its papers are.

    Raises PanelPapersError where a paper is not one for this meeting, or the minutes have errors:
    nobody is to wait for 20 papers to learn that.
    """
    folder = meeting_folder(meetings, name)

    def begin(_name: str) -> Meeting:
        from panel_papers.inputs import paper_head  # noqa: PLC0415 - heavy
        from panel_papers.meetings.reading import read_meeting  # noqa: PLC0415 - heavy

        meeting = read_meeting(folder, inputs=settings.inputs, bodies=settings.bodies)
        heads = {each: paper_head(settings.inputs / each) for each in _names(meeting)}
        known = {each: head for each, head in heads.items() if head is not None}
        foreign = foreign_papers(meeting, known)
        own = _own_problems(meeting, meeting.name)
        if foreign:
            raise InputsError((*foreign, *own))
        if any(each.level is Level.ERROR for each in own):
            raise GateError(own)
        return meeting

    return in_child(begin, folder.name)


def _own_problems(meeting: Meeting, _name: str) -> tuple[Problem, ...]:
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
    meeting: Meeting, papers: Mapping[str, BuiltPaper], settings: Settings, _name: str
) -> BuiltMeeting:
    """Make the files of a meeting or a supplement from its papers, and put them in place.

    Raises GateError where these are not the files that were published under the same name.
    """
    from panel_papers.meetings.agenda import agenda_paper  # noqa: PLC0415 - in the child process
    from panel_papers.meetings.files import Inputs, files_of_meeting  # noqa: PLC0415 - as above
    from panel_papers.meetings.issues.guard import refuse_other_files  # noqa: PLC0415 - as above
    from panel_papers.meetings.issues.printed import check_notices  # noqa: PLC0415 - as above
    from panel_papers.meetings.minutes import gate_findings, read_minutes  # noqa: PLC0415
    from panel_papers.meetings.packing import pack_meeting  # noqa: PLC0415 - as above
    from panel_papers.output import (  # noqa: PLC0415 - as above
        MEETINGS,
        paper_lock,
        publish,
        refuse_edited,
        sweep,
    )
    from panel_papers.pdf import ready_engine  # noqa: PLC0415 - as above
    from panel_papers.word import Templates  # noqa: PLC0415 - as above

    if foreign := foreign_papers(meeting, {name: each.facts for name, each in papers.items()}):
        raise InputsError(foreign)
    outputs = settings.outputs / MEETINGS
    folder = outputs / meeting.edition.folder(meeting.name)
    with paper_lock(outputs, meeting.name):
        sweep(outputs, folder.name)
        if not settings.discard_edits:
            refuse_edited(folder)
        minutes = read_minutes(meeting, agenda_paper(meeting))
        inputs = Inputs(meeting, papers)
        with ready_engine(settings.engine, soffice=settings.soffice) as choice:
            packed = pack_meeting(
                meeting,
                papers,
                minutes,
                Templates(settings.word_templates),
                choice,
                identifier=inputs.record,
                cache=Cache(settings.cache) if settings.cache else None,
            )
            check_notices(meeting.edition, packed.pack)
            findings = gate_findings(meeting, minutes.paper, packed.agenda_docx)
            problems = (*minutes.problems, *findings, *packed.problems(meeting, minutes.paper))
            problems += acceptance_problems(problems, meeting.accepted)
            problems = judge(problems, meeting.accepted).open
            stops = {Level.ERROR, Level.WARNING} if settings.strict else {Level.ERROR}
            if any(each.level in stops for each in problems):
                raise GateError(problems)
            made = files_of_meeting(inputs, packed, problems, choice)
        refuse_other_files(meeting, made.files)
        publish(folder, made.files, discard_edits=settings.discard_edits)
    return BuiltMeeting(problems, made.summary(folder), made.manifest)


def _names(meeting: Meeting) -> list[str]:
    return [each.paper for each in meeting.papers]


def all_or_problems(came: list[_Made | Failed], names: list[str]) -> dict[str, _Made]:
    """Return what each name came to; raises the problems of all that failed together."""
    failed = [each for each in came if isinstance(each, Failed)]
    if failed:
        error = PanelPapersError([problem for each in failed for problem in each.problems])
        error.exit_code = failed[0].exit_code
        raise error
    return {
        name: each for name, each in zip(names, came, strict=True) if not isinstance(each, Failed)
    }
