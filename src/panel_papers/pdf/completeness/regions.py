"""Where on the pages something without words should be: between what is before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from panel_papers.pdf.completeness.model import Story
from panel_papers.pdf.completeness.painted import Drawn, Page
from panel_papers.pdf.completeness.sheet import Hit, Sheet
from panel_papers.pdf.completeness.sought import Sought
from panel_papers.pdf.completeness.visible import Box

_NEAR = 3.0  # points between parts of one drawing


class Region(NamedTuple):
    """A strip of a page, from its top edge down."""

    page: int
    top: float
    bottom: float


def regions(sheet: Sheet, lines: Sequence[Sought], index: int) -> list[Region]:
    """Return the strips between the line before a place and the line after it.

    `index` is that of the line in which the thing is anchored; its own text is part of the strip.
    Two strips where a page ends between them.
    """
    body = (Story.BODY, Story.NOTE)
    anchored = lines[index] if 0 <= index < len(lines) else None
    before = _neighbour(lines, range(index - 1, -1, -1), body)
    after = _neighbour(lines, range(index + 1, len(lines)), body)
    if anchored is not None and anchored.found:
        first, last = anchored.first(), anchored.last()
        before = before or first
        after = after or last
    if before is None and after is None:
        return [Region(n, page.box.top, page.box.bottom) for n, page in enumerate(sheet.pages)]
    pages = sheet.pages
    start = before.page if before is not None else after.page if after is not None else 0
    end = after.page if after is not None else start
    found = []
    for number in range(min(start, end), max(start, end) + 1):
        box = pages[number].box
        top, bottom = box.top, box.bottom
        if before is not None and number == before.page:
            top = pages[number].char_box(before.end - 1).bottom
        if after is not None and number == after.page and number >= start:
            bottom = pages[number].char_box(after.start).top
        if bottom > top:  # columns, cells of one row, what floats: anywhere on the page
            top, bottom = box.top, box.bottom
        found.append(Region(number, top, bottom))
    return found


def _neighbour(
    lines: Sequence[Sought], order: Iterable[int], stories: tuple[Story, ...]
) -> Hit | None:
    backwards = None
    for index in order:
        line = lines[index]
        if backwards is None:
            backwards = isinstance(order, range) and order.step < 0
        if line.found and line.line.story in stories:
            return line.last() if backwards else line.first()
    return None


def clusters(page: Page) -> list[Box]:
    """Return the boxes of what is drawn on a page, parts that touch each other taken together."""
    found: list[Box] = []
    for box in sorted(each.box for each in page.drawn if _seen(each)):
        grown = Box(box.left - _NEAR, box.bottom - _NEAR, box.right + _NEAR, box.top + _NEAR)
        rest = []
        for other in found:
            shared = grown.within(other)
            if shared.left <= shared.right and shared.bottom <= shared.top:
                grown = Box(
                    min(grown.left, other.left),
                    min(grown.bottom, other.bottom),
                    max(grown.right, other.right),
                    max(grown.top, other.top),
                )
            else:
                rest.append(other)
        found = [*rest, grown]
    return [Box(b.left + _NEAR, b.bottom + _NEAR, b.right - _NEAR, b.top - _NEAR) for b in found]


def _seen(drawn: Drawn) -> bool:
    return (drawn.fill is not None and drawn.fill != 0xFFFFFF) or (
        drawn.stroke is not None and drawn.stroke != 0xFFFFFF
    )
