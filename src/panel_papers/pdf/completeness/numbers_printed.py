"""Numbers of headings, list items and notes checked against those that are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.letters import letters, wordlike
from panel_papers.pdf.completeness.model import Form, Line, shortened
from panel_papers.pdf.completeness.sheet import TAKEN, Hit, Sheet
from panel_papers.pdf.completeness.sought import Sought

_LONGEST = 16  # letters that a printed number may have
_MARKS = frozenset("•◦▪■●○·o*+→–»>§❖➢✓✔□▫‣⁃")


def check_labels(sheet: Sheet, lines: Sequence[Sought]) -> Iterator[Missing]:
    """Yield the numbers and bullets that are before lines and differ from Word's, or are not."""
    for line in lines:
        label = line.line.label
        first = line.first()
        if label is None or first is None or not line.letters:
            continue
        if min(line.found)[0] != 0:
            continue  # the line's own start is lost, which is reported already
        if label.bullet:
            _take_bullet(sheet, line, first, label.text)
            continue
        expected = letters(label.text)
        if not expected:
            continue
        hit = _before(sheet, first, expected) or _before_another(sheet, line, expected)
        if hit is not None:
            sheet.take(hit)
            continue
        printed = _printed_before(sheet, first)
        if printed is not None:
            sheet.take(printed)
        if label.known:
            yield _wrong(sheet, line.line, f"the number “{label.text.strip()}” before ", printed)


def check_marks(sheet: Sheet, lines: Sequence[Sought]) -> Iterator[Missing]:
    """Yield the numbers of notes that differ from Word's, or are missing."""
    for line in lines:
        if line.whole or not line.found:
            continue
        for span in line.spans:
            if span.piece.form is not Form.NUMBER or span.end == span.start:
                continue
            if any(True for _ in line.places(span.start, span.end)):
                continue
            gap = _gap(sheet, line, span.start, span.end)
            if gap is not None and sheet.at(*gap) == line.letters[span.start : span.end]:
                line.take(sheet, span.start, gap)
                continue
            if gap is not None:
                sheet.take(gap)
            yield _wrong(sheet, line.line, f"the note number “{span.piece.text}” in ", gap)
            line.reported.append((span.start, span.end))


def _wrong(sheet: Sheet, line: Line, what: str, printed: Hit | None) -> Missing:
    named = f"{what}“{shortened(line.text())}”"
    if printed is None:
        return Missing(Kind.NUMBER, f"{named} is not printed", str(line.place))
    shown = sheet.pages[printed.page].original(printed.start, printed.end)
    shown = shown.split("\n")[0].strip()
    return Missing(Kind.NUMBER, f"{named} is printed as “{shown}”", str(line.place))


def _before(sheet: Sheet, first: Hit, expected: str) -> Hit | None:
    """Return where a label is: at once before the line, or further left at its height."""
    start = first.start - len(expected)
    if start >= 0 and sheet.at(first.page, start, first.start) == expected:
        return Hit(first.page, start, first.start)
    page = sheet.pages[first.page]
    box = page.char_box(first.start)
    free = sheet.free[first.page]
    at = free.find(expected)
    while at >= 0:
        hit = Hit(first.page, at, at + len(expected))
        other = page.char_box(at)
        level = abs(other.bottom - box.bottom) < max(box.top - box.bottom, 1) * 0.6
        if level and other.left < box.left + 1 and sheet.is_word(hit):
            return hit
        at = free.find(expected, at + 1)
    return None


def _before_another(sheet: Sheet, line: Sought, expected: str) -> Hit | None:
    """Return where a label is before the same words at another place: the line may be that one."""
    sought = expected + line.letters
    for number, page in enumerate(sheet.pages):
        at = page.letters.find(sought)
        while at >= 0:
            if sheet.at(number, at, at + len(expected)) == expected:
                return Hit(number, at, at + len(expected))
            at = page.letters.find(sought, at + 1)
    return None


def _printed_before(sheet: Sheet, first: Hit) -> Hit | None:
    """Return the free letters at once before a line and at its height: another number."""
    page = sheet.pages[first.page]
    free = sheet.free[first.page]
    start = first.start
    box = page.char_box(first.start)
    while start > 0 and first.start - start < _LONGEST and free[start - 1] != TAKEN:
        other = page.char_box(start - 1)
        if abs(other.bottom - box.bottom) > max(box.top - box.bottom, 1) * 0.6:
            break
        if other.left > box.left:
            break
        start -= 1
    return Hit(first.page, start, first.start) if start < first.start else None


def _take_bullet(sheet: Sheet, line: Sought, first: Hit, bullet: str) -> None:
    """Take the mark before an item, which each engine paints from another font."""
    before = sheet.at(first.page, first.start - 1, first.start)
    own = before in _MARKS or before == letters(bullet)[-1:]
    alone = first.start - 1 in sheet.pages[first.page].starts  # not the end of a word before
    if before and (not before.isalnum() or (own and alone)):
        if before != TAKEN:
            sheet.take(Hit(first.page, first.start - 1, first.start))
        return
    expected = letters(bullet)
    hit = _before(sheet, first, expected) if expected else None
    if hit is not None and not wordlike(expected):
        sheet.take(hit)


def _gap(sheet: Sheet, line: Sought, start: int, end: int) -> Hit | None:
    """Return the free letters where a mark should be: between what is before and after it."""
    before = [(at, hit) for at, hit in line.found if at + hit.end - hit.start <= start]
    after = [(at, hit) for at, hit in line.found if at >= end]
    left = max(before)[1] if before else None
    right = min(after)[1] if after else None
    if left is not None:
        stop = right.start if right is not None and right.page == left.page else left.end + 4
        stop = min(stop, left.end + 4)
        starts = sheet.pages[left.page].starts
        stop = next((at for at in range(left.end + 1, stop) if at in starts), stop)
        free = sheet.at(left.page, left.end, stop).split(TAKEN)[0]
        free = free[:1] + free[1:].rstrip(".,;:")
        return Hit(left.page, left.end, left.end + len(free)) if free else None
    if right is not None:
        starts = sheet.pages[right.page].starts
        begin = max((a for a in range(right.start - 4, right.start) if a in starts), default=0)
        free = sheet.at(right.page, begin, right.start).rsplit(TAKEN, 1)[-1]
        return Hit(right.page, right.start - len(free), right.start) if free else None
    return None
