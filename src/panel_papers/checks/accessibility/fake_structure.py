"""What only looks like a list or a heading: typed bullets and numbers, a bold line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panel_papers.checks.accessibility.word_format import is_bold, shown_runs
from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, WordText, documents_of, numbered, shortened
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Place, Problem

_SOURCE = "WCAG 2.2, 1.3.1 Info and Relationships"
LIST = Rule(
    "fake-list",
    Level.WARNING,
    "A list is typed by hand",
    "A screen reader says of a true list how many items it has, and lets its user skip it.",
    "• First",
    "- First",
    _SOURCE,
)
HEADING = Rule(
    "fake-heading",
    Level.WARNING,
    "A line only looks like a heading",
    "A bold line is in no list of headings: not in the bookmarks, not for a screen reader.",
    "**Our services**",
    "## Our services",
    _SOURCE,
)
RULES: tuple[Rule, ...] = (LIST, HEADING)

_BULLET = re.compile(r"\s*[•●○◦▪■□‣⁃∙·*–—-][\s\t]+\S")
_BULLET_IN_PROSE = re.compile(r"\s*[•●○◦▪■□‣⁃∙·]\s*\S")  # Markdown makes lists of “-” and “*”
_DASH = re.compile(r"\s{0,8}[–—]\s{1,8}\S")  # one alone may be an aside
_CLOSE = re.compile(r"\s{0,8}(?:[-+*]|\d{1,2}[.)])(?=[^\W\d_])")  # “-First”: no space, so no list
_NUMBER = re.compile(r"\s*\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+\S")
_MARKS = (_BULLET_IN_PROSE, _NUMBER, _DASH, _CLOSE)
_RUNNING = (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION, Kind.NOTE)
_LONGEST_HEADING = 80
_SENTENCE = re.compile(r"[.;,]\s*$")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each typed list at its first item, and each fake heading."""
    yield from _in_prose(subject)
    for document in documents_of(subject):
        if document.supplied:
            yield from _lists(document)
            yield from _headings(document)


def _in_prose(subject: Subject) -> Iterator[Problem]:
    before = False
    for passage, after in zip(subject.passages, [*subject.passages[1:], None], strict=False):
        within = list(_within(passage))
        yield from within
        if passage.kind is not Kind.PARAGRAPH:
            before = False
            continue
        mark = _mark(passage.text)
        followed = after is not None and mark is _mark(after.text)
        typed = mark is not None and (mark is _BULLET_IN_PROSE or before or followed)
        if typed and not before and not within:
            yield _list(passage.place(), passage.text, _hint(mark))
        before = typed
        if passage.strong and _reads_as_heading(passage.text):
            yield _heading(
                passage.place(), passage.text, "remove the bold, and begin the line with “## ”"
            )


def _mark(text: str) -> re.Pattern[str] | None:
    """Return which mark of a list a line begins with."""
    return next((each for each in _MARKS if each.match(text)), None)


def _hint(mark: re.Pattern[str] | None) -> str:
    if mark is _CLOSE:
        return "put a space behind each mark: “- First”, “1. First”"
    return "begin each item with “- ” or “1. ”"


def _within(passage: Passage) -> Iterator[Problem]:
    """Yield a list that is typed line by line in one paragraph, which prints as one sentence."""
    if passage.kind not in _RUNNING:
        return
    lines = [line.lstrip(" \t>") for line in passage.typed.split("\n")]
    is_paragraph = passage.kind is Kind.PARAGRAPH
    if is_paragraph and _BULLET_IN_PROSE.match(lines[0]):  # reported as the beginning of a list
        return
    for mark in _MARKS:
        items = [at for at, line in enumerate(lines) if at and mark.match(line)]
        if is_paragraph and items and mark is not _BULLET_IN_PROSE and mark.match(lines[0]):
            items = [0, *items]
        if len(items) > 1 or (items and mark is _BULLET_IN_PROSE):
            at, line = items[0], lines[items[0]]
            indent = len(passage.typed.split("\n")[at]) - len(line)
            place = passage.start
            if place.line is not None:
                place = Place(place.file, place.line + at, indent + 1)
            hint = f"{_hint(mark)}, indented where it belongs to an item"
            yield _list(place, line, hint, "the lines run together when printed")
            return


def _lists(document: WordText) -> Iterator[Problem]:
    runs: list[Block] = []
    for block in [*document.body, None]:
        if block is not None and _is_typed(document, block):
            runs.append(block)
            continue
        numbers = [each for each in runs if not _BULLET.match(each.text)]
        if len(runs) > 1 or (runs and not numbers):  # “1. Introduction” alone may be a heading
            yield _list(
                document.place(runs[0].where),
                runs[0].text,
                "in Word, delete the typed marks, select the lines, then choose Home › "
                "Bullets or Numbering",
            )
        runs = []


def _is_typed(document: WordText, block: Block) -> bool:
    if block.in_table or block.level or numbered(document, block):
        return False
    return bool(_BULLET.match(block.text) or _NUMBER.match(block.text))


def _headings(document: WordText) -> Iterator[Problem]:
    body: Sequence[Block] = [b for b in document.body if not b.in_box and b.text.strip()]
    for block, after in pairwise(body):  # the last line heads nothing
        if block.in_table or block.level or after.in_table or numbered(document, block):
            continue
        named = document.style_name(block.style)
        if named in {"title", "subtitle", "caption"} or named.startswith(("toc", "heading")):
            continue
        runs = shown_runs(block)
        if not all(is_bold(document, block, run) for run in runs) or not runs:
            continue
        followed = all(is_bold(document, after, run) for run in shown_runs(after))
        if _reads_as_heading(block.text) and not followed:
            yield _heading(
                document.place(block.where),
                block.text,
                "give it a heading style in Word: Home › Styles › Heading 1, 2 or 3",
            )


def _reads_as_heading(text: str) -> bool:
    return 0 < len(text.strip()) <= _LONGEST_HEADING and not _SENTENCE.search(text)


def _list(place: Place, text: str, hint: str, how: str = "its marks are typed by hand") -> Problem:
    found = f"“{shortened(text)}” looks like a list item, but {how}"
    return LIST.problem(place, found, "", hint)


def _heading(place: Place, text: str, hint: str) -> Problem:
    found = f"“{shortened(text)}” looks like a heading, but is only a bold line"
    return HEADING.problem(place, found, "", hint)
