"""Pages of a PDF as pictures, and the places of what is painted in coded colours."""

from __future__ import annotations

import ctypes
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.pdf import code_of

if TYPE_CHECKING:
    import pypdfium2

SCALE = 2.0  # pixels a point: sharp on screens that show two pixels in the place of one
_ROOM = 1.5  # points around what is shown as one box
_pdfium = threading.Lock()  # PDFium is not made for several threads


class Box(Struct, frozen=True):
    """A box on a page, in points from its upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


class PageText(Struct, frozen=True):
    """A page's size in points, and its text for those who do not see its picture."""

    width: float
    height: float
    text: str


def page_texts(pdf: bytes) -> list[PageText]:
    """Return size and text of each page."""
    with opened(pdf) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(PageText(page.get_width(), page.get_height(), text.get_text_bounded()))
            text.close()
            page.close()
        return pages


def page_sizes(pdf: bytes) -> list[PageText]:
    """Return the size of each page, without its text: that takes a hundredth of the time."""
    with opened(pdf) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
        return [PageText(width, height, "") for width, height in sizes]


def page_picture(pdf: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as a PNG."""
    with opened(pdf) as document:
        page = document[number - 1]
        bitmap = page.render(scale=SCALE, rev_byteorder=True)
        width, stride = bitmap.width * bitmap.n_channels, bitmap.stride
        pixels = bytes(bitmap.buffer)
        size, channels = (bitmap.width, bitmap.height), bitmap.n_channels
        bitmap.close()
        page.close()
    rows = (pixels[start : start + width] for start in range(0, stride * size[1], stride))
    return _png(size, channels, b"".join(b"\0" + row for row in rows))


def coded_boxes(pdf: bytes) -> dict[int, list[Box]]:
    """Return where each code is painted, line by line, in the order of the pages."""
    found: dict[int, list[Box]] = {}
    with opened(pdf) as document:
        for number, page in enumerate(document, 1):
            height = page.get_height()
            for code, (left, bottom, right, top) in _painted(page):
                box = Box(number, left, height - top, right - left, top - bottom)
                found.setdefault(code, []).append(box)
            page.close()
    return {code: list(by_line(boxes)) for code, boxes in found.items()}


def by_line(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Return one box for those that follow each other in a line, with room around it."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _one_line(lines[-1], box):
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return tuple(_roomy(each) for each in lines)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for this thread alone."""
    import pypdfium2  # noqa: PLC0415 - only where pages are shown

    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _painted(page: pypdfium2.PdfPage) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Yield code and bounds of each text and picture that is painted in a coded colour."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only where pages are shown

    for each in page.get_objects():
        if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            parts = [ctypes.c_uint() for _ in range(4)]
            pdfium.FPDFPageObj_GetFillColor(each, *parts)
            red, green, blue, _ = (part.value for part in parts)
        elif each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            bitmap = each.get_bitmap()
            blue, green, red = bytes(bitmap.buffer)[:3] if bitmap.n_channels >= 3 else (0, 0, 0)
            bitmap.close()
        else:
            continue
        code = code_of(red << 16 | green << 8 | blue)
        if code is not None:
            yield code, each.get_bounds()


def _one_line(last: Box, box: Box) -> bool:
    """Say whether a box continues in the line of the last one."""
    overlap = min(last.y + last.height, box.y + box.height) - max(last.y, box.y)
    lower = min(last.height, box.height)
    gap = box.x - (last.x + last.width)
    near = -1 < gap < 2 * max(last.height, box.height, 6)
    return last.page == box.page and overlap >= lower / 2 and near


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    foot = max(one.y + one.height, other.y + other.height)
    return Box(one.page, x, y, right - x, foot - y)


def _roomy(box: Box) -> Box:
    return Box(
        box.page,
        round(box.x - _ROOM, 2),
        round(box.y - _ROOM, 2),
        round(box.width + 2 * _ROOM, 2),
        round(box.height + 2 * _ROOM, 2),
    )


def _png(size: tuple[int, int], channels: int, rows: bytes) -> bytes:
    """Return pixels as a PNG: no library of pictures is needed for that."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    colours = {1: 0, 3: 2, 4: 6}[channels]  # grey, RGB, RGB with transparency
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, colours, 0, 0, 0))
    pixels = zlib.compress(rows, 1)  # a fast one: the page is looked at once
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
