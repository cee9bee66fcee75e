"""One passage of a paper: a paragraph, heading, item or cell, with the place of each character."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from panel_papers.core import FIGURE, REFERENCE, Place

_NOWHERE = Place("")
_BLANK = re.compile(r"(?:\s|<br\s{0,9}/?>)+|&nbsp;", re.IGNORECASE)
FAR = 2_000  # no mark between two characters is longer: the address of a link


class Kind(StrEnum):
    """What a passage is to its reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    QUOTATION = "quotation"
    HEADER_CELL = "header cell"
    CELL = "cell"
    CAPTION = "caption"
    NOTE = "footnote"
    CODE = "code"


class LinkSpan(Struct, frozen=True):
    """The part `start:end` of a passage's text that leads to `address`."""

    start: int
    end: int
    address: str
    title: str = ""


class FigureSpan(Struct, frozen=True):
    """The part `start:end` of a passage's text that the figure `name` prints."""

    start: int
    end: int
    name: str


class ReferenceSpan(Struct, frozen=True):
    """The part `start:end` of a passage's text that a reference by name prints."""

    start: int
    end: int


class Passage(Struct, frozen=True, dict=True):
    """One paragraph, heading, list item or cell, as it prints, without its marks.

    `part` is 0 for the report and n for appendix n; `section` is the name of the section, or of
    the template's field. `level` is that of a heading, from 1; 0 for all else. `strong` says that
    all of it is strong.
    """

    text: str
    kind: Kind
    part: int
    section: str
    level: int = 0
    strong: bool = False
    links: tuple[LinkSpan, ...] = ()
    figures: tuple[FigureSpan, ...] = ()
    start: Place = _NOWHERE
    typed: str = ""
    references: tuple[ReferenceSpan, ...] = ()

    def place(self, offset: int = 0) -> Place:
        """Return where the character at `offset` of the text was typed."""
        if self.start.where or self.start.line is None:
            return self.start
        return self._place_of(self._typed_at[offset] if offset < len(self._typed_at) else 0)

    def end(self) -> tuple[Place, int]:
        """Return where in the file the text ends, and where in what was typed."""
        at = self._typed_at[-1] + 1 if self._typed_at else 0
        return self._place_of(at), at

    def _place_of(self, at: int) -> Place:
        before = self.typed[:at]
        line = before.count("\n")
        column = at - (before.rfind("\n") + 1) + 1
        if not line:
            column += (self.start.column or 1) - 1
        return Place(self.start.file, (self.start.line or 1) + line, column)

    def holds(self, place: Place) -> bool:
        """Say whether a place in a file is one of this passage."""
        if place.file != self.start.file:
            return False
        if place.line is None:
            return self.start.where is not None and place == self.start
        at = (place.line, place.column or 0)
        first, last = self.place(), self.place(len(self.text) - 1)
        begins = (first.line or 1, (first.column or 1) if place.column else 0)
        return begins <= at <= (last.line or 1, (last.column or 1) if place.column else 0)

    @cached_property
    def _typed_at(self) -> list[int]:
        """Where each character of the text is in what was typed, marks passed over."""
        found: list[int] = []
        at = 0
        figures: dict[int, tuple[FigureSpan | ReferenceSpan, re.Pattern[str]]]
        figures = {each.start: (each, FIGURE) for each in self.figures}
        figures |= {each.start: (each, REFERENCE) for each in self.references}
        skipped = 0
        for index, character in enumerate(self.text):
            if index < skipped:
                continue
            if index in figures:
                printed, pattern = figures[index]
                tag = pattern.search(self.typed, at)
                first, at = tag.span() if tag else (at, at)
                found += [first] * (printed.end - printed.start)
                skipped = printed.end
                continue
            if character.isspace():
                blank = _BLANK.search(self.typed, at, at + FAR)
                found.append(blank.start() if blank else min(at, max(len(self.typed) - 1, 0)))
                at = blank.end() if blank else at
                continue
            there = self.typed.find(character, at, at + FAR)
            found.append(there if there >= 0 else at)
            at = there + 1 if there >= 0 else at
        return found
