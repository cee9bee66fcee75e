"""Two periods compared that are not alike: of different lengths, or one running into the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import Kind, Span, spans_in
from panel_papers.core import Figure, Level, Period, Problem

UNLIKE = Rule(
    "unlike-periods",
    Level.WARNING,
    "Two periods are compared that are not alike",
    "Twelve months set against twelve months that share nine of them hide most of a change; "
    "periods of different lengths make one where there is none.",
    "in the 12 months to June 2020 compared to the 12 months to March 2020",
    "in the 12 months to June 2020 compared to the 12 months to June 2019",
)
RULES: tuple[Rule, ...] = (UNLIKE,)

_HINT = (
    "compare two periods of the same length that do not overlap, or say in the text why these "
    "are compared"
)
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s+[A-Z“])|$)", re.DOTALL)
_COMPARES = re.compile(
    r"\b(?:compared|comparison|compares|against|than|versus|vs|from|relative to|on the)\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each comparison of unlike periods, in the words and in the formulas of figures."""
    for passage in subject.passages:
        if passage.kind is Kind.CODE:
            continue
        for sentence in _SENTENCE.finditer(passage.text):
            for one, other in pairwise(spans_in(sentence[0])):
                between = sentence[0][one.end : other.start]
                why = _unlike(one, other)
                if why and _COMPARES.search(between):
                    found = sentence[0][one.start : other.end]
                    place = passage.place(sentence.start() + one.start)
                    yield UNLIKE.problem(
                        place, f"“{found}” compares unlike periods: {why}", "", _HINT
                    )
    for figure in subject.paper.figures:
        yield from _in_formula(figure)


def _in_formula(figure: Figure) -> Iterator[Problem]:
    """Yield the unlike periods that a difference or a quotient sets against each other."""
    if not re.search(r"[-/]", figure.formula):
        return
    for one, other in combinations(figure.compared, 2):
        first, second = _span(one), _span(other)
        why = _unlike(first, second) if first and second else None
        if why and first and second and not _holds(first, second):
            found = f"“{figure.formula}” compares “{one.text}” with “{other.text}”: {why}"
            yield UNLIKE.problem(figure.place, found, "", _HINT)


def _span(period: Period) -> Span | None:
    if period.first is None or period.last is None:
        return None
    return Span(period.first, period.last, 0, 0)


def _holds(one: Span, other: Span) -> bool:
    """Say whether one period is a part of the other: a part can be taken from the whole."""
    early, late = sorted((one, other), key=lambda span: (span.first, -span.last.toordinal()))
    return early.first <= late.first and late.last <= early.last


def _unlike(one: Span, other: Span) -> str | None:
    """Return in words why two periods cannot be compared, or None."""
    if one.months != other.months:
        return f"{one.months} months against {other.months}"
    if one.overlaps(other):
        early, late = sorted((one, other), key=lambda span: span.first)
        shared = round(((early.last - late.first).days + 1) / 30.4375)
        return f"they share {shared} of {one.months} months" if shared else None
    return None
