"""Titles of links, which no page shows."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.core import Level, Problem

TITLE = Rule(
    "link-title",
    Level.WARNING,
    "A link has a title that nobody reads",
    "A browser shows it when the mouse points at the link; on paper, on a telephone and to most "
    "screen readers it says nothing. It is left out, so that nothing is published that no page "
    "shows.",
    '[the plan](https://www.example.org/plan "as agreed in May")',
    "[the plan as agreed in May](https://www.example.org/plan)",
)
RULES: tuple[Rule, ...] = (TITLE,)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each link of the paper's own text that has a title."""
    for passage in subject.passages:
        for link in passage.links:
            if link.title.strip():
                yield TITLE.problem(
                    passage.place(link.start),
                    "A link has a title (the words in quotation marks after its address), which "
                    "is not printed",
                    "",
                    "delete the words in quotation marks; if readers need them, type them "
                    "into the text",
                    quoted=f"“{link.title[:200]}”",
                )
