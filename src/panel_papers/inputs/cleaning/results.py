"""What cleaning a supplied file gives back: its bytes, and what was taken out."""

from __future__ import annotations

from msgspec import Struct, field

from panel_papers.core import Problem


class Removal(Struct, frozen=True, order=True):
    """One kind of thing that was taken out, how many times, and where, in plain words."""

    what: str
    count: int
    where: str | None = None


class Cleaned(Struct, frozen=True):
    """A cleaned file; the very bytes that were supplied where there was nothing to take out."""

    data: bytes
    removed: tuple[Removal, ...] = ()
    problems: tuple[Problem, ...] = ()
    signed: bool = False
    """Whether the original is signed, and its look alone is kept."""


class Tally(Struct, eq=False):
    """What has been taken out so far, in the order in which it was found."""

    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, what: str, where: str | None = None, count: int = 1) -> None:
        """Count a thing that was taken out; `where` is a place such as “page 3”."""
        if count < 1:
            return
        self.counts[what] = self.counts.get(what, 0) + count
        if where:
            self.places.setdefault(what, {})[where] = None

    def __bool__(self) -> bool:
        """Say whether anything was taken out."""
        return bool(self.counts)

    def removals(self) -> tuple[Removal, ...]:
        """Return what was taken out; of many places the first ten are named."""
        return tuple(
            Removal(what, count, named(list(self.places.get(what, ()))))
            for what, count in self.counts.items()
        )


def named(places: list[str]) -> str | None:
    """Return places as one phrase, the first ten by name; None where there are none."""
    if not places:
        return None
    more = f" and {len(places) - 10} more places" if len(places) > 10 else ""
    return ", ".join(places[:10]) + more
