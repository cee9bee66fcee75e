"""A report longer than its body allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.core import Level, Problem

LENGTH = Rule(
    "report-too-long",
    Level.WARNING,
    "The report is longer than the body allows",
    "Members have many papers to read for one meeting; what is long is read late, or not.",
    "a report of 4,000 words where 2,500 are allowed",
    "2,500 words, and the detail in an appendix",
    "the body’s profile, templates/bodies/",
)
RULES: tuple[Rule, ...] = (LENGTH,)

_WORD = re.compile(r"\w[\w’'.,-]*")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield a finding where the sections together have too many words; appendices not counted."""
    body = subject.paper.body
    if body is None or body.most_words is None:
        return
    counts: dict[str, int] = {}
    for passage in subject.passages:
        if passage.part == 0:
            words = len(_WORD.findall(passage.text))
            counts[passage.section] = counts.get(passage.section, 0) + words
    total = sum(counts.values())
    if total > body.most_words:
        longest = max(counts, key=lambda section: counts[section])
        yield LENGTH.problem(
            subject.place("sections"),
            f"The report has {total:,} words, of which {counts[longest]:,} are in “{longest}”",
            f"at most {body.most_words:,} words, as {body.name} asks for ({body.path})",
            "shorten the text of the longest section, or move some of it into an appendix",
        )
