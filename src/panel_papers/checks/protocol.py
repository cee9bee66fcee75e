"""What a check is: rules that say what it looks for and why, and a look at one paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar, cast

from msgspec import Struct

from panel_papers.content import Passage
from panel_papers.core import Level, Paper, Place, Problem
from panel_papers.word import WordTemplate


class Rule(Struct, frozen=True):
    """One kind of finding, as docs/checks/ describes it.

    `code` names it for good; `why` is the reason in a sentence or two; `wrong` and `right` are an
    example and what to write instead; `source` is the law or standard that asks for it. An
    `acceptable` error may be accepted with a reason, in an entry that says what it is about.
    """

    code: str
    level: Level
    title: str
    why: str
    wrong: str
    right: str
    source: str | None = None
    acceptable: bool = False

    def problem(
        self,
        place: Place,
        found: str,
        wanted: str,
        hint: str | None = None,
        *,
        quoted: str | None = None,
        fingerprint: str | None = None,
    ) -> Problem:
        """Return a finding of this kind; only the user's terminal shows what is `quoted`."""
        return Problem(
            self.code,
            place,
            found,
            wanted,
            hint,
            self.level,
            quoted=quoted,
            acceptable=self.acceptable,
            fingerprint=fingerprint,
        )


_Found = TypeVar("_Found")


class Subject(Struct, frozen=True, dict=True):
    """What checks look at: one paper as read, figures put in, its words, and its Word documents.

    `folder` is the paper's folder as places name it. `documents` holds the Word documents that
    were made from the paper: 0 the report, n appendix n. `today` is None where no check may
    depend on the day. `words` are those that the body uses beyond the dictionary. `templates` are
    those that the documents were made from; `opened`, each a `WordText`, are looked at in the
    place of `documents`.
    """

    folder: str
    paper: Paper
    passages: tuple[Passage, ...]
    documents: Mapping[int, bytes]
    today: date | None = None
    words: frozenset[str] = frozenset()
    templates: tuple[WordTemplate, ...] = ()
    opened: tuple[object, ...] = ()

    def once(self, find: Callable[[Subject], _Found]) -> _Found:
        """Return what a function finds in this subject, found once for all checks that ask."""
        if find not in self._known:
            self._known[find] = find(self)
        return cast("_Found", self._known[find])

    def place(self, where: str | None = None) -> Place:
        """Return paper.yaml, or in words a place in it."""
        return Place(f"{self.folder}/paper.yaml", where=where)

    def at(self, *path: str | int) -> Place:
        """Return where a value of paper.yaml is, such as `at("appendices", 0, "title")`.

        In words alone where the paper does not say (a part of it is restricted).
        """
        places = self.paper.places
        if places:
            while path not in places:
                path = path[:-1]
            return places[path]
        words = (f"item {part + 1}" if isinstance(part, int) else part for part in path)
        return self.place(", ".join(words))

    @cached_property
    def _known(self) -> dict[object, object]:
        return {}

    @cached_property
    def typed(self) -> list[str]:
        """The lines of paper.yaml; none where the paper does not hold it."""
        for file in self.paper.files:
            if file.path == "paper.yaml" and file.data is not None:
                text = file.data.decode("utf-8-sig", "replace")
                return text.replace("\r\n", "\n").split("\n")
        return []


class Check(Protocol):
    """One check; the modules of `checks` are such, each in its own file."""

    RULES: tuple[Rule, ...]

    def find(self, subject: Subject) -> Iterator[Problem]:
        """Yield what is wrong, each finding made by one of `RULES`."""
        ...
