"""One document, one name: what the text calls an appendix, and its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.references.citations import citations
from panel_papers.checks.wording.wording import (
    DOCUMENT_NOUNS,
    RELATIONS,
    joined,
    plain,
    singular,
    told_places,
)
from panel_papers.content import Kind
from panel_papers.core import FromTemplate, Level, Place, Problem

SEVERAL = Rule(
    "document-names",
    Level.WARNING,
    "One document goes by several names",
    "A reader takes an “output report” and a “progress report” for two documents, and looks for "
    "the one that is not there.",
    "the output report for the plan (appendix 1), where appendix 1 is a “Progress Report”",
    "the Progress Report for the plan (appendix 1)",
)
HEADING = Rule(
    "appendix-title",
    Level.WARNING,
    "An appendix has one title in paper.yaml and another at its own head",
    "Contents page, list and appendix then seem to be about two documents.",
    "title: Risk Register, and the appendix begins “# Register of Corporate Risks”",
    "title: Register of Corporate Risks",
)
RULES: tuple[Rule, ...] = (SEVERAL, HEADING)

_NOUNS = "|".join(sorted(DOCUMENT_NOUNS))
_NAMED = re.compile(rf"\b(?:{_NOUNS})s?(?=\s+{RELATIONS}\s|\s*\()", re.IGNORECASE)
_HEAD = re.compile(rf"^(.*?)(?=(?<!\s)\s+{RELATIONS}\s|$)")
_STOPS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "our",
        "your",
        "his",
        "her",
        "of",
        "in",
        "to",
        "and",
        "or",
        "for",
        "note",
        "notes",
        "noted",
        "receive",
        "receives",
        "approve",
        "consider",
        "considers",
        "see",
        "is",
        "are",
        "was",
        "were",
        "with",
        "by",
        "at",
        "as",
    ]
)


class _Document(Struct):
    """What the text calls one appendix, name by name, and where."""

    title: str
    numbers: list[str] = field(default_factory=list)
    names: dict[str, tuple[str, list[Place]]] = field(default_factory=dict)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each document with several names, and each title that differs."""
    yield from _headings(subject)
    documents = _documents(subject)
    told: dict[tuple[str, ...], list[_Document]] = {}
    for each in documents:
        if each.names:
            told.setdefault((plain(each.title), *sorted(each.names)), []).append(each)
    for same in told.values():
        first = same[0]
        numbers = joined([number for each in same for number in each.numbers])
        what = f"Appendices {numbers} have" if len(same) > 1 else f"Appendix {numbers} has"
        names = [f"“{typed}” ({told_places(places, 1)})" for typed, places in first.names.values()]
        yield SEVERAL.problem(
            next(iter(first.names.values()))[1][0],
            f"{what} several names: {joined([*names, f'“{first.title}” (paper.yaml)'])}",
            "",
            f"write “{first.title}” everywhere, or change the title in paper.yaml",
        )


def _documents(subject: Subject) -> list[_Document]:
    found = {}
    for appendix in subject.paper.appendices:
        head = _HEAD.match(appendix.title)
        kind = head[1] if head else appendix.title
        if len(kind.split()) > 1 and singular(kind.split()[-1]) in DOCUMENT_NOUNS:
            found[appendix.label] = _Document(kind, [appendix.label])
    for each in citations(subject):
        document = found.get(each.number)
        if document is None or each.foreign or each.passage.part:
            continue
        start = max(each.passage.text.rfind(". ", 0, each.start) + 1, each.start - 250, 0)
        named = _name(each.passage.text, start, each.start, document.title)
        if named is None:
            continue
        at, typed = named
        places = document.names.setdefault(_key(typed), (typed, []))[1]
        places.append(each.passage.place(at))
    return list(found.values())


def _name(text: str, start: int, end: int, title: str) -> tuple[int, str] | None:
    """Return the last name of a document of the title's kind before a reference, and where."""
    noun = singular(title.rsplit(maxsplit=1)[-1])
    for match in reversed(list(_NAMED.finditer(text, start, end + 1))):
        if singular(match[0]) != noun:
            continue
        at = match.start()
        words: list[str] = []
        for word in reversed(list(re.finditer(r"\S+", text[start : match.start()]))):
            if word[0].lower() in _STOPS:
                break
            if len(words) == 4 or not re.fullmatch(r"[\w’'-]+", word[0]):
                return None  # no article: where the name begins is a guess
            at = start + word.start()
            words.insert(0, word[0])
        typed = text[at : match.end()]
        key, own = _key(typed), _key(title)
        return (at, typed) if words and not own.endswith(key) else None
    return None


def _key(name: str) -> str:
    *words, last = plain(name).split()
    return " ".join([*words, singular(last)])


def _headings(subject: Subject) -> Iterator[Problem]:
    for index, appendix in enumerate(subject.paper.appendices):
        if not isinstance(appendix.content, FromTemplate):
            continue
        first = next((each for each in subject.passages if each.part == appendix.number), None)
        if first is None or first.kind is not Kind.HEADING or first.level != 1:
            continue
        bare = re.sub(r"^appendix (?:\d+|[A-Z])\b\W*", "", first.text, flags=re.IGNORECASE)
        if plain(bare) != plain(appendix.title):
            place = subject.at("appendices", index, "title")
            yield HEADING.problem(
                first.place(),
                f"Appendix {appendix.label} begins with the heading “{first.text}”, but its title "
                f"is “{appendix.title}” ({told_places([place])})",
                "",
                "write the same words in both places; a heading below the title begins with “## ”",
            )
