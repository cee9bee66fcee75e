"""The completeness check: what Word shows of a document and its PDF does not.

It reads the Word file that was given to an engine and the PDF that came out, with readers that
had no hand in making it, and knows of neither engines nor papers:

1. `expected` reads the Word file into lines of text and things that are no text (`model`):
   `blocks`, `inlines`, `drawings`, `vml`, `charts`, with `styles`, `numbering` and `notes`.
2. `painted` reads the pages with PDFium: letters, pictures, lines, areas; `visible` leaves out
   what nobody can see.
3. `compare` finds the lines on the pages (`matching`) and takes their letters from a `sheet`.
   What is left of the lines is missing, what is left of the sheet is too much (`surplus`).
   Numbers, symbols, looks, headers, pictures and rules have checks of their own.

A text that a PDF gives in place of what it paints (`ActualText`) is believed: whether fonts have
the characters is another check's matter.
"""

from __future__ import annotations

import threading

from panel_papers.pdf.completeness.compare import compare
from panel_papers.pdf.completeness.expected import NoDocumentError, expected
from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.painted import Painted

__all__ = ["Kind", "Missing", "NoDocumentError", "missing_content"]

_pdfium = threading.Lock()
"""PDFium may be used by one thread at a time (pypdfium2's README, “Thread safety”)."""


def missing_content(docx: bytes, pdf: bytes) -> tuple[Missing, ...]:
    """Return what Word shows of a document and the PDF does not, and what the PDF shows too much.

    Raises NoDocumentError where `docx` holds no Word document, what zipfile raises where it is no
    whole archive, and PdfiumError where the PDF cannot be read.
    """
    shown = expected(docx)
    with _pdfium, Painted(pdf) as painted:
        return tuple(compare(shown, painted.pages))
