"""Where words of a source are printed on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.template_tools.preview.pictures import Box, by_line, opened

if TYPE_CHECKING:
    import pypdfium2

_BEGINNING = 60  # letters that a passage is known by where it is printed with others between
_MARKED = 24  # letters that are marked on the page, from where the problem is
_ENOUGH = 6  # fewer letters are found anywhere


class Sought(Struct, frozen=True):
    """A text, the offset in it that matters, and the pages (from 1) that may print it."""

    text: str
    offset: int
    first_page: int
    last_page: int


class _Letters(Struct):
    """The letters and digits of some pages, each with its page and its number there."""

    text: str
    places: list[tuple[int, int]]


def find_words(pdf: bytes, sought: Sequence[Sought]) -> list[tuple[Box, ...]]:
    """Return for each text the boxes of its words on the page that prints them, or none.

    Only letters and digits are compared: spaces, hyphens and quotation marks are printed
    not as they are typed.
    """
    if not sought:
        return []
    with opened(pdf) as document:
        pages = [_letters_of(page) for page in _pages(document)]
        found = []
        for each in sought:
            span = _span(pages, each)
            found.append(_boxes(document, *span) if span else ())
        return found


def _pages(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfTextPage]:
    for page in document:
        text = page.get_textpage()
        yield text
        text.close()
        page.close()


def _letters_of(text: pypdfium2.PdfTextPage) -> list[tuple[str, int]]:
    """Return the letters and digits of a page in lower case, each with its number on the page."""
    return [
        (letter.lower()[:1], number)
        for number, letter in enumerate(text.get_text_range())
        if letter.isalnum()
    ]


def _span(pages: Sequence[list[tuple[str, int]]], sought: Sought) -> tuple[int, int, int] | None:
    """Return page (from 1), first character and how many of them, or None."""
    letters = _Letters("", [])
    for number in range(max(sought.first_page, 1), min(sought.last_page, len(pages)) + 1):
        letters.text += "".join(letter for letter, _ in pages[number - 1])
        letters.places += [(number, at) for _, at in pages[number - 1]]
    whole = _bare(sought.text)
    if len(whole) < _ENOUGH:
        return None
    offset = min(len(_bare(sought.text[: sought.offset])), len(whole) - 1)
    at = letters.text.find(whole)
    if at < 0:
        at = letters.text.find(whole[:_BEGINNING])
    first = at + offset
    if at < 0:  # what comes before it is not printed as it is typed
        here = whole[offset : offset + _MARKED]
        first = letters.text.find(here) if len(here) >= _ENOUGH else -1
    if not 0 <= first < len(letters.places):
        return None
    last = min(first + min(_MARKED, len(whole) - offset), len(letters.places)) - 1
    page, start = letters.places[first]
    end = max(n for p, n in letters.places[first : last + 1] if p == page)
    return page, start, end - start + 1


def _bare(text: str) -> str:
    return "".join(letter.lower()[:1] for letter in text if letter.isalnum())


def _boxes(document: pypdfium2.PdfDocument, number: int, first: int, count: int) -> tuple[Box, ...]:
    page = document[number - 1]
    text = page.get_textpage()
    height = page.get_height()
    boxes = []
    for index in range(text.count_rects(first, count)):
        left, bottom, right, top = text.get_rect(index)
        boxes.append(Box(number, left, height - top, right - left, top - bottom))
    text.close()
    page.close()
    return by_line(boxes)
