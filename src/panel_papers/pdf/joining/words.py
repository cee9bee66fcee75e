"""Reads the words of a part's first page, mark by mark and line by line, as PDFium sees them."""

import ctypes
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from pypdfium2 import PdfDocument, PdfiumError, raw

from panel_papers.pdf.completeness.pdfium_lock import pdfium


class Words(Struct, frozen=True):
    """The words of a page: of each marked content by its MCID (-1 is outside all), and its lines.

    There are none where PDFium cannot read the page.
    """

    marks: Mapping[int, str] = {}
    lines: Sequence[str] = ()


def words_of_first_page(pdf: bytes) -> Words:
    """Return the words of the first page of a PDF."""
    found: dict[int, str] = defaultdict(str)
    with pdfium:
        try:
            document = PdfDocument(pdf)
        except PdfiumError:
            return Words()
        try:
            page = document[0]
            text_page = page.get_textpage()
            for index in range(raw.FPDFPage_CountObjects(page)):
                painted = raw.FPDFPage_GetObject(page, index)
                if raw.FPDFPageObj_GetType(painted) == raw.FPDF_PAGEOBJ_TEXT:
                    mark = raw.FPDFPageObj_GetMarkedContentID(painted)
                    found[mark] += _text(painted, text_page)
            lines = text_page.get_text_range().splitlines()
        except PdfiumError:
            return Words()
        finally:
            document.close()
    return Words(found, lines)


def _text(painted: object, text_page: object) -> str:
    size = raw.FPDFTextObj_GetText(painted, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(painted, text_page, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
