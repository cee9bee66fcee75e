"""A Word document checked against the pages of its PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.furniture import (
    check_furniture,
    give_back,
    owners,
    release,
    reserve,
    take_watermarks,
)
from panel_papers.pdf.completeness.letters import right_to_left, wordlike
from panel_papers.pdf.completeness.looks import check_looks
from panel_papers.pdf.completeness.margins import check_margins
from panel_papers.pdf.completeness.matching import (
    find_lines,
    find_rows,
    find_short_lines,
    find_stretches,
    find_words,
    take_fields,
)
from panel_papers.pdf.completeness.model import Expected, shortened
from panel_papers.pdf.completeness.numbers_printed import check_labels, check_marks
from panel_papers.pdf.completeness.overprint import check_covering, check_overprinting
from panel_papers.pdf.completeness.page_looks import check_pages
from panel_papers.pdf.completeness.painted import Page
from panel_papers.pdf.completeness.sheet import Sheet
from panel_papers.pdf.completeness.sought import Sought
from panel_papers.pdf.completeness.surplus import check_surplus, take_repeated
from panel_papers.pdf.completeness.things import check_things
from panel_papers.pdf.completeness.ticks import check_bullets, check_ticks

_TICKS = frozenset("☐☑☒✓✔✗✘")


def compare(expected: Expected, pages: Sequence[Page]) -> Iterator[Missing]:
    """Yield what Word shows and the pages do not, and what they print too much."""
    sheet = Sheet(pages)
    lines = [Sought(line) for line in expected.body.lines]
    behind = take_watermarks(expected, sheet)
    reserved = reserve(expected, sheet)
    find_lines(sheet, lines)
    release(reserved, sheet, lines)
    numbers = [*check_labels(sheet, lines)]
    owned = owners(expected, sheet, lines)
    give_back(expected, sheet, owned, reserved)
    broken = [line for line in lines if not line.found]  # such as those that end on the next page
    find_rows(sheet, lines)
    find_stretches(sheet, lines)
    numbers += check_labels(sheet, [line for line in broken if line.found])
    in_furniture = [*check_furniture(expected, sheet, owned, reserved)]
    short = [line for line in lines if not line.found]
    find_short_lines(sheet, lines)
    numbers += check_labels(sheet, [line for line in short if line.found])
    numbers += check_marks(sheet, lines)
    find_words(sheet, lines)
    numbers += [*check_ticks(sheet, lines), *check_bullets(sheet, lines)]
    take_fields(sheet, lines)
    missing_things = [*check_things(expected, sheet, lines, owned)]
    lost = {id(thing) for thing, _ in missing_things}
    yield from (finding for _, finding in missing_things)
    yield from _words(sheet, [x for x in lines if id(x.line.thing) not in lost], pages)
    yield from in_furniture
    yield from numbers
    yield from check_looks(sheet, lines)
    yield from check_pages(expected, sheet, lines, owned)
    yield from check_overprinting(sheet, lines, behind)
    yield from check_covering(expected, sheet)
    yield from check_margins(expected, sheet, lines, owned, reserved)
    take_repeated(sheet, expected)
    yield from check_surplus(sheet, expected)


def _words(sheet: Sheet, lines: Sequence[Sought], pages: Sequence[Page]) -> Iterator[Missing]:
    unseen = "\0".join(page.unseen_letters for page in pages)
    for line in lines:
        if line.whole:
            continue
        if line.backwards:
            yield from _backwards(sheet, line)
            continue
        kind = line.line.kind
        if kind is Kind.FORMULA and not _formula_is_lost(line):
            continue
        gaps = list(line.missing())
        lost = [(start, end) for start, end in gaps if _counts(line, line.letters[start:end])]
        if lost:
            hidden = all(line.letters[start:end] in unseen for start, end in lost)
            yield _lost(line, lost, hidden=hidden)


def _counts(line: Sought, sought: str) -> bool:
    """Return whether letters are worth a finding: marks alone are set differently by engines."""
    return wordlike(sought) > 0 or line.line.kind is Kind.FORMULA or bool(_TICKS & set(sought))


def _lost(line: Sought, gaps: Sequence[tuple[int, int]], *, hidden: bool) -> Missing:
    text = shortened(" … ".join(line.original(start, end) for start, end in gaps))
    how = "is there, but cannot be seen" if hidden else "is not printed"
    kind, place = line.line.kind, str(line.line.place)
    if kind is Kind.FORMULA:
        return Missing(kind, f"the formula “{text}” {how}", place)
    if kind is Kind.WORDS and not any(wordlike(line.letters[a:b]) for a, b in gaps):
        kind = Kind.TICK_BOX
    if hidden and kind is Kind.WORDS and not line.line.cut:
        return Missing(Kind.COVERED, f"“{text}” {how}", place, text)
    if line.line.cut:
        how = f"{how}: its row or line has an exact height, which cuts it off"
        return Missing(Kind.CUT_OFF, f"“{text}” {how}", place, text)
    return Missing(kind, f"“{text}” {how}", place)


def _formula_is_lost(line: Sought) -> bool:
    return line.count() * 2 < len(line.letters) or any(
        end - start > 2 for start, end in line.missing()
    )


def _backwards(sheet: Sheet, line: Sought) -> Iterator[Missing]:
    """Yield a line of a script from right to left of which the pages lack letters.

    Readers of PDFs give such text in the order in which it is painted, so letters are counted.
    """
    wanted = [c for c in line.letters if right_to_left(c)]
    free = "".join(sheet.free)
    found = sum(c in free for c in wanted)
    if found * 10 < len(wanted) * 9:
        what = f"“{shortened(line.line.text())}” is not printed"
        yield Missing(Kind.WORDS, what, str(line.line.place))
