"""A word typed twice: “the the”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import Kind
from panel_papers.core import Level, Problem

REPEATED = Rule(
    "repeated-word",
    Level.WARNING,
    "A word is there twice in a row",
    "It is nearly always left over from an edit, and a spelling checker passes it.",
    "note the the report",
    "note the report",
)
RULES: tuple[Rule, ...] = (REPEATED,)

_TWICE = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_RIGHT = {"had", "that"}  # “that that” and “had had” can be right


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each word that follows itself in prose; codes, and names such as “Baden-Baden”, not."""
    for passage in subject.passages:
        if passage.kind is Kind.CODE:
            continue
        for match in _TWICE.finditer(passage.text):
            if match[1].lower() not in _RIGHT:
                yield REPEATED.problem(
                    passage.place(match.start()),
                    f"“{match[0]}” repeats a word",
                    "",
                    f"delete one “{match[1]}”",
                )
