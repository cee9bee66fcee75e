"""Paragraphs without numbers, for a body that has its reports' paragraphs numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, WordText, documents_of, numbered
from panel_papers.content import Kind
from panel_papers.core import RECOMMENDATIONS, Level, Problem

NUMBERS = Rule(
    "paragraph-without-number",
    Level.WARNING,
    "Paragraphs of the report have no numbers",
    "Members, minutes and resolutions name paragraphs by their numbers (“paragraph 6.4”).",
    "a section whose heading has no number",
    "a section whose heading is numbered in its template: its paragraphs are then 2.1, 2.2",
    "the body’s profile, templates/bodies/",
)
RULES: tuple[Rule, ...] = (NUMBERS,)

_NO_PARAGRAPH = re.compile(r"title|subtitle|caption|source|quote|code|toc|cover|list continue")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding with their count, at the first; lists, exhibits, captions need none."""
    body = subject.paper.body
    if body is None or not body.numbered_paragraphs:
        return
    said = {" ".join(each.text.split()) for each in subject.passages if each.part == 0}
    said.discard("")  # the paragraph that holds a chart or picture has no words
    lead_ins = _lead_ins(subject) if body.numbered_recommendations else set[str]()
    for document in documents_of(subject):
        if document.supplied or document.part:
            continue
        bare = [
            block
            for block in document.body
            if " ".join(block.text.split()) in said - lead_ins and _needs_number(document, block)
        ]
        if bare:
            count = "1 paragraph" if len(bare) == 1 else f"{len(bare)} paragraphs"
            yield NUMBERS.problem(
                document.place(bare[0].where),
                f"{count} {'has' if len(bare) == 1 else 'have'} no number, and {body.name} asks "
                f"for numbered paragraphs ({body.path})",
                "",
                "open the section’s template in Word and number its heading (Home › Multilevel "
                "List): its paragraphs are then numbered below it",
            )


def _lead_ins(subject: Subject) -> set[str]:
    """Return the paragraphs beside recommendations in lists, which alone have numbers then."""
    own = [each for each in subject.passages if each.section == RECOMMENDATIONS and not each.part]
    if not any(each.kind is Kind.ITEM for each in own):
        return set()
    return {" ".join(each.text.split()) for each in own if each.kind is Kind.PARAGRAPH}


def _needs_number(document: WordText, block: Block) -> bool:
    if block.level or block.in_table or block.in_box or numbered(document, block):
        return False
    return not _NO_PARAGRAPH.search(document.style_name(block.style))
