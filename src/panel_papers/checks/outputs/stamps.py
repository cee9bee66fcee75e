"""Looks at the finished pages whether each number is seen, and covers nothing.

PDFium paints the place of each stamp twice, once with the stamp and once without. What the stamp
adds must be there, and without it the place must be plain.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from pypdfium2 import PdfPage, PdfTextPage, raw

from panel_papers.checks.outputs.by_pdfium import text_of

HEIGHT = 20
"""Pixels for the height of a line, at which a stroke of a letter is two pixels wide."""
INK = 48
"""How far a pixel differs, in one of its channels, where there is ink and no noise."""
SPECKS = 0.01
"""The share of pixels that may differ on a plain ground."""
LEAST, MOST = 0.03, 0.7
"""The share of its box that a line of text darkens; a cover darkens nothing, or all of it."""
LAST = 60
"""Among how many of a page's last texts its number is; the lines of a mark come behind."""
NOT_PRINTED, COVERS, HIDDEN = "is not printed", "covers something", "cannot be seen"


class Expected(Struct, frozen=True):
    """What a page is to show: its number, and the mark of its part."""

    number: str
    mark: str | None = None


class Unseen(Struct, frozen=True):
    """A stamp that is not as it should be; `page` is counted from 0."""

    page: int
    text: str
    why: str


class Looked:
    """The stamps of a finished PDF, looked at while its pages are read for their numbers."""

    def __init__(self, expected: Sequence[Expected]) -> None:
        self._expected = expected
        self.unseen: list[Unseen] = []
        """Each stamp so far that cannot be seen, or that covers something."""

    def page(self, page: PdfPage, inside: PdfTextPage, index: int) -> None:
        """Look at a page, which is of no use for anything else then.

        The caller holds PDFium's lock.
        """
        if index < len(self._expected):
            self.unseen += _unseen(page, inside, index, self._expected[index])


def _unseen(page: PdfPage, inside: PdfTextPage, index: int, expected: Expected) -> Iterator[Unseen]:
    found = _last_texts(page, inside, expected.number)
    if not found:
        yield Unseen(index, expected.number, NOT_PRINTED)
        return
    (first, number, _), *behind = found
    stamps = {expected.number: [number]}
    if expected.mark:
        lines = _lines_of(expected.mark, behind)
        if lines is None:
            yield Unseen(index, expected.mark, NOT_PRINTED)
        else:
            stamps[expected.mark] = lines
    windows = [
        (text, window) for text, each in stamps.items() for window in map(_Window.of(page), each)
    ]
    finished = [_painted(page, window) for _, window in windows]
    for at in range(first, raw.FPDFPage_CountObjects(page)):  # ours are painted last
        raw.FPDFPageObj_SetIsActive(raw.FPDFPage_GetObject(page, at), False)
    amiss: dict[str, str] = {}
    for (text, window), after in zip(windows, finished, strict=True):
        if why := _amiss(_painted(page, window), after):
            amiss.setdefault(text, why)
    for text, why in amiss.items():
        yield Unseen(index, text, why)


def _last_texts(page: PdfPage, inside: PdfTextPage, number: str) -> Sequence[tuple[int, Any, str]]:
    """Return the page's last texts from its number on, each with its place in the order."""
    found: list[tuple[int, Any, str]] = []
    for index in reversed(range(raw.FPDFPage_CountObjects(page))):
        each = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(each) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        found.insert(0, (index, each, text_of(each, inside.raw)))
        if found[0][2] == number:
            return found
        if len(found) == LAST:
            break
    return []


def _lines_of(mark: str, texts: Sequence[tuple[int, Any, str]]) -> list[Any] | None:
    """Return the objects that print a mark in lines, one after the other."""
    wanted = mark.split()
    for start in range(len(texts)):  # the title of a part may come before its mark
        said: list[str] = []
        for end, (_, _, text) in enumerate(texts[start:], start + 1):
            said += text.split()
            if said == wanted:
                return [each for _, each, _ in texts[start:end]]
            if said != wanted[: len(said)]:
                break
    return None


class _Window(Struct, frozen=True):
    """A small rectangle of a page that is painted very large: in pixels, from the top left."""

    page: tuple[int, int]
    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, page: Any) -> Callable[[Any], _Window]:  # noqa: ANN401 - pointers
        """Return what makes the window of a text of the page."""
        size = page.get_size()

        def window(text: Any) -> _Window:  # noqa: ANN401
            edges = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(text, *edges)
            left, bottom, right, top = (edge.value for edge in edges)
            scale = HEIGHT / max(min(right - left, top - bottom), 0.01)
            whole = (max(round(size[0] * scale), 1), max(round(size[1] * scale), 1))
            corners = [_device(page, whole, x, y) for x, y in ((left, bottom), (right, top))]
            (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
            return cls(whole, x0 - 1, y0 - 1, x1 - x0 + 2, y1 - y0 + 2)

        return window


def _device(page: Any, whole: Sequence[int], x: float, y: float) -> tuple[int, int]:  # noqa: ANN401
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *whole, 0, x, y, across, down)
    return across.value, down.value


def _painted(page: Any, window: _Window) -> bytes:  # noqa: ANN401 - a pointer
    """Return the pixels of a window, four bytes each."""
    size = window.width, window.height
    pixels = ctypes.create_string_buffer(b"\xff" * (size[0] * size[1] * 4), size[0] * size[1] * 4)
    bitmap = raw.FPDFBitmap_CreateEx(*size, raw.FPDFBitmap_BGRx, pixels, size[0] * 4)
    try:
        at = (-window.x, -window.y, *window.page)
        raw.FPDF_RenderPageBitmap(bitmap, page, *at, 0, raw.FPDF_ANNOT)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return pixels.raw


def _amiss(before: bytes, after: bytes) -> str:
    """Return what is wrong with a stamp: its place as painted without it, and with it."""
    ground = [sorted(before[channel::4])[len(before) // 8] for channel in range(3)]
    if _differing(before, ground) > SPECKS:
        return COVERS
    return "" if LEAST <= _differing(after, ground) <= MOST else HIDDEN


def _differing(pixels: bytes, ground: Sequence[int]) -> float:
    """Return the share of pixels that differ from the ground as ink does from paper."""
    marked = 0
    for channel, level in enumerate(ground):
        marked |= int.from_bytes(pixels[channel::4].translate(_unlike(level)), "big")
    return marked.bit_count() / (len(pixels) // 4)


@cache  # nearly every ground is white
def _unlike(level: int) -> bytes:
    """Return, for each value of a channel, 1 where it differs from a level as ink does."""
    return bytes(abs(value - level) > INK for value in range(256))
