"""Characters in a template that nobody sees, and words of two alphabets."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.content import deceptions
from panel_papers.core import Level, Place, Problem
from panel_papers.word import Story, every, own_text, texts_between_tags, where


def deceiving_faults(story: Story, file: str) -> Iterator[Problem]:
    """Yield what in a story is not as it shows, each at its paragraph."""
    for paragraph in every(story.root, "w:p"):
        # What is odd in a tag is an error of the tag.
        text = " ".join(texts_between_tags(own_text(paragraph)))
        for each in deceptions(text):
            yield Problem(
                "deceiving-text",
                Place(file, where=where(paragraph, story)),
                each.found,
                "",
                "delete the word and type it again",
                Level.WARNING,
            )
