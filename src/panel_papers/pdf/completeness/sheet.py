"""The letters of all pages, from which those that are accounted for are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from panel_papers.pdf.completeness.painted import Page

TAKEN = "\0"
_LEADERS = frozenset("._·…")  # what fills the space before a tab stop
_SHORT = 4  # letters: fewer are found by chance inside other words


class Hit(NamedTuple):
    """Where letters are: the page, from 0, and the first and last letter on it."""

    page: int
    start: int
    end: int


class Sheet:
    """The letters of pages that are still free, page by page."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.free = [page.letters for page in pages]

    def find(self, sought: str, after: Hit | None = None, pages: range | None = None) -> Hit | None:
        """Return where letters are free: first after a hit, then anywhere, or None.

        Few letters are found only where they are words of their own.
        """
        for number, begin in self._places(after, pages):
            at = self._on_page(sought, number, begin)
            if at >= 0:
                return Hit(number, at, at + len(sought))
        return None

    def find_row(
        self, parts: Sequence[str], after: Hit | None = None, pages: range | None = None
    ) -> list[Hit] | None:
        """Return where texts are free one after the other, with nothing but leaders between them.

        The row is found only where it begins and ends as words do.
        """
        for number, begin in self._places(after, pages):
            at = self.free[number].find(parts[0], begin)
            while at >= 0:
                row = self._row(parts, number, at)
                if row and self.is_word(Hit(number, at, row[-1].end)):
                    return row
                at = self.free[number].find(parts[0], at + 1)
        return None

    def anywhere(self, sought: str) -> Hit | None:
        """Return where letters are free, also inside a word, or None."""
        for number, free in enumerate(self.free):
            at = free.find(sought)
            if at >= 0:
                return Hit(number, at, at + len(sought))
        return None

    def take(self, hit: Hit) -> None:
        """Mark letters as accounted for."""
        free = self.free[hit.page]
        self.free[hit.page] = free[: hit.start] + TAKEN * (hit.end - hit.start) + free[hit.end :]

    def free_again(self, hit: Hit) -> None:
        """Mark letters as not accounted for after all."""
        free, own = self.free[hit.page], self.pages[hit.page].letters
        self.free[hit.page] = free[: hit.start] + own[hit.start : hit.end] + free[hit.end :]

    def at(self, page: int, start: int, end: int) -> str:
        """Return the letters of a page, and TAKEN for those that are accounted for."""
        return self.free[page][max(start, 0) : end]

    def leftovers(self) -> Iterator[Hit]:
        """Yield each stretch of letters for which nothing accounts."""
        for number, free in enumerate(self.free):
            at = 0
            for stretch in free.split(TAKEN):
                if stretch:
                    yield Hit(number, at, at + len(stretch))
                at += len(stretch) + 1

    def is_word(self, hit: Hit) -> bool:
        """Return whether letters begin and end where a word does, or what is taken."""
        page = self.pages[hit.page]
        free = self.free[hit.page]
        begins = (
            hit.start in page.starts
            or free[max(hit.start - 1, 0) : hit.start] in ("", TAKEN)
            or page.parted(hit.start)
        )
        return begins and (
            hit.end in page.starts
            or free[hit.end : hit.end + 1] in ("", TAKEN)
            or page.parted(hit.end)
        )

    def _places(self, after: Hit | None, pages: range | None) -> Iterator[tuple[int, int]]:
        """Yield the pages in the order in which to look, and the letter from which to look there.

        That is first after a hit, then anywhere.
        """
        start = after.page if after is not None else 0
        everywhere = (*range(start, len(self.free)), *range(start))
        for number in everywhere if pages is None else pages:
            yield number, after.end if after is not None and after.page == number else 0
        if after is not None and (pages is None or after.page in pages):
            yield after.page, 0

    def _row(self, parts: Sequence[str], number: int, at: int) -> list[Hit] | None:
        """Return where texts are one after the other from a letter on."""
        free = self.free[number]
        row: list[Hit] = []
        for part in parts:
            while row and not free.startswith(part, at) and free[at : at + 1] in _LEADERS:
                at += 1
            if not free.startswith(part, at):
                return None
            row.append(Hit(number, at, at + len(part)))
            at += len(part)
        return row

    def _on_page(self, sought: str, number: int, begin: int) -> int:
        free = self.free[number]
        at = free.find(sought, begin)
        while at >= 0:
            end = at + len(sought)
            if len(sought) < _SHORT:
                fits = self.is_word(Hit(number, at, end))
            else:  # “Chapter 3” is not in “Chapter 30”
                fits = not (
                    (sought[-1].isdigit() and free[end : end + 1].isdigit())
                    or (sought[0].isdigit() and at > 0 and free[at - 1].isdigit())
                ) or self.is_word(Hit(number, at, end))
            if fits:
                break
            at = free.find(sought, at + 1)
        return at
