"""A note to the author in an HTML comment, which the pack leaves out: “<!-- ask legal -->”."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.content import every_prose, parse
from panel_papers.core import Level, Place, Problem

NOTE = Rule(
    "author-note",
    Level.ERROR,
    "A note to the author is left in the text",
    "What is written for colleagues stays in the file: in the inputs, in their history, in "
    "whatever is made of them next. A note that is still there may be a question still open.",
    "The lease ends soon. <!-- ask legal -->",
    "The lease ends soon.",
)
RULES: tuple[Rule, ...] = (NOTE,)

_HINT = (
    "do what the note asks, then delete it; if “<!--” is part of your text, write it in backticks"
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each comment that says something, or that nothing closes; in code there is none."""
    for prose in every_prose(subject.paper):
        if "<!--" not in prose.markdown:
            continue
        for place, comment in parse(prose).comments:
            if not comment.closed:
                yield NOTE.problem(
                    place,
                    "A note to the author (“<!--”) is never closed, so nothing after it prints",
                    "",
                    "do what the note asks, then delete it, or write “-->” at its end",
                    quoted=f"“{_shortened(comment.words)}”",
                )
            elif comment.words:
                yield _note(place, comment.words)
    for words in words_of(subject):
        if words.origin is Origin.FIELD and "<!--" in words.text:
            at = words.text.index("<!--")
            yield _note(words.place(at), words.text[at + 4 :])


def _note(place: Place, words: str) -> Problem:
    found = "A note to the author is left in the text; it is not printed, but is in the file"
    return NOTE.problem(place, found, "", _HINT, quoted=f"“{_shortened(words)}”")


def _shortened(words: str) -> str:
    line = " ".join(words.removesuffix("-->").split())
    return line if len(line) <= 200 else f"{line[:199]}…"
