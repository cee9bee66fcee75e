"""A gap that its author meant to fill: “TBC”, “£XX”, “[insert date]”, “???”, “xx/xx/2027”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import SUPPLIED, Origin, Words, words_of
from panel_papers.core import Level, Place, Problem

_WHY = "A paper that says so is not finished, and what it leaves open may be what matters."
PLACEHOLDER = Rule(
    "placeholder",
    Level.ERROR,
    "A gap is left in the text",
    _WHY,
    "The scheme costs £XX.",
    "The scheme costs £40,000.",
    acceptable=True,
)
SUPPLIED_PLACEHOLDER = Rule(
    "placeholder-supplied",
    Level.WARNING,
    "A gap is left in a supplied file",
    f"{_WHY} Only whoever supplied the file knows what belongs there.",
    "Owner: TBC",
    "Owner: Head of Finance",
)
CELL = Rule(
    "placeholder-in-cell",
    Level.WARNING,
    "A cell of a table says only that something is to be confirmed",
    "It may be meant, as for a start date that is not known yet, or be a gap that was forgotten.",
    "TBC",
    "September 2026",
)
RULES: tuple[Rule, ...] = (PLACEHOLDER, CELL, SUPPLIED_PLACEHOLDER)

_BRACKETED = re.compile(
    r"\[\s*(?:please )?(?:insert|enter|add|complete|tb[acd]|to be (?:confirmed|added|completed)"
    r"|to ?do|name|date|amount|figure|x+)\b[^\]]{0,1000}\]",
    re.IGNORECASE,
)
# “[JS to check with legal]”, “[awaiting figures]”; not “[agreed to review] the plan”, as quoted
_ASKED = re.compile(
    r"\[\s*(?:(?:[A-Z][\w.&’'-]*|legal|finance|officers?|author|and|the|/)\s+){0,3}"
    r"(?:to|please|pls)\s+(?:check|confirm|add|insert|complete|update|supply|provide|advise|follow"
    r"|fill|write|rewrite|discuss|clarify|verify|amend|expand|find)\b[^\]\n]{0,200}\]"
    r"|\[\s*(?:[Cc]heck|[Cc]onfirm|[Qq]uery|[Aa]sk|[Aa]waiting|[Ww]aiting for)\s+\w[^\]\n]{0,200}\]"
    r"|\[\s*[●•∙]+\s*\]"
)
_ANGLED = re.compile(
    r"(?<!<)<<(?![<\s])[^<>\n]{1,80}(?<!\s)>>(?!>)"
    r"|<(?:insert|enter|add|name|date|amount|number|job title|tbc|xx+)(?: [^<>\n]{0,80})?>",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\bTB[ACD]\b|\bto be (?:confirmed|inserted) \(TB[ACD]\)|\bTODO\b|\bFIXME\b"
    r"|(?:(?<=[(:])|(?<=: )|^)tb[cd]\b(?=\s*$|[)\].,;])"  # “tba” may be a name or a Welsh word
)
_CROSSES = re.compile(
    r"£\s?[Xx]+(?:[.,][Xx]+)*(?:k|m|bn)?\b"
    r"|\b[Xx]{1,2}(?P<mark>[/.-])[Xx]{1,2}(?P=mark)(?:\d{2,4}|[XxYy]{2,4})\b"
    r"|\b20[Xx]{2}(?:[/-][Xx]{2})?\b"
    r"|\bX{2,}\b(?:[./,-]X+\b)*%?"
    r"|(?<![\w(–—-])x{2,}\b(?![)–—-])%?"
)
_SIGNS = re.compile(
    r"\?{3,}|(?<![^\s(£])\?\?(?![^\s.,;:)])|£\s?(?:_{2,}|…|\.{3,}|\?+)|(?<![\w#])#{3,}(?![\w#])"
)
_LATIN = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_ROMAN = re.compile(
    r"\b(?:chapter|part|title|volume|article|section|schedule|annex|appendix|book|act|psalm"
    r"|century|group|protocol|convention|round|superbowl|lxx*|size|pages?|pp?\.|para(?:graph)?s?"
    r"|clauses?|items?|rule|table|figure)\s*$",
    re.IGNORECASE,
)
_BEFORE = 40  # characters before “XX” that may say that it is a number
_WHOLE_CELLS = frozenset({"TBC", "TBA", "tbc", "tba"})
_END_OF_PRESS_RELEASE = "###"
_SPELLED_OUT = re.compile(
    r"(?<![\w’'])T[\w’']* (?:\w+ ){0,2}?B[\w’']* (?:\w+ ){0,2}?([ACD])[\w’']* \(TB\1\)"
)
_OF_CLEANING = (_BRACKETED, _TO_COME, _LATIN)
"""What the cleaning of supplied Word documents reports (`leftover-note`)."""


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each gap; “TBA” that the paper spells out as a name, and “Part XX”, are none.

    Of supplied Word documents only what their cleaning does not report (`leftover-note`).
    """
    everything = tuple(words_of(subject))
    names = {f"TB{m[1]}" for words in everything for m in _SPELLED_OUT.finditer(words.text)}
    seen: set[tuple[Place, str]] = set()
    for words in everything:
        if words.origin is Origin.CODE:
            continue
        rule = SUPPLIED_PLACEHOLDER if words.origin in SUPPLIED else PLACEHOLDER
        # a cell that says “TBC” and no more may say that a date is not known yet
        said = words.in_table and words.text.strip().rstrip("*.") in _WHOLE_CELLS
        for match in _gaps(words, names):
            place = words.place(match.start())
            if (place, match[0]) in seen:
                continue
            seen.add((place, match[0]))
            if said and rule is PLACEHOLDER:
                found = f"The cell says “{match[0]}” only"
                yield CELL.problem(
                    place,
                    found,
                    "",
                    "if it is known, type in its place what belongs there; if not, change nothing",
                )
                continue
            found = f"“{match[0]}” is a gap that has not been filled in"
            hint = "type in its place what belongs there, or delete the sentence"
            yield rule.problem(place, found, "", hint)


def _gaps(words: Words, names: set[str]) -> Iterator[re.Match[str]]:
    """Yield each gap once, the longest where several patterns see it."""
    found = [match for match in _seen(words) if match[0] not in names]
    end = -1
    for match in sorted(found, key=lambda each: (each.start(), -each.end())):
        if match.end() > end:
            end = match.end()
            yield match


def _seen(words: Words) -> Iterator[re.Match[str]]:
    for match in _CROSSES.finditer(words.text):
        roman = set(match[0]) <= {"x", "X"} and _ROMAN.search(
            words.text, max(0, match.start() - _BEFORE), match.start()
        )
        if not roman and not (words.origin is Origin.WORD and match[0].startswith("XXX")):
            yield match
    for match in _SIGNS.finditer(words.text):
        if words.text.strip() != _END_OF_PRESS_RELEASE:
            yield match
    for pattern in (_ASKED, _ANGLED):
        yield from pattern.finditer(words.text)
    if words.origin is not Origin.WORD:
        for pattern in _OF_CLEANING:
            yield from pattern.finditer(words.text)
