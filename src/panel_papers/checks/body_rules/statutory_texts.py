"""The texts that the body's profile has every report carry."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import documents_of, shortened
from panel_papers.core import Level, Problem

STATUTORY = Rule(
    "statutory-text",
    Level.ERROR,
    "A text is missing that every report to the body carries",
    "The law, or the body’s own rules, have it printed; the template that printed it was changed.",
    "a closing template without the tag {{ text }} of statutory_texts",
    "{%p for text in statutory_texts %} {{ text }} {%p endfor %}",
    "the body’s profile, templates/bodies/",
)
RULES: tuple[Rule, ...] = (STATUTORY,)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each text that the report does not carry, in a paragraph or within one."""
    body = subject.paper.body
    if body is None or 0 not in subject.documents:
        return
    said = " ".join(
        " ".join(block.text.split())
        for document in documents_of(subject)
        if not document.supplied and not document.part
        for block in document.blocks
    )
    for text in body.statutory_texts:
        if " ".join(text.split()) not in said:
            yield STATUTORY.problem(
                subject.place("body"),
                f"The report does not print the text “{shortened(text)}”, which {body.name} asks "
                f"for ({body.path})",
                "",
                "open the template appendices.docx in Word, and add three lines: “{%p for text in "
                "statutory_texts %}”, “{{ text }}” and “{%p endfor %}”",
            )
