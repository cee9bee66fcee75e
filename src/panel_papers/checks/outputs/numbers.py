"""What a pack says of its page numbers, whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from panel_papers.core import number_pattern, rest_pattern

_STAMP = number_pattern()
_REST = rest_pattern()


class Numbers(Struct, frozen=True):
    """The page numbers of a PDF; pages are counted from 0.

    `labels` are what viewers call each page. `printed` is what is printed last on each that looks
    like a stamp, or "". `bookmarks` are title and page of those at the top level, `below` of
    those at the level beneath, and `linked` are the pages to which links of the first pages lead.
    """

    labels: Sequence[str]
    printed: Sequence[str]
    bookmarks: Sequence[tuple[str, int | None]]
    linked: frozenset[int]
    below: Sequence[tuple[str, int | None]] = ()


def last_stamp(from_last: Iterable[str]) -> str:
    """Return the last of a page's texts that looks like a stamp: ours are printed last; or "".

    They are given from the last one on, as far as they are asked for.
    None is sure before what looks like the rest of one: of two texts at the same place, PDFium
    leaves out of the second what both have.
    """
    for text in from_last:
        if _STAMP.fullmatch(text):
            return text
        if _REST.fullmatch(text):
            return ""
    return ""
