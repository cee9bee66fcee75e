"""Chapters that a list announces, and the headings that follow it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import pairwise

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import plain
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Place, Problem

DIFFERENT = Rule(
    "chapter-name",
    Level.WARNING,
    "A chapter is listed under one name and headed with another",
    "A reader who looks for the chapter by its listed name does not find it.",
    "- Tackling violence against women and girls\n\n## Reducing violence against women and girls",
    "- Reducing violence against women and girls\n\n## Reducing violence against women and girls",
)
MISSING = Rule(
    "chapter-missing",
    Level.WARNING,
    "A chapter is listed, and no heading follows for it",
    "The list promises what the paper does not hold.",
    "The chapters are: prevention, protection, response. (No heading “Response” follows.)",
    "The chapters are: prevention, protection.",
)
ORDER = Rule(
    "chapter-order",
    Level.SUGGESTION,
    "Chapters are listed in one order and follow in another",
    "The list is the reader's map of what follows.",
    "- Protection\n- Prevention\n\n## Prevention\n\n## Protection",
    "- Prevention\n- Protection\n\n## Prevention\n\n## Protection",
)
RULES: tuple[Rule, ...] = (DIFFERENT, MISSING, ORDER)

_ANNOUNCES = re.compile(
    r"\b(?:chapter|section|part|theme|heading|topic|area|priorit|objective|pillar|aim|subject)\w*\b"
    r".*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_NEAR = 0.5


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what differs between each list of chapters and the headings of its part.

    A list announces chapters where the line before it says so and ends with a colon, and where at
    least one item is a heading further on, verbatim.
    """
    passages = subject.passages
    for index, passage in enumerate(passages):
        if passage.kind is not Kind.PARAGRAPH or not _ANNOUNCES.search(passage.text[-300:]):
            continue
        items = _items(passages, index + 1)
        headings = [
            each
            for each in passages[index + 1 :]
            if each.kind is Kind.HEADING and each.part == passage.part
        ]
        yield from _compared(items, headings)


def _items(passages: tuple[Passage, ...], start: int) -> list[Passage]:
    items = []
    for each in passages[start:]:
        if each.kind is not Kind.ITEM:
            break
        items.append(each)
    return items


def _compared(items: list[Passage], headings: list[Passage]) -> Iterator[Problem]:
    named = {plain(each.text): at for at, each in reversed(list(enumerate(headings)))}
    exact = {
        plain(each.text): named[plain(each.text)] for each in items if plain(each.text) in named
    }
    if not exact or len(items) < 2:
        return
    level = headings[min(exact.values())].level
    free = [each for at, each in _chapters(headings, exact, level) if at not in exact.values()]
    for item in items:
        if plain(item.text) in exact:
            continue
        best = max(free, key=lambda each: _likeness(item.text, each.text), default=None)
        if best is not None and _likeness(item.text, best.text) >= _NEAR:
            free.remove(best)
            yield DIFFERENT.problem(
                best.place(),
                f"The heading “{best.text}” differs from the chapter’s name in the list, "
                f"“{item.text}” ({_line(item.place())})",
                "",
                "write the same name in the heading and in the list",
            )
        else:
            yield MISSING.problem(
                item.place(),
                f"“{item.text}” is in a list of chapters, but no heading after it has that name",
                "",
                "add the chapter, or take it off the list",
            )
    order = [exact[plain(each.text)] for each in items if plain(each.text) in exact]
    if order != sorted(order):
        late = next(b for a, b in pairwise(order) if b < a)
        yield ORDER.problem(
            headings[late].place(),
            f"The chapter “{headings[late].text}” comes before others that are listed before it",
            "",
            "put the chapters and their list into the same order",
        )


def _chapters(
    headings: list[Passage], exact: dict[str, int], level: int
) -> Iterator[tuple[int, Passage]]:
    """Yield the headings beside those that the list names, under the same heading above."""
    first, last = min(exact.values()), max(exact.values())
    while first > 0 and headings[first - 1].level >= level:
        first -= 1
    while last + 1 < len(headings) and headings[last + 1].level >= level:
        last += 1
    for at in range(first, last + 1):
        if headings[at].level == level:
            yield at, headings[at]


def _likeness(one: str, other: str) -> float:
    """Return how much of the shorter name's words the longer one has, in order, from 0 to 1."""
    a, b = plain(one).split(), plain(other).split()
    if not a or not b:
        return 0.0
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(a), len(b))


def _line(place: Place) -> str:
    return f"line {place.line}" if place.line else str(place.where)
