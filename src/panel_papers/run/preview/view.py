"""The pages and problems of a paper as they follow each other while it is edited."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.build import PlacedProblem
from panel_papers.core import counted
from panel_papers.run.preview.making import Shown, Unready


class State(StrEnum):
    """How what is shown relates to the files as they are now."""

    MAKING = "making"
    """There is nothing to show yet."""
    CHECKING = "checking"
    """The pages are new; the problems are those from before."""
    CURRENT = "current"
    STALE = "stale"
    """The problems are new; there are no new pages."""


class View(Struct, frozen=True):
    """What is shown of a paper: the last pages that there were, and the last problems."""

    paper: str
    state: State
    shown: Shown | None
    problems: tuple[PlacedProblem, ...]

    def after(self, came: Shown | Unready) -> View:
        """Return what is shown once this has come."""
        if isinstance(came, Unready):
            found = tuple(PlacedProblem(each, None, ()) for each in came.problems)
            return replace(self, state=State.STALE, problems=found)
        if came.problems is None:
            pages = len(came.pages)
            before = tuple(_without_boxes(each, pages) for each in self.problems)
            return replace(self, state=State.CHECKING, shown=came, problems=before)
        if came.key is None:
            return replace(self, state=State.STALE, problems=came.problems)
        return replace(self, state=State.CURRENT, shown=came, problems=came.problems)

    @property
    def public(self) -> tuple[PlacedProblem, ...]:
        """The problems that were not found in restricted files."""
        return tuple(each for each in self.problems if not each.problem.restricted)

    @property
    def withheld(self) -> int:
        """How many problems were found in restricted files."""
        return len(self.problems) - len(self.public)

    @property
    def counted(self) -> str:
        """How many problems there are."""
        return counted(each.problem for each in self.problems)

    @property
    def status(self) -> str:
        """What is shown, in a sentence or two."""
        count = len(self.shown.pages) if self.shown else 0
        pages = f"{count} {'page' if count == 1 else 'pages'}"
        if self.state is State.MAKING:
            return "The pages are being made."
        if self.state is State.CHECKING:
            return f"{pages}, new. The problems are being looked for."
        if self.state is State.STALE:
            return f"{self.counted}. " + (
                "The pages shown are from before." if count else "There are no pages yet."
            )
        return f"{pages}, {self.counted}."


def _without_boxes(placed: PlacedProblem, pages: int) -> PlacedProblem:
    """Return a problem from before without its boxes, which are those of other pages."""
    page = placed.page if placed.page is not None and placed.page <= pages else None
    return replace(placed, page=page, boxes=())
