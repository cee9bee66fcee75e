"""The objects of a page as PDFium knows them: their boxes, places, colours and clips."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

from pypdfium2 import raw

from panel_papers.pdf.completeness.visible import Box

_Float = ctypes.c_float
# PDFium is used by one thread at a time, so its answers may share their places.
_SIDES = (_Float(), _Float(), _Float(), _Float())
_SHADES = (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())


class Matrix(NamedTuple):
    """A transformation: x′ = ax + cy + e, y′ = bx + dy + f (ISO 32000-1 8.3.3)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


def page_box(page: object) -> Box:
    """Return the crop box, or the media box where there is none (ISO 32000-1 14.11.2)."""
    sides = [_Float() for _ in range(4)]
    if not raw.FPDFPage_GetCropBox(page, *sides) and not raw.FPDFPage_GetMediaBox(page, *sides):
        return Box(0, 0, raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page))
    return Box(*(each.value for each in sides))


def bounds_of(each: object) -> Box:
    """Return the box of an object, in the space of the form that holds it."""
    left, bottom, right, top = _SIDES
    raw.FPDFPageObj_GetBounds(each, left, bottom, right, top)
    return Box(left.value, bottom.value, right.value, top.value)


def matrix_of(each: object) -> Matrix:
    """Return where an object is put, in the space of the form that holds it."""
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, found)
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that moves first by one and then by another."""
    return Matrix(
        first.a * then.a + first.b * then.c,
        first.a * then.b + first.b * then.d,
        first.c * then.a + first.d * then.c,
        first.c * then.b + first.d * then.d,
        first.e * then.a + first.f * then.c + then.e,
        first.e * then.b + first.f * then.d + then.f,
    )


def moved(box: Box, by: Matrix) -> Box:
    """Return the box around a box that was moved."""
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    across = [by.a * x + by.c * y + by.e for x, y in corners]
    up = [by.b * x + by.d * y + by.f for x, y in corners]
    return Box(min(across), min(up), max(across), max(up))


def colour_of(get: Callable[..., int], each: object) -> tuple[int, int]:
    """Return a colour (0xRRGGBB) of an object and how opaque it is, 0 to 255."""
    red, green, blue, alpha = _SHADES
    if not get(each, red, green, blue, alpha):
        return 0, 255
    return red.value << 16 | green.value << 8 | blue.value, alpha.value


def clip_of(each: object) -> Box | None:
    """Return the box to which an object is cut, or None."""
    path = raw.FPDFPageObj_GetClipPath(each)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    found: Box | None = None
    x, y = _Float(), _Float()
    for index in range(max(count, 0)):
        across, up = [], []
        for at in range(raw.FPDFClipPath_CountPathSegments(path, index)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, index, at), x, y)
            across.append(x.value)
            up.append(y.value)
        if across:
            box = Box(min(across), min(up), max(across), max(up))
            found = box if found is None else found.within(box)
    return found


def address_of(each: Any) -> int:  # noqa: ANN401 - a pointer of a library without types
    """Return the address of an object, which stays its own while its page is open."""
    return ctypes.addressof(each.contents) if each else 0
