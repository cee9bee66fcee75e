"""What was calculated in a build and found right: the checks' own results, put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_papers.content import numbered_exhibits, text_tables
from panel_papers.core import AddsUp, Confirmed, ConfirmedKind, Paper

_WORD = re.compile(r"[A-Za-z_]\w*")


def confirmed_in(paper: Paper, of_figures: Sequence[Confirmed]) -> tuple[Confirmed, ...]:
    """Return what holds in a paper: its totals, its percentages, and the assertions about it.

    Where something is withheld, of what `figures.yaml` says only assertions about figures that are
    printed are returned, and none with a number typed in it: that may be one of the restricted
    appendices.
    """
    found = [*_of_exhibits(paper), *_of_tables(paper)]
    printed = {each.name for each in paper.figures}
    if paper.withheld:
        of_figures = [
            each
            for each in of_figures
            if each.assertion and each.figures <= printed and not _has_number(each.assertion)
        ]
    return tuple(dict.fromkeys([*found, *of_figures]))


def _has_number(text: str) -> bool:
    return any(letter.isdecimal() for letter in _WORD.sub("", text))


def _of_exhibits(paper: Paper) -> Iterator[Confirmed]:
    for part, label, exhibit in numbered_exhibits(paper):
        for each in exhibit.sums:
            yield _in_words(each, f"{_lower(label)}{_of(paper, part)} (“{exhibit.caption}”)")


def _of_tables(paper: Paper) -> Iterator[Confirmed]:
    for table in text_tables(paper):
        for each in table.sums:
            yield _in_words(each, f"{table.name}{_of(paper, table.part)}")


def _in_words(found: AddsUp, table: str) -> Confirmed:
    headings = ", ".join(f"“{each}”" for each in found.headings[:3])
    headings += f" and {len(found.headings) - 3} more" if len(found.headings) > 3 else ""
    if found.is_whole:
        words = f"The percentages of {table} sum to 100: {headings}, {found.parts}"
        return Confirmed(ConfirmedKind.WHOLE, words)
    if found.name is None:
        words = f"The column {headings} of {table} adds up: {found.parts}"
        return Confirmed(ConfirmedKind.TOTAL, words)
    printed = f", {found.printed}" if found.printed else ""
    words = f"“{found.name}” of {table} adds up: {headings}, {found.parts}{printed}"
    return Confirmed(ConfirmedKind.TOTAL, words)


def _of(paper: Paper, part: int) -> str:
    return f" of appendix {paper.label_of(part)}" if part else ""


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
