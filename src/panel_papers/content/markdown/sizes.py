"""Limits to the size of a paragraph and to the number of footnotes in a text.

Time and memory of the engine that makes the PDF grow with the square of both (measured with rdocx
0.16.3: a paragraph of 130,000 characters takes 1.1 GB, 4,600 footnotes take more than 60 s).
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from panel_papers.core import Place, Problem

MOST_CHARACTERS = 40_000
"""Characters of a paragraph, a heading or a cell; a page of a report has about 3,000."""
MOST_NOTES = 1_000
"""References to footnotes in one text."""


def long_blocks(root: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Yield the paragraphs, headings and cells that are too long to print."""
    for node in root.walk():
        if node.type == "inline" and len(node.content) > MOST_CHARACTERS:
            yield node


def paragraph_too_long(node: SyntaxTreeNode, place: Place) -> Problem:
    """Return the problem of a paragraph that is too long to print."""
    return Problem(
        "paragraph-too-long",
        place,
        f"This paragraph of {len(node.content):,} characters is too long to print",
        f"at most {MOST_CHARACTERS:,} characters",
        "divide it into paragraphs: leave an empty line between two of them",
    )


def too_many_notes(count: int, place: Place) -> Problem | None:
    """Return the problem of a text that refers to footnotes too often, if it does."""
    if count <= MOST_NOTES:
        return None
    return Problem(
        "too-many-footnotes",
        place,
        f"This text refers to footnotes {count:,} times, too often to print",
        f"at most {MOST_NOTES:,}",
        "put most of the sources into a list at the end of the text",
    )
