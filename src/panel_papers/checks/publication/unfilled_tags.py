"""A tag of a template that nothing filled: “{{ name }}”, “{% if … %}”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.core import Level, Problem

_WHY = "It is a gap that no value filled, and a reader would see the tag."
TAG = Rule(
    "unfilled-tag",
    Level.ERROR,
    "A template’s tag is left in the text",
    _WHY,
    "Enquiries to {{ name }}",
    "Enquiries to the policy team",
)
TYPED = Rule(
    "typed-tag",
    Level.WARNING,
    "A tag that steers templates is typed into the text",
    f"{_WHY} In a paper’s own words no tag is run: it prints as typed, which somebody may mean.",
    "{% if late %} This report is late.",
    "This report is late.",
)
RULES: tuple[Rule, ...] = (TAG, TYPED)

# A field's name, and no sum or bracket that a text may rightly hold: “{{ 7*7 }}”, “{{1, 2}}”
_VALUE = re.compile(
    r"\{\{-?(?:p|r|tr|tc)?\s*(?!\w*__)[A-Za-z_]\w*(?:\.(?!_)\w+)*\s*(?:\|[^{}]*)?-?\}\}"
    r"|«[A-Za-z_]\w*»"
)
_STEERING = re.compile(
    r"\{%-?(?:p|tr|tc)?\s*(?:if|elif|else|endif|for|endfor|set|include|macro|block)\b[^{}]*%\}"
)
_OWN = frozenset({Origin.PROSE, Origin.FIELD})


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each tag; text that is quoted as code may hold them."""
    for words in words_of(subject):
        if words.origin is Origin.CODE:
            continue
        found = [(match, TAG) for match in _VALUE.finditer(words.text)]
        steering = TYPED if words.origin in _OWN else TAG
        found += [(match, steering) for match in _STEERING.finditer(words.text)]
        for match, rule in sorted(found, key=lambda each: each[0].start()):
            yield rule.problem(
                words.place(match.start()),
                f"“{match[0]}” is a tag that has not been filled in, and prints as it is",
                "",
                "write the text that belongs there, or delete the tag",
            )
