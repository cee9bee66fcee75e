"""How far a meeting is: its items, what is owed and by whom, and the days left to publish."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from panel_papers.core import Level, in_words, long_date
from panel_papers.law import Deadline, PublicNotice, listing, publish_by
from panel_papers.meetings.agenda import title_of
from panel_papers.meetings.checking import CheckedMeeting
from panel_papers.meetings.exclusion import notices_of
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
    """What a meeting still needs; `days_left` is below 0 after the last day to publish.

    `errors` is the number of errors in the agenda itself, which are not those of a paper.
    """

    meeting: str
    body: str
    date: datetime.date
    publish_by: datetime.date
    days_left: int
    items: tuple[ItemStatus, ...]
    errors: int = 0
    notices: tuple[PublicNotice, ...] = ()

    @property
    def left(self) -> str:
        """The days left in words."""
        return _days(self.days_left)

    @property
    def of_agenda(self) -> str:
        """What is said of the agenda itself; empty where nothing is wrong with it."""
        if not self.errors:
            return ""
        return (
            f"The agenda has {_counted(self.errors, 'error')}: panel-papers meeting check "
            f"{self.meeting}"
        )

    @property
    def text(self) -> str:
        """The status for a person."""
        lines = [
            f"{self.body}, {in_words(self.date)}",
            f"Publish by {in_words(self.publish_by)}: {self.left}",
            *(f"{each.what}: by {in_words(each.by)}" for each in self.notices),
        ]
        for item in self.items:
            owed = f" – ask {item.owed_by}" if item.owed_by and not item.ready else ""
            lines.append(f"  {item.number}. {item.title}: {item.state}{owed}")
        if self.of_agenda:
            lines.append(self.of_agenda)
        return "\n".join(lines)

    @property
    def json(self) -> dict[str, Any]:
        """The status as JSON has it."""
        dates = {"date": self.date.isoformat(), "publish_by": self.publish_by.isoformat()}
        notices = [asdict(each) | {"by": each.by.isoformat()} for each in self.notices]
        items = [asdict(each) for each in self.items]
        return asdict(self) | dates | {"items": items, "notices": notices}


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
        errors=sum(each.level is Level.ERROR for each in checked.problems),
        notices=notices_of(meeting, checked.facts),
    )


def _items(checked: CheckedMeeting, today: datetime.date) -> Iterator[ItemStatus]:
    for number, item in enumerate(checked.meeting.items, 1):
        title, kind = _title(item, checked), _KINDS[type(item)]
        match item:
            case PaperItem() | UrgentItem() | ExemptItem():
                state, ready = _of_paper(item, checked)
                yield ItemStatus(number, title, kind, state, ready, _owed_by(item, checked))
            case MinutesItem():
                state, ready = _of_minutes(item, checked)
                yield ItemStatus(number, title, kind, state, ready, checked.meeting.clerk.name)
            case ToFollowItem(expected=expected):
                late = ", which has passed" if expected < today else ""
                state = f"to follow, expected by {long_date(expected)}{late}"
                yield ItemStatus(number, title, kind, state, False, "")
            case _:
                yield ItemStatus(number, title, kind, "needs no document", True, "")


def _owed_by(item: PaperItem | UrgentItem | ExemptItem, checked: CheckedMeeting) -> str:
    facts = checked.facts.get(item.paper)
    return facts.enquiries if facts else ""


def _of_minutes(item: MinutesItem, checked: CheckedMeeting) -> tuple[str, bool]:
    """Return the state of minutes, and whether they may be published."""
    if item.file.data is None:
        reasons = [each for each in checked.problems if each.place == item.place]
        said = reasons[0].found if reasons else f"there is no file “{item.file.path}”"
        return f"are missing: {said[:1].lower()}{said[1:]}", False
    errors = [
        each
        for each in checked.problems
        if each.level is Level.ERROR and each.place.file == item.place.file
    ]
    return (_counted(len(errors), "error"), False) if errors else ("ready", True)


_FOREIGN = ("meeting-other-date", "meeting-other-body")
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


def _of_paper(
    item: PaperItem | UrgentItem | ExemptItem, checked: CheckedMeeting
) -> tuple[str, bool]:
    """Return the state of a paper, and whether it is ready."""
    if item.paper not in checked.papers:
        return f"is missing: there is no paper “{item.paper}” in the inputs", False
    wrong = [
        each for each in checked.problems if each.level is Level.ERROR and each.place == item.place
    ]
    if any(each.code in _FOREIGN for each in wrong):
        return "is not a paper for this meeting", False
    if wrong:
        return wrong[0].found[:1].lower() + wrong[0].found[1:], False
    problems = checked.papers[item.paper]
    errors = sum(each.level is Level.ERROR for each in problems)
    warnings = sum(each.level is Level.WARNING for each in problems)
    exempt = _exempt(item, checked)
    if errors:
        return f"{_counted(errors, 'error')}{exempt}", False
    if warnings:
        return f"ready, with {_counted(warnings, 'warning')}{exempt}", True
    return f"ready{exempt}", True


def _exempt(item: PaperItem | UrgentItem | ExemptItem, checked: CheckedMeeting) -> str:
    """Return which of a paper is not for publication."""
    if isinstance(item, ExemptItem):
        return "; not for publication"
    withheld = checked.facts[item.paper].withheld if item.paper in checked.facts else ()
    if not withheld:
        return ""
    noun = "appendix" if len(withheld) == 1 else "appendices"
    return f"; {noun} {listing(each.label for each in withheld)} not for publication"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _days(left: int) -> str:
    if left < 0:
        return f"{-left} {'day' if left == -1 else 'days'} ago"
    return "today" if left == 0 else f"{left} {'day' if left == 1 else 'days'} left"
