"""The lines of a document found on its pages: whole lines first, then what engines part.

A line is parted by the end of a page, by its own tabs and numbers, and where an engine paints in
another order. So it is looked for as a whole, then between those, and then in stretches of words,
the longest first; single short words come last, since they are found by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panel_papers.pdf.completeness.model import Form
from panel_papers.pdf.completeness.sheet import TAKEN, Hit, Sheet
from panel_papers.pdf.completeness.sought import Sought

_SURE = 4  # letters that make a find sure enough to be made before others
_LEADERS = frozenset("._·…")  # what fills the space before a tab stop
_MARKS = "".join(map(chr, (*range(33, 48), *range(58, 65), *range(91, 97), *range(123, 127))))
_MOST_LOST = (
    100  # words of a line that are looked for in vain: by then it is lost, whatever follows
)
_FIELD = 40  # letters that the result of a field may have


def find_lines(sheet: Sheet, lines: Sequence[Sought], pages: range | None = None) -> None:
    """Find lines on the pages in their order, whole or between tabs, numbers and fields."""
    last: Hit | None = None
    for line in lines:
        if line.backwards or line.found or len(line.letters) < _SURE:
            continue
        if _take_whole(sheet, line, last, pages) or _take_fragments(sheet, line, last, pages):
            last = line.last() or last


def find_rows(sheet: Sheet, lines: Sequence[Sought], pages: range | None = None) -> None:
    """Find lines that tabs part into few letters each (“Tax ...... 2”), with their leaders."""
    last: Hit | None = None
    for line in lines:
        if not line.found and not line.backwards and _is_row(line):
            _take_row(sheet, line, last, pages)
        last = line.last() or last


def find_short_lines(sheet: Sheet, lines: Sequence[Sought], pages: range | None = None) -> None:
    """Find lines of few letters, such as a table's numbers, after what is before them."""
    last: Hit | None = None
    for line in lines:
        short = 0 < len(line.letters) < _SURE and not _is_row(line)
        if short and not line.found and not line.backwards:
            _take_whole(sheet, line, last, pages)
        last = line.last() or last


def find_stretches(sheet: Sheet, lines: Sequence[Sought], pages: range | None = None) -> None:
    """Find what is left of lines in stretches of words that are long enough to be sure."""
    last: Hit | None = None
    for line in lines:
        if not line.whole and not line.backwards and not _is_row(line):
            for start, end in list(line.missing()):
                _take_stretches(sheet, line, line.word_bounds(start, end), last, pages)
        last = line.last() or last


def find_words(sheet: Sheet, lines: Sequence[Sought], pages: range | None = None) -> None:
    """Find the single words that are left of lines of which a good part was found."""
    for line in lines:
        if line.whole or line.backwards or line.count() * 3 < len(line.letters):
            continue
        near, lost = line.first(), 0
        words = [b for start, end in line.missing() for b in line.word_bounds(start, end)]
        for low, high in words:
            if lost >= _MOST_LOST:
                break
            lost += not _take_word(sheet, line, (low, high), near, pages)


def _take_word(
    sheet: Sheet, line: Sought, bounds: tuple[int, int], near: Hit | None, pages: range | None
) -> bool:
    """Take a word wherever it is free; return whether there was one."""
    low, high = bounds
    word = line.letters[low:high]
    hit = sheet.find(word, near, pages)
    if hit is None and pages is None:
        hit = sheet.anywhere(word) if len(word) >= _SURE else None
    if hit is not None:
        line.take(sheet, low, hit)
        return True
    if _take_parted(sheet, line, low, high):
        return True
    core = word.strip(_MARKS)  # the marks around it may be of another font
    hit = sheet.find(core, near, pages) if core and core != word else None
    if hit is not None:
        line.take(sheet, low + word.find(core), hit)
    return hit is not None


def _take_parted(sheet: Sheet, line: Sought, low: int, high: int) -> bool:
    """Take a word that continues in the first line of a column or cell of the next page."""
    word = line.letters[low:high]
    for number in sorted({hit.page + more for _, hit in line.found for more in (-1, 0)}):
        if not 0 <= number < len(sheet.pages) - 1:
            continue
        upper, lower = sheet.pages[number], sheet.pages[number + 1]
        for cut in range(len(word) - 1, 0, -1):
            ends = [
                Hit(number, end - cut, end)
                for end in upper.lines
                if end - cut in upper.starts and sheet.at(number, end - cut, end) == word[:cut]
            ]
            begins = [
                Hit(number + 1, at, at + len(word) - cut)
                for at in lower.lines
                if sheet.at(number + 1, at, at + len(word) - cut) == word[cut:]
            ]
            rests = [hit for hit in begins if sheet.is_word(hit)]
            if ends and rests:
                line.take(sheet, low, ends[0])
                line.take(sheet, low + cut, rests[0])
                return True
    return False


def take_fields(sheet: Sheet, lines: Iterable[Sought]) -> None:
    """Take what is printed for fields that are calculated again, between what is around them."""
    for line in lines:
        for span in line.spans:
            if span.piece.form not in (Form.ANY, Form.MAYBE, Form.BOX):
                continue
            before = max((f for f in line.found if f[0] < span.start), default=None)
            after = min((f for f in line.found if f[0] >= span.start), default=None)
            _take_between(sheet, before[1] if before else None, after[1] if after else None)


def _take_between(sheet: Sheet, before: Hit | None, after: Hit | None) -> None:
    if before is not None and after is not None and before.page == after.page:
        gap = Hit(before.page, before.end, after.start)
        if 0 < gap.end - gap.start <= _FIELD and TAKEN not in sheet.at(*gap):
            sheet.take(gap)
        return
    near = before or after
    if near is None:
        return
    free = sheet.free[near.page]
    if before is not None:
        end = free.find(TAKEN, before.end)
        gap = Hit(near.page, before.end, len(free) if end < 0 else end)
    else:
        gap = Hit(near.page, free.rfind(TAKEN, 0, near.start) + 1, near.start)
    if 0 < gap.end - gap.start <= _FIELD:
        sheet.take(gap)


def _take_whole(sheet: Sheet, line: Sought, after: Hit | None, pages: range | None) -> bool:
    if any(0 < at < len(line.letters) for at in line.breaks) and _interrupted(line):
        return False
    hit = sheet.find(line.letters, after, pages)
    if hit is None:
        return False
    line.take(sheet, 0, hit)
    return True


def _interrupted(line: Sought) -> bool:
    """Return whether a field of its own letters is in the middle of a line."""
    return any(
        span.piece.form in (Form.ANY, Form.BOX) and 0 < span.start < len(line.letters)
        for span in line.spans
    )


def _take_fragments(sheet: Sheet, line: Sought, after: Hit | None, pages: range | None) -> bool:
    last = after
    for start, end in line.fragments():
        if end - start < _SURE:
            if line.found:  # a note's mark, a number after a tab: at once after what is before it
                _take_next(sheet, line, start, end)
            continue
        hit = sheet.find(line.letters[start:end], last, pages)
        if hit is not None:
            line.take(sheet, start, hit)
            last = hit
    return bool(line.found)


def _is_row(line: Sought) -> bool:
    """Return whether a line has tabs, and so few letters between them that none is sure."""
    parts = [end - start for start, end in line.fragments()]
    return len(parts) > 1 and max(parts) < _SURE and not _interrupted(line)


def _take_row(sheet: Sheet, line: Sought, after: Hit | None, pages: range | None) -> None:
    parts = list(line.fragments())
    row = sheet.find_row([line.letters[start:end] for start, end in parts], after, pages)
    if row is None:
        return
    sheet.take(Hit(row[0].page, row[0].start, row[-1].end))
    for (start, _), hit in zip(parts, row, strict=True):
        line.take(sheet, start, hit)


def _take_next(sheet: Sheet, line: Sought, start: int, end: int) -> None:
    at, last = max(line.found)
    if at + last.end - last.start != start:
        return
    free = sheet.free[last.page]
    begin = last.end
    while begin < len(free) and free[begin] in _LEADERS:
        begin += 1
    hit = Hit(last.page, begin, begin + end - start)
    if sheet.at(*hit) == line.letters[start:end]:
        if begin > last.end:
            sheet.take(Hit(last.page, last.end, begin))
        line.take(sheet, start, hit)


def _take_stretches(
    sheet: Sheet,
    line: Sought,
    words: Sequence[tuple[int, int]],
    last: Hit | None,
    pages: range | None,
) -> None:
    """Take the longest stretches of words that are on the pages, from the first word on."""
    at = lost = 0
    while at < len(words) and lost < _MOST_LOST:
        count = _longest(sheet, line, words[at:], last, pages)
        start, end = words[at][0], words[max(at + count - 1, at)][1]
        hit = sheet.find(line.letters[start:end], last, pages) if count else None
        if hit is not None and (
            end - start >= 2 * _SURE
            or count == len(words)
            or (end - start >= _SURE and sheet.is_word(hit))
        ):
            line.take(sheet, start, hit)
            last = hit
            at += count
        else:
            at, lost = at + 1, lost + 1


def _longest(
    sheet: Sheet,
    line: Sought,
    words: Sequence[tuple[int, int]],
    last: Hit | None,
    pages: range | None,
) -> int:
    """Return how many of the first words are on the pages one after the other."""
    low, high = 0, len(words)
    start = words[0][0]
    if sheet.find(line.letters[start : words[0][1]], last, pages) is None:
        return 0
    while low < high:
        middle = (low + high + 1) // 2
        if sheet.find(line.letters[start : words[middle - 1][1]], last, pages) is not None:
            low = middle
        else:
            high = middle - 1
    return low
