"""How far a meeting is: its items, what is owed and by whom, and the days left to publish."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from panel_papers.core import Level, in_words, long_date
from panel_papers.law import Deadline, PublicNotice, listing, publish_by
from panel_papers.meetings.agenda import title_of
from panel_papers.meetings.checking import CheckedMeeting
from panel_papers.meetings.exclusion import notices_of
from panel_papers.meetings.issues.so_far import IssuedSoFar
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

    `ready` says whether nothing keeps it from being published; `published` what readers have of
    it, where that is anything.
    """

    number: int
    title: str
    kind: str
    state: str
    ready: bool
    owed_by: str
    published: str = ""

    @property
    def said(self) -> str:
        """Its state, and what readers have of it."""
        return f"{self.state}; {self.published}" if self.published else self.state


class Owed(Struct, frozen=True):
    """Who owes what: a name or an address, empty where nobody is named, and the items."""

    by: str
    items: tuple[int, ...]

    @property
    def text(self) -> str:
        """What is owed in words."""
        noun = "item" if len(self.items) == 1 else "items"
        return f"{self.by or 'nobody named'}: {noun} {listing(map(str, self.items))}"


class Status(Struct, frozen=True):
    """What a meeting still needs; `days_left` is below 0 after the last day to publish.

    `errors` is the number of errors in the agenda itself, which are not those of a paper. `issues`
    are what was published, `unpublished` the items that a supplement would hold, `changed` what it
    would say beside them. `waiting` is built and not published, `damaged` is a record, and
    `compared` says that nothing exempt has to be built to know whether it has changed.
    """

    meeting: str
    body: str
    date: datetime.date
    publish_by: datetime.date
    days_left: int
    items: tuple[ItemStatus, ...]
    errors: int = 0
    notices: tuple[PublicNotice, ...] = ()
    issues: tuple[IssuedSoFar, ...] = ()
    unpublished: tuple[int, ...] = ()
    changed: tuple[str, ...] = ()
    waiting: str = ""
    damaged: bool = False
    compared: bool = True

    @property
    def owed(self) -> tuple[Owed, ...]:
        """Who owes what, in the order of the agenda."""
        by: dict[str, list[int]] = {}
        for item in self.items:
            if not item.ready:
                by.setdefault(item.owed_by, []).append(item.number)
        return tuple(Owed(name, tuple(numbers)) for name, numbers in by.items())

    @property
    def deadline(self) -> str:
        """The last day to publish the agenda: how long that is from now, or when it was done."""
        if not self.issues:
            return f"Publish by {in_words(self.publish_by)}: {self.left}"
        first = self.issues[0].issued
        late = (first - self.publish_by).days
        day = f"Published on {in_words(first)}; the last day for the agenda"
        if late > 0:
            return f"{day} was {in_words(self.publish_by)}, {_counted(late, 'day')} earlier"
        return f"{day} is {in_words(self.publish_by)}: {self.left}"

    @property
    def next_step(self) -> str:
        """What the clerk can do about what is not published; empty where that is nothing."""
        if not self.issues:
            return ""
        if self.waiting:
            return f"{self.waiting} is built: panel-papers meeting publish {self.meeting}"
        again = f"panel-papers meeting supplement {self.meeting}"
        if not self.unpublished and self.changed:
            return f"{' '.join(self.changed)} This can be published: {again}"
        if not self.unpublished and not self.compared:
            return f"Nothing public has changed since; what is exempt is compared by: {again}"
        if not self.unpublished:
            return "Nothing has changed since."
        noun = "Item" if len(self.unpublished) == 1 else "Items"
        numbers = listing(map(str, self.unpublished))
        return f"{' '.join((*self.changed, noun))} {numbers} can be published: {again}"

    @property
    def nothing(self) -> str:
        """What is said where no issue is known."""
        if self.damaged:
            return "What is published is not known: a record of an issue is damaged."
        return "Nothing is published yet."

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
            self.deadline,
            *(f"{each.what}: by {in_words(each.by)}" for each in self.notices),
            "Items:",
        ]
        for item in self.items:
            owed = f" – ask {item.owed_by}" if item.owed_by and not item.ready else ""
            lines.append(f"  {item.number}. {item.title}: {item.said}{owed}")
        if self.of_agenda:
            lines.append(self.of_agenda)
        if self.owed:
            lines += ["Who owes what:", *(f"  {each.text}" for each in self.owed)]
        lines.append("Published:" if self.issues else self.nothing)
        lines += [f"  {each.number}. {each.text}" for each in self.issues]
        if self.next_step:
            lines.append(self.next_step)
        return "\n".join(lines)

    @property
    def json(self) -> dict[str, Any]:
        """The status as JSON has it."""
        dates = {"date": self.date.isoformat(), "publish_by": self.publish_by.isoformat()}
        notices = [asdict(each) | {"by": each.by.isoformat()} for each in self.notices]
        items = [asdict(each) for each in self.items]
        owed = [asdict(each) for each in self.owed]
        issues = [asdict(each) | {"issued": each.issued.isoformat()} for each in self.issues]
        lists = {"items": items, "notices": notices, "owed": owed, "issues": issues}
        return asdict(self) | dates | lists


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
        items=tuple(
            replace(each, published=checked.so_far.items.get(each.number, ""))
            for each in _items(checked, today)
        ),
        errors=sum(each.level is Level.ERROR for each in checked.problems),
        notices=notices_of(meeting, checked.facts),
        issues=checked.so_far.issues,
        unpublished=checked.so_far.unpublished,
        changed=checked.so_far.notices,
        waiting=checked.so_far.waiting,
        damaged=checked.so_far.damaged,
        compared=checked.so_far.compared,
    )


def _items(checked: CheckedMeeting, today: datetime.date) -> Iterator[ItemStatus]:
    for number, item in enumerate(checked.meeting.items, 1):
        title, kind = _title(item, checked), _KINDS[type(item)]
        match item:
            case PaperItem() | UrgentItem() | ExemptItem():
                state, ready = _of_paper(item, checked, number)
                yield ItemStatus(number, title, kind, state, ready, _owed_by(item, checked))
            case MinutesItem():
                state, ready = _of_minutes(item, checked)
                yield ItemStatus(number, title, kind, state, ready, checked.meeting.clerk.name)
            case ToFollowItem(expected=expected, owed_by=owed_by):
                late = ", which has passed" if expected < today else ""
                state = f"to follow, expected by {long_date(expected)}{late}"
                yield ItemStatus(number, title, kind, state, False, owed_by)
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
    item: PaperItem | UrgentItem | ExemptItem, checked: CheckedMeeting, number: int
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
    exempt = _exempt(item, checked, number)
    if errors:
        return f"{_counted(errors, 'error')}{exempt}", False
    if warnings:
        return f"ready, with {_counted(warnings, 'warning')}{exempt}", True
    return f"ready{exempt}", True


def _exempt(item: PaperItem | UrgentItem | ExemptItem, checked: CheckedMeeting, number: int) -> str:
    """Return which of a paper is not for publication, and which of it was released."""
    days = {e.appendix: e.day for e in checked.so_far.released if e.item == number}
    if isinstance(item, ExemptItem):
        return f"; released on {long_date(days[None])}" if None in days else "; not for publication"
    facts = checked.facts.get(item.paper)
    labels = [each.label for each in facts.withheld] if facts else []
    said = [
        f"; appendix {each} released on {long_date(days[each])}" for each in labels if each in days
    ]
    kept = [each for each in labels if each not in days]
    if kept:
        noun = "appendix" if len(kept) == 1 else "appendices"
        said.append(f"; {noun} {listing(kept)} not for publication")
    return "".join(said)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _days(left: int) -> str:
    if left < 0:
        return f"{-left} {'day' if left == -1 else 'days'} ago"
    return "today" if left == 0 else f"{left} {'day' if left == 1 else 'days'} left"
