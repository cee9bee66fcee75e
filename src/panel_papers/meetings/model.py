"""A meeting as one frozen value: what meeting.yaml says, checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from msgspec import Struct

from panel_papers.core import Acceptance, Body, InputFile, Member, Place, Restriction
from panel_papers.meetings.edition import Edition


class StandingItem(Struct, frozen=True):
    """An item that most agendas have, by its title and text."""

    title: str
    text: str
    note: str = ""
    place: Place = Place("meeting.yaml")


class MinutesItem(Struct, frozen=True):
    """The minutes of an earlier meeting, on the day `of`, as a supplied Word file or PDF.

    The `file` has no data where it is missing; `of_at` is where the day is typed. `summary` says
    what was done without the public, where the minutes leave that out.
    """

    file: InputFile
    of: date
    place: Place
    note: str = ""
    of_at: Place = Place("meeting.yaml")
    summary: str = ""


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


class ExemptItem(Struct, frozen=True):
    """A paper that is exempt as a whole (LGA 1972 s100A(4)): the public leaves before it.

    The public sees what `restriction` says, its `public_title` above all, and nothing of the paper.
    """

    paper: str
    restriction: Restriction
    place: Place
    note: str = ""


class ExclusionItem(Struct, frozen=True):
    """The resolution by which the public is excluded for all that is exempt at the meeting."""

    title: str
    place: Place
    note: str = ""


class VerbalItem(Struct, frozen=True):
    """An item on which somebody speaks, without a document."""

    title: str
    note: str = ""
    place: Place = Place("meeting.yaml")


class ToFollowItem(Struct, frozen=True):
    """An item whose paper is published later, expected on a day, and why.

    `owed_by` is who is to write it, and is not published.
    """

    title: str
    reason: str
    expected: date
    note: str = ""
    place: Place = Place("meeting.yaml")
    owed_by: str = ""


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
    StandingItem
    | MinutesItem
    | PaperItem
    | UrgentItem
    | ExemptItem
    | ExclusionItem
    | VerbalItem
    | ToFollowItem
    | ReferredItem
)


class Clerk(Struct, frozen=True):
    """Whom to ask about the meeting."""

    name: str
    email: str


class Meeting(Struct, frozen=True):
    """Everything that meeting.yaml says; `name` is that of the meeting's folder.

    `file` is meeting.yaml itself, and `place` is where it is. `accepted` are problems with the
    minutes and the agenda that the clerk answers for. In a supplement, whose `edition` says so,
    `items` are those that are new. `groups` are headings by the number of the item that each is
    above; `members_file` lists the members, where meeting.yaml does not, each at its place of
    `members_at`.
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
    groups: Mapping[int, str] = {}
    members_file: InputFile | None = None
    members_at: tuple[Place, ...] = ()

    def group_of(self, number: int) -> str:
        """Return the heading of the group that an item is in; empty where it is in none."""
        begun = [first for first in self.groups if first <= number]
        return self.groups[max(begun)] if begun else ""

    def number_of(self, index: int) -> int:
        """Return the number of an item on the agenda, which a supplement never changes."""
        return self.edition.numbers[index] if self.edition.numbers else index + 1

    @property
    def papers(self) -> tuple[PaperItem | UrgentItem, ...]:
        """The items that are public papers of the inputs folder, in order."""
        return tuple(each for each in self.items if isinstance(each, PaperItem | UrgentItem))

    @property
    def exempt(self) -> tuple[ExemptItem, ...]:
        """The items whose paper is exempt as a whole, in order."""
        return tuple(each for each in self.items if isinstance(each, ExemptItem))
