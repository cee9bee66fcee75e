"""A meeting as one frozen value: what meeting.yaml says, checked."""

from __future__ import annotations

from datetime import date, time

from msgspec import Struct

from panel_papers.core import Acceptance, Body, InputFile, Member, Place
from panel_papers.meetings.edition import Edition


class StandingItem(Struct, frozen=True):
    """An item that most agendas have, by its title and text."""

    title: str
    text: str
    note: str = ""


class MinutesItem(Struct, frozen=True):
    """The minutes of an earlier meeting, on the day `of`, as a supplied Word file or PDF."""

    file: InputFile
    of: date
    place: Place
    note: str = ""


class PaperItem(Struct, frozen=True):
    """A paper of the inputs folder, by its name there."""

    paper: str
    place: Place
    note: str = ""


class UrgentItem(Struct, frozen=True):
    """A paper that was not on the agenda as it was published (LGA 1972 s100B(4)(b)).

    `reason` says why it is urgent, `agreed_by` who agreed to that: the Chair.
    """

    paper: str
    reason: str
    agreed_by: str
    place: Place
    note: str = ""


class VerbalItem(Struct, frozen=True):
    """An item on which somebody speaks, without a document."""

    title: str
    note: str = ""


class ToFollowItem(Struct, frozen=True):
    """An item whose paper is published later, expected on a day, and why."""

    title: str
    reason: str
    expected: date
    note: str = ""


class ReferredItem(Struct, frozen=True):
    """An item of a supplement whose documents were published before, as `text` says.

    `kind` and `source` are those of the item on the agenda.
    """

    title: str
    text: str
    kind: str
    source: str
    note: str = ""


Item = (
    StandingItem | MinutesItem | PaperItem | UrgentItem | VerbalItem | ToFollowItem | ReferredItem
)


class Clerk(Struct, frozen=True):
    """Whom to ask about the meeting."""

    name: str
    email: str


class Meeting(Struct, frozen=True):
    """Everything that meeting.yaml says; `name` is that of the meeting's folder.

    `file` is meeting.yaml itself, and `place` is where it is. `accepted` are problems with the
    minutes and the agenda that the clerk answers for. In a supplement, whose `edition` says so,
    `items` are those that are new.
    """

    name: str
    body: Body
    date: date
    time: time
    venue: str
    address: str
    members: tuple[Member, ...]
    clerk: Clerk
    language: str
    items: tuple[Item, ...]
    file: InputFile
    place: Place
    accepted: tuple[Acceptance, ...] = ()
    edition: Edition = Edition()

    def number_of(self, index: int) -> int:
        """Return the number of an item on the agenda, which a supplement never changes."""
        return self.edition.numbers[index] if self.edition.numbers else index + 1

    @property
    def papers(self) -> tuple[PaperItem | UrgentItem, ...]:
        """The items that are papers of the inputs folder, in order."""
        return tuple(each for each in self.items if isinstance(each, PaperItem | UrgentItem))
