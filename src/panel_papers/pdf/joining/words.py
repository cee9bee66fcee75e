"""Reads the words of a part's first page, each marked content apart, as PDFium sees them."""

import ctypes
from collections import defaultdict
from collections.abc import Mapping

from pypdfium2 import PdfDocument, PdfiumError, raw

from panel_papers.pdf.completeness.pdfium_lock import pdfium


def words_of_first_page(pdf: bytes) -> Mapping[int, str]:
    """Return the text of each marked content of the first page, by its MCID; -1 is outside all.

    Empty where PDFium cannot read the page.
    """
    found: dict[int, str] = defaultdict(str)
    with pdfium:
        try:
            document = PdfDocument(pdf)
        except PdfiumError:
            return found
        try:
            page = document[0]
            text_page = page.get_textpage()
            for index in range(raw.FPDFPage_CountObjects(page)):
                painted = raw.FPDFPage_GetObject(page, index)
                if raw.FPDFPageObj_GetType(painted) == raw.FPDF_PAGEOBJ_TEXT:
                    mark = raw.FPDFPageObj_GetMarkedContentID(painted)
                    found[mark] += _text(painted, text_page)
        except PdfiumError:
            return found
        finally:
            document.close()
    return found


def _text(painted: object, text_page: object) -> str:
    size = raw.FPDFTextObj_GetText(painted, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(painted, text_page, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
