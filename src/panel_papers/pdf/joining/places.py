"""Calculates where on a page a number or a mark may be printed, in the page's frame."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .font import text_width
from .geometry import Frame
from .model import STAMP_SIZE

SIDE, BOTTOM = 72.0, 38.7  # 2.54 cm from the edge; the line of a footer 1.25 cm above the bottom
EDGE = 20.0  # the line of a number below a footer, 0.7 cm: printers reach that far
HEAD = 30.0  # the line of a number above a header
BAND = 10.0  # the line of a number in the band below a page that was made smaller
TOP, LEADING = 17.0, 12.0  # the first line of a mark, and from line to line
NARROW = 18.0  # the side margin of a mark that uses the whole width
ASCENT, DESCENT = 0.8, 0.27  # how far letters rise and hang, as shares of their size

Across = Literal["left", "centre", "right"]
Line = Literal["foot", "edge", "head", "band"]
Place = tuple[Across, Line]


class Box(Struct, frozen=True):
    """A rectangle in a page's frame: points from the bottom left of the page as it is seen."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> "Box":
        """Return the box with a margin on all sides."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def meets(self, other: "Box") -> bool:
        """Return whether the two have a point in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


class Print(Struct, frozen=True):
    """A text ready to be printed: its lines, where the first begins, its size, what it fills."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    leading: float
    box: Box
    counts: tuple[int, ...] = (1,)
    """How many of the lines each text has, where there are several, one below the other."""


def number_places(where: str) -> tuple[Place, ...]:
    """Return the places for a page number, the best first; `where` is the one that was asked for.

    The foot comes before the head; on one side, the usual line before the one nearer the edge.
    """
    sides: tuple[Across, ...] = ("right", "centre", "left")
    order = sorted(sides, key=lambda across: not where.endswith(across))
    foot: tuple[Line, ...] = ("foot", "edge")
    return (
        *((across, line) for across in order for line in foot),
        *((across, "head") for across in order),
    )


def number_print(
    frame: Frame, text: str, widest: str, place: Place, size: float = STAMP_SIZE
) -> Print:
    """Return a page number at a place; its size is that of the `widest` number of its part."""
    size = min(size, (frame.width - 2) / text_width(widest, 1.0), frame.height / 6)
    width = text_width(text, size)
    across, line = place
    side = min(SIDE, frame.width / 8)
    lowest = DESCENT * size + 1
    y = {
        "foot": min(BOTTOM, frame.height / 16),
        "edge": min(EDGE, frame.height / 16),
        "head": frame.height - max(min(HEAD, frame.height / 16), ASCENT * size + 1),
        "band": min(BAND, frame.height / 20),
    }[line]
    y = max(y, lowest)
    x = {
        "left": side,
        "centre": (frame.width - width) / 2,
        "right": frame.width - side - width,
    }[across]
    x = min(max(x, 1.0), max(frame.width - 1 - width, 0.0))
    return Print((text,), x, y, size, 0.0, _box(x, y, width, size, 0.0))


def head_print(
    frame: Frame, texts: Sequence[str], *, wide: bool = False, size: float = STAMP_SIZE
) -> Print:
    """Return texts at the head of the page, each in as many lines as it needs, about as long."""
    side = min(NARROW, frame.width / 16) if wide else min(SIDE, frame.width / 8)
    while True:
        parts = [_balanced(text, frame.width - 2 * side, size) for text in texts]
        lines = [line for part in parts for line in part]
        broadest = max(text_width(line, 1.0) for line in lines)
        shown = min(size, (frame.width - 2) / broadest)  # too narrow for its longest word
        leading = LEADING * size / STAMP_SIZE
        depth = leading * (len(lines) - 1)
        if depth + shown <= frame.height / 3 or size < 1:
            break
        size *= 0.9
    top = TOP * max(shown / STAMP_SIZE, 1.0)
    y = frame.height - max(min(top, frame.height / 16), ASCENT * shown + 1)
    x = min(side, (frame.width - broadest * shown) / 2)
    box = _box(x, y - depth, broadest * shown, shown, depth)
    return Print(tuple(lines), x, y, shown, leading, box, tuple(len(part) for part in parts))


def head_depth(text: str, width: float, height: float, size: float = STAMP_SIZE) -> float:
    """Return how many points of a page, from its upper edge, a text at its head takes."""
    frame = Frame(width, height, (1, 0, 0, 1, 0, 0))
    return height - head_print(frame, [text], wide=True, size=size).box.bottom


def _box(x: float, y: float, width: float, size: float, depth: float) -> Box:
    return Box(x, y - DESCENT * size, x + width, y + depth + ASCENT * size)


@lru_cache(maxsize=256)  # the pages of a pack are mostly of one size and bear one mark
def _balanced(text: str, width: float, size: float) -> Sequence[str]:
    """Return the text in as few lines as fit into `width`, all about as long."""
    lines = _lines(text, width, size)
    while len(narrower := _lines(text, width - 4, size)) == len(lines) and width > 4:
        lines, width = narrower, width - 4
    return tuple(lines)


def _lines(text: str, width: float, size: float) -> Sequence[str]:
    """Return the text in lines that are at most `width` points wide, where words allow it."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
