"""Characters in a template that nobody sees, and words of two alphabets."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.content import deceptions
from panel_papers.core import Level, Place, Problem
from panel_papers.word import Story, every, own_text, where


def deceiving_faults(story: Story, file: str) -> Iterator[Problem]:
    """Yield what in a story is not as it shows, each at its paragraph."""
    for paragraph in every(story.root, "w:p"):
        for each in deceptions(own_text(paragraph)):
            yield Problem(
                "deceiving-text",
                Place(file, where=where(paragraph, story)),
                each.found,
                "letters of one alphabet, and characters that can be seen",
                "type the word or the line again, or delete the character",
                Level.WARNING,
            )
