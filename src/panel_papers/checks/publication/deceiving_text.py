"""Text that says something else than it shows: unseen characters, letters of two alphabets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.content import deceptions
from panel_papers.core import Level, Place, Problem

_WHY = (
    "Characters that no page shows turn the order of a sum round, hide words or break a search; a "
    "letter of another alphabet makes one name two. They come in with copied text."
)
_SOURCE = "Unicode Technical Standard 39 and Technical Report 36"
TEXT = Rule(
    "deceiving-text",
    Level.WARNING,
    "A text holds a character that nobody sees, or a letter of another alphabet",
    _WHY,
    "paid to p\u0430ypal (with a Cyrillic \u201c\u0430\u201d)",
    "paid to paypal",
    _SOURCE,
)
DECISION = Rule(
    "deceiving-decision",
    Level.ERROR,
    "A figure or a recommendation holds a character that nobody sees, or a letter of another "
    "alphabet",
    _WHY + " What is decided, and for how much, must be what is read.",
    "note the sum of (unseen: U+202E) 005,1\u00a3",
    "note the sum of \u00a31,500",
    _SOURCE,
    acceptable=True,
)
RULES: tuple[Rule, ...] = (TEXT, DECISION)

_FIX = "delete the word and type it again"
_READ = (".md", ".yaml", ".yml", ".csv")
_MOST = 20
"""Of one file; more would hide what else is wrong."""
_ESCAPED = {
    ".yaml": re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"),
    ".md": re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});"),
}


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what deceives in the files that the officer types, then in supplied Word files.

    Tables of figures are read as their cells print. A PDF is another\u2019s finished page: its text
    layer holds such characters for reasons of its own.
    """
    read = set()
    for file in subject.paper.files:
        for each in deceptions(file.path, strict=True):
            place = Place(f"{subject.folder}/{file.path}", where="the file’s name")
            yield _problem(place, each.found, strict=False)
        ending = _ending(file.path)
        if file.data is not None and ending in _READ:
            path = f"{subject.folder}/{file.path}"
            read.add(path)
            text = file.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
            yield from _first(list(_in_file(path, text, ending)))
    yield from _in_figures(subject, in_full=f"{subject.folder}/figures.yaml" not in read)
    for words in words_of(subject):
        place = words.place(0)
        if place.file in read or words.origin is Origin.PDF:
            continue
        strict = is_decided(place.file)
        for found in deceptions(words.text, strict=strict):
            yield _problem(words.place(found.start), found.found, strict=strict)


def _in_figures(subject: Subject, *, in_full: bool) -> Iterator[Problem]:
    """Yield what deceives in printed figures, whose words may come from a cell.

    With `in_full`, their other words too: a paper with something withheld does not hold their file.
    """
    for figure in subject.paper.figures:
        more = (figure.label, figure.unit, figure.formula, figure.source_note) if in_full else ()
        for text in dict.fromkeys([str(figure.printed), *more]):
            for each in deceptions(text, strict=True):
                yield _problem(figure.place, each.found, strict=True)


def _in_file(path: str, text: str, ending: str) -> Iterator[Problem]:
    strict = is_decided(path)
    plain, starts = _unescaped(text, ending)
    line, counted = 1, 0
    for each in deceptions(plain, strict=strict):
        at = starts[each.start] if starts else each.start
        line += text.count("\n", counted, at)
        counted = at
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        yield _problem(Place(path, line, column), each.found, strict=strict)


def is_decided(path: str) -> bool:
    """Say whether a file holds figures or recommendations."""
    name = path.rpartition("/")[2]
    return name == "figures.yaml" or name.startswith("recommendation")


def _unescaped(text: str, ending: str) -> tuple[str, list[int]]:
    """Return a text with what is written as a code replaced by its character.

    The list says where each character was typed; it is empty where nothing was replaced.
    """
    escaped = _ESCAPED.get(ending.replace(".yml", ".yaml"))
    if escaped is None or escaped.search(text) is None:
        return text, []
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for match in escaped.finditer(text):
        character = _character(match[0])
        if len(character) != 1:
            continue
        pieces += [text[at : match.start()], character]
        starts += [*range(at, match.start()), match.start()]
        at = match.end()
    return "".join([*pieces, text[at:]]), [*starts, *range(at, len(text))]


def _character(code: str) -> str:
    if code.startswith("&"):
        return html.unescape(code)
    number = int(code[2:], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _problem(place: Place, found: str, *, strict: bool) -> Problem:
    return (DECISION if strict else TEXT).problem(place, found, "", _FIX)


def _first(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _MOST:
        return problems
    last, more = problems[_MOST - 1], len(problems) - _MOST
    found = f"{last.found}; there are {more} more like it in this file"
    return [*problems[: _MOST - 1], _problem(last.place, found, strict=last.code == DECISION.code)]


def _ending(path: str) -> str:
    dot = path.rfind(".")
    return path[dot:].lower() if dot >= 0 else ""
