"""A pack's page numbers as PDFium reads them, which is what Chrome shows."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice

from pypdfium2 import PdfDocument, PdfPage, PdfTextPage, raw

from panel_papers.checks.outputs.numbers import Numbers, last_stamp
from panel_papers.pdf import opened_pages

_LAST = 20
"""Among how many of a page's last texts its stamps are; the lines of a mark come behind."""


Look = Callable[[PdfPage, PdfTextPage, int], None]
"""Looks at a page, whose index comes last; to load a page is what takes the time here."""


def numbers_of(pdf: bytes, contents: int, look: Look | None = None) -> Numbers:
    """Return the page numbers of a PDF whose first `contents` pages are its contents.

    Each page is also shown to `look`.
    """
    with closing(PdfDocument(pdf)) as document:
        pages = range(len(document))
        marks = [(each.level, each.get_title(), each.get_dest()) for each in document.get_toc()]
        labels = [document.get_page_label(index) for index in pages]
        bookmarks, below = (
            [(title, to.get_index() if to else None) for at, title, to in marks if at == level]
            for level in (0, 1)
        )
        linked = frozenset(
            target for index in pages[:contents] for target in _targets(document, index)
        )
    printed = [_last_stamp(each[index], index, look) for each, index in opened_pages(pdf)]
    return Numbers(labels=labels, printed=printed, bookmarks=bookmarks, linked=linked, below=below)


def _last_stamp(page: PdfPage, index: int, look: Look | None) -> str:
    """Return the last text painted on a page that looks like a stamp, or ""."""
    with closing(page), closing(page.get_textpage()) as inside:
        stamp = last_stamp(islice(_from_last(page, inside), _LAST))
        if look is not None:
            look(page, inside, index)
    return stamp


def _from_last(page: PdfPage, inside: PdfTextPage) -> Iterator[str]:
    """Yield the texts that are painted on a page, the last one first."""
    for index in reversed(range(raw.FPDFPage_CountObjects(page))):
        each = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_TEXT:
            yield text_of(each, inside.raw)


def text_of(painted: object, inside: object) -> str:
    """Return the text of a text object, which PDFium gives as UTF-16 with a nought at its end."""
    size = raw.FPDFTextObj_GetText(painted, inside, None, 0)
    told = ctypes.create_string_buffer(size)
    units = ctypes.cast(told, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFTextObj_GetText(painted, inside, units, size)
    return told.raw.decode("utf-16-le", "replace").rstrip("\0").strip()


def _targets(document: PdfDocument, index: int) -> Sequence[int]:
    """Return the pages to which the links of a page lead, counted from 0."""
    found = []
    page, position, link = document[index], ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        if target := raw.FPDFLink_GetDest(document, link):
            found.append(raw.FPDFDest_GetDestPageIndex(document, target))
    return found
