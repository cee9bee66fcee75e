"""What an adoption took from a document, and what it could not take, each with its place."""

from __future__ import annotations

from msgspec import Struct, field

from panel_papers.core import Level, Place, Problem


class Findings(Struct):
    """What is reported of an adoption; `file` is the document that is adopted."""

    file: str
    taken: list[str] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)

    def take(self, what: str) -> None:
        """Note what was taken, once."""
        if what not in self.taken:
            self.taken.append(what)

    def leave(self, where: str | None, found: str, hint: str) -> None:
        """Note what could not be taken as it is, once."""
        place = Place(self.file, where=where)
        problem = Problem("not-adopted", place, found, "", hint, Level.SUGGESTION)
        if problem not in self.left:
            self.left.append(problem)
