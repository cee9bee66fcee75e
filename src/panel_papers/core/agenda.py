"""A meeting's agenda as one value: what its Word template and its web page print."""

from __future__ import annotations

from msgspec import Struct

from panel_papers.core.values import Link


class Member(Struct, frozen=True):
    """A member of the body; `role` is empty for one without an office, such as Chair."""

    name: str
    role: str = ""


class AgendaPart(Struct, frozen=True):
    """A part that belongs to an item: its title, or a link to it, and its pages (“pages 5 – 8”)."""

    title: str | Link
    pages: str


class AgendaItem(Struct, frozen=True):
    """One line of an agenda.

    `pages` are those of its documents in the pack (“Pages 5 – 8”), empty where it has none. `notes`
    are printed below its title. `parts` are the documents behind its first. `heading` is that of a
    group of items which begins with it, empty where none does.
    """

    number: int
    title: str | Link
    notes: tuple[str, ...] = ()
    pages: str = ""
    parts: tuple[AgendaPart, ...] = ()
    heading: str = ""


class Agenda(Struct, frozen=True):
    """What an agenda says beside the body, the date and whom to ask.

    `time` is as printed: “2.30 pm”. `notices` are printed above the items.
    """

    time: str
    venue: str
    address: str
    members: tuple[Member, ...]
    items: tuple[AgendaItem, ...]
    notices: tuple[str, ...] = ()
