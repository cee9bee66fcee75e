"""A tag of a template that nothing filled: “{{ name }}”, “{% if … %}”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.seam import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.errors import Level, Problem

TAG = Rule(
    "unfilled-tag",
    Level.ERROR,
    "A template’s tag stands in the text",
    "It is a gap that no value filled, and a reader would see the tag.",
    "Enquiries to {{ name }}",
    "Enquiries to the policy team",
)
RULES: tuple[Rule, ...] = (TAG,)

# What a template says, and no sum or bracket that a text may rightly hold: “{{ 7*7 }}”, “{{1, 2}}”
_TAG = re.compile(
    r"\{\{-?(?:p|r|tr|tc)?\s*[A-Za-z_]\w*(?:\.\w+)*\s*(?:\|[^{}]*)?-?\}\}"
    r"|\{%-?(?:p|tr|tc)?\s*(?:if|elif|else|endif|for|endfor|set|include|macro|block)\b[^{}]*%\}"
    r"|«[A-Za-z_]\w*»"
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each tag; text that is quoted as code may hold them."""
    for words in words_of(subject):
        if words.origin is Origin.CODE:
            continue
        for match in _TAG.finditer(words.text):
            yield TAG.problem(
                words.place(match.start()),
                f"“{match[0]}”, a tag that nothing has filled",
                "the value that belongs there",
                "write the value, or delete the tag",
            )
