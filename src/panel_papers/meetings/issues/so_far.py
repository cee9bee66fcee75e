"""What was published of a meeting so far: its issues, and each item as readers have it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import InputsError, Problem, in_words
from panel_papers.meetings.agenda import page_range
from panel_papers.meetings.edition import Release
from panel_papers.meetings.issues.built import built_next, said_of
from panel_papers.meetings.issues.changes import changes_since, head_notices, published_items
from panel_papers.meetings.issues.exempt import meeting_with
from panel_papers.meetings.issues.record import read_issues
from panel_papers.meetings.model import ExemptItem, Meeting


class IssuedSoFar(Struct, frozen=True):
    """One issue: its number, what readers call it, the day, its pages."""

    number: int
    name: str
    issued: datetime.date
    first_page: int
    last_page: int

    @property
    def text(self) -> str:
        """The issue in words."""
        pages = page_range(self.first_page, self.last_page)
        return f"{self.name}: {pages}, published on {in_words(self.issued)}"


class SoFar(Struct, frozen=True):
    """What readers have of a meeting.

    `items` say of each number on the agenda what was published of it, and whether it has changed
    since; an item without documents that is as it was says nothing. `unpublished` are the numbers
    of what a supplement would hold, `notices` what it would say of the agenda beside them.
    `waiting` is what is built and not published; `released` was exempt. `problems` are why a
    supplement cannot be built; `damaged` says that a record is, so that nothing else is known.
    `compared` is False where only a build shows whether something exempt has changed.
    """

    issues: tuple[IssuedSoFar, ...] = ()
    items: Mapping[int, str] = {}
    unpublished: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    waiting: str = ""
    released: tuple[Release, ...] = ()
    damaged: bool = False
    compared: bool = True


def published_so_far(meeting: Meeting, inputs: Path, outputs: Path, *, withheld: bool) -> SoFar:
    """Return what was published of a meeting, by its records, and what a supplement would hold.

    `outputs` is the folder of built meetings; `withheld` says that papers have exempt appendices.
    """
    try:
        issues = read_issues(Path(meeting.place.file).parent)
    except InputsError as error:
        return SoFar(problems=error.problems, damaged=True)
    if not issues.issues:
        return SoFar()
    of = tuple(
        IssuedSoFar(e.number, e.name, e.issued, e.contents.first_page, e.contents.last_page)
        for e in issues.issues
    )
    published = published_items(issues)
    said = {n: f"published on {each.where}" for n, each in published.items() if each.where}
    built = built_next(outputs, meeting.name, issues)
    begun = SoFar(of, waiting=said_of(built, issues) if built else "", released=issues.released)
    meeting = meeting_with(meeting, issues.released)
    try:
        _, *notices = head_notices(issues, meeting)
        changes = changes_since(meeting, issues, inputs)
    except InputsError as error:  # the items have moved: which is which is not known
        return replace(begun, problems=error.problems)
    exempt = [e for e in changes if isinstance(e.item, ExemptItem) and e.before is not None]
    said |= dict.fromkeys([each.number for each in exempt], "its exempt documents are issued")
    changes = tuple(each for each in changes if each not in exempt)  # only a build compares these
    for each in changes:
        where = each.before.where if each.before else ""
        said[each.number] = (
            f"has changed since it was published on {where}" if where else "not published yet"
        )
        if each.before and not where and not each.has_documents:
            said[each.number] = "has changed since it was published"
    return replace(
        begun,
        items=said,
        unpublished=tuple(each.number for each in changes),
        notices=tuple(notices),
        compared=not (exempt or withheld),
    )
