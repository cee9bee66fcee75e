"""One name, one spelling of its capitals: “COVID-19” and “Covid-19”, “Fire & rescue”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import joined, prose_of, told_places
from panel_papers.core import Level, Place, Problem

DIFFER = Rule(
    "capitals-differ",
    Level.WARNING,
    "One name is written with different capitals",
    "Two spellings of one name look careless, and a search finds only one of them.",
    "the Fire & Rescue Service … the Fire & rescue Service",
    "the Fire & Rescue Service … the Fire & Rescue Service",
)
RULES: tuple[Rule, ...] = (DIFFER,)

# A token such as “COVID-19”: letters with a capital, then a digit; nothing else is sure to be one
# name. And a pair such as “Fire & rescue”: its first word has a capital inside a sentence, and
# after “and”, so has the word that follows it (“the Police and partners” is no name).
_CODED = re.compile(r"\b[A-Z][A-Za-z]+-?\d+\b")
_PAIR = re.compile(r"\b[A-Z][a-z]+ (?=((?:& [A-Za-z][a-z]+|and [A-Za-z][a-z]+(?= [A-Z]))\b))")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each name that is typed in several ways."""
    forms: dict[str, dict[str, list[Place]]] = {}
    for passage in prose_of(subject):
        for match in (*_CODED.finditer(passage.text), *_PAIR.finditer(passage.text)):
            if match.re is _PAIR and _begins_a_sentence(passage.text, match.start()):
                continue
            name = match[0] + (match[1] if match.re is _PAIR else "")
            same = forms.setdefault(name.lower(), {})
            same.setdefault(name, []).append(passage.place(match.start()))
    for same in forms.values():
        if len(same) > 1:
            usual, *others = sorted(same, key=lambda form: (-len(same[form]), form))
            told = [f"“{each}” ({told_places(same[each])})" for each in [usual, *others]]
            yield DIFFER.problem(
                same[others[-1]][0],
                f"One name is written in {len(told)} ways: {joined(told)}",
                "",
                "write it in one way in all these places",
            )


def _begins_a_sentence(text: str, at: int) -> bool:
    """Return whether a capital at `at` may be there for the sentence's sake alone."""
    return not re.search(r"[^\s.!?:“‘(\[]\s+$|[^\s.!?:]\s+[“‘(\[]$", text[max(0, at - 4) : at])
