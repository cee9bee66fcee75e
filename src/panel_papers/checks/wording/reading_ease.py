"""How hard each section is to read, by Flesch's measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import prose_of, sentences
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Problem

LOWEST = 30
HARD = Rule(
    "reading-ease",
    Level.SUGGESTION,
    f"A section's reading ease is below {LOWEST}",
    "Flesch's measure counts words in a sentence and syllables in a word: 60 and more is plain "
    "English, below 30 is for graduates. A panel's papers are for the public too.",
    "The implementation of preventative interventions necessitates organisational realignment.",
    "To prevent harm, we must change how we work.",
    "R. Flesch, A New Readability Yardstick (1948)",
)
RULES: tuple[Rule, ...] = (HARD,)

_FEWEST = 100  # words: below this, the measure says little
_WORD = re.compile(r"[A-Za-z][A-Za-z’']*")
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are spoken apart: “area”, “various”, “audience”, “annual”, “criticism”.
_APART = re.compile(
    r"(?<![ctgx])i(?=a|ou|um|en[ct]|et[iy])|(?<![ctgs])io(?=[^un]|$)|(?<!q)ua[lr]|sm$|[aeiou]ing$"
    r"|(?<=cr)ea|(?<=r)ea(?=ct)|(?<=ar)ea|(?<=id)ea|(?<=th)e(?:a(?=t)|o(?=r))|eum|oem|coop|^sci(?=e)"
)
# An “e” that is not: “note”, “asked”, “likes”, “safety”; but “table”, “wanted”, “houses” are heard.
_SILENT = re.compile(
    r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeioucgsxz]es$|[aeiou]le$|[^aeiouyl]e(?=(?:ment|ty|ly|ful)s?$)"
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each section, and each appendix's field, that is too hard."""
    sections: dict[tuple[int, str], list[Passage]] = {}
    for passage in prose_of(subject, Kind.PARAGRAPH, Kind.ITEM):
        sections.setdefault((passage.part, passage.section), []).append(passage)
    for (part, name), passages in sections.items():
        told = [sentence for each in passages for _, sentence in sentences(each.text)]
        ease = reading_ease(told)
        if ease is not None and ease < LOWEST:
            where = f"“{name}”" + (f" of appendix {subject.paper.label_of(part)}" if part else "")
            yield HARD.problem(
                passages[0].place(),
                f"{where} is hard to read: its reading ease is {ease:.0f}",
                f"a reading ease of at least {LOWEST}; plain English has 60",
                "use shorter sentences and shorter words",
            )


def reading_ease(told: list[str]) -> float | None:
    """Return Flesch's reading ease of sentences, or None where there are too few words."""
    words = [word for sentence in told for word in _WORD.findall(sentence)]
    if len(words) < _FEWEST:
        return None
    syllables = sum(map(syllables_of, words))
    return 206.835 - 1.015 * len(words) / len(told) - 84.6 * syllables / len(words)


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has."""
    word = re.sub(r"(?:[’']s?|[’']t)$", "", word.lower())
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word)) - len(_SILENT.findall(word))
    return max(count, 1)
