"""How far a meeting is: its items, what is owed and by whom, and the days left to publish."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from panel_papers.core import Level, Problem, in_words, long_date
from panel_papers.law import Deadline, publish_by
from panel_papers.meetings.agenda import title_of
from panel_papers.meetings.building import CheckedMeeting
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


class ItemStatus(Struct, frozen=True):
    """One item: its number, title and kind, its state in words, and whom to ask about it.

    `ready` says whether nothing keeps it from being published.
    """

    number: int
    title: str
    kind: str
    state: str
    ready: bool
    owed_by: str


class Status(Struct, frozen=True):
    """What a meeting still needs; `days_left` is below 0 after the last day to publish."""

    meeting: str
    body: str
    date: datetime.date
    publish_by: datetime.date
    days_left: int
    items: tuple[ItemStatus, ...]

    @property
    def text(self) -> str:
        """The status for a person."""
        lines = [
            f"{self.body}, {in_words(self.date)}",
            f"Publish by {in_words(self.publish_by)}: {_days(self.days_left)}",
        ]
        for item in self.items:
            owed = f" – ask {item.owed_by}" if item.owed_by and not item.ready else ""
            lines.append(f"  {item.number}. {item.title}: {item.state}{owed}")
        return "\n".join(lines)

    @property
    def json(self) -> dict[str, Any]:
        """The status as JSON has it."""
        dates = {"date": self.date.isoformat(), "publish_by": self.publish_by.isoformat()}
        return asdict(self) | dates | {"items": [asdict(each) for each in self.items]}


def status_of(checked: CheckedMeeting, today: datetime.date) -> Status:
    """Return how far a meeting is on a day, by what the checks found."""
    meeting = checked.meeting
    deadline: Deadline = publish_by(
        meeting.date, nation=meeting.body.nation, place=meeting.place, body=meeting.body
    )
    return Status(
        meeting=meeting.name,
        body=meeting.body.name,
        date=meeting.date,
        publish_by=deadline.date,
        days_left=(deadline.date - today).days,
        items=tuple(_items(checked, today)),
    )


def _items(checked: CheckedMeeting, today: datetime.date) -> Iterator[ItemStatus]:
    own = {each.place.line for each in checked.problems if each.level is Level.ERROR}
    files = {each.place.file for each in checked.problems if each.level is Level.ERROR}
    for number, item in enumerate(checked.meeting.items, 1):
        title, kind = _title(item, checked), _KINDS[type(item)]
        match item:
            case PaperItem(paper, place) | UrgentItem(paper=paper, place=place):
                facts = checked.facts.get(paper)
                state, ready = _of_paper(checked.papers[paper], foreign=place.line in own)
                yield ItemStatus(
                    number, title, kind, state, ready, facts.enquiries if facts else paper
                )
            case MinutesItem(place=place):
                ready = place.file not in files
                state = "ready" if ready else "has errors"
                yield ItemStatus(number, title, kind, state, ready, checked.meeting.clerk.name)
            case ToFollowItem(expected=expected):
                late = ", which has passed" if expected < today else ""
                state = f"to follow, expected by {long_date(expected)}{late}"
                yield ItemStatus(number, title, kind, state, False, "")
            case _:
                yield ItemStatus(number, title, kind, "needs no document", True, "")


_KINDS: dict[type[Item], str] = {
    StandingItem: "standing",
    MinutesItem: "minutes",
    PaperItem: "paper",
    UrgentItem: "urgent",
    ExemptItem: "part_2",
    ExclusionItem: "exclusion",
    VerbalItem: "verbal",
    ToFollowItem: "to_follow",
}


def _title(item: Item, checked: CheckedMeeting) -> str:
    if isinstance(item, PaperItem | UrgentItem) and item.paper not in checked.facts:
        return item.paper
    return title_of(item, checked.facts)


def _of_paper(problems: Sequence[Problem], *, foreign: bool) -> tuple[str, bool]:
    """Return the state of a paper, and whether it may be published."""
    errors = sum(each.level is Level.ERROR for each in problems)
    warnings = sum(each.level is Level.WARNING for each in problems)
    if foreign:
        return "is not a paper for this meeting", False
    if errors:
        return f"{errors} {'error' if errors == 1 else 'errors'}", False
    if warnings:
        return f"ready, with {warnings} {'warning' if warnings == 1 else 'warnings'}", True
    return "ready", True


def _days(left: int) -> str:
    if left < 0:
        return f"{-left} {'day' if left == -1 else 'days'} ago"
    return "today" if left == 0 else f"{left} {'day' if left == 1 else 'days'} left"
