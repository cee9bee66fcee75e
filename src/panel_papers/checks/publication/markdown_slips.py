"""Slips of Markdown that print as typed: “##Costs”, “**bold” without an end, “[text] (address)”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import shortened
from panel_papers.checks.words import Origin, words_of
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Place, Problem

SLIP = Rule(
    "markdown-slip",
    Level.WARNING,
    "A mark is not complete, or is another program’s, so it prints as typed",
    "The heading, list, link or bold word that was meant is not there, and readers see the mark.",
    "##Costs",
    "## Costs",
)
RULES: tuple[Rule, ...] = (SLIP,)

_CODE = re.compile(r"`[^`\n]{1,500}`")
_SHOWN = 30  # characters from the mark on


class _Slip(Struct, frozen=True):
    """A mark as it prints, what to do, in what it is a slip, and whether only at the beginning."""

    pattern: re.Pattern[str]
    cure: str
    kinds: frozenset[Kind] = frozenset(Kind)
    begins: bool = False


_RUNNING = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION, Kind.NOTE, Kind.HEADING})
_PARAGRAPHS = frozenset({Kind.PARAGRAPH, Kind.QUOTATION})
_TO = r"(?:https?:|mailto:|www\.)"
_BOLD = _Slip(
    re.compile(r"\*\*(?=[^\W\d_])|(?<=[^\W\d_])\*\*(?![*\w])"),
    "put “**” directly before the first and directly after the last of the bold words",
    _RUNNING,
)
_LINK = _Slip(
    re.compile(rf"\[[^\[\]\n]{{1,200}}\]\s?\((?={_TO})|(?<=\w)\]\((?={_TO})"),
    "write the link as “[words](https://address)”, with both pairs of brackets and no space",
)
_SLIPS: tuple[_Slip, ...] = (
    _BOLD,
    _LINK,
    _Slip(
        re.compile(r"~~(?=\w)|(?<=\w)~~"),
        "put “~~” directly before the first and directly after the last of the struck words",
        _RUNNING,
    ),
    _Slip(
        re.compile(r"(?<![\w*])\*(?=[^\W\d_])[^*]{0,2000}\Z"),
        "put “*” at both ends of words in italics; for a note write “[^1]”",
        _RUNNING,
    ),
    _Slip(
        re.compile(r"(?<![\w`])`(?=\w)[^`]{0,2000}\Z"),
        "put “`” at both ends, or write ’ for an apostrophe",
        _RUNNING,
    ),
    _Slip(
        re.compile(r"#{1,6}(?=[^\W\d_])"),
        "put a space behind the “#” marks: “## Costs”",
        _PARAGRAPHS,
        begins=True,
    ),
    _Slip(
        re.compile(r"\|(?=[^|\n]{0,300}\|)"),
        "put an empty line before the table, and a line such as “|---|---|” under its first row",
        _PARAGRAPHS,
        begins=True,
    ),
    _Slip(
        re.compile(r":{3,}|:\s(?=\S)|\[![A-Z]{3,12}\]|\[TOC\]|\[\[_TOC_\]\]"),
        "delete it: it is a mark of another program",
        _PARAGRAPHS,
        begins=True,
    ),
    _Slip(
        re.compile(r"\[\s?\]\s"),
        "delete “[ ]”, or write what belongs there: boxes to tick are not known here",
        frozenset({Kind.ITEM}),
        begins=True,
    ),
    _Slip(
        re.compile(r"(?<=\s):{3,}(?=[\w{])|\{\.[A-Za-z][^{}\n]{0,80}\}"),
        "delete it: how words look is the template’s",
    ),
    _Slip(
        re.compile(r"!?\[\[(?!_TOC_)[^\[\]\n]{1,200}\]\]"),
        "write a link as “[words](https://address)”, a picture as “![what it shows](file.png)”",
    ),
    _Slip(
        re.compile(r"\^\[(?=[^\]\n]{1,500}\])"),
        "write “[^1]” there, and the note on a line of its own that begins “[^1]:”",
    ),
    _Slip(
        re.compile(r"\$\$(?=\S)|(?<![\w$])\$(?=[A-Za-z\\][^$\n]{0,80}[\^_\\=][^$\n]{0,80}\$)"),
        "write the formula as plain text, such as “x²”",
    ),
    _Slip(
        re.compile(r"\\(?:newpage|pagebreak|clearpage)\b"),
        "delete it: where a page ends is the template’s",
    ),
    _Slip(
        re.compile(r"&(?:[a-z]{2,6}|#\d{2,5});"),
        "write the character itself",
    ),
    _Slip(re.compile(r"(?<=[\s\w.,;!?])\\\Z"), "delete the backslash at the end of the paragraph"),
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each kind of mark that a passage prints, once; after a backslash it is meant to."""
    for passage in subject.passages:
        if passage.kind is not Kind.CODE and passage.start.file.endswith((".md", ".yaml")):
            yield from _in(passage)
    for words in words_of(subject):
        if words.origin is Origin.FIELD:
            for slip in (_BOLD, _LINK):
                if match := slip.pattern.search(words.text):
                    cure = "delete the mark: the values of paper.yaml are plain text"
                    yield _problem(words.place(match.start()), words.text, match.start(), cure)


def _in(passage: Passage) -> Iterator[Problem]:
    typed = _CODE.sub("", passage.typed)
    for slip in _SLIPS:
        if passage.kind not in slip.kinds:
            continue
        ask = slip.pattern.match if slip.begins else slip.pattern.search
        match = ask(passage.text)
        if match and f"\\{match[0][:1]}" not in typed and match[0][:2] in typed:
            at = match.start()
            yield _problem(passage.place(at), passage.text, at, slip.cure)


def _problem(place: Place, text: str, at: int, cure: str) -> Problem:
    found = f"“{shortened(text[at : at + _SHOWN])}” prints as it is typed"
    return SLIP.problem(place, found, "", cure)
