"""Headers and footers checked against the pages on which Word shows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.letters import letters, wordlike
from panel_papers.pdf.completeness.looks import check_looks
from panel_papers.pdf.completeness.matching import (
    find_lines,
    find_rows,
    find_short_lines,
    find_stretches,
    find_words,
    take_fields,
)
from panel_papers.pdf.completeness.model import Expected, Furniture, Thing, shortened
from panel_papers.pdf.completeness.ooxml import W, number
from panel_papers.pdf.completeness.sheet import Hit, Sheet
from panel_papers.pdf.completeness.sought import OF_NO_LETTERS, Sought
from panel_papers.pdf.completeness.visible import Box


class Owned(NamedTuple):
    """Which headers and footers a page shows: those of a section, of one of these sorts."""

    section: int
    sorts: frozenset[str]


def owners(expected: Expected, sheet: Sheet, lines: Sequence[Sought]) -> Mapping[int, Owned]:
    """Return the section and the sort of each page of which that is known, by page from 0.

    A page shows the header of the section to which its first line belongs.
    """
    firsts: dict[int, int] = {}
    for line in lines:
        for _, hit in line.found:
            firsts.setdefault(hit.page, line.line.section)
    if len(expected.sections) == 1:
        firsts = dict.fromkeys(range(len(sheet.pages)), 0)
    found: dict[int, Owned] = {}
    seen: set[int] = set()
    shown = 0
    for page in range(len(sheet.pages)):
        shown += 1
        index = firsts.get(page)
        if index is None:
            continue
        section = expected.sections[min(index, len(expected.sections) - 1)]
        if index not in seen:
            start = None if section.properties is None else section.properties.find(f"{W}pgNumType")
            if start is not None and start.get(f"{W}start") is not None:
                shown = number(start.get(f"{W}start"), shown)
        sorts = {"default"}
        if expected.even_differs:
            sorts = {"even"} if shown % 2 == 0 else {"default"}
        if section.first_differs and index not in seen:
            sorts = sorts | {"first"} if section.continuous else {"first"}
        seen.add(index)
        found[page] = Owned(index, frozenset(sorts))
    return found


def _may_show(furniture: Furniture, owned: Owned | None) -> bool:
    """Return whether a header or footer is not known to be shown by no page of this sort."""
    return owned is None or any((owned.section, sort) in furniture.shown for sort in owned.sorts)


Reserved = dict[tuple[int, int], list[Sought]]
"""The lines of each header and footer, by its index, on each page, as far as they were found."""


def reserve(expected: Expected, sheet: Sheet) -> Reserved:
    """Find the headers and footers whose lines are lines of their own on the pages.

    This comes first, since a heading may begin with the words of a header.
    """
    reserved: Reserved = {}
    known = owners(expected, sheet, ())
    for index, furniture in enumerate(expected.furniture):
        patterns = [_pattern(Sought(line)) for line in furniture.flow.lines]
        for at in range(len(sheet.pages)):
            lines = [Sought(line) for line in furniture.flow.lines]
            for line, pattern in zip(lines, patterns, strict=True):
                if pattern is not None and _may_show(furniture, known.get(at)):
                    _reserve(sheet, line, pattern, at, furniture.kind)
            reserved[index, at] = lines
    return reserved


def release(reserved: Reserved, sheet: Sheet, lines: Sequence[Sought]) -> None:
    """Give a line of the body what was taken for a header of the same words."""
    by_letters = {
        line.letters: line
        for each in reserved.values()
        for line in each
        if line.whole and len(line.found) == 1
    }
    for line in lines:
        other = by_letters.get(line.letters)
        if line.letters and not line.found and other is not None and other.found:
            line.found, other.found = other.found, []


def give_back(
    expected: Expected, sheet: Sheet, owned: Mapping[int, Owned], reserved: Reserved
) -> None:
    """Free the words taken for headers and footers that their page turns out not to show.

    They are those of another section's header, which may have the same words.
    """
    for (index, page), lines in reserved.items():
        if _may_show(expected.furniture[index], owned.get(page)):
            continue
        for line in lines:
            for _, hit in line.found:
                sheet.free_again(hit)
            line.found = []


def _pattern(line: Sought) -> re.Pattern[str] | None:
    """Return what a line looks like on a page; what fields print is open."""
    if not line.letters or line.backwards:
        return None
    made, at = "", 0
    for span in line.spans:
        if span.piece.form in OF_NO_LETTERS:
            made += ".{0,30}?"
        else:
            made += re.escape(line.letters[span.start : span.end])
            at = span.end
    return re.compile(made + re.escape(line.letters[at:]))


def _reserve(sheet: Sheet, line: Sought, pattern: re.Pattern[str], page: int, kind: str) -> None:
    """Take whole lines that have the pattern: the first of a page for a header, else the last.

    The title above the text may have the words of the footer.
    """
    free, breaks = sheet.free[page], sheet.pages[page].lines
    whole = [m for m in pattern.finditer(free) if m.start() in breaks and m.end() in breaks]
    if not whole:
        return
    match = whole[-1 if kind == "footer" else 0]
    at = match.start()
    for start, end in line.fragments():
        at = free.find(line.letters[start:end], at, match.end())
        line.take(sheet, start, Hit(page, at, at + end - start))
        at += end - start
    sheet.take(Hit(page, match.start(), match.end()))


def take_watermarks(expected: Expected, sheet: Sheet) -> dict[int, list[Box]]:
    """Take the words of watermarks that are printed as text; return their boxes by page.

    They lie behind the text, over which they must not count as overprinting.
    """
    found: dict[int, list[Box]] = defaultdict(list)
    flows = [expected.body, *(furniture.flow for furniture in expected.furniture)]
    names = {t.name for flow in flows for t in flow.things if t.kind is Kind.WATERMARK}
    for name in filter(None, map(letters, names)):
        for at, page in enumerate(sheet.pages):
            hit = sheet.find(name, pages=range(at, at + 1))
            if hit is not None and abs(page.char_angle(hit.start)) > 1:
                sheet.take(hit)
                found[at] += [page.char_box(letter) for letter in range(hit.start, hit.end)]
    return found


def check_furniture(
    expected: Expected, sheet: Sheet, owned: Mapping[int, Owned], reserved: Reserved
) -> Iterator[Missing]:
    """Yield the words of headers and footers that are not on each page where they belong."""
    for index, furniture in enumerate(expected.furniture):
        pages = pages_of(furniture, owned)
        found: dict[Missing, list[int]] = defaultdict(list)
        for page in pages:
            lines = _find_on(reserved[index, page], sheet, page)
            for finding in (*_missing(lines), *check_looks(sheet, lines)):
                found[finding].append(page)
        for finding, lacking in found.items():
            yield finding._replace(place=finding.place + on_pages(lacking, pages))
    for index, furniture in enumerate(expected.furniture):
        asked = pages_of(furniture, owned)
        others = [page for page in range(len(sheet.pages)) if page not in asked]
        for page in others:  # known to be shown by no page, or not known: nothing is asked
            _find_on(reserved[index, page], sheet, page)


def pages_of(furniture: Furniture, owned: Mapping[int, Owned]) -> list[int]:
    """Return the pages on which a header or footer must be shown."""
    return [
        page
        for page, owner in sorted(owned.items())
        if len(owner.sorts) == 1 and (owner.section, next(iter(owner.sorts))) in furniture.shown
    ]


def on_pages(lacking: Sequence[int], pages: Sequence[int] = ()) -> str:
    """Return “, on page 2 of the PDF”; nothing where that is all `pages`."""
    if len(lacking) == len(pages):
        return ""
    numbers = " and ".join(str(page + 1) for page in lacking[:3])
    more = " and others" if len(lacking) > 3 else ""
    return f", on page {numbers}{more} of the PDF"


def furniture_things(
    expected: Expected, owned: Mapping[int, Owned]
) -> Iterable[tuple[Thing, list[int]]]:
    """Yield each picture or drawing of headers and footers with the pages that must show it."""
    for furniture in expected.furniture:
        pages = pages_of(furniture, owned)
        for thing in furniture.flow.things:
            yield thing, pages


def _find_on(lines: list[Sought], sheet: Sheet, page: int) -> list[Sought]:
    only = range(page, page + 1)
    find_lines(sheet, lines, only)
    find_rows(sheet, lines, only)
    find_short_lines(sheet, lines, only)
    find_stretches(sheet, lines, only)
    find_words(sheet, lines, only)
    take_fields(sheet, lines)
    return lines


def _missing(lines: Sequence[Sought]) -> Iterator[Missing]:
    for line in lines:
        lost = [gap for gap in line.missing() if wordlike(line.letters[gap[0] : gap[1]])]
        if lost and not line.backwards:
            text = shortened(" … ".join(line.original(start, end) for start, end in lost))
            yield Missing(Kind.WORDS, f"“{text}” is not printed", str(line.line.place))
