"""The text of a PDF's pages that is turned, as watermarks are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from itertools import groupby

from pypdfium2 import PdfDocument, PdfiumError, raw

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.reading.opening import opened_pages


def turned_texts(data: bytes, pages: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return what is set at another angle than most text of its page, by indices of pages.

    Where it ends at the height of a line, PDFium's text of the page has both in one line.
    """
    with pdfium:
        try:
            opened = opened_pages(data, pages)
            return {index: _turned(document, index) for document, index in opened}
        except PdfiumError:
            return {}


def _turned(document: PdfDocument, index: int) -> tuple[str, ...]:
    with closing(document[index]) as page, closing(page.get_textpage()) as inside:
        letters = [
            (_angle(inside, at), chr(raw.FPDFText_GetUnicode(inside, at)))
            for at in range(inside.count_chars())
            if raw.FPDFText_IsGenerated(inside, at) != 1
        ]
    counts = Counter(angle for angle, letter in letters if not letter.isspace())
    if len(counts) <= 1:
        return ()
    upright = counts.most_common(1)[0][0]
    stretches = groupby(letters, key=lambda each: each[0])
    found = ("".join(letter for _, letter in each) for angle, each in stretches if angle != upright)
    return tuple(text.strip() for text in found if text.strip())


def _angle(inside: object, at: int) -> int:
    return round(math.degrees(raw.FPDFText_GetCharAngle(inside, at))) % 360
