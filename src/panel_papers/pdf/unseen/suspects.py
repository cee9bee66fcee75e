"""Finds the texts of a page that may be out of sight, by their boxes and colours alone."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from pypdfium2 import raw

from panel_papers.pdf.completeness.pdfium_objects import matrix_of, product
from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.model import Why
from panel_papers.pdf.unseen.scene import Area, Mark, Scene, TextItem

LEAST_CONTRAST = 16
"""Of 255 in red, green or blue: a letter that differs less from its ground is not seen."""
_TINIEST = 0.9  # points: about as high as small letters of the smallest font
_TINIEST_FONT = 1.5  # points
_SLACK = 1.0  # points by which a letter may reach over an edge
_BAND = 36.0  # points
_WHITE = 0xFFFFFF
Thing = TypeVar("Thing", Area, Mark)


def suspects_of(scene: Scene) -> dict[int, Why]:
    """Return the texts that may not be seen, by address, and what speaks against them."""
    bands = Bands(scene.areas)
    marks = Bands(scene.marks)
    found = {}
    for text in scene.texts:
        why = _why(text, scene.box, bands, marks)
        if why is not None:
            found[text.address] = why
    return found


class Bands(Generic[Thing]):
    """Things by the strips of the page that they touch, so that few are compared with a text."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.rows: dict[int, list[Thing]] = defaultdict(list)
        for thing in things:
            for row in _rows(thing.box):
                self.rows[row].append(thing)

    def over(self, box: Box) -> Iterator[Thing]:
        """Yield the things whose boxes share an area with a box, in order, some twice."""
        if not self.rows:
            return
        left, bottom, right, top = box
        for row in _rows(box):
            for thing in self.rows.get(row, ()):
                other = thing.box
                if (
                    other.left < right - _SLACK
                    and other.right > left + _SLACK
                    and other.bottom < top - _SLACK
                    and other.top > bottom + _SLACK
                ):
                    yield thing


def _rows(box: Box) -> range:
    low, high = (max(-1e4, min(1e4, edge / _BAND)) for edge in (box.bottom, box.top))
    return range(int(low // 1), int(high // 1) + 1)


def _why(text: TextItem, page: Box, bands: Bands[Area], marks: Bands[Mark]) -> Why | None:
    box = text.box
    if not (box.left < box.right and box.bottom < box.top):
        return None  # spaces
    under = [*bands.over(box)]
    covered = any(area.order > text.order for area in under) or any(True for _ in marks.over(box))
    reasons = (
        (not text.painted, Why.NOT_PAINTED),
        (not _inside(box, page), Why.OFF_PAGE),
        (not _inside(box, text.window), Why.CLIPPED),
        (_is_tiny(text), Why.TINY),
        (covered, Why.COVERED),
        (text.veiled, Why.TRANSPARENT),
    )
    for holds, why in reasons:
        if holds:
            return why
    return Why.GROUND if _like_ground(text, under) else None


def _is_tiny(text: TextItem) -> bool:
    box = text.box
    if min(box.right - box.left, box.top - box.bottom) >= _TINIEST:
        return False  # not a dash either
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text.handle, size)
    own = matrix_of(text.handle)
    own = own if text.matrix is None else product(own, text.matrix)
    return size.value * math.sqrt(abs(own.a * own.d - own.b * own.c)) < _TINIEST_FONT


def _inside(box: Box, window: Box) -> bool:
    return (
        box.left >= window.left - _SLACK
        and box.right <= window.right + _SLACK
        and box.bottom >= window.bottom - _SLACK
        and box.top <= window.top + _SLACK
    )


def _like_ground(text: TextItem, under: list[Area]) -> bool:
    """Say whether a text may have the colour of what is painted behind it; a page is white."""
    if text.colour is None:
        return True
    alike = _alike(text.colour, _WHITE)
    for area in sorted(under, key=lambda area: area.order):
        if area.solid and _inside(text.box, area.box):
            alike = area.colour is None or _alike(text.colour, area.colour)
        else:
            alike = alike or area.colour is None or _alike(text.colour, area.colour)
    return alike


@lru_cache(maxsize=1_000)  # pages have few colours
def _alike(one: int, other: int) -> bool:
    return all(abs((one >> s & 255) - (other >> s & 255)) < LEAST_CONTRAST for s in (0, 8, 16))
