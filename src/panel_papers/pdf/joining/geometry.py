"""Finds the visible frame of a page, whatever its crop, rotation and unit."""

from typing import TypeVar

from msgspec import Struct
from pikepdf import Array, Name, Object

A4 = (0.0, 0.0, 595.276, 841.89)
Matrix = tuple[float, float, float, float, float, float]
Default = TypeVar("Default")


class Frame(Struct, frozen=True):
    """A page as a reader sees it: its size in points, and the way from there to its own space.

    `matrix` maps points, counted from the bottom left of the page as it is seen, to the page's
    user space (ISO 32000-1 8.3.2, 14.11.2).
    """

    width: float
    height: float
    matrix: Matrix

    def seen(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return where a rectangle of the page's user space is seen: left, bottom, right, top."""
        a, b, c, d, x, y = self.matrix
        size = a * d - b * c
        corners = [(left - x, bottom - y), (right - x, top - y)]
        across = [(d * u - c * v) / size for u, v in corners]
        up = [(a * v - b * u) / size for u, v in corners]
        return min(across), min(up), max(across), max(up)


class Move(Struct, frozen=True):
    """A scale and a shift in a page's user space."""

    scale: float
    x: float
    y: float

    def across(self, value: float) -> float:
        """Return where a horizontal coordinate comes to lie."""
        return self.scale * value + self.x

    def up(self, value: float) -> float:
        """Return where a vertical coordinate comes to lie."""
        return self.scale * value + self.y


def visible_frame(page: Object) -> Frame:
    """Return the frame of a page: the crop box within the media box, upright."""
    left, bottom, right, top = visible_box(page)
    unit = _number(page.get(Name.UserUnit), 1.0)
    unit = unit if unit > 0 else 1.0
    width, height, scale = (right - left) * unit, (top - bottom) * unit, 1 / unit
    turned = int(_number(page.get(Name.Rotate), 0)) % 360
    if turned == 90:
        return Frame(height, width, (0, scale, -scale, 0, right, bottom))
    if turned == 180:
        return Frame(width, height, (-scale, 0, 0, -scale, right, top))
    if turned == 270:
        return Frame(height, width, (0, -scale, scale, 0, left, top))
    return Frame(width, height, (scale, 0, 0, scale, left, bottom))


def page_box(page: Object) -> Array:
    """Return the visible box of a page in its own space, for a figure that is the whole page."""
    frame = visible_frame(page)
    a, b, c, d, left, bottom = frame.matrix
    right = left + a * frame.width + c * frame.height
    top = bottom + b * frame.width + d * frame.height
    edges = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return Array([round(edge, 2) for edge in edges])


def visible_box(page: Object) -> tuple[float, float, float, float]:
    """Return what of a page is seen, in its user space: left, bottom, right, top."""
    media = _box(page.get(Name.MediaBox)) or A4
    crop = _box(page.get(Name.CropBox))
    if crop is None:
        return media
    inside = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return inside if inside[0] < inside[2] and inside[1] < inside[3] else media


def _box(found: object) -> tuple[float, float, float, float] | None:
    if not isinstance(found, Array) or len(found) != 4:
        return None
    numbers = [_number(value, None) for value in found]
    if any(number is None for number in numbers):
        return None
    a, b, c, d = (number or 0.0 for number in numbers)
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[0] < box[2] and box[1] < box[3] else None


def floats(found: object) -> list[float]:
    """Return the numbers of an array; none where it is no array of numbers."""
    if not isinstance(found, Array):
        return []
    try:
        return [float(each) for each in found]
    except (TypeError, ValueError):
        return []


def _number(found: object, default: Default) -> float | Default:
    try:
        return float(found)  # type: ignore[arg-type]  # whatever is there, asked politely
    except (TypeError, ValueError):
        return default
