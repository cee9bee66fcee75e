"""A note that a template leaves for the author: “delete this note”, “click here to enter text”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import WordText, documents_of
from panel_papers.checks.words import Origin, words_of
from panel_papers.core import Level, Problem
from panel_papers.word import child, every, is_a, text_of

GUIDANCE = Rule(
    "guidance-text",
    Level.ERROR,
    "A note to the author is in the text",
    "Templates ask their authors to delete their notes, and authors forget.",
    "Guidance: state the financial implications. Delete this note before publication.",
    "There are none, as the report is for noting only.",
)
RULES: tuple[Rule, ...] = (GUIDANCE,)

_NOTE = re.compile(
    r"\b(?:delete|remove) (?:this|these) (?:note|text|guidance|box|instruction|prompt)s?\b"
    r"|\bdelete (?:as appropriate|one|if not applicable|whichever)\b"
    r"|\b(?:click|tap)(?: or tap)? here to (?:enter|add) (?:text|a date)\b|\bchoose an item\."
    r"|\bguidance (?:note )?(?:to|for) (?:the )?(?:report )?authors?\b"
    r"|\bnote to (?:the )?(?:report )?authors?\b",
    re.IGNORECASE,
)

_TAG = re.compile(r"\{[{%]")  # of a template: a value takes the prompt's place
_SHOWN = 60


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each note; those in supplied Word documents are reported when these are cleaned."""
    for words in words_of(subject):
        if words.origin in {Origin.CODE, Origin.WORD}:
            continue
        for match in _NOTE.finditer(words.text):
            yield GUIDANCE.problem(
                words.place(match.start()),
                f"“{match[0]}” looks like a note to the author, and would be printed",
                "",
                "write the text that belongs there, or delete the note",
            )
    for document in documents_of(subject):
        if not document.supplied:
            yield from _prompts(document)


def _prompts(document: WordText) -> Iterator[Problem]:
    """Yield each content control that shows its prompt, in whatever words its author chose."""
    for block in document.blocks:
        inner = every(block.element, "w:sdt")
        outer = [each for each in block.element.iterancestors() if is_a(each, "w:sdt")]
        for control in (*inner, *outer):
            if child(control, "w:sdtPr", "w:showingPlcHdr") is None:
                continue
            text = text_of(block.element if control in outer else control).strip()
            if text and not _TAG.search(text) and not _NOTE.search(text):
                yield GUIDANCE.problem(
                    document.place(block.where),
                    f"“{text[:_SHOWN]}” is the prompt of a content control, and would be printed",
                    "",
                    "fill in the control, or delete it",
                )
