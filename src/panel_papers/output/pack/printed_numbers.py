"""Finds page numbers that a supplied PDF prints on its pages; they are not the pack's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from panel_papers.pdf import pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST = 12
"""How many pages are read: one that numbers its pages has begun by then."""
EDGE = 0.12
"""The share of a page's height, at its head and its foot, where numbers are printed."""
_OF = r"(?:\s*(?:of|/|o)\s*\d{1,4})"
_NAMED = re.compile(
    rf"\b(?:page|tudalen)\s*(\d{{1,4}}){_OF}?\b|\b(\d{{1,4}})\s*\|\s*page\b", re.IGNORECASE
)
_BARE = re.compile(rf"[-–—(\[]?\s*(\d{{1,4}}){_OF}?\s*[-–—)\]]?")


def printed_numbers_note(pdf: bytes, first_page: int) -> tuple[str, ...]:
    """Return a note for a part whose pages print numbers that are not those of the pack.

    A bare number counts only where it rises with the pages.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - not for those who only check

    found: dict[int, dict[int, str]] = {}
    try:
        with pdfium, closing(PdfDocument(pdf)) as document:
            for index in range(min(len(document), MOST)):
                for number, text in _numbers(document[index]):
                    found.setdefault(number - index, {}).setdefault(index, text)
    except PdfiumError:
        return ()
    for shift, texts in sorted(found.items(), key=lambda each: -len(each[1])):
        index, text = min(texts.items())
        sure = len(texts) > 1 or _NAMED.search(text)
        if sure and shift != first_page:
            where = f"“{text}” on page {first_page + index} of the pack"
            return (f"its pages print page numbers of their own, such as {where}",)
        if sure:
            return ()
    return ()


def _numbers(page: PdfPage) -> Iterator[tuple[int, str]]:
    """Yield the numbers at the head and the foot of a page, with the words that name them."""
    left, bottom, right, top = page.get_cropbox()
    band = (top - bottom) * EDGE
    with closing(page), closing(page.get_textpage()) as inside:
        for low, high in ((bottom, bottom + band), (top - band, top)):
            for line in inside.get_text_bounded(left, low, right, high).splitlines():
                text = " ".join(line.split())
                if match := _NAMED.search(text) or _BARE.fullmatch(text):
                    digits = next(group for group in match.groups() if group)
                    yield int(digits), match[0]
