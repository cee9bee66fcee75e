"""A figure from a column in thousands, in a paragraph that does not say “thousand”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panel_papers.core import FIGURE, Level, Place, Problem, figure_tag
from panel_papers.inputs import FIGURES_YAML

if TYPE_CHECKING:
    from panel_papers.content.figures.calculated import Calculated

# What says in a paragraph or table that a number is in thousands, millions or thousand millions.
_SCALES = {
    10**3: ("thousand", re.compile(r"thousand|(?<![\d,])[’']?000s?\b|(?:[£€$]|\}\}\s?)k\b", re.I)),
    10**6: ("million", re.compile(r"million|(?:[£€$]|\}\}\s?)mn?\b", re.IGNORECASE)),
    10**9: ("billion", re.compile(r"billion|(?:[£€$]|\}\}\s?)bn\b", re.IGNORECASE)),
}
_BLOCKS = re.compile(r"\n[ \t]*\n")


def unsaid_scale(made: Calculated, place: Place, markdown: str) -> Problem | None:
    """Return a warning where a paragraph of Markdown prints a figure and not its scale.

    `place` is that of the figure's tag.
    """
    if made.counted_in == 1:
        return None
    word, pattern = _SCALES[made.counted_in]
    blocks = [each for each in _BLOCKS.split(markdown) if _prints(made.name, each)]
    if all(pattern.search(block) for block in blocks):
        return None
    found = f"“{made.printed}” is a number in {word}s, and its paragraph does not say so"
    hint = f"in {FIGURES_YAML}, below “{made.name}:”, write a format such as “format: £52.3m”; or "
    hint += f"write “{word}” after the number here"
    return Problem("scale-not-said", place, found, "", hint, Level.WARNING)


def _prints(name: str, block: str) -> bool:
    """Say whether a block prints the number of a figure; a word for its sign is none."""
    tags = [figure_tag(said) for said in FIGURE.findall(block)]
    return any(tag.name == name and not tag.words for tag in tags)
