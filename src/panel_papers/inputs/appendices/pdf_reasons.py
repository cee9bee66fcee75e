"""Says why a supplied PDF cannot be read, as what it is."""

from __future__ import annotations

from panel_papers.core import Place, Problem

_MOST_WORK = 1_000_000_000  # bytes that PDFium may read again for streams without an end, 2 s
_HANDLER = b"/Adobe.PubSec"  # of a file encrypted with certificates (ISO 32000-1 7.6.4)


def password_needed(place: Place) -> Problem:
    """Return the problem that a PDF has a password."""
    return Problem(
        "encrypted-pdf",
        place,
        "The PDF is protected by a password, for opening or for changing it",
        "",
        "ask its author for a copy without a password, or remove it in a PDF "
        "editor (“Security”) if you are allowed to",
    )


def why_unreadable(data: bytes, place: Place, error: Exception) -> Problem:
    """Return why reading a PDF failed; PDFium, which Chrome shows PDFs with, is asked too.

    `error` is qpdf's (PdfError) where the file is damaged. Any other is our own code's, unless
    PDFium cannot open the file either.
    """
    from pikepdf import PdfError  # noqa: PLC0415 - for these files only
    from pypdfium2 import PdfDocument, PdfiumError, raw  # noqa: PLC0415 - as above

    from panel_papers.pdf import pdfium  # noqa: PLC0415 - as above

    code, pages = raw.FPDF_ERR_SUCCESS, 0
    if _is_slow(data):
        return _beyond_repair(place)
    with pdfium:
        try:
            with PdfDocument(data) as document:
                pages = len(document)
        except PdfiumError as refusal:
            code, pages = refusal.err_code, 0
    if code == raw.FPDF_ERR_PASSWORD:
        return password_needed(place)
    if code == raw.FPDF_ERR_SECURITY:
        return _protected(data, place)
    if pages and not isinstance(error, PdfError):
        return _not_understood(error, place)
    if pages:
        return Problem(
            "damaged-pdf",
            place,
            "The PDF is damaged and cannot be repaired exactly, though some programs open it",
            "",
            "open it in a PDF reader and print it to a new PDF (“Save as PDF” or “Microsoft Print "
            "to PDF”), or ask for the file again",
        )
    return _beyond_repair(place)


def _is_slow(data: bytes) -> bool:
    """Say whether PDFium would look for the ends of thousands of streams that have none."""
    without_end = data.count(b"stream") - 2 * data.count(b"endstream")
    return without_end * len(data) > _MOST_WORK


def _beyond_repair(place: Place) -> Problem:
    return Problem(
        "damaged-pdf",
        place,
        "The PDF is damaged and cannot be repaired",
        "",
        "ask whoever sent it for the file again",
    )


def _not_understood(error: Exception, place: Place) -> Problem:
    """Return the problem that our own code fails on a PDF: no damage, and nothing of its author's.

    The name of the exception and the line are for whoever reports it.
    """
    at = error.__traceback__
    while at is not None and at.tb_next is not None and _is_ours(at.tb_next.tb_frame.f_globals):
        at = at.tb_next
    line = f", {at.tb_frame.f_globals.get('__name__')} line {at.tb_lineno}" if at else ""
    return Problem(
        "unusual-pdf",
        place,
        f"Panel Papers cannot read this PDF because of an error in Panel Papers "
        f"({type(error).__name__}{line})",
        "",
        "print it to a new PDF (“Save as PDF” or “Microsoft Print to PDF”) and supply that; "
        "send this message, with the file if you may, to whoever looks after Panel Papers "
        "(usually IT)",
    )


def _is_ours(names: dict[str, object]) -> bool:
    return str(names.get("__name__", "")).startswith("panel_papers")


def _protected(data: bytes, place: Place) -> Problem:
    if _HANDLER in data:
        return Problem(
            "encrypted-pdf",
            place,
            "The PDF is encrypted for certain people (it opens with their certificates only)",
            "",
            "ask its author for a copy without encryption",
        )
    return Problem(
        "encrypted-pdf",
        place,
        "The PDF is protected by a method that only certain programs can open",
        "",
        "ask its author for a copy without protection",
    )
