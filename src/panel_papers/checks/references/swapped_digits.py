"""Two amounts of one thing whose digits changed places: “a saving of £0.668m”, “… £0.686m”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.references.two_values import times_around
from panel_papers.content import Kind, TypedNumber, numbers_in
from panel_papers.core import Level, Problem

SWAPPED = Rule(
    "swapped-digits",
    Level.WARNING,
    "Two amounts of one thing differ only by two digits that changed places",
    "It is the commonest slip of typing, and a reader cannot say which of the two is right.",
    "The saving is £0.668m. … The saving of £0.686m is welcome.",
    "The saving is £0.668m. … The saving of £0.668m is welcome.",
)
RULES: tuple[Rule, ...] = (SWAPPED,)

_AMOUNT = re.compile(r"[£€$]?([\d,]+(?:\.\d+)?)\s?([a-z ]*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?;:](?=\s|$)")
_SMALL = re.compile(
    "an?|the|of|is|are|was|were|be|been|being|will|would|has|have|had|to|by|at|up|about|around"
    "|nearly|almost|over|under|only|just|now|from|in|on|for|and|or|that|this|its?|as|total|some"
    "|approximately|circa|estimated"
)
_DIGITS = 3  # of fewer, two different amounts are too often alike
_NEAR = 60  # letters around an amount in which its thing is named


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each amount that is another one of the same thing with two digits exchanged."""
    seen: dict[tuple[object, ...], TypedNumber] = {}
    for passage in subject.passages:
        if passage.kind in {Kind.CODE, Kind.CELL, Kind.HEADER_CELL}:
            continue
        for number in numbers_in(passage):
            if (thing := _thing(number)) is None:
                continue
            digits = _digits(number)
            others = [(thing, each) for each in _swaps(digits) if (thing, each) in seen]
            if not others:
                seen.setdefault((thing, digits), number)
                continue
            first = seen[others[0]]
            yield SWAPPED.problem(
                passage.place(number.start),
                f"“{thing[0]} … {number.text}” has the digits of “{first.text}” "
                f"({first.passage.place(first.start)}) in another order",
                "",
                "if both mean the same amount, type the right digits in the wrong one; if "
                "not, change nothing",
            )


def _thing(number: TypedNumber) -> tuple[object, ...] | None:
    """Return what an amount is of: the word before it, its unit and scale, and its years."""
    amount = _AMOUNT.fullmatch(number.text)
    if amount is None or len(_digits(number)) < _DIGITS or not number.unit:
        return None
    text = number.passage.text
    before = _words(text[max(number.start - _NEAR, 0) : number.start])[::-1]
    name = next((word for word in before[:4] if not _SMALL.fullmatch(word)), "")
    if len(name) < _DIGITS:
        return None
    behind = _words(text[number.end : number.end + _NEAR], at=0)
    of = next((word for word in behind[1:] if not _SMALL.fullmatch(word)), "")
    of = of if behind and behind[0] in {"for", "on", "in", "from", "to"} else ""
    times = times_around(text, number.start)
    return name, of, number.unit, amount[2].strip().casefold(), times


def _words(text: str, *, at: int = -1) -> list[str]:
    """Return the words of the last sentence of a text, or of the one `at` another place."""
    return [word.casefold() for word in _WORD.findall(_SENTENCE_END.split(text)[at])]


def _digits(number: TypedNumber) -> str:
    return re.sub(r"\D", "", number.text).lstrip("0")


def _swaps(digits: str) -> Iterator[str]:
    """Yield what becomes of a row of digits when two unlike neighbours change places."""
    for at, (left, right) in enumerate(pairwise(digits)):
        if left != right:
            yield digits[:at] + right + left + digits[at + 2 :]
