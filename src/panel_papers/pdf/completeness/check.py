"""The completeness check of one document and its PDF, from end to end."""

from __future__ import annotations

from panel_papers.pdf.completeness.compare import compare
from panel_papers.pdf.completeness.expected import expected
from panel_papers.pdf.completeness.findings import Missing
from panel_papers.pdf.completeness.painted import Painted
from panel_papers.pdf.completeness.pdfium_lock import pdfium


def missing_content(docx: bytes, pdf: bytes) -> tuple[Missing, ...]:
    """Return what Word shows of a document and the PDF does not, and what the PDF shows too much.

    Raises NoDocumentError where `docx` holds no Word document, what zipfile raises where it is no
    whole archive, and PdfiumError where the PDF cannot be read.
    """
    shown = expected(docx)
    with pdfium, Painted(pdf) as painted:
        return tuple(compare(shown, painted.pages))
