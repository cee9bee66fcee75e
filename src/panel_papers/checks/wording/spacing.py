"""Spaces where none belong: before a comma, twice in a row, before a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import prose_of
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Problem

STRAY = Rule(
    "stray-space",
    Level.SUGGESTION,
    "A space is where none belongs",
    "It shows in print as a gap, or sets a line off from its neighbours.",
    "the budget , which",
    "the budget, which",
)
RULES: tuple[Rule, ...] = (STRAY,)

_BLANK = "[ \t\u00a0\u2002\u2003\u2009\u202f]"
# Two spaces after a full stop are a typist's habit, not a slip: left alone.
_STRAY = re.compile(
    rf"^{_BLANK}+(?=\S)"
    rf"|(?<=\w){_BLANK}+(?=[,;](?:\s|$)|\.(?:\s|$)|[)\]])"
    rf"|(?<=[(\[]){_BLANK}+(?=\w)"
    rf"|(?<=[\w,;]){_BLANK}{{2,}}(?=\w)"
)
_FIXED = re.compile(r"[\u00a0\u2002\u2003\u2009\u202f]")
_ONE_IN = re.compile(r" (?:\d+[.)]|[-*+]) ")
_SHOWN = 12


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each passage with extra spaces, placed at the first of them."""
    yield from _set_in(subject)
    for passage in prose_of(subject):
        found = list(_STRAY.finditer(passage.text))
        if found:
            first = found[0]
            more = f", and {len(found) - 1} more in this paragraph" if found[1:] else ""
            yield STRAY.problem(
                passage.place(first.start()),
                f"“{_around(passage, first)}” has a space too many{more}",
                "",
                "delete the space" + (" and the others" if found[1:] else ""),
            )


def _set_in(subject: Subject) -> Iterator[Problem]:
    """Yield each line that a blank sets in: Markdown drops it, another program may not."""
    lists = {
        (each.part, each.section)
        for each in prose_of(subject, Kind.ITEM)
        if not each.typed.startswith(" ")
    }
    for passage in prose_of(subject, Kind.PARAGRAPH, Kind.ITEM):
        one_in_a_list = (passage.part, passage.section) in lists and _ONE_IN.match(passage.typed)
        if _FIXED.match(passage.typed) or (passage.kind is Kind.ITEM and one_in_a_list):
            opening = " ".join(passage.typed.split()[:3])
            yield STRAY.problem(
                passage.start,
                f"The line “{opening} …” begins with a space",
                "",
                "delete the space",
            )


def _around(passage: Passage, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _SHOWN), match.end() + _SHOWN
    return passage.text[start:end].replace("\u00a0", " ")
