"""A note that a template leaves for the author: “delete this note”, “click here to enter text”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.core import Level, Problem

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
