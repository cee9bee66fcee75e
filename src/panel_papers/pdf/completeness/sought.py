"""One line of the document as it is looked for on the pages, and where it was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from panel_papers.pdf.completeness.letters import letters, right_to_left, words
from panel_papers.pdf.completeness.model import Form, Line, Piece
from panel_papers.pdf.completeness.sheet import Hit, Sheet

OF_NO_LETTERS = (Form.ANY, Form.MAYBE, Form.BOX)


class Span(NamedTuple):
    """A piece of a line and its letters within those of the line."""

    piece: Piece
    start: int
    end: int


class Sought:
    """A line's letters, and where on the pages they are.

    `found` are the first letters of stretches and their places; `reported` are stretches that have
    a finding already.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: list[tuple[int, Hit]] = []
        self.reported: list[tuple[int, int]] = []
        self.spans: list[Span] = []
        self.breaks: list[int] = []
        text = ""
        at = 0
        for piece in line.pieces:
            if piece.form in OF_NO_LETTERS:
                self.spans.append(Span(piece, at, at))
                self.breaks.append(at)
                text += " "
                continue
            end = at + len(letters(piece.text))
            self.spans.append(Span(piece, at, end))
            if piece.form is Form.NUMBER:
                self.breaks += [at, end]
            elif "\t" in piece.text:
                self.breaks += _tabs(piece.text, at)
            text += piece.text
            at = end
        self.letters, self.starts = words(text)
        self.backwards = right_to_left(self.letters)

    @property
    def whole(self) -> bool:
        """Return whether nothing is missing of the line."""
        return self.count() == len(self.letters)

    def count(self) -> int:
        """Return how many letters of the line were found."""
        taken = sum(hit.end - hit.start for _, hit in self.found)
        return taken + sum(end - start for start, end in self.reported)

    def fragments(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches between tabs, numbers and fields."""
        start = 0
        for end in sorted({*self.breaks, len(self.letters)}):
            if end > start:
                yield start, end
            start = end

    def take(self, sheet: Sheet, start: int, hit: Hit) -> None:
        """Note that the letters from `start` are at a place of the pages, and take them there."""
        sheet.take(hit)
        self.found.append((start, hit))

    def missing(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches of letters that were not found."""
        at = 0
        known = [(start, start + hit.end - hit.start) for start, hit in self.found]
        for start, end in sorted([*known, *self.reported]):
            if start > at:
                yield at, start
            at = max(at, end)
        if at < len(self.letters):
            yield at, len(self.letters)

    def word_bounds(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the words, or parts of words, between two letters of the line."""
        first = bisect_right(self.starts, start)
        edges = [start, *(s for s in self.starts[first:] if s < end), end]
        return [(a, b) for a, b in pairwise(edges) if b > a]

    def original(self, start: int, end: int) -> str:
        """Return the text of some letters as the document has it."""
        made = []
        at = 0
        for span in self.spans:
            if span.piece.form in OF_NO_LETTERS:
                continue
            for character in span.piece.text:
                size = len(letters(character))
                if (at >= start and at + size <= end and (size or at > start)) or (
                    at < end < at + size
                ):
                    made.append(character)
                at += size
        return " ".join("".join(made).split())

    def places(self, start: int, end: int) -> Iterator[Hit]:
        """Yield where on the pages the letters from `start` to `end` are."""
        for at, hit in self.found:
            low, high = max(start, at), min(end, at + hit.end - hit.start)
            if low < high:
                yield Hit(hit.page, hit.start + low - at, hit.start + high - at)

    def first(self) -> Hit | None:
        """Return where the line begins on the pages."""
        return min(self.found)[1] if self.found else None

    def last(self) -> Hit | None:
        """Return where the line ends on the pages."""
        return max(self.found)[1] if self.found else None


def _tabs(text: str, at: int) -> Iterator[int]:
    done = 0
    for part in text.split("\t")[:-1]:
        done += len(letters(part))
        yield at + done
