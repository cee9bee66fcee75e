"""Empty paragraphs that make room on the page."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, documents_of
from panel_papers.core import Level, Problem
from panel_papers.word import children, holds_more_than_text, is_a

SPACING = Rule(
    "empty-paragraphs",
    Level.WARNING,
    "Empty lines make room on the page",
    "A screen reader says “blank” at each, and its user takes the document for ended.",
    "the Enter key pressed four times before a table",
    "Paragraph › Spacing › Before: 48 pt, or Insert › Page Break",
    "WCAG 2.2, 1.3.2 Meaningful Sequence",
)
RULES: tuple[Rule, ...] = (SPACING,)

_MANY = 3  # single empty lines in a document: some are left over, three are a habit


def find(subject: Subject) -> Iterator[Problem]:
    """Yield a document once, at its first: two empty lines in a row, or three anywhere.

    The line that Word needs after a table, and one that draws a rule, are none.
    """
    for document in documents_of(subject):
        blocks = [b for b in document.body if not b.in_table and not b.in_box]
        empty = [index for index, block in enumerate(blocks[:-1]) if _is_spacing(block)]
        in_a_row = [index for index in empty if index + 1 in empty]
        if not in_a_row and len(empty) < _MANY:
            continue
        first = blocks[(in_a_row or empty)[0]]
        yield SPACING.problem(
            document.place(first.where),
            f"Empty lines are used as white space ({len(empty)} in the document)",
            "",
            "in Word, delete the empty lines; for space above a paragraph, use Layout › "
            "Spacing, for a new page, Insert › Page Break",
        )


def _is_spacing(block: Block) -> bool:
    if block.text.strip() or block.level or holds_more_than_text(block.element):
        return False
    if any(is_a(each, "w:tbl") for each in (block.element.getprevious(), block.element.getnext())):
        return False
    return not any(
        is_a(part, "w:pBdr") for each in children(block.element, "w:pPr") for part in each
    )
