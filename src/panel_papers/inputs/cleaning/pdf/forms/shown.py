"""Reads what the pictures of form fields show, with PDFium."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf
from pypdfium2 import PdfDocument, PdfiumError

from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.pdf import pdfium

_LARGEST = 14_400  # points: PDFium's own limit for a page
_DRAWS = re.compile(rb"(?<![\w/])(?:Do|sh|BI|c|v|y)(?![\w])")
_FEW = 4  # curves; fewer are a round border


class Shown(Struct, frozen=True):
    """What a picture shows: its text within its edges, and whether it draws more than lines."""

    text: str
    draws: bool


def shown_by(pdf: Pdf, pictures: Sequence[Object | None]) -> list[Shown]:
    """Return what each picture shows; nothing for those that are None or damaged."""
    if not pictures:
        return []
    with Pdf.new() as scratch:
        for picture in pictures:
            _add_page(pdf, scratch, picture)
        target = io.BytesIO()
        scratch.save(target, deterministic_id=True)
    shown = []
    with pdfium, PdfDocument(target.getvalue()) as document:
        for number, picture in enumerate(pictures):
            shown.append(Shown(_text_of(document, number), _draws(picture)))
    return shown


def _add_page(pdf: Pdf, scratch: Pdf, picture: Object | None) -> None:
    """Add a page that shows nothing but a picture, cut at the picture’s own edges."""
    page = scratch.add_blank_page(page_size=(10, 10)).obj
    if picture is None:
        return
    try:
        edges = [float(edge) for edge in picture.BBox]
        left, bottom, right, top = (max(-_LARGEST, min(_LARGEST, edge)) for edge in edges)
    except (AttributeError, TypeError, ValueError):
        return
    picture = pdf.make_indirect(picture)
    copy = scratch.copy_foreign(picture)
    copy.Subtype = Name.Form
    if Name.Matrix in copy:
        del copy.Matrix
    if Name.OC in copy:
        del copy.OC
    page.MediaBox = Array([min(left, right), min(bottom, top), max(left, right), max(bottom, top)])
    page.Resources = Dictionary(XObject=Dictionary(Shown=copy))
    page.Contents = scratch.make_stream(b"/Shown Do")


def _text_of(document: PdfDocument, number: int) -> str:
    try:
        text: str = document[number].get_textpage().get_text_bounded()
    except PdfiumError:
        return ""
    return text


def _draws(picture: Object | None) -> bool:
    """Say whether a picture holds an image, a shading or curves: perhaps letters drawn."""
    if picture is None:
        return False
    found = _DRAWS.findall(readable_content(picture))
    return any(each in (b"Do", b"sh", b"BI") for each in found) or len(found) > _FEW


def bare(text: str) -> str:
    """Return the letters and signs of a text, without spaces and whatever cannot be seen.

    PDFium reads a hyphen at the end of a line as none, so hyphens are left out as well.
    """
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\x00-\x1f\xad\u2010\u2011\u200b-\u200f\ufeff\ufffe-]+", "", plain)
