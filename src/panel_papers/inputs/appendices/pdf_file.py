"""An appendix supplied as a PDF."""

from __future__ import annotations

import io

from panel_papers.errors import Level, Problem
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse
from panel_papers.model import PdfFile

MOST_PAGES = 5_000


def read(supplied: Supplied) -> ReadAppendix:
    """Return the PDF, after a look whether it opens, is free of passwords and has pages."""
    import pikepdf  # noqa: PLC0415  # 0.2 s that only a paper with a PDF should pay

    # ISO 32000-1 annex H.3.4.1: readers accept the header within the first 1,024 bytes
    if b"%PDF-" not in supplied.data[:1024]:
        found, hint = "a file that is no PDF", "save or export the document as PDF again"
        raise refuse("bad-pdf", supplied.place, found, "a PDF", hint)
    password = refuse(
        "encrypted-pdf",
        supplied.place,
        "an encrypted PDF (it has a password, for opening or for changing)",
        "a PDF without a password",
        "ask its author for a copy without one, or remove it under “Security” where you may",
    )
    try:
        with pikepdf.open(io.BytesIO(supplied.data)) as pdf:
            encrypted, pages, repairs = pdf.is_encrypted, len(pdf.pages), pdf.get_warnings()
    except pikepdf.PasswordError:
        raise password from None
    except Exception as error:  # qpdf and its binding raise many kinds for wild bytes
        found, wanted = "a damaged PDF, beyond repair", "a PDF that opens"
        hint = "open it in a PDF reader; if that fails too, ask for the file again"
        raise refuse("damaged-pdf", supplied.place, found, wanted, hint) from error
    if encrypted:
        raise password
    if pages == 0:
        hint = "export the document as PDF again"
        raise refuse("pdf-without-pages", supplied.place, "a PDF without pages", "pages", hint)
    if pages > MOST_PAGES:
        found, wanted = f"a PDF of {pages:,} pages", f"at most {MOST_PAGES:,} pages"
        raise refuse("pdf-too-long", supplied.place, found, wanted, "split it")
    repaired = Problem(
        "repaired-pdf",
        supplied.place,
        "a damaged PDF that had to be repaired",
        "a PDF without damage",
        "compare this appendix in the pack with the original, page by page",
        Level.WARNING,
    )
    return ReadAppendix(PdfFile(supplied.data), (repaired,) if repairs else ())
