"""A gap that its author meant to fill: “TBC”, “£XX”, “[insert date]”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import SUPPLIED, Origin, Words, words_of
from panel_papers.core import Level, Problem

_WHY = "A paper that says so is not finished, and what it leaves open may be what matters."
PLACEHOLDER = Rule(
    "placeholder",
    Level.ERROR,
    "A gap is left in the text",
    _WHY,
    "The scheme costs £XX.",
    "The scheme costs £40,000.",
)
SUPPLIED_PLACEHOLDER = Rule(
    "placeholder-supplied",
    Level.WARNING,
    "A gap is left in a supplied file",
    f"{_WHY} Only whoever supplied the file can tell what belongs there.",
    "Owner: TBC",
    "Owner: Head of Finance",
)
RULES: tuple[Rule, ...] = (PLACEHOLDER, SUPPLIED_PLACEHOLDER)

_BRACKETED = re.compile(
    r"\[\s*(?:please )?(?:insert|enter|add|complete|tb[ac]|to be (?:confirmed|added|completed)"
    r"|name|date|amount|figure|x+)\b[^\]]*\]",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\bTB[ACD]\b|\bto be (?:confirmed|inserted) \(TB[ACD]\)")
_CROSSES = re.compile(r"£\s?[Xx]+(?:[.,][Xx]+)*(?:k|m|bn)?\b|\bX{2,}\b(?:[./,-]X+\b)*%?")
_LATIN = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_ROMAN = re.compile(
    r"\b(?:chapter|part|title|volume|article|section|schedule|annex|appendix|book|act|psalm"
    r"|century|group|protocol|convention|round|superbowl|lxx*|size)\s+$",
    re.IGNORECASE,
)
_SPELLED_OUT = re.compile(
    r"\bT[\w’']* (?:\w+ ){0,2}?B[\w’']* (?:\w+ ){0,2}?([ACD])[\w’']* \(TB\1\)"
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each gap; “TBA” that the paper spells out as a name, and “Part XX”, are none.

    Of supplied Word documents only what their cleaning does not tell (`leftover-note`).
    """
    everything = tuple(words_of(subject))
    names = {f"TB{m[1]}" for words in everything for m in _SPELLED_OUT.finditer(words.text)}
    for words in everything:
        if words.origin is Origin.CODE:
            continue
        rule = SUPPLIED_PLACEHOLDER if words.origin in SUPPLIED else PLACEHOLDER
        for match in _gaps(words, names):
            yield rule.problem(
                words.place(match.start()),
                f"“{match[0]}”, a gap",
                "what belongs there",
                "write it, or leave the sentence out",
            )


def _gaps(words: Words, names: set[str]) -> Iterator[re.Match[str]]:
    for match in _CROSSES.finditer(words.text):
        if not _ROMAN.search(words.text[: match.start()]) and not (
            words.origin is Origin.WORD and match[0].startswith("XXX")
        ):
            yield match
    if words.origin is Origin.WORD:
        return
    for pattern in (_BRACKETED, _TO_COME, _LATIN):
        for match in pattern.finditer(words.text):
            inside = pattern is _TO_COME and any(
                b.start() <= match.start() < b.end() for b in _BRACKETED.finditer(words.text)
            )
            if match[0] not in names and not inside:
                yield match
