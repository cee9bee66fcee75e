"""Highlighted text: what somebody marked to come back to."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, documents_of, shortened
from panel_papers.core import Level, Problem
from panel_papers.word import every, value_at, within

HIGHLIGHT = Rule(
    "highlighted-text",
    Level.WARNING,
    "Text is highlighted",
    "Highlighting marks what somebody meant to come back to; as emphasis it is lost to readers who "
    "do not see colours.",
    "The cost is £40,000 (highlighted in yellow).",
    "The cost is £40,000.",
)
RULES: tuple[Rule, ...] = (HIGHLIGHT,)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each paragraph with highlighted text; the marks of gaps in a draft are ours."""
    for document in documents_of(subject):
        for block in document.blocks:
            text = _highlighted(block)
            if text and not text.startswith("[["):
                yield HIGHLIGHT.problem(
                    document.place(block.where),
                    f"highlighted text: “{shortened(text)}”",
                    "text without highlighting",
                    "settle what it was marked for, and take the highlighting off",
                )


def _highlighted(block: Block) -> str:
    runs = [
        run
        for run in every(block.element, "w:r")
        if value_at(run, "w:rPr", "w:highlight") not in {"", "none", "default"}
        and within(run, "w:p") is block.element
    ]
    return "".join(text.text or "" for run in runs for text in every(run, "w:t")).strip()
