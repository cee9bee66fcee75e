"""References such as “(appendix 1)” set after the name of a document that is not appendix 1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.references.citations import Citation, citations
from panel_papers.checks.wording.wording import (
    DOCUMENT_NOUNS,
    RELATIONS,
    plain,
    singular,
    told_places,
)
from panel_papers.core import Level, Problem

READ_AS = Rule(
    "appendix-read-as",
    Level.WARNING,
    "“(appendix 1)” follows the name of another document",
    "It reads as if that document were the appendix; members then look for the plan and find a "
    "report about it.",
    "progress since the Police and Crime Plan 2021-24 (appendix 1), where appendix 1 is the "
    "Progress Report for the plan",
    "progress since the Police and Crime Plan 2021-24, set out in the Progress Report (appendix 1)",
)
RULES: tuple[Rule, ...] = (READ_AS,)

_OPEN = re.compile(r"\s{0,20}[(\[](?:see |in |at |attached (?:as|at) )?$")
_YEARS = re.compile(r"(?<!\s)\s*\b(?:19|20)\d\d(?:\s?(?:[-–/]|to)\s?\d{2,4})?\s*$")
_TAIL = re.compile(rf"\b{RELATIONS} (?:the )?")
_OWNER = re.compile(rf"\b(\w+)\s+{RELATIONS}\s+(?:the\s+)?$")
_NEXT = re.compile(r"^[)\]]?,?\s*(?:(?:and|or|with)\s*)?(?:the\s+)?$")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each appendix and document that its reference is set after.

    The documents are the background papers, the other appendices, and what the appendix's own
    title says it is for. “The report for the plan (appendix 1)” is right: the report is meant.
    """
    found: dict[tuple[str, str], list[Citation]] = {}
    typed: dict[tuple[str, str], str] = {}
    before: tuple[Citation, bool] | None = None
    for each in citations(subject):
        name = None if each.foreign else _misread(subject, each)
        owned = name is not None and _owned(each, name, before)
        before = (each, owned)
        if name is not None and not owned:
            key = (each.number, plain(_YEARS.sub("", name)))
            found.setdefault(key, []).append(each)
            typed.setdefault(key, name)
    titles = {each.label: each.title for each in subject.paper.appendices}
    for (number, name), places in found.items():
        again = told_places(each.place for each in places[1:])
        yield READ_AS.problem(
            places[0].place,
            f"“(appendix {number})” comes after “{typed[number, name]}”, but appendix {number} "
            f"is “{titles[number]}”" + (f" (also at {again})" if again else ""),
            "",
            f"write “{titles[number]}” before “(appendix {number})”, or write the number of "
            "the appendix that is meant",
        )


def _misread(subject: Subject, citation: Citation) -> str | None:
    """Return the name that a reference in brackets is set after, where it is another document's."""
    opening = _OPEN.search(citation.passage.text, max(0, citation.start - 20), citation.start)
    own = [each for each in subject.paper.appendices if each.label == citation.number]
    if not opening or not own:
        return None
    typed = citation.passage.text[max(0, opening.start() - 250) : opening.start()]
    said = plain(_YEARS.sub("", typed))
    longest, is_own = "", False
    for name, right in _documents(subject, own[0].title, citation.number):
        if f" {said}".endswith(f" {name}") and (len(name), right) > (len(longest), is_own):
            longest, is_own = name, right
    if not longest or is_own:
        return None
    words = len(longest.split())
    starts = [m.start() for m in re.finditer(r"[^\W_]+|&", _YEARS.sub("", typed))]
    return typed[starts[-words] :] if len(starts) >= words else None


def _documents(subject: Subject, title: str, number: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of the known documents, years left out, and whether it is the appendix's."""
    yield plain(_YEARS.sub("", title)), True
    for each in subject.paper.appendices:
        if each.label != number:
            yield plain(_YEARS.sub("", each.title)), False
    for paper in subject.paper.background_papers:
        yield plain(_YEARS.sub("", paper.title)), False
    for tail in _TAIL.finditer(title):
        about = title[tail.end() :]
        if len(about.split()) > 1:
            yield plain(_YEARS.sub("", about)), False


def _owned(citation: Citation, name: str, before: tuple[Citation, bool] | None) -> bool:
    """Return whether a report *for* the named document is meant, also one said a name earlier."""
    text = citation.passage.text
    start = text.rfind(name, 0, citation.start)
    owner = _OWNER.search(text, max(0, start - 60), start)
    if owner and singular(owner[1]) in DOCUMENT_NOUNS:
        return True
    if before is None or before[0].passage is not citation.passage:
        return False
    return before[1] and _NEXT.match(text[before[0].end : start]) is not None
