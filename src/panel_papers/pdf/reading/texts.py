"""The text of a PDF's pages."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from pypdfium2 import PdfDocument, PdfiumError

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.reading.opening import opened_pages

_BROKEN_WORD = "\ufffe"
"""PDFium's mark of a hyphen at the end of a line (FPDF_GetText): the word continues behind it."""


_UNREADABLE = dict.fromkeys((*range(9), *range(11, 32), 127), "�")
"""What PDFium has for glyphs whose font does not say which letters they are."""


@lru_cache(maxsize=8)  # the cleaning and several checks look at each page: it is read once
def page_texts(data: bytes, first: int | None = None) -> tuple[str, ...]:
    """Return the text of each page of a PDF, hidden text too; none where PDFium cannot open it.

    With `first`, only that many pages are read: a pack may have a thousand. Lines end with a line
    feed; a page that cannot be read has no text.
    """
    with pdfium:
        try:
            pages = islice(opened_pages(data), first)
            return tuple(_text(document, index) for document, index in pages)
        except PdfiumError:
            return ()


def _text(document: PdfDocument, index: int) -> str:
    try:
        page = document[index]
    except PdfiumError:
        return ""
    inside = page.get_textpage()
    text: str = inside.get_text_range()
    inside.close()
    page.close()
    return text.replace("\r\n", "\n").replace(_BROKEN_WORD, "-").translate(_UNREADABLE)
