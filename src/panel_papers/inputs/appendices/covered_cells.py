"""Finds the cells of a sheet that a picture covers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # no stubs

_PIXEL, _POINT = 9_525, 12_700  # English metric units
_USUAL_WIDTH, _USUAL_HEIGHT = 8.43, 15.0  # characters; points
_MOST_OF_IT = 0.9  # of a cell
_LARGEST = 50_000_000  # pixels
_SEEN_THROUGH = 250  # of 255

_Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def covered_cells(sheet: Worksheet) -> set[tuple[int, int]]:
    """Return the cells, by row and column, of which an opaque picture leaves next to nothing."""
    pictures = getattr(sheet, "_images", [])  # openpyxl has no public name for them
    if not pictures:
        return set()
    across, down = _edges(sheet)
    found: set[tuple[int, int]] = set()
    for picture in pictures:
        box = _box(picture.anchor, across, down)
        if box is not None and _is_opaque(picture.ref):
            rows = list(_covered(down, box[1], box[3]))
            found |= {(row, column) for column in _covered(across, box[0], box[2]) for row in rows}
    return found


def _edges(sheet: Worksheet) -> tuple[list[float], list[float]]:
    """Return where each column and row begins, and where the last ends."""
    widths = {}
    for each in sheet.column_dimensions.values():
        for number in range(each.min or 1, (each.max or 1) + 1):
            if number > sheet.max_column:
                break
            widths[number] = 0.0 if each.hidden else each.width
    usual = sheet.sheet_format.defaultColWidth or _USUAL_WIDTH
    columns = [widths.get(n, usual) or 0.0 for n in range(1, sheet.max_column + 1)]
    usual = sheet.sheet_format.defaultRowHeight or _USUAL_HEIGHT
    rows = []
    for number in range(1, sheet.max_row + 1):
        row = sheet.row_dimensions.get(number, None)
        height = usual if row is None or row.height is None else row.height
        rows.append(0.0 if row is not None and row.hidden else height)
    # letters of the usual font are 7 pixels wide, with 5 round them (18.3.1.13)
    return (
        list(accumulate(((w * 7 + 5) * _PIXEL if w else 0.0 for w in columns), initial=0.0)),
        list(accumulate((height * _POINT for height in rows), initial=0.0)),
    )


def _box(anchor: object, across: list[float], down: list[float]) -> _Box | None:
    """Return where a picture is; None where its anchor says it in another way."""
    start, end = getattr(anchor, "_from", None), getattr(anchor, "to", None)
    extent = getattr(anchor, "ext", None)
    if start is None:
        place = getattr(anchor, "pos", None)
        if place is None or extent is None:
            return None
        return place.x, place.y, place.x + extent.width, place.y + extent.height
    left, top = _at(across, start.col) + start.colOff, _at(down, start.row) + start.rowOff
    if end is not None:
        return left, top, _at(across, end.col) + end.colOff, _at(down, end.row) + end.rowOff
    return None if extent is None else (left, top, left + extent.width, top + extent.height)


def _at(edges: list[float], index: int) -> float:
    return edges[min(index, len(edges) - 1)]


def _covered(edges: list[float], start: float, end: float) -> Iterator[int]:
    """Yield the columns or rows, counted from 1, that a picture covers almost whole."""
    for number, (low, high) in enumerate(pairwise(edges), 1):
        if high > low and min(end, high) - max(start, low) >= _MOST_OF_IT * (high - low):
            yield number


def _is_opaque(data: io.BytesIO | Callable[[], bytes]) -> bool:
    """Say whether nothing is seen through a picture; False for one that cannot be read."""
    from PIL import Image  # noqa: PLC0415 - few sheets hold pictures

    try:
        with Image.open(data) as picture:  # type: ignore[arg-type]
            if picture.width * picture.height > _LARGEST:
                return False
            if "A" not in picture.mode and "transparency" not in picture.info:
                return True
            low, _ = picture.convert("RGBA").getchannel("A").getextrema()
            return isinstance(low, int) and low >= _SEEN_THROUGH
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
