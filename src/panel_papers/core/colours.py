"""Colours as Word names them, and how well one is read on another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
HIGHLIGHTS: Mapping[str, Colour] = {
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
    "black": BLACK,
    "white": WHITE,
}
"""What a highlighter pen is called (ECMA-376 part 1, 17.18.40)."""
_ALIKE = 1.2  # contrast ratio below which nobody reads: #EAEAEA on white has 1.2
_APART = 24  # of 255 in red, green or blue
_ALIKE_IN_THE_DARK = 1.6  # #333333 on black has 1.7
_DARK = 1.6  # contrast with black up to which a colour counts as dark
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6}")


def as_colour(text: str) -> Colour | None:
    """Return the colour that six hexadecimal digits name, or None for any other text."""
    if not _HEXADECIMAL.fullmatch(text):
        return None
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)  # a sheet of 400,000 cells has a handful of colours
def is_alike(first: Colour, second: Colour) -> bool:
    """Say whether nobody can read one colour on the other."""
    ratio = contrast(first, second)
    if max(contrast(first, BLACK), contrast(second, BLACK)) < _DARK:
        return ratio < _ALIKE_IN_THE_DARK
    # yellow on white is hard to read, and yet it is seen
    apart = max(abs(one - other) for one, other in zip(first, second, strict=True))
    return ratio < _ALIKE and apart <= _APART


def _luminance(colour: Colour) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (each / 255 for each in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
