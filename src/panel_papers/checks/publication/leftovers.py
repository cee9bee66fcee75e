"""Tracked changes, comments, hidden text and authors' names in the Word documents made."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import WordText, documents_of, part_root, shortened, text_of
from panel_papers.core import Level, Problem
from panel_papers.word import Element, WordTemplate, attribute, child, every, stories

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
_STEPS = {
    CHANGES: "choose Review › Accept All Changes and Stop Tracking",
    COMMENTS: "choose Review › Delete › Delete All Comments in Document",
    HIDDEN: "show hidden text (Home › ¶), delete the words, or select them and untick Home › Font "
    "› Hidden",
    AUTHOR: "choose File › Info › Check for Issues › Inspect Document, and remove the properties",
}
"""What to do in the template."""
_MOST_NAMED = 4  # templates in a message

_LONGEST = 255  # characters of a property, by Word's schema


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what is left in our own documents; supplied ones were cleaned of it, or refused."""
    for document in documents_of(subject):
        if not document.supplied:
            yield from _in_text(document, subject.templates)
            yield from _in_file(document, str(subject.paper.author), subject.templates)


def _in_text(document: WordText, templates: Sequence[WordTemplate]) -> Iterator[Problem]:
    for block in document.blocks:
        place = document.place(block.where)
        if every(block.element, *_CHANGES):
            found, hint = "The text has a tracked change", _hint(CHANGES, block.text, templates)
            yield CHANGES.problem(place, found, "", hint, quoted=_quoted(block.text))
        if every(block.element, "w:commentReference"):
            found, hint = "The text has a comment", _hint(COMMENTS, block.text, templates)
            yield COMMENTS.problem(place, found, "", hint, quoted=_quoted(block.text))
        if any(_hides(run) for run in every(block.element, "w:r")):
            hint = _hint(HIDDEN, block.text, templates)
            yield HIDDEN.problem(place, "The text has hidden words", "", hint)


def _quoted(text: str) -> str | None:
    return f"“{shortened(text)}”" if text.strip() else None


def _hint(rule: Rule, text: str, templates: Sequence[WordTemplate]) -> str:
    """Return what to do in which template: one that has the words, or else any of them."""
    words = " ".join(text.split())
    files = [each.file for each in templates if words and words in _words_of(each.data)]
    files = list(dict.fromkeys(files or [each.file for each in templates]))
    if not files or len(files) > _MOST_NAMED:
        start = (
            "run “panel-papers templates check”, which names the template; open that in Word, and"
        )
        return f"{start} {_STEPS[rule]}"
    one = "the template" if len(files) == 1 else "one of these templates:"
    return f"open {one} {', '.join(files)} in Word, and {_STEPS[rule]}"


def _words_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    blocks = (text_of(each) for story in stories(document) for each in every(story.root, "w:p"))
    return "\n".join(" ".join(each.split()) for each in blocks)


def _in_file(
    document: WordText, author: str, templates: Sequence[WordTemplate]
) -> Iterator[Problem]:
    properties = document.document.core_properties
    for name in dict.fromkeys((properties.author, properties.last_modified_by)):
        if name in {"", author[:_LONGEST]}:  # the author whom the cover names
            continue
        found = "The document’s properties name an author who is not the author of the paper"
        hint = _hint(AUTHOR, "", templates)
        yield AUTHOR.problem(document.place(None), found, "", hint, quoted=f"“{name}”")
    comments = part_root(document.document, "comments")
    if comments is not None and len(comments) and not _referenced(document):
        hint = _hint(COMMENTS, "", templates)
        yield COMMENTS.problem(document.place(None), "The document has comments", "", hint)


def _hides(run: Element) -> bool:
    switch = child(run, "w:rPr", "w:vanish")
    return switch is not None and attribute(switch, "w:val") not in {"0", "false", "off"}


def _referenced(document: WordText) -> bool:
    return any(every(block.element, "w:commentReference") for block in document.blocks)
