"""The text of a PDF's pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pypdfium2 import PdfDocument, PdfiumError

from panel_papers.pdf.completeness.pdfium_lock import pdfium

_BROKEN_WORD = "\ufffe"
"""PDFium's mark of a hyphen at the end of a line (FPDF_GetText): the word goes on behind it."""


_UNREADABLE = dict.fromkeys((*range(9), *range(11, 32), 127), "�")
"""What PDFium has for glyphs whose font does not say which letters they are."""


@lru_cache(maxsize=8)  # the cleaning and several checks look at each page: it is read once
def page_texts(data: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF, hidden text too; none where PDFium cannot open it.

    Lines end with a line feed; a page that cannot be read has no text.
    """
    with pdfium:
        try:
            with PdfDocument(data) as document:
                return tuple(_texts(document))
        except PdfiumError:
            return ()


def _texts(document: PdfDocument) -> Iterator[str]:
    for index in range(len(document)):
        try:
            page = document[index]
        except PdfiumError:
            yield ""
            continue
        inside = page.get_textpage()
        text = inside.get_text_range()
        inside.close()
        page.close()
        yield text.replace("\r\n", "\n").replace(_BROKEN_WORD, "-").translate(_UNREADABLE)
