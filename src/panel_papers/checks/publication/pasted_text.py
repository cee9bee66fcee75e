"""What was pasted from Word, or indented as in Word, and prints differently from how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import shortened
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Place, Problem

TABS = Rule(
    "pasted-tabs",
    Level.WARNING,
    "A list or table was pasted with tabs, and its lines have run together",
    "In Markdown lines without an empty line between them are one paragraph, and a tab is a space.",
    "Name\tQ1\tQ2\nAlpha\t1\t2",
    "| Name | Q1 | Q2 |\n|---|---:|---:|\n| Alpha | 1 | 2 |",
)
CODE = Rule(
    "indented-code",
    Level.WARNING,
    "An indented paragraph prints as program code",
    "Four spaces before a line, after an empty line, make Markdown print it in a grey box.",
    "      (i) fees; and",
    "- fees; and",
)
RULES: tuple[Rule, ...] = (TABS, CODE)

_FENCE = ("```", "~~~")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_TABBED = re.compile(r"\S[ ]*\t[ \t]*\S")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each indented block of code, and each paragraph with tabs between its words."""
    for passage in subject.passages:
        if passage.kind is Kind.CODE:
            if not passage.typed.lstrip(" \t>").startswith(_FENCE):
                words = shortened(passage.text.strip())
                yield CODE.problem(
                    passage.place(),
                    f"“{words}” is indented, so it prints as program code",
                    "",
                    "remove the spaces before the line; for a list begin it with “- ” or “1. ”; "
                    "for code on purpose put ``` on the lines before and after it",
                )
        elif passage.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION}:
            yield from _tabs(passage)


def _tabs(passage: Passage) -> Iterator[Problem]:
    """Yield one finding at the first line with a tab between words."""
    for number, line in enumerate(passage.typed.split("\n")):
        item = _ITEM.match(line)
        if _TABBED.search(line, item.end() if item else 0):
            columns = len([each for each in line.split("\t") if each.strip()])
            place = passage.start
            if place.line is not None:
                place = Place(place.file, place.line + number, 1)
            like = "table" if columns > 2 else "list or table"
            yield TABS.problem(
                place,
                f"“{shortened(line.strip())}” looks like a {like} pasted from Word; its lines run "
                "together as one paragraph",
                "",
                "begin each item of a list with “- ” or “1. ”; write the cells of a table between "
                "“|”, with a line “|---|---|” below the header",
            )
            return
