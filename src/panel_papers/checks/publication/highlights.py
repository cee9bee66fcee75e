"""Highlighted text: what somebody marked to come back to."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, documents_of, shortened
from panel_papers.core import BLACK, HIGHLIGHTS, WHITE, Level, Problem, contrast
from panel_papers.word import Element, every, value_at, within

_DARK = 3  # contrast with black letters below which a mark hides them

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
                dark = any(_is_dark(run) for run in _runs(block))
                yield HIGHLIGHT.problem(
                    document.place(block.where),
                    "Text is covered by dark highlighting, and can still be copied"
                    if dark
                    else f"“{shortened(text)}” is highlighted",
                    "",
                    "in Word, delete the words under it, type “[redacted]” in their place, and save"
                    if dark
                    else "in Word, finish what the words are highlighted for, select them, and "
                    "choose Home › Text Highlight Colour › No Colour",
                )


def _runs(block: Block) -> list[Element]:
    return [
        run
        for run in every(block.element, "w:r")
        if value_at(run, "w:rPr", "w:highlight") not in {"", "none", "default"}
        and within(run, "w:p") is block.element
    ]


def _is_dark(run: Element) -> bool:
    pen = HIGHLIGHTS.get(value_at(run, "w:rPr", "w:highlight"), WHITE)
    return contrast(pen, BLACK) < _DARK


def _highlighted(block: Block) -> str:
    return "".join(text.text or "" for run in _runs(block) for text in every(run, "w:t")).strip()
