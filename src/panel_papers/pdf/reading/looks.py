"""What a page shows beside text: how much of it pictures cover, and words drawn as outlines."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfMatrix, PdfObject, PdfPage, raw

from panel_papers.pdf.completeness.characters import character_of
from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.reading.opening import opened_pages

_GRID = 64
"""Into how many rows and columns a page is divided to measure what pictures cover of it."""
_CURVED = 6  # segments; a rectangle has 5
_LETTER_HEIGHT = (3.0, 72.0)  # points
_SEGMENTS_A_LETTER = 15  # on average, in Latin fonts of the usual kind
_ROW = 5  # letters that make a row: fewer are at one height by chance
_INVISIBLE = 3  # text rendering mode (ISO 32000-1 table 106)


class Looks(NamedTuple):
    """What a page shows.

    `characters` are those of its text, spaces left out, also where the font does not say which
    letters they are. `pictures` is the share of the page (0 to 1) that pictures cover; those that
    the tags call decoration (artifacts) are in `decoration` alone. `outlines` is about how many
    letters are drawn as outlines, in rows as words are; `drawn` counts the segments of all shapes
    that are more than lines and boxes. `recognised` says that text lies invisibly on the page,
    as text recognition (OCR) puts it.
    """

    characters: int
    pictures: float
    decoration: float
    outlines: int
    drawn: int
    recognised: bool


def looks_of(data: bytes, pages: Iterable[int]) -> dict[int, Looks]:
    """Return what some pages show, by their numbers from 1; raises PdfiumError."""
    with pdfium:
        indexes = [number - 1 for number in pages]
        found = opened_pages(data, indexes)
        return {index + 1: _looks(document, index) for document, index in found}


def _looks(document: PdfDocument, index: int) -> Looks:
    try:
        page = document[index]
    except PdfiumError:
        return Looks(0, 0.0, 0.0, 0, 0, recognised=False)
    try:
        return _Reader(page).looks()
    finally:
        page.close()


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


class _Reader:
    """Reads one page."""

    def __init__(self, page: PdfPage) -> None:
        self.page = page
        self.frame = _Box(*page.get_cropbox())
        self.covered: set[tuple[int, int]] = set()
        self.decorated: set[tuple[int, int]] = set()
        self.rows: Counter[int] = Counter()
        self.drawn = 0
        self.recognised = False

    def looks(self) -> Looks:
        for each in self.page.get_objects():
            if each.type == raw.FPDF_PAGEOBJ_IMAGE:
                cells = self.decorated if _is_artifact(each) else self.covered
                cells.update(self._cells(_box(each)))
            elif each.type == raw.FPDF_PAGEOBJ_PATH:
                self._take_path(each)
            elif each.type == raw.FPDF_PAGEOBJ_TEXT:
                self.recognised |= raw.FPDFTextObj_GetTextRenderMode(each) == _INVISIBLE
        whole = _GRID * _GRID
        return Looks(
            characters=self._characters(),
            pictures=len(self.covered) / whole,
            decoration=len(self.decorated) / whole,
            outlines=sum(count for count in self.rows.values() if count >= _ROW),
            drawn=self.drawn,
            recognised=self.recognised,
        )

    def _characters(self) -> int:
        inside = self.page.get_textpage()
        codes = (raw.FPDFText_GetUnicode(inside, n) for n in range(inside.count_chars()))
        count = sum(not character_of(code).isspace() for code in codes)
        inside.close()
        return count

    def _take_path(self, each: PdfObject) -> None:
        segments = raw.FPDFPath_CountSegments(each)
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, filled, stroked)
        if segments < _CURVED or not (filled.value or stroked.value):
            return
        box = _box(each)
        if not any(True for _ in self._cells(box)):
            return
        self.drawn += segments
        low, high = _LETTER_HEIGHT
        if filled.value and low <= box.top - box.bottom <= high:
            self.rows[round(box.bottom / 2)] += max(1, segments // _SEGMENTS_A_LETTER)

    def _cells(self, box: _Box) -> Iterator[tuple[int, int]]:
        """Yield the cells of the page's grid whose middle lies in a box."""
        wide = (self.frame.right - self.frame.left) / _GRID
        high = (self.frame.top - self.frame.bottom) / _GRID
        if wide <= 0 or high <= 0:
            return
        columns = _between(box.left - self.frame.left, box.right - self.frame.left, wide)
        rows = _between(box.bottom - self.frame.bottom, box.top - self.frame.bottom, high)
        yield from ((column, row) for column in columns for row in rows)


def _between(start: float, end: float, size: float) -> range:
    first, last = start / size, end / size
    return range(max(0, round(first)), min(_GRID, max(round(last), int(first) + 1)))


def _box(each: PdfObject) -> _Box:
    """Return the box of an object on its page, wherever the forms that hold it put it."""
    box = each.get_bounds()
    container = each.container
    while container is not None:
        matrix: PdfMatrix = container.get_matrix()
        box = matrix.on_rect(*box)
        container = container.container
    return _Box(*box)


def _is_artifact(each: PdfObject | None) -> bool:
    """Say whether an object, or a form that holds it, is marked as decoration."""
    while each is not None:
        for index in range(raw.FPDFPageObj_CountMarks(each)):
            if _name(raw.FPDFPageObj_GetMark(each, index)) == "Artifact":
                return True
        each = each.container
    return False


def _name(mark: object) -> str:
    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, None, 0, size)
    name = (ctypes.c_ushort * (size.value // 2 + 1))()
    raw.FPDFPageObjMark_GetName(mark, name, size.value, size)
    return bytes(name).decode("utf-16-le").rstrip("\0")
