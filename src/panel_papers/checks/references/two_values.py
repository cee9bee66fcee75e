"""One quantity printed with two values: “905 more officers since 2016”, later “915 …”."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import Kind, Passage, TypedNumber, numbers_in
from panel_papers.core import Figure, Level, Problem

TWO_VALUES = Rule(
    "two-values",
    Level.WARNING,
    "One quantity is printed with two values",
    "A reader who finds two values trusts neither; usually one of them is older.",
    "905 more officers since 2016 … 915 more officers since 2016",
    "905 more officers since 2016 … 905 more officers since 2016",
)
RULES: tuple[Rule, ...] = (TWO_VALUES,)

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)")
_YEAR = re.compile(r"\b(?:19|20)\d{2}(?:[-–/]\d{2,4})?\b")
_MONTHS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
# These begin another part of the sentence: in “month 2 and that nobody …” 2 counts nothing.
_OTHER_PART = re.compile(
    r"and|or|but|nor|is|are|was|were|be|will|would|has|have|had|which|that|who|when|where|while"
    r"|because|so|as|if|then",
    re.IGNORECASE,
)
# Behind these is what an amount comes from or goes to: what it is, the words before it say. The
# transfer of £1.9m from a reserve and £250k that is vired from it are two.
_RELATED = re.compile(
    r"from|to|into|towards|for|in|on|at|by|with|within|through|against|under|over|of|per|between"
    r"|across|during|via",
    re.IGNORECASE,
)
_LINKING = re.compile(
    r"of|a|an|the|by|to|at|some|about|around|approximately|circa|nearly|almost|up|least|just|only"
    r"|further|additional|total|is|are|was|were|be|been|being",
    re.IGNORECASE,
)
_STEM = 6  # letters that “transfer” and “transferred” share
_BEFORE = 120  # letters before a number in which the word is that says what it is
_SAID = 3  # words behind a number that make two numbers one quantity
_NEAR = 200  # letters behind it, in which they are


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each second value of a quantity: of a figure, or of the words behind a number."""
    yield from _of_figures(subject)
    seen: dict[tuple[object, ...], TypedNumber] = {}
    for passage in subject.passages:
        if passage.kind in {Kind.CODE, Kind.CELL, Kind.HEADER_CELL}:
            continue  # the rows of a table are different quantities under the same words
        for number in numbers_in(passage):
            key = _quantity(number)
            if key is None:
                continue
            first = seen.setdefault(key, number)
            if first.passage is not passage and _value(first.text) != _value(number.text):
                place = first.passage.place(first.start)
                words = " ".join(_behind(passage, number))
                yield TWO_VALUES.problem(
                    passage.place(number.start),
                    f"“{number.text} {words}” contradicts “{first.text} {words}” in {place}",
                    "",
                    "type the right number in place of the wrong one",
                )


def _of_figures(subject: Subject) -> Iterator[Problem]:
    """Yield figures that are one quantity by their source, and are printed with two values."""
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in subject.paper.figures:
        if figure.sources:
            groups[figure.sources, figure.formula].append(figure)
    for first, *others in groups.values():
        for other in others:
            if _value(str(first.printed)) == _value(str(other.printed)):
                continue
            found = (
                f"“{other.printed}” (figures.{other.name}) and “{first.printed}” "
                f"(figures.{first.name}) are printed for the same cells"
            )
            hint = f"use “{{{{ figures.{first.name} }}}}” in both places"
            yield TWO_VALUES.problem(other.uses[0], found, "", hint)


def _quantity(number: TypedNumber) -> tuple[object, ...] | None:
    """Return what a number says the value of: its unit, the words behind it, and its years."""
    words = _behind(number.passage, number)
    if len(words) < _SAID or not any(len(word) > 4 for word in words):
        return None
    if _OTHER_PART.fullmatch(words[0]):
        return None
    times = times_around(number.passage.text, number.start)
    what = _before(number) if _RELATED.fullmatch(words[0]) else ""
    return (number.unit, what, tuple(word.casefold() for word in words), times)


def _before(number: TypedNumber) -> str:
    """Return the beginning of the last word before a number, in its sentence, that says more."""
    text = number.passage.text[max(0, number.start - _BEFORE) : number.start]
    sentence = _SENTENCE_END.split(text)[-1]
    words = [word for word in _WORD.findall(sentence) if not _LINKING.fullmatch(word)]
    return words[-1].casefold()[:_STEM] if words else ""


def _behind(passage: Passage, number: TypedNumber) -> list[str]:
    """Return the first words behind a number, those of its sentence."""
    text, at = passage.text, number.end
    if re.match(r"[\d,(]", text[at : at + 1]):
        return []
    words: list[str] = []
    for word in islice(_WORD.finditer(text, at, at + _NEAR), _SAID):
        if _SENTENCE_END.search(text, at, word.start() + 1):
            break
        words.append(word[0])
        at = word.end()
    return words


def times_around(text: str, at: int) -> frozenset[str]:
    """Return the years and months of the sentence around a place in a text."""
    ends, times = _times_of_sentences(text)
    return times[bisect_right(ends, at)]


@lru_cache(maxsize=16)  # each number of a passage asks
def _times_of_sentences(text: str) -> tuple[list[int], list[frozenset[str]]]:
    """Return where the sentences of a text end, and the years and months of each, and the rest."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    pieces = [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
    return ends, [frozenset((*_YEAR.findall(each), *_MONTHS.findall(each))) for each in pieces]


def _value(text: str) -> Decimal | str:
    """Return the number that a text prints, or the text where it is none."""
    found = re.fullmatch(
        r"([-−+])?[£€$]?([\d,]+(?:\.\d+)?)\s?(k|thousand|m|million|bn|billion|%|per cent|percent)?",
        text.strip(),
    )
    if not found:
        return text
    number = Decimal(found[2].replace(",", "")).scaleb(_SCALES.get(found[3] or "", 0))
    return -number if found[1] in ("-", "−") else number.normalize()
