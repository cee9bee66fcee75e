"""Marks of other programs that print as typed: “<u>”, “==marked==”, “++words++”."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.content import HIDDEN_NOTE, TypedMark, every_prose, parse, tags_in
from panel_papers.core import Level, Place, Problem

MARK = Rule(
    "typed-mark",
    Level.WARNING,
    "A mark of another program prints as typed",
    "Other editors make something of it; here the reader sees the mark itself. In CommonMark the "
    "marks are “*”, “**”, “~~”, “`”, and HTML is text.",
    "A <u>long</u> lease, ==to be agreed==",
    "A **long** lease, to be agreed",
)
NOTE = Rule(
    "typed-note",
    Level.ERROR,
    "A note that another program would hide prints as typed",
    "Obsidian does not show “%%…%%”, nor a browser “<span hidden>”; here the words print, and "
    "whoever typed them believes that they do not.",
    "%%ask legal first%%",
    "<!-- --> or nothing",
    acceptable=True,
)
RULES: tuple[Rule, ...] = (MARK, NOTE)

_INSTEAD = {
    "**words**": "b strong",
    "*words*": "i em cite dfn var address",
    "~~words~~": "s strike del",
    "`words` between backticks": "code kbd samp tt",
    "“## ” before a heading": "h1 h2 h3 h4 h5 h6",
    "“- ” or “1. ” before each item": "ul ol li",
    "“> ” before each line": "blockquote q",
    "a table of “|” and “---”": "table thead tbody tfoot tr th td caption col colgroup",
    "[words](address)": "a",
    "an empty line between two paragraphs": "p div section article",
    "a line of “---”": "hr",
    "an appendix or a chart: a picture in a section is none": "img svg picture",
    "**words**, as printed text is not underlined": "u ins",
    "<sup>2</sup> in one line of a section, or the sign itself, such as ² or ½": "sup",
    "<sub>2</sub> in one line of a section, or the sign itself, such as ₂": "sub",
    "the words alone: nothing is highlighted before publication": "mark",
}
_ELEMENTS = {name: text for text, names in _INSTEAD.items() for name in names.split()}
_MARKS = {
    "=": "the words alone, or **words**: nothing is highlighted before publication",
    "+": "the words alone, or **words**: nothing is underlined",
}
_PLAIN = "the words alone; how they look is set in the Word template"


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each mark that Markdown does not know; in code, and after a backslash, it is text.

    Of an element only its first tag of a line is reported.
    """
    for prose in every_prose(subject.paper):
        for place, mark in parse(prose).typed_marks:
            if mark.name == HIDDEN_NOTE:
                yield _note(place, mark)
        seen: set[tuple[int | str | None, str]] = set()
        for place, mark in parse(prose).typed_marks:
            if mark.name == HIDDEN_NOTE:
                continue
            line = place.line or place.where
            if (line, mark.name) not in seen or mark.name in _MARKS:
                yield _problem(place, mark)
            seen.add((line, mark.name))
    for words in words_of(subject):
        if words.origin is Origin.FIELD:
            for at, mark in tags_in(words.text):
                if not mark.typed.startswith("</"):
                    yield _problem(words.place(at), mark)


def _note(place: Place, mark: TypedMark) -> Problem:
    words = " ".join(mark.typed.split())
    return NOTE.problem(
        place,
        f"A note that begins with “{words[:3].strip()}” is printed; other programs would hide it",
        "",
        "do what the note asks, then delete it",
        quoted=f"“{words[:200]}”",
    )


def _problem(place: Place, mark: TypedMark) -> Problem:
    instead = _MARKS.get(mark.name) or _ELEMENTS.get(mark.name, _PLAIN)
    if mark.name == "br":
        instead = "“;” between the two lines"  # in Markdown it is a line break, and no mark
    return MARK.problem(
        place,
        f"“{mark.typed}” is not understood, and would print as it is typed",
        "",
        f"write {instead}" if mark.name != "br" else f"use {instead}",
    )
