"""Tick boxes, symbols and bullets, which each engine prints in its own way.

Word takes them from fonts of symbols, whose characters mean nothing elsewhere (ISO/IEC 29500-1
17.3.3.30). Engines print others for them, or draw lines; so it is only asked whether something is
printed in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.model import Form, shortened
from panel_papers.pdf.completeness.painted import Page
from panel_papers.pdf.completeness.sheet import Hit, Sheet
from panel_papers.pdf.completeness.sought import Sought
from panel_papers.pdf.completeness.visible import Box

_SYMBOL = "\ue000"


def check_ticks(sheet: Sheet, lines: Sequence[Sought]) -> Iterator[Missing]:
    """Yield the tick boxes and symbols that are not between the words where Word shows them."""
    for line in lines:
        for span in line.spans:
            if span.piece.form is not Form.BOX:
                continue
            before = max((f for f in line.found if f[0] < span.start), default=None)
            after = min((f for f in line.found if f[0] >= span.start), default=None)
            left, right = before[1] if before else None, after[1] if after else None
            if (left or right) is None or _printed(sheet, left, right):
                continue
            symbol = _SYMBOL in span.piece.text
            what = "a symbol is not printed" if symbol else "a tick box is not printed"
            yield Missing(Kind.SYMBOL if symbol else Kind.TICK_BOX, what, str(line.line.place))


def check_bullets(sheet: Sheet, lines: Sequence[Sought]) -> Iterator[Missing]:
    """Yield the list items before which nothing is printed where Word shows a bullet."""
    for line in lines:
        label, first = line.line.label, line.first()
        if label is None or not label.bullet or first is None or min(line.found)[0] != 0:
            continue
        if not _printed(sheet, None, first) and not _lettered(sheet, first, label.text):
            what = f"the bullet before “{shortened(line.line.text())}” is not printed"
            yield Missing(Kind.BULLET, what, str(line.line.place))


def _lettered(sheet: Sheet, first: Hit, bullet: str) -> bool:
    """Return whether a bullet that is a letter, as Word's “o”, is by itself before an item."""
    page, mark = sheet.pages[first.page], bullet.strip()
    before = page.characters[: page.chars[first.start]].rstrip()
    if not mark or not before.endswith(mark):
        return False
    return before[: -len(mark)][-1:].strip() == ""


def _printed(sheet: Sheet, left: Hit | None, right: Hit | None) -> bool:
    """Return whether something is printed after `left`, before `right`, or between the two."""
    if left is not None and right is not None and left.page != right.page:
        return True  # a page ends between them; nobody knows on which side it is
    near = left or right
    if near is None:
        return False
    page = sheet.pages[near.page]
    return _typed(page, left, right) or _drawn(page, left, right)


def _typed(page: Page, left: Hit | None, right: Hit | None) -> bool:
    if left is not None and right is not None:
        between = page.characters[page.chars[left.end - 1] + 1 : page.chars[right.start]]
        return bool(between.strip())
    if left is not None:
        after = page.characters[page.chars[left.end - 1] + 1 :].lstrip()
        return bool(after) and not after[0].isalnum()
    start = page.chars[right.start] if right is not None else 0
    before = page.characters[:start].rstrip()
    return bool(before) and not before[-1].isalnum()


def _drawn(page: Page, left: Hit | None, right: Hit | None) -> bool:
    """Return whether something small is drawn at the height of a line, before or after words."""
    start = page.char_box(left.end - 1) if left is not None else None
    end = page.char_box(right.start) if right is not None else None
    line = start or end
    if line is None:
        return False
    low = start.right if start is not None else page.box.left
    high = end.left if end is not None and end.bottom < line.top else page.box.right
    height = line.top - line.bottom
    window = Box(
        low - height / 2, line.bottom - height / 2, high + height / 2, line.top + height / 2
    )
    boxes = [*(each.box for each in page.drawn), *(each.box for each in page.images)]
    return any(_is_mark(box, height, window) for box in boxes)


def _is_mark(box: Box, height: float, window: Box) -> bool:
    across, up = box.right - box.left, box.top - box.bottom
    middle = (box.bottom + box.top) / 2
    return (
        height / 5 < up < height * 2
        and height / 5 < across < height * 2
        and window.left <= box.left
        and box.right <= window.right
        and window.bottom < middle < window.top
    )
