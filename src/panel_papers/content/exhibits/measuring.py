"""How wide the text of a chart is, by the widths in the face that draws it."""

from __future__ import annotations

from functools import cache

from panel_papers.content.exhibits.look import FACES, POINTS
from panel_papers.core import FONTS

_HINTED = 1.03  # pixels of hinted letters are a little wider than the letters


def text_width(text: str) -> float:
    """Return the inches that a line of text takes in a chart."""
    widths, missing = _advances()
    ems = sum(widths.get(ord(character), missing) for character in text)
    return ems * POINTS / 72 * _HINTED


def wrapped(text: str, inches: float) -> list[str]:
    """Return a text in lines no wider than that; only a word that is wider is broken."""
    lines, line = [], ""
    for word in text.split():
        together = f"{line} {word}" if line else word
        if text_width(together) <= inches:
            line = together
            continue
        lines += [line] if line else []
        *whole, line = _broken(word, inches)
        lines += whole
    return [*lines, line] if line or not lines else lines


def longest_word(text: str) -> float:
    """Return the inches that the widest word of a text takes."""
    return max(map(text_width, text.split()), default=0.0)


def _broken(word: str, inches: float) -> list[str]:
    parts, part = [], ""
    for character in word:
        if part and text_width(part + character) > inches:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]


@cache
def _advances() -> tuple[dict[int, float], float]:
    """Return the width of each character in ems, and of one that the face does not have."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only papers with charts need it

    with TTFont(FONTS / FACES["normal"], lazy=True) as font:
        size, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        widths = {code: metrics[name][0] / size for code, name in font.getBestCmap().items()}
        return widths, metrics[".notdef"][0] / size
