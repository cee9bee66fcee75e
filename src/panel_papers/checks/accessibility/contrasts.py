"""Text whose colour is too near to that behind it."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.accessibility.word_format import (
    colour_of,
    ground_of,
    is_bold,
    shown_runs,
    size_of,
)
from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, WordText, documents_of, shortened
from panel_papers.core import Colour, Level, Problem, contrast
from panel_papers.word import Element, children

CONTRAST = Rule(
    "low-contrast",
    Level.WARNING,
    "Text differs too little from what is behind it",
    "Readers with weak sight, and all readers of a poor copy, cannot make it out.",
    "light grey on white (AAAAAA: 2.3 to 1)",
    "dark grey on white (505A5F: 7 to 1)",
    "WCAG 2.2, 1.4.3 Contrast (Minimum)",
)
RULES: tuple[Rule, ...] = (CONTRAST,)

_NORMAL, _LARGE = 4.5, 3.0
_UNSEEN = 1.5  # text that hardly anybody sees counts as hidden: no file quotes it


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each pair of colours once a document, at the first text that has it."""
    for document in documents_of(subject):
        seen: set[tuple[Colour, Colour, bool]] = set()
        for block in document.blocks:
            for run in shown_runs(block):
                colour = colour_of(document, block, run)
                if colour is None:
                    continue
                ground = ground_of(document, block, run)
                ratio = contrast(colour, ground)
                if ratio >= _NORMAL:
                    continue
                large = _is_large(document, block, run)
                if ratio < (_LARGE if large else _NORMAL) and (colour, ground, large) not in seen:
                    seen.add((colour, ground, large))
                    text = "".join(each.text or "" for each in children(run, "w:t"))
                    yield _problem(document, block.where, text, (colour, ground, large))


def _is_large(document: WordText, block: Block, run: Element) -> bool:
    size = size_of(document, block, run)
    return size >= 18 or (size >= 14 and is_bold(document, block, run))


def _problem(
    document: WordText, where: str, text: str, pair: tuple[Colour, Colour, bool]
) -> Problem:
    colour, ground, large = pair
    ratio = int(contrast(colour, ground) * 10) / 10  # never rounded up to what would do
    words = f"“{shortened(text)}”"
    unseen = ratio < _UNSEEN
    return CONTRAST.problem(
        document.place(where),
        f"{'Text' if unseen else words} is hard to read: {_hexadecimal(colour)} on "
        f"{_hexadecimal(ground)} has a contrast of only {ratio:g} to 1",
        f"a contrast of at least {_LARGE if large else _NORMAL:g} to 1",
        "in Word, select the words and choose a darker colour (Home › Font Colour), or a "
        "lighter one behind them",
        quoted=words if unseen else None,
    )


def _hexadecimal(colour: Colour) -> str:
    return "".join(f"{part:02X}" for part in colour)
