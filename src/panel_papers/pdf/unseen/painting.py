"""Paints a page with some of its objects left out, to see what they change."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops
from pypdfium2 import raw

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.scene import Mark, Scene

_SCALE = 2.0
"""Pixels a point: a letter of 6 points is about 8 pixels high."""
_MOST_PIXELS = 6_000_000


class Painter:
    """Paints a part of a page: `region`, in the page's own points."""

    def __init__(self, scene: Scene, region: Box) -> None:
        self.page = scene.page
        self.frame = scene.box
        self.region = region.within(scene.box)
        width, height = self.region.right - self.region.left, self.region.top - self.region.bottom
        area = max(width, 1.0) * max(height, 1.0)
        self.scale = min(_SCALE, (_MOST_PIXELS / area) ** 0.5)
        self.size = max(1, round(width * self.scale)), max(1, round(height * self.scale))

    def paint(self) -> Image.Image:
        """Return what is seen of the region, annotations included, on white paper."""
        width, height = self.size
        scale, frame = self.scale, self.frame
        whole = (
            max(1, round((frame.right - frame.left) * scale)),
            max(1, round((frame.top - frame.bottom) * scale)),
        )
        x = round((self.region.left - frame.left) * scale)
        y = round((frame.top - self.region.top) * scale)
        pixels = ctypes.create_string_buffer(b"\xff" * (width * height * 4), width * height * 4)
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, pixels, width * 4)
        try:
            raw.FPDF_RenderPageBitmap(bitmap, self.page, -x, -y, *whole, 0, raw.FPDF_ANNOT)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return Image.frombuffer("RGB", (width, height), pixels.raw, "raw", "BGRX", 0, 1)

    def pixels(self, box: Box) -> tuple[int, int, int, int] | None:
        """Return left, top, right and bottom of a box in the picture; None where it is outside."""
        left = int((box.left - self.region.left) * self.scale)
        right = round((box.right - self.region.left) * self.scale + 0.5)
        top = int((self.region.top - box.top) * self.scale)
        bottom = round((self.region.top - box.bottom) * self.scale + 0.5)
        width, height = self.size
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(max(right, left + 1), width), min(max(bottom, top + 1), height)
        return (left, top, right, bottom) if left < right and top < bottom else None


@contextmanager
def without(handles: Iterable[object]) -> Iterator[None]:
    """Leave objects out of what is painted for a while."""
    listed = list(handles)
    for each in listed:
        raw.FPDFPageObj_SetIsActive(each, False)
    try:
        yield
    finally:
        for each in listed:
            raw.FPDFPageObj_SetIsActive(each, True)


@contextmanager
def without_marks(scene: Scene, marks: Iterable[Mark]) -> Iterator[None]:
    """Hide annotations for a while."""
    listed = list(marks)
    before = [_flags(scene, mark) for mark in listed]
    for mark, flags in zip(listed, before, strict=True):
        _flag(scene, mark, flags | raw.FPDF_ANNOT_FLAG_HIDDEN)
    try:
        yield
    finally:
        for mark, flags in zip(listed, before, strict=True):
            _flag(scene, mark, flags)


def _flags(scene: Scene, mark: Mark) -> int:
    annotation = raw.FPDFPage_GetAnnot(scene.page, mark.at)
    flags: int = raw.FPDFAnnot_GetFlags(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return flags


def _flag(scene: Scene, mark: Mark, flags: int) -> None:
    annotation = raw.FPDFPage_GetAnnot(scene.page, mark.at)
    raw.FPDFAnnot_SetFlags(annotation, flags)
    raw.FPDFPage_CloseAnnot(annotation)


def changes(one: Image.Image, other: Image.Image, least: int) -> Image.Image:
    """Return a picture that is white where two differ by `least` of 255 or more, else black."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([0] * least + [255] * (256 - least))


def turns(grey: Image.Image, middle: int) -> int:
    """Return how often the row with most changes goes from dark to light or back."""
    most = 0
    inked = grey.point([255] * middle + [0] * (256 - middle)).tobytes()
    for row in range(grey.height):
        line = inked[row * grey.width : (row + 1) * grey.width]
        most = max(most, line.count(b"\xff\x00") + line.count(b"\x00\xff"))
    return most
