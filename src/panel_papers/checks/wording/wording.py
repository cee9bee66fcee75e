"""The words of a passage as checks read them: sentences, names, places named in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from panel_papers.checks.protocol import Subject
from panel_papers.content import Kind, Passage, typed_from
from panel_papers.core import Place, PlacedText

DOCUMENT_NOUNS = frozenset(
    [
        "analysis",
        "appraisal",
        "assessment",
        "audit",
        "briefing",
        "budget",
        "dashboard",
        "digest",
        "evaluation",
        "forecast",
        "framework",
        "guide",
        "letter",
        "minutes",
        "overview",
        "plan",
        "policy",
        "presentation",
        "profile",
        "programme",
        "proposal",
        "protocol",
        "register",
        "report",
        "return",
        "review",
        "schedule",
        "scorecard",
        "statement",
        "strategy",
        "study",
        "summary",
        "survey",
        "update",
    ]
)
"""What documents call themselves, in the singular."""

RELATIONS = r"(?:for|of|on|about|to|against|accompanying|supporting|regarding|(?:in )?relati\w+ to)"
"""What ties the name of one document to that of another: “the report *for* the plan”."""

_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,2}[A-Z0-9£])")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mrs?|Ms|Dr|Prof|Cllr|Rev|St|Nos?|no|para|paras|vs|cf|e\.g|i\.e)\.)\s+$"
)


def prose_of(subject: Subject, *kinds: Kind) -> Iterator[Passage]:
    """Yield the passages of these kinds; without any, all that are written in words."""
    for passage in subject.passages:
        if passage.kind in kinds or (not kinds and passage.kind is not Kind.CODE):
            yield passage


def cover(subject: Subject) -> tuple[Passage, ...]:
    """Return title, cover rows, background papers and appendices' titles of paper.yaml."""
    paper, lines = subject.paper, subject.typed
    told: list[tuple[object, str, tuple[str | int, ...]]] = [(paper.title, "title", ("title",))]
    for index, each in enumerate(paper.background_papers):
        for key, name in (("title", each.title), ("link_text", each.link_text)):
            told.append((name, "background papers", ("background_papers", index, key)))
    for index, appendix in enumerate(paper.appendices):
        told.append((appendix.title, "appendices", ("appendices", index, "title")))
    found = [
        Passage(str(row.text), Kind.PARAGRAPH, 0, "cover", start=row.text.place, typed=row.text)
        for row in paper.cover
        if isinstance(row.text, PlacedText) and row.text.place.file.endswith("/paper.yaml")
    ]
    for text, section, path in told:
        if isinstance(text, str):
            place = subject.at(*path)
            typed = typed_from(lines, place, len(text)) if place.line else text
            found.append(Passage(text, Kind.PARAGRAPH, 0, section, start=place, typed=typed))
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence and where it begins; “e.g.” and “No. 5” end none."""
    start = 0
    for match in _END.finditer(text):
        if _NO_END.search(text, max(start, match.end() - 12), match.end()):
            continue
        yield start, text[start : match.end()].rstrip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()


def plain(text: str) -> str:
    """Return a name for comparing: small letters, one blank between words, no signs."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("&", " and ").lower()))


def singular(word: str) -> str:
    """Return a word in small letters, without the “s” of its plural."""
    word = word.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def told_places(places: Iterable[Place], limit: int = 3) -> str:
    """Return places in a few words: “context.md:1, context.md:7 and 3 more”."""
    names = list(dict.fromkeys(_short(place) for place in places))
    if len(names) > limit + 1:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return joined(names)


def joined(names: list[str]) -> str:
    """Return names as a sentence lists them."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _short(place: Place) -> str:
    name = place.file.rpartition("/")[2]
    return f"{name}:{place.line}" if place.line else f"{name}, {place.where}"
