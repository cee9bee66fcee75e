"""An appendix supplied as a PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.core import InputsError, Level, PdfFile, Problem
from panel_papers.inputs.appendices.kinds_of_file import really
from panel_papers.inputs.appendices.pdf_drawings import endless_drawing
from panel_papers.inputs.appendices.pdf_packing import MOST_BYTES, swells
from panel_papers.inputs.appendices.pdf_reasons import password_needed, why_unreadable
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_PAGES = 5_000


def read(supplied: Supplied) -> ReadAppendix:
    """Return the PDF, after a look whether it opens, is free of passwords and has pages."""
    import pikepdf  # noqa: PLC0415  # 0.2 s that only a paper with a PDF should pay

    # ISO 32000-1 annex H.3.4.1: readers accept the header within the first 1,024 bytes
    if b"%PDF-" not in supplied.data[:1024]:
        what, hint = really(supplied.data, "its own program", "PDF")
        found = f"The file’s name ends in .pdf, but it is {what}"
        raise refuse("bad-pdf", supplied.place, found, "", hint)
    try:
        checked = _checked(supplied.data)
    except pikepdf.PasswordError:
        raise InputsError([password_needed(supplied.place)]) from None
    except Exception as error:  # qpdf and its binding raise many kinds for wild bytes
        raise InputsError([why_unreadable(supplied.data, supplied.place, error)]) from error
    if checked.encrypted:
        raise InputsError([password_needed(supplied.place)])
    pages = checked.pages
    if checked.excess:
        hint = "do not open it; ask whoever sent it for the document as Word file"
        raise refuse("pdf-bomb", supplied.place, checked.excess, "", hint)
    if pages == 0:
        hint = (
            "save the document as PDF again in the program that made it, and put that in its place"
        )
        raise refuse("pdf-without-pages", supplied.place, "The PDF has no pages", "", hint)
    if pages > MOST_PAGES:
        found, wanted = f"The PDF has {pages:,} pages", f"at most {MOST_PAGES:,} pages"
        raise refuse("pdf-too-long", supplied.place, found, wanted, "split it into several PDFs")
    repaired = Problem(
        "repaired-pdf",
        supplied.place,
        "The PDF is damaged and was repaired for the pack",
        "",
        "look at each page of this appendix in the finished pack; if one lacks something, ask "
        "for the file again",
        Level.WARNING,
    )
    content = PdfFile(
        checked.data, supplied.alternative_text, supplied.annotations, supplied.signature
    )
    return ReadAppendix(content, (repaired,) if checked.repaired else ())


class _Checked(Struct, frozen=True):
    """What a first look at a PDF found; `data` is as supplied unless its list of pages is new."""

    data: bytes
    pages: int
    encrypted: bool = False
    repaired: bool = False
    excess: str | None = None


def _checked(data: bytes) -> _Checked:
    """Return what a PDF is like, after repairing a list of pages that runs in a circle."""
    import pikepdf  # noqa: PLC0415  # as above

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return _Checked(data, 0, encrypted=True)
            return _Checked(
                data,
                len(pdf.pages),
                repaired=bool(pdf.get_warnings()),
                excess=_excess(pdf),
            )
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        repaired = _with_new_page_tree(data)
        if repaired is None:
            raise
        return repaired


def _excess(pdf: Pdf) -> str | None:
    """Return what of a PDF is more than any reader can show, or None."""
    if swells(pdf):
        return f"The PDF unpacks to more than {MOST_BYTES // 1_000_000:,} million bytes"
    endless = endless_drawing(pdf)
    return f"The PDF has {endless}" if endless else None


def _with_new_page_tree(data: bytes) -> _Checked | None:
    """Return the PDF with its list of pages written again; None where that finds no page."""
    import pikepdf  # noqa: PLC0415  # as above

    from panel_papers.inputs.appendices.page_tree import rewrite_page_tree  # noqa: PLC0415

    saved = io.BytesIO()
    try:
        with pikepdf.open(
            io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=False
        ) as pdf:
            if pdf.is_encrypted or not rewrite_page_tree(pdf):
                return None
            excess, pages = _excess(pdf), len(pdf.pages)
            pdf.save(saved, deterministic_id=True)
    except pikepdf.PdfError:
        return None
    return _Checked(saved.getvalue(), pages, repaired=True, excess=excess)
