"""Finds the reasons why a supplied Word document cannot be published as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.results import named
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.outside import outside
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story, shortened
from panel_papers.inputs.cleaning.word.styles import is_fallback

_CHANGES = {
    "insertion": ("w:ins", "w:cellIns"),
    "deletion": ("w:del", "w:cellDel"),
    "move": ("w:moveFrom", "w:moveTo"),
    "change of format": (
        "w:rPrChange",
        "w:pPrChange",
        "w:sectPrChange",
        "w:tblPrChange",
        "w:tblPrExChange",
        "w:tblGridChange",
        "w:trPrChange",
        "w:tcPrChange",
        "w:numberingChange",
        "w:cellMerge",
    ),
    "conflict of two authors": (
        "w14:conflictIns",
        "w14:conflictDel",
    ),
}
CHANGE_OF = {n(name): what for what, names in _CHANGES.items() for name in names}
_AROUND_DELETED = (n("w:del"), n("w:moveFrom"), n("w14:conflictDel"))


def reasons_to_refuse(
    package: Package, texts: Sequence[Story], place: Place, known: frozenset[str]
) -> list[Problem]:
    """Return every reason; `known` are the kinds of relationship that can be kept or taken out."""
    return [
        *_tracked_changes(texts, place),
        *_deleted_words(texts, place),
        *_fetched_or_run(package, texts, place, known),
    ]


def _tracked_changes(texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    kinds: Counter[str] = Counter()
    places: dict[str, None] = {}
    for story in texts:
        for element in story.root.iter(*CHANGE_OF):
            kinds[CHANGE_OF[str(element.tag)]] += 1
            places[story.where(element)] = None
    if kinds:
        total = sum(kinds.values())
        counted = ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
        yield Problem(
            "tracked-changes",
            _at(place, list(places)),
            f"The document still has {total} tracked change{'s' * (total > 1)} ({counted})",
            "",
            "in Word, choose Review › Accept › Accept All Changes (or Reject › Reject All "
            "Changes), and save",
        )


def _deleted_words(texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    """Yield deleted words that lost the mark of their change: Word shows them nowhere."""
    for story in texts:
        for words in story.root.iter(n("w:delText")):
            if any(True for _ in words.iterancestors(*_AROUND_DELETED)):
                continue
            if is_fallback(words) or not (words.text or "").strip():
                continue
            yield Problem(
                "deleted-words",
                _at(place, [story.where(words)]),
                "The file still holds deleted words that Word no longer shows",
                "",
                "in Word, select all (Ctrl+A), copy it into a new document, which leaves them "
                "behind, and save that under this name",
                quoted=f"“{shortened(words.text or '')}”",
            )


def _fetched_or_run(
    package: Package, texts: Sequence[Story], place: Place, known: frozenset[str]
) -> Iterator[Problem]:
    for each in outside(package, texts, known):
        at = _at(place, list(each.places))
        yield Problem(each.code, at, each.found, each.wanted, each.hint)


def _at(place: Place, places: list[str]) -> Place:
    return Place(place.file, place.line, place.column, named(places) or place.where)
