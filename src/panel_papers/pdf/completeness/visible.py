"""Which texts of a page cannot be seen: outside it, cut off, without colour, or covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_WHITE = 0xFFFFFF
_ALIKE = 10  # of 255 in each of red, green and blue
_MOST_OF_IT = 0.6  # of the height of a text, where its letters cannot be read
_SLACK = 1.0  # points by which a glyph may reach over an edge


class Box(NamedTuple):
    """A box on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Box) -> Box:
        """Return the part that two boxes share."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point is in the box, or almost."""
        return (
            self.left - _SLACK <= x <= self.right + _SLACK
            and self.bottom - _SLACK <= y <= self.top + _SLACK
        )

    def has_inside(self, x: float, y: float) -> bool:
        """Return whether a point is in the box."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Text(NamedTuple):
    """One text object; `colour` is None where it is not simply filled."""

    box: Box
    order: int
    address: int
    colour: int | None
    clip: Box | None
    painted: bool


class Fill(NamedTuple):
    """An area filled with a colour, or with a picture (None); whether it `hides` what is below."""

    box: Box
    order: int
    colour: int | None
    hides: bool = True


def unseen(texts: Sequence[Text], fills: Sequence[Fill], page: Box) -> dict[int, Box | None]:
    """Return the texts that cannot be seen, by address; with a box, only what is outside it."""
    found: dict[int, Box | None] = {}
    solid = [fill for fill in fills if fill.colour is not None]
    colours = {fill.colour for fill in solid if fill.colour is not None} | {_WHITE}
    hiding = [fill for fill in fills if fill.hides]
    last = max((fill.order for fill in hiding), default=0)
    for text in texts:
        if not text.painted:
            found[text.address] = None
            continue
        window = page if text.clip is None else page.within(text.clip)
        box = text.box
        if (
            box.left < window.left - _SLACK
            or box.right > window.right + _SLACK
            or box.bottom < window.bottom - _SLACK
            or box.top > window.top + _SLACK
        ):
            found[text.address] = window
            continue
        covered = text.order < last and _covered(text, hiding)
        if covered or (_suspect(text.colour, colours) and _like_its_ground(text, fills)):
            found[text.address] = None
    return found


def covers(texts: Sequence[Text], fills: Sequence[Fill]) -> dict[int, tuple[Box, ...]]:
    """Return what lies over a part of each text, by address: areas about as high as its letters.

    A line through or under a text is too low to hide it.
    """
    hiding = [fill for fill in fills if fill.hides]
    last = max((fill.order for fill in hiding), default=0)
    found = {}
    for text in texts:
        if text.order < last:
            over = tuple(fill.box for fill in hiding if _hides_some(text, fill))
            if over:
                found[text.address] = over
    return found


def _hides_some(text: Text, fill: Fill) -> bool:
    both = text.box.within(fill.box)
    height = text.box.top - text.box.bottom
    return (
        fill.order > text.order
        and both.right > both.left
        and both.top - both.bottom >= height * _MOST_OF_IT
    )


def _covered(text: Text, hiding: Sequence[Fill]) -> bool:
    left, bottom, right, top = text.box
    return any(
        fill.order > text.order
        and fill.box.left <= left
        and fill.box.right >= right
        and fill.box.bottom <= bottom
        and fill.box.top >= top
        for fill in reversed(hiding)
    )


def _suspect(colour: int | None, colours: set[int]) -> bool:
    return colour is not None and (
        colour in colours or any(_alike(colour, each) for each in colours)
    )


def _alike(one: int, other: int) -> bool:
    return all(abs((one >> s & 255) - (other >> s & 255)) <= _ALIKE for s in (0, 8, 16))


def _like_its_ground(text: Text, fills: Sequence[Fill]) -> bool:
    """Return whether a text has the colour of what is painted behind it; a page is white."""
    x, y = (text.box.left + text.box.right) / 2, (text.box.bottom + text.box.top) / 2
    ground: int | None = _WHITE
    for fill in fills:
        if fill.order < text.order and fill.box.holds(x, y):
            ground = fill.colour
    return ground is not None and text.colour is not None and _alike(text.colour, ground)
