"""Finds what lies over a part of a picture, as a black box over a line of a scan does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import floor, isfinite
from typing import NamedTuple

from PIL import Image, ImageChops, ImageStat

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.model import Unseen, Why
from panel_papers.pdf.unseen.painting import Painter, changes, turns, without, without_marks
from panel_papers.pdf.unseen.scene import PICTURE, Area, Mark, Scene

_LEAST = 20.0  # points: a smaller picture is a bullet or an icon
_SMALLEST_COVER = 4.0  # points
_WITHIN = 0.9  # of the cover's area: a bar over a scan, and no panel beside a photograph
_NEARLY_ALL = 0.95
_MOST = 0.6  # of the picture's area
_PLAIN, _CONTENT = 24, 48  # of 255: contrast within a covering bar, and of what is worth a look
_NEUTRAL = 24  # of 255: how far red, green and blue of black, grey and white are apart
_SHARE = 0.02  # of the covered pixels
_SCAN = 0.5  # of the page: a larger picture on light ground is a scan
_LIGHT = 190  # of 255
_HALF = 0.5
_INK = 120  # of 255
_STROKES = 8  # changes between ink and paper in a row: three letters or so
_FAINT = 12  # of 255
_CONTENT_KINDS = frozenset({"FreeText", "Stamp", "Ink", "Widget", "Watermark"})
"""Annotations that may be printed."""
_MOST_PAIRS = 400
_SQUARE = 50.0  # points
_MOST_SQUARES = 60  # a third of a page


class _Pair(NamedTuple):
    beneath: str
    cover: Area | Mark
    box: Box
    scan: bool


def covered_pictures(scene: Scene, page: int) -> Iterator[Unseen]:
    """Yield a finding for each kind of cover that hides a part of a picture on a page.

    Annotations count always. Of what the page itself paints all counts that hides words of a scan;
    over other pictures only plain black, grey or white areas without words on them do, as others
    belong to the page's design.
    """
    pairs = [*islice(_pairs(scene), _MOST_PAIRS)]
    if not pairs:
        return
    painter = Painter(scene, scene.box)
    shown = painter.paint()
    areas = [pair.cover.handle for pair in pairs if isinstance(pair.cover, Area)]
    marks = {pair.cover for pair in pairs if isinstance(pair.cover, Mark)}
    with without(areas), without_marks(scene, marks):
        bare = painter.paint()
    hiding = [pair for pair in pairs if _hides(painter, shown, bare, pair)]
    found = dict.fromkeys((pair.beneath, *name_of_cover(pair.cover)) for pair in hiding)
    for beneath, cover, mark in found:
        yield Unseen(page, Why.COVERED, None, cover, mark, beneath)


def name_of_cover(cover: Area | Mark) -> tuple[str, str]:
    """Return what a cover is in plain words, and the kind of an annotation."""
    if isinstance(cover, Area):
        return cover.what, ""
    return f"an annotation ({cover.kind})", cover.kind


def _pairs(scene: Scene) -> Iterator[_Pair]:
    """Yield pictures and annotations with content, and what may hide a part of each."""
    for at, lower in enumerate(scene.marks):
        for mark in scene.marks[at + 1 :]:
            if lower.kind in _CONTENT_KINDS and (box := _shared(mark.box, lower.box)) is not None:
                yield _Pair(name_of_cover(lower)[0], mark, box, scan=False)
    grid = _Grid(scene.areas)
    for picture in scene.areas:
        if picture.what != PICTURE or not _is_large(picture.box):
            continue
        scan = _size(picture.box) >= _SCAN * _size(scene.box)
        for mark in scene.marks:
            if (box := _shared(mark.box, picture.box)) is not None:
                yield _Pair(PICTURE, mark, box, scan)
        for area in grid.near(picture.box):
            if area.order <= picture.order or (box := _shared(area.box, picture.box)) is None:
                continue
            inner = _size(box) >= _WITHIN * _size(area.box)
            part = inner and _size(box) <= _MOST * _size(picture.box)
            if (part and (scan or not _has_words(scene, area))) or (
                _size(box) >= _NEARLY_ALL * _size(picture.box)
            ):
                yield _Pair(PICTURE, area, box, scan)


class _Grid:
    """Areas by the squares of the page that they touch, so that not each is compared with each."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = areas
        self._wide: list[int] = []  # those that touch many squares
        self._inside: dict[tuple[int, int], list[int]] = {}
        for number, area in enumerate(areas):
            squares = _squares(area.box)
            if squares is None:
                self._wide.append(number)
            for square in squares or ():
                self._inside.setdefault(square, []).append(number)

    def near(self, box: Box) -> Iterator[Area]:
        """Yield the areas that may share something with a box, in their order."""
        squares = _squares(box)
        if squares is None:
            yield from self._areas
            return
        near = {number for square in squares for number in self._inside.get(square, ())}
        for number in sorted(near.union(self._wide)):
            yield self._areas[number]


def _squares(box: Box) -> list[tuple[int, int]] | None:
    """Return the squares that a box touches; None where they are many, or numbers without end."""
    edges = [edge / _SQUARE for edge in box]
    if not all(isfinite(edge) for edge in edges):
        return None
    left, bottom, right, top = (floor(edge) for edge in edges)
    if (right - left + 1) * (top - bottom + 1) > _MOST_SQUARES:
        return None
    return [(x, y) for x in range(left, right + 1) for y in range(bottom, top + 1)]


def _is_large(box: Box) -> bool:
    return min(box.right - box.left, box.top - box.bottom) >= _LEAST


def _size(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _shared(one: Box, other: Box) -> Box | None:
    both = one.within(other)
    least = min(both.right - both.left, both.top - both.bottom)
    return both if least >= _SMALLEST_COVER else None


def _has_words(scene: Scene, area: Area) -> bool:
    """Say whether words are painted upon an area."""
    return any(
        text.order > area.order
        and text.painted
        and area.box.holds(
            (text.box.left + text.box.right) / 2, (text.box.bottom + text.box.top) / 2
        )
        for text in scene.texts
    )


def _hides(painter: Painter, shown: Image.Image, bare: Image.Image, pair: _Pair) -> bool:
    """Say whether a cover hides something that is worth a look, and nothing of it shows."""
    left, bottom, right, top = pair.box
    pixels = painter.pixels(Box(left + 1, bottom + 1, right - 1, top - 1))
    if pixels is None:
        return False
    over, under = shown.crop(pixels), bare.crop(pixels)
    if _contrast(under) < _CONTENT or _shows_through(over, under):
        return False
    if not _differs(over, under):
        return False
    if isinstance(pair.cover, Mark) or (pair.scan and _is_written(under)):
        return True
    # a logo has little ink; the rim of a box, or a scan's noise, is none of a bar's colour
    few = 0.0 if pair.cover.what == PICTURE else _SHARE
    return _contrast(over, few) <= _PLAIN and _is_neutral(over)


def _differs(over: Image.Image, under: Image.Image) -> bool:
    """Say whether more than the rim of a cover differs from what is beneath: a bar over a bar."""
    changed = changes(over, under, _PLAIN)
    share = ImageStat.Stat(changed).mean[0] / 255
    return share >= _HALF or turns(changed, 128) >= _STROKES


def _is_written(under: Image.Image) -> bool:
    """Say whether a part of a picture is like paper with words: light, with many dark strokes."""
    grey = under.convert("L")
    counts = grey.histogram()
    dark = sum(counts[:_INK])
    if sum(counts[_LIGHT:]) * 2 < sum(counts) or dark < _SHARE * sum(counts):
        return False
    return turns(grey, _INK) >= _STROKES


def _shows_through(over: Image.Image, under: Image.Image) -> bool:
    """Say whether the dark parts of what is beneath can be distinguished from its light parts."""
    grey, beneath = over.convert("L"), under.convert("L")
    middle = ImageStat.Stat(beneath).mean[0]
    ink = beneath.point([255 if value < middle else 0 for value in range(256)])
    paper = ImageChops.invert(ink)
    if not ink.getbbox() or not paper.getbbox():
        return False
    return abs(ImageStat.Stat(grey, ink).mean[0] - ImageStat.Stat(grey, paper).mean[0]) > _FAINT


def _contrast(picture: Image.Image, share: float = _SHARE) -> int:
    """Return the largest contrast of a channel, without a share of its pixels at both ends."""
    most = 0
    for channel in picture.split():
        counts = channel.histogram()
        few = share * sum(counts)
        low = _first(counts, few)
        high = 255 - _first(counts[::-1], few)
        most = max(most, high - low)
    return most


def _first(counts: list[int], few: float) -> int:
    total = 0
    for value, count in enumerate(counts):
        total += count
        if total > few:
            return value
    return len(counts) - 1


def _is_neutral(picture: Image.Image) -> bool:
    red, green, blue = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return max(red, green, blue) - min(red, green, blue) <= _NEUTRAL
