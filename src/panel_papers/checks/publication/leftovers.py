"""Tracked changes, comments, hidden text and authors' names in the Word documents made."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import WordText, documents_of, part_root
from panel_papers.core import Level, Problem
from panel_papers.word import Element, attribute, child, every

CHANGES = Rule(
    "tracked-changes",
    Level.ERROR,
    "A document made holds tracked changes",
    "Readers can see what was deleted and by whom; it came from a template.",
    "a template saved with Track Changes on",
    "all changes accepted: Review › Accept All Changes and Stop Tracking",
)
COMMENTS = Rule(
    "comments-left",
    Level.ERROR,
    "A document made holds comments",
    "A council once published its officers’ comments with its budget; they came from a template.",
    "a template with comments",
    "all comments deleted: Review › Delete All Comments in Document",
)
HIDDEN = Rule(
    "hidden-text-left",
    Level.ERROR,
    "A document made holds hidden text",
    "Whoever shows formatting marks can read it; it came from a template.",
    "a paragraph with Font › Hidden on",
    "the paragraph deleted, or shown",
)
AUTHOR = Rule(
    "author-name",
    Level.ERROR,
    "A document made names an author in its properties",
    "It may be somebody who made the template years ago; the report names its author on its cover.",
    "File › Info › Author: a name",
    "(empty)",
)
RULES: tuple[Rule, ...] = (CHANGES, COMMENTS, HIDDEN, AUTHOR)

_CHANGES = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange")
_HINT = "open the template that these words come from in Word, and correct it there"

_LONGEST = 255  # characters of a property, by Word's schema


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what is left in our own documents; supplied ones were cleaned of it, or refused."""
    for document in documents_of(subject):
        if not document.supplied:
            yield from _in_text(document)
            yield from _in_file(document, str(subject.paper.author))


def _in_text(document: WordText) -> Iterator[Problem]:
    for block in document.blocks:
        place = document.place(block.where)
        if every(block.element, *_CHANGES):
            yield CHANGES.problem(place, "The text has a tracked change", "", _HINT)
        if every(block.element, "w:commentReference"):
            yield COMMENTS.problem(place, "The text has a comment", "", _HINT)
        if any(_hides(run) for run in every(block.element, "w:r")):
            yield HIDDEN.problem(place, "The text has hidden words", "", _HINT)


def _in_file(document: WordText, author: str) -> Iterator[Problem]:
    properties = document.document.core_properties
    for name in dict.fromkeys((properties.author, properties.last_modified_by)):
        if name in {"", author[:_LONGEST]}:  # the author whom the cover names
            continue
        found = "The document’s properties name an author who is not the author of the paper"
        yield AUTHOR.problem(document.place(None), found, "", _HINT, quoted=f"“{name}”")
    comments = part_root(document.document, "comments")
    if comments is not None and len(comments) and not _referenced(document):
        yield COMMENTS.problem(document.place(None), "The document has comments", "", _HINT)


def _hides(run: Element) -> bool:
    switch = child(run, "w:rPr", "w:vanish")
    return switch is not None and attribute(switch, "w:val") not in {"0", "false", "off"}


def _referenced(document: WordText) -> bool:
    return any(every(block.element, "w:commentReference") for block in document.blocks)
