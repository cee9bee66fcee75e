"""How words look: struck through, in capitals, turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.model import Form, shortened
from panel_papers.pdf.completeness.painted import Page
from panel_papers.pdf.completeness.sheet import Hit, Sheet
from panel_papers.pdf.completeness.sought import Sought, Span
from panel_papers.pdf.completeness.visible import Box

_THIN = 3.0  # points
_MIDDLE = (0.22, 0.75)  # of the height of a line: where a line strikes text through
_TURN = 12.0  # degrees


def check_looks(sheet: Sheet, lines: Sequence[Sought]) -> Iterator[Missing]:
    """Yield the words that are on the pages, but look different from Word."""
    for line in lines:
        if not line.found:
            continue
        if line.line.angle and (turned := _not_turned(sheet, line)):
            yield turned
        for span in line.spans:
            look = span.piece.look
            if span.piece.form is not Form.WORDS or span.end == span.start:
                continue
            places = list(line.places(span.start, span.end))
            if look.struck and any(not _struck(sheet.pages[h.page], h) for h in places):
                yield _as_typed(line, span, Kind.STRIKE, "is not struck through")
            if look.capitals and any(_lower(sheet.pages[h.page], h) for h in places):
                yield _as_typed(line, span, Kind.CAPITALS, "is not printed in capitals")
            if look.small_capitals and any(_lower(sheet.pages[h.page], h) for h in places):
                yield _as_typed(line, span, Kind.CAPITALS, "is not printed in small capitals")


def _as_typed(line: Sought, span: Span, kind: Kind, how: str) -> Missing:
    return Missing(kind, f"“{shortened(span.piece.text)}” {how}", str(line.line.place))


def _lower(page: Page, hit: Hit) -> bool:
    return any(c != c.upper() and len(c.upper()) == 1 for c in page.original(hit.start, hit.end))


def _struck(page: Page, hit: Hit) -> bool:
    """Return whether a thin line crosses the middle of the first, middle and last letter."""
    lines = [
        each.box
        for each in page.drawn
        if each.box.top - each.box.bottom <= _THIN < each.box.right - each.box.left
    ]
    letters = {hit.start, (hit.start + hit.end - 1) // 2, hit.end - 1}
    return all(_crossed(page.char_box(letter), lines) for letter in letters)


def _crossed(letter: Box, lines: Sequence[Box]) -> bool:
    height = letter.top - letter.bottom
    if height <= 0:
        return True
    low, high = (letter.bottom + height * part for part in _MIDDLE)
    x = (letter.left + letter.right) / 2
    return any(
        line.left - 1 <= x <= line.right + 1 and low <= (line.bottom + line.top) / 2 <= high
        for line in lines
    )


def _not_turned(sheet: Sheet, line: Sought) -> Missing | None:
    hit = line.first()
    if hit is None or line.line.text().isspace():
        return None
    painted = sheet.pages[hit.page].char_angle(hit.start)
    for angle in (line.line.angle, -line.line.angle):  # readers differ on which way is positive
        if abs((painted - angle + 180) % 360 - 180) <= _TURN:
            return None
    what = f"“{shortened(line.line.text())}” is not turned as in Word"
    return Missing(Kind.ROTATION, what, str(line.line.place))
