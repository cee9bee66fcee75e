"""Which publication of a meeting is made: its agenda, or a supplement to it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class EarlierIssue(Struct, frozen=True):
    """What was published before a supplement: its number and name, the day, its pages."""

    issue: int
    name: str
    issued: date
    first_page: int
    last_page: int


class Release(Struct, frozen=True):
    """What a supplement releases: an item or an appendix that was exempt, by its public title.

    `appendix` is its label, None for the whole item. `day` is that of the decision.
    """

    item: int
    appendix: str | None
    title: str
    reason: str
    day: date


class EarlierForMembers(Struct, frozen=True):
    """A pack for members that was issued before, by its issue.

    `pages` are number, first and last page of each of its items.
    """

    issue: str
    pages: tuple[tuple[int, int, int], ...]


class Edition(Struct, frozen=True):
    """The agenda with all papers, or the supplement of a number.

    `first_page` is that of its pack. `numbers` are those of its items on the agenda; empty where it
    has them all. `remarks` say of each of them why it is there, `added` are the numbers of those
    that the agenda did not have. `notices` are printed above the items. `records` are the paths and
    checksums of the records of what was published `earlier`. `first_restricted` is the number of
    the first page for members, who have the packs `earlier_for_members`. `released` is what was
    exempt and is public in this supplement.
    """

    supplement: int = 0
    first_page: int = 1
    numbers: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    added: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    earlier: tuple[EarlierIssue, ...] = ()
    first_restricted: int = 1
    earlier_for_members: tuple[EarlierForMembers, ...] = ()
    released: tuple[Release, ...] = ()

    @property
    def title(self) -> str:
        """What it is called on its first page."""
        return f"Supplement {self.supplement} to the agenda" if self.supplement else "Agenda"

    @property
    def prefix(self) -> str:
        """What the names of its files begin with, so that all files of a meeting can lie together.

        Supplements have file names of their own: one folder on a website holds them all.
        """
        return f"supplement-{self.supplement}-" if self.supplement else ""

    def folder(self, meeting: str) -> str:
        """Return the folder of its files; no meeting’s name has a full stop in it."""
        return f"{meeting}.supplement-{self.supplement}" if self.supplement else meeting
