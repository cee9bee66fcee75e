"""A meeting checked, and nothing built: the agenda, its papers, and what they say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    InputsError,
    Level,
    PanelPapersError,
    Problem,
    Settings,
    acceptance_problems,
    as_restricted,
    judge,
    long_date,
)
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.isolated import Failed, in_child, in_children
from panel_papers.meetings.issues.exempt import meeting_with, released_appendices
from panel_papers.meetings.issues.issued_texts import issued_texts
from panel_papers.meetings.issues.record import Issues, read_issues
from panel_papers.meetings.issues.so_far import SoFar, published_so_far
from panel_papers.meetings.model import (
    ExemptItem,
    Meeting,
    PaperItem,
    ToFollowItem,
    UrgentItem,
)
from panel_papers.meetings.papers import (
    CheckedPaper,
    PaperFacts,
    checked_paper,
    exempt_problems,
    facts_by_name,
    foreign_papers,
)
from panel_papers.meetings.shared import shared_across
from panel_papers.output import MEETINGS

if TYPE_CHECKING:  # loaded in the child process
    from panel_papers.meetings.reading import ReadMeeting


class CheckedMeeting(Struct, frozen=True):
    """What the checks found: in the meeting itself, and in each of its papers by their names.

    `facts` are those of the papers that could be read, exempt ones among them.
    """

    meeting: Meeting
    problems: tuple[Problem, ...]
    papers: Mapping[str, tuple[Problem, ...]]
    facts: Mapping[str, PaperFacts]
    so_far: SoFar = SoFar()


def check_meeting(
    name: str, meetings: Path, settings: Settings, *, today: date | None = None, jobs: int = 1
) -> CheckedMeeting:
    """Return what the checks find in a meeting and in each of its papers; builds nothing.

    `today` shows what is late; without it, nothing is. Raises PanelPapersError where the items of
    the meeting cannot be read, with the problems of the papers that it names.
    """
    read = _read(name, meetings, settings)
    came = in_children(partial(checked_paper, settings), read.papers, jobs)
    papers = {
        each: CheckedPaper(None, found.problems) if isinstance(found, Failed) else found
        for each, found in zip(read.papers, came, strict=True)
    }
    if read.meeting is None:
        of_papers = (problem for each in papers.values() for problem in each.problems)
        raise InputsError((*read.problems, *of_papers))
    meeting, exempt = read.meeting, {each.paper for each in read.meeting.exempt}
    facts = {each: found.facts for each, found in papers.items() if found.facts is not None}
    own = in_child(partial(_own_findings, meeting, facts, settings), meeting.name)
    try:
        shared = _shared(meeting, facts, settings, jobs)
    except PanelPapersError as error:  # a paper that lacks a file is reported as itself already
        known = {(e.code, e.place) for each in papers.values() for e in each.problems}
        shared = tuple(each for each in error.problems if (each.code, each.place) not in known)
    found = (*own.problems, *shared)
    found += acceptance_problems(found, meeting.accepted)
    return CheckedMeeting(
        meeting=meeting,
        problems=(
            *read.problems,
            *foreign_papers(meeting, facts),
            *exempt_problems(meeting, facts),
            *_late(meeting, today),
            *judge(found, meeting.accepted).open,
        ),
        papers={
            each: tuple(as_restricted(checked.problems)) if each in exempt else checked.problems
            for each, checked in papers.items()
        },
        facts=facts,
        so_far=own.so_far,
    )


def _read(name: str, meetings: Path, settings: Settings) -> ReadMeeting:
    """Return a meeting as far as it can be read, in a process of its own."""
    folder = meeting_folder(meetings, name)

    def read(_name: str) -> ReadMeeting:
        from panel_papers.meetings.reading import read_as_it_is  # noqa: PLC0415 - heavy

        return read_as_it_is(folder, inputs=settings.inputs, bodies=settings.bodies)

    return in_child(read, folder.name)


def _shared(
    meeting: Meeting, facts: Mapping[str, PaperFacts], settings: Settings, jobs: int
) -> tuple[Problem, ...]:
    """Return what is exempt in one paper and public in another, of those that could be read.

    What was released is public.
    """
    try:
        issues = read_issues(Path(meeting.place.file).parent)
    except InputsError:  # a damaged record is reported with what was published so far
        issues = Issues((), ())
    releases = issues.released
    meeting = meeting_with(meeting, releases)
    freed = released_appendices(meeting, releases)
    released = {name: labels for name, labels in freed.items() if name in facts}
    items = tuple(
        each
        for each in meeting.items
        if not isinstance(each, PaperItem | UrgentItem | ExemptItem) or each.paper in facts
    )
    known = replace(meeting, items=items)
    withheld = [each.paper for each in known.papers if facts[each.paper].withheld]
    exempt = bool(withheld or known.exempt)
    issued = issued_texts(issues, settings.outputs / MEETINGS, exempt=exempt)
    return shared_across(known, withheld, settings, released=released, issued=issued, jobs=jobs)


class OwnFindings(Struct, frozen=True):
    """What is wrong with the meeting itself, and what was published of it so far."""

    problems: tuple[Problem, ...]
    so_far: SoFar


def _own_findings(
    meeting: Meeting, facts: Mapping[str, PaperFacts], settings: Settings, _name: str
) -> OwnFindings:
    """Return what is wrong with the agenda, the minutes behind it, and what was published."""
    from panel_papers.meetings.agenda import agenda_of, agenda_paper  # noqa: PLC0415 - heavy
    from panel_papers.meetings.minutes import (  # noqa: PLC0415 - heavy
        day_problems,
        gate_findings,
        read_minutes,
        with_minutes_there,
    )
    from panel_papers.meetings.summaries import summary_problems  # noqa: PLC0415 - heavy
    from panel_papers.word import Templates, write_agenda  # noqa: PLC0415 - heavy

    withheld = any(each.withheld for each in facts.values())
    outputs = settings.outputs / MEETINGS
    so_far = published_so_far(meeting, settings.inputs, outputs, withheld=withheld)
    issued = so_far.problems
    try:
        minutes = read_minutes(with_minutes_there(meeting), agenda_paper(meeting))
        agenda = agenda_of(meeting, facts_by_name(meeting, facts), {})
        written = write_agenda(minutes.paper, agenda, Templates(settings.word_templates))
    except PanelPapersError as error:
        return OwnFindings((*issued, *error.problems), so_far)
    findings = gate_findings(meeting, minutes.paper, written.docx)
    found = (*minutes.problems, *findings, *day_problems(meeting, minutes.paper))
    found += tuple(summary_problems(meeting, settings.inputs))
    return OwnFindings((*issued, *found), so_far)


def _late(meeting: Meeting, today: date | None) -> Iterator[Problem]:
    """Yield a warning for each paper whose day has passed, until that of the meeting."""
    if today is None or today > meeting.date:
        return
    for item in meeting.items:
        if isinstance(item, ToFollowItem) and item.expected < today:
            day = long_date(item.expected)
            yield Problem(
                "to-follow-late",
                item.place,
                f"The paper “{item.title}” was expected by {day}, which has passed",
                "",
                "write the day on which it is expected now; if the paper is there, write “paper: "
                "its-folder” in place of “to_follow:”",
                Level.WARNING,
            )
