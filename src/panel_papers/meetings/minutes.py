"""The minutes of an earlier meeting, as supplied: read, cleaned and checked as an appendix is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks import Subject, check_at_once, dates_at_head
from panel_papers.content import passages_of
from panel_papers.core import (
    Appendix,
    InputsError,
    Level,
    PanelPapersError,
    Paper,
    Problem,
    Stage,
    long_date,
    working_on,
)
from panel_papers.inputs import Supplied, clean_paper, read_appendix
from panel_papers.meetings.model import Meeting, MinutesItem
from panel_papers.output import Piece, piece_of


class ReadMinutes(Struct, frozen=True):
    """The minutes as parts of a pack, by the index of their item, and what is wrong with them.

    `paper` is the agenda's, with the minutes as its appendices.
    """

    paper: Paper
    pieces: dict[int, Piece]
    problems: tuple[Problem, ...]


def read_minutes(meeting: Meeting, paper: Paper) -> ReadMinutes:
    """Return the minutes of a meeting's agenda; raises InputsError with all their problems."""
    appendices: list[Appendix] = []
    indices: list[int] = []
    problems: list[Problem] = []
    for index, item in enumerate(meeting.items):
        if not isinstance(item, MinutesItem):
            continue
        try:
            with working_on(item.place, Stage.READING):
                read = read_appendix(
                    item.file.path, Supplied(item.file.data or b"", item.place, None, item.place)
                )
        except PanelPapersError as error:
            problems += error.problems
            continue
        problems += read.problems
        number = len(appendices) + 1
        appendices.append(Appendix(number, minutes_title(item, meeting), read.content, item.place))
        indices.append(index)
    if len(appendices) < sum(isinstance(each, MinutesItem) for each in meeting.items):
        raise InputsError(problems)
    cleaned = clean_paper(replace(paper, appendices=tuple(appendices)))
    pieces = {
        index: _piece(cleaned.paper, appendix)
        for index, appendix in zip(indices, cleaned.paper.appendices, strict=True)
    }
    return ReadMinutes(cleaned.paper, pieces, (*problems, *cleaned.problems))


def with_minutes_there(meeting: Meeting) -> Meeting:
    """Return a meeting without the minutes whose file is missing."""
    items = (
        each
        for each in meeting.items
        if not isinstance(each, MinutesItem) or each.file.data is not None
    )
    return replace(meeting, items=tuple(items))


def gate_findings(meeting: Meeting, paper: Paper, agenda_docx: bytes | None) -> tuple[Problem, ...]:
    """Return what the checks of papers find in the agenda and in the minutes.

    Of the minutes alone where there is no agenda yet. Which sections a body's reports have is no
    matter of theirs.
    """
    paper = replace(paper, body=None)
    subject = subject_of_meeting(meeting, paper, {} if agenda_docx is None else {0: agenda_docx})
    folder = subject.folder
    ours = (f"{folder}/paper.yaml", f"{paper.name}-report.docx")  # as the checks of a paper call it
    return tuple(
        replace(each, place=replace(each.place, file=meeting.place.file))
        if each.place.file in ours
        else each
        for each in check_at_once(subject)
    )


def subject_of_meeting(
    meeting: Meeting, paper: Paper, documents: Mapping[int, bytes] = MappingProxyType({})
) -> Subject:
    """Return the agenda, with the minutes as its appendices, as the checks see it."""
    folder = meeting.place.file.rpartition("/")[0]
    return Subject(folder, paper, passages_of(paper), documents)


def day_problems(meeting: Meeting, paper: Paper) -> Iterator[Problem]:
    """Yield a warning for minutes that name other days than that which meeting.yaml says."""
    subject = subject_of_meeting(meeting, paper)
    for item in meeting.items:
        if not isinstance(item, MinutesItem):
            continue
        days = dates_at_head(subject, item.place.file)
        if days and item.of not in days:
            yield Problem(
                "minutes-other-day",
                item.of_at,
                f"The minutes name {long_date(days[0])}, and not {long_date(item.of)}",
                "the minutes of the meeting on that day",
                "write the day of these minutes after “of:” in this item, or the file of the "
                "right minutes after “minutes:”",
                Level.WARNING,
            )


def minutes_title(item: MinutesItem, meeting: Meeting) -> str:
    """Return what the minutes are called in the pack."""
    return f"Minutes of the meeting on {long_date(item.of, meeting.language)}"


def _piece(paper: Paper, appendix: Appendix) -> Piece:
    piece = piece_of(paper, appendix, {}, lambda _: b"")
    return replace(piece, title=appendix.title, heading=appendix.title)
