"""Finds which part of each picture the pages show, where a clip or the page's edge cuts it."""

from __future__ import annotations

import ctypes
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct
from pypdfium2 import PdfiumError, raw

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.completeness.pdfium_objects import Matrix, matrix_of, product
from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.reading.opening import opened_pages
from panel_papers.pdf.unseen.scene import box_of_page

Point = tuple[float, float]
Outline = tuple[Point, ...]
_DEEPEST = 8
_STEPS = 24  # straight lines in the place of a curve
_UNIT: Outline = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class CropWindow(Struct, frozen=True):
    """What one use of a picture shows: within an outline of each group, in the picture's square.

    The square is 1 wide and 1 high, from the lower left corner of the picture (ISO 32000-1 8.9.3).
    """

    page: int
    groups: tuple[tuple[Outline, ...], ...]


def windows_of(data: bytes) -> dict[str, tuple[CropWindow, ...]]:
    """Return the windows of each picture that is cut on some page, by the digest of its data.

    The digest is the SHA-256 of the picture's stream as it is in the file. A picture that is shown
    whole anywhere is left out.
    """
    found: dict[str, list[CropWindow]] = defaultdict(list)
    with pdfium:
        try:
            for document, index in opened_pages(data):
                page = raw.FPDF_LoadPage(document, index)
                if page:
                    for digest, window in _on_page(page, index + 1):
                        found[digest].append(window)
                    raw.FPDF_ClosePage(page)
        except PdfiumError:
            return {}
    return {
        digest: tuple(windows)
        for digest, windows in found.items()
        if all(window.groups for window in windows)
    }


def _on_page(page: object, number: int) -> Iterator[tuple[str, CropWindow]]:
    frame = box_of_page(page)
    left, bottom, right, top = frame
    clips: list[tuple[Outline, ...]] = [
        (((left, bottom), (right, bottom), (right, top), (left, top)),)
    ]
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _of_object(raw.FPDFPage_GetObject(page, at), None, clips, number, 0)


def _of_object(
    each: object, matrix: Matrix | None, clips: list[tuple[Outline, ...]], page: int, depth: int
) -> Iterator[tuple[str, CropWindow]]:
    kind = raw.FPDFPageObj_GetType(each)
    if kind not in (raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE):
        return
    clips = [*clips, *_clips(each, matrix)]
    own = matrix_of(each)
    own = own if matrix is None else product(own, matrix)
    if kind == raw.FPDF_PAGEOBJ_FORM:
        if depth < _DEEPEST:
            for at in range(raw.FPDFFormObj_CountObjects(each)):
                inner = raw.FPDFFormObj_GetObject(each, at)
                yield from _of_object(inner, own, clips, page, depth + 1)
        return
    back = _inverse(own)
    if back is None:
        return
    groups = [tuple(tuple(_at(point, back) for point in o) for o in clip) for clip in clips]
    cutting = tuple(group for group in groups if not _holds_all(group))
    yield digest_of(each), CropWindow(page, cutting)


def _clips(each: object, matrix: Matrix | None) -> Iterator[tuple[Outline, ...]]:
    """Yield the paths to which an object is cut, each as the outlines that it is made of."""
    path = raw.FPDFPageObj_GetClipPath(each)
    for index in range(max(raw.FPDFClipPath_CountPaths(path), 0) if path else 0):
        outlines = tuple(_outlines(path, index))
        if outlines and matrix is not None:
            yield tuple(tuple(_at(point, matrix) for point in outline) for outline in outlines)
        elif outlines:
            yield outlines


def _outlines(path: object, index: int) -> Iterator[Outline]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curve: list[Point] = []
    for at in range(raw.FPDFClipPath_CountPathSegments(path, index)):
        segment = raw.FPDFClipPath_GetPathSegment(path, index, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind, point = raw.FPDFPathSegment_GetType(segment), (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 2:
                yield tuple(points)
            points = [point]
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                points += _bent(points[-1] if points else curve[0], curve)
                curve = []
        else:
            points.append(point)
    if len(points) > 2:
        yield tuple(points)


def _bent(start: Point, curve: list[Point]) -> Iterator[Point]:
    corners = (start, *curve)
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        shares = [math.comb(3, n) * t**n * (1 - t) ** (3 - n) for n in range(4)]
        yield (
            sum(share * corner[0] for share, corner in zip(shares, corners, strict=True)),
            sum(share * corner[1] for share, corner in zip(shares, corners, strict=True)),
        )


def _inverse(matrix: Matrix) -> Matrix | None:
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-9:
        return None
    return Matrix(
        d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size
    )


def _at(point: Point, by: Matrix) -> Point:
    x, y = point
    return by.a * x + by.c * y + by.e, by.b * x + by.d * y + by.f


def _holds_all(group: tuple[Outline, ...]) -> bool:
    """Say whether outlines are one box that holds the whole picture, or almost."""
    if len(group) != 1:
        return False
    outline = group[0]
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    slack = 0.005
    around = box.left <= slack and box.bottom <= slack
    around = around and box.right >= 1 - slack and box.top >= 1 - slack
    edges = all(
        min(abs(x - box.left), abs(x - box.right)) < slack
        or min(abs(y - box.bottom), abs(y - box.top)) < slack
        for x, y in outline
    )
    return around and (edges or all(_within(outline, corner) for corner in _UNIT))


def _within(outline: Outline, point: Point) -> bool:
    """Say whether a point lies in an outline, by how often a ray from it crosses the outline."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def digest_of(each: object) -> str:
    """Return the SHA-256 of a picture's stream as it is in the file."""
    size = raw.FPDFImageObj_GetImageDataRaw(each, None, 0)
    held = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataRaw(each, held, size)
    return hashlib.sha256(held.raw[:size]).hexdigest()
