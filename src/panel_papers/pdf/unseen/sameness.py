"""Compares how pages look before and after something was taken out of their pictures."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import ImageStat
from pypdfium2 import PdfDocument, PdfiumError

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.unseen.painting import Painter, changes
from panel_papers.pdf.unseen.scene import Scene

_LEAST = 40  # of 255: a JPEG that is coded again differs by less
_SHARE = 0.0005  # of a page's pixels


def pages_that_differ(before: bytes, after: bytes, pages: Iterable[int]) -> list[int]:
    """Return the pages, counted from 1, that look different in two files; all if one is broken."""
    listed = list(pages)
    with pdfium:
        try:
            old, new = PdfDocument(before), PdfDocument(after)
        except PdfiumError:
            return listed
        found = [number for number in listed if _differs(old, new, number - 1)]
        old.close()
        new.close()
    return found


def _differs(old: PdfDocument, new: PdfDocument, index: int) -> bool:
    scenes = Scene(old, index), Scene(new, index)
    try:
        if not all(scene.page for scene in scenes):
            return True
        one, other = (Painter(scene, scene.box).paint() for scene in scenes)
        if one.size != other.size:
            return True
        return ImageStat.Stat(changes(one, other, _LEAST)).mean[0] > 255 * _SHARE
    finally:
        for scene in scenes:
            scene.close()
