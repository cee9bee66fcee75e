"""Headings that skip a level, and headings without words."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import documents_of, shortened
from panel_papers.content import Kind
from panel_papers.core import Level, Place, Problem
from panel_papers.word import holds_more_than_text

SKIPPED = Rule(
    "heading-skips-level",
    Level.WARNING,
    "A heading skips a level",
    "Readers who go from heading to heading look for the part that the missing level would name.",
    "Heading 1, then Heading 3",
    "Heading 1, then Heading 2",
    "WCAG 2.2, 1.3.1 Info and Relationships",
)
EMPTY = Rule(
    "empty-heading",
    Level.WARNING,
    "A heading has no words",
    "It is an empty line in the list of headings, and leads nowhere.",
    "an empty line in the style Heading 2",
    "the line deleted, or in the style Normal",
    "WCAG 2.2, 2.4.6 Headings and Labels",
)
RULES: tuple[Rule, ...] = (SKIPPED, EMPTY)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each heading that is more than one level below the one before, and each empty one."""
    for document in documents_of(subject):
        before = 0
        for block in document.body:
            if document.style_name(block.style) == "title" and block.text.strip():
                before = max(before, 1)  # the title of a part is its first heading in the pack
            if not block.level:
                continue
            place = document.place(block.where)
            if not block.text.strip():
                if not holds_more_than_text(block.element):
                    yield EMPTY.problem(
                        place,
                        "An empty line has a heading style",
                        "",
                        "in Word, click into the empty line and delete it, or choose Home › "
                        "Styles › Normal",
                    )
                continue
            if block.level > before + 1:
                typed = _typed(subject, document.part, block.text)
                after = f"follows a heading of level {before}" if before else "comes first"
                signs = "#" * (before + 1)
                yield SKIPPED.problem(
                    typed or place,
                    f"“{shortened(block.text)}”, a heading of level {block.level}, {after}",
                    f"a heading of level {before + 1}",
                    f"begin the line with “{signs}” and a space"
                    if typed
                    else f"give it the style Heading {before + 1}",
                )
            before = block.level


def _typed(subject: Subject, part: int, text: str) -> Place | None:
    """Return where a heading is typed in Markdown; None for one of a template or a Word file."""
    return next(
        (
            each.place()
            for each in subject.passages
            if each.kind is Kind.HEADING
            and each.part == part
            and each.text.strip() == text.strip()
            and each.place().file.endswith(".md")
        ),
        None,
    )
