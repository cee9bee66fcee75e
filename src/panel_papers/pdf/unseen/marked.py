"""Reads what is painted within the marked content of pages (ISO 32000-1 14.6)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pypdfium2 import PdfiumError, raw

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.reading.opening import opened_pages

_DEEPEST = 8
_UTF_8 = "\u00ef\u00bb\u00bf"


class MarkedObject(NamedTuple):
    """Something painted: its text, or None for a picture or a drawing.

    `content` is the number of the marked content that holds it (MCID), -1 for none; `said` is what
    that content gives under the key that was asked for, in the place of the text.
    """

    content: int
    said: str
    text: str | None


def marked_objects(data: bytes, pages: Iterable[int], key: str) -> dict[int, list[MarkedObject]]:
    """Return what some pages paint, in order, by page number from 1; none of a broken file."""
    found: dict[int, list[MarkedObject]] = {}
    with pdfium:
        try:
            for document, index in opened_pages(data, [number - 1 for number in pages]):
                page = raw.FPDF_LoadPage(document, index)
                if not page:
                    continue
                text = raw.FPDFText_LoadPage(page)
                objects = (
                    raw.FPDFPage_GetObject(page, at)
                    for at in range(raw.FPDFPage_CountObjects(page))
                )
                found[index + 1] = [
                    painted for each in objects for painted in _read(each, text, key.encode(), 0)
                ]
                raw.FPDFText_ClosePage(text)
                raw.FPDF_ClosePage(page)
        except PdfiumError:
            return {}
    return found


def _read(each: object, text: object, key: bytes, depth: int) -> Iterator[MarkedObject]:
    kind = raw.FPDFPageObj_GetType(each)
    said = _said(each, key)
    content = raw.FPDFPageObj_GetMarkedContentID(each)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for at in range(raw.FPDFFormObj_CountObjects(each)):
            for inner in _read(raw.FPDFFormObj_GetObject(each, at), text, key, depth + 1):
                yield inner._replace(
                    said=inner.said or said,
                    content=inner.content if content < 0 else content,
                )
        return
    words = _text(each, text) if kind == raw.FPDF_PAGEOBJ_TEXT else None
    yield MarkedObject(content, said, words)


def _said(each: object, key: bytes) -> str:
    for at in range(max(raw.FPDFPageObj_CountMarks(each), 0)):
        mark = raw.FPDFPageObj_GetMark(each, at)
        size = ctypes.c_ulong()
        if not raw.FPDFPageObjMark_GetParamStringValue(mark, key, None, 0, size) or not size.value:
            continue
        held = (ctypes.c_ushort * (size.value // 2 + 1))()
        raw.FPDFPageObjMark_GetParamStringValue(mark, key, held, size.value, size)
        found = bytes(held)[: size.value].decode("utf-16-le", "replace").removesuffix("\0")
        # of a text in UTF-16 or UTF-8 PDFium gives each byte as a character
        if found.startswith(_UTF_8):
            return found.encode("latin-1", "replace").decode("utf-8-sig", "replace")
        wide = found.removeprefix("þÿ")
        if "\0" in wide and max(wide) <= "ÿ" and len(wide) % 2 == 0:
            return wide.encode("latin-1").decode("utf-16-be", "replace")
        return found
    return ""


def _text(each: object, text: object) -> str:
    size = raw.FPDFTextObj_GetText(each, text, None, 0)
    if size <= 2:
        return ""
    held = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(each, text, held, size)
    return bytes(held)[:size].decode("utf-16-le", "replace").rstrip("\0")
