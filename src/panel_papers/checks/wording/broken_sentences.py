"""Sentences that an edit cut in two, or left without their end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import Kind, Passage
from panel_papers.core import Level, Problem

BROKEN = Rule(
    "broken-sentence",
    Level.WARNING,
    "A sentence is broken across two paragraphs",
    "It comes with text pasted from an e-mail or a PDF, and reads as if words were missing.",
    "the service has demonstrated that this\n\nprogress has continued.",
    "the service has demonstrated that this progress has continued.",
)
NO_STOP = Rule(
    "no-full-stop",
    Level.SUGGESTION,
    "A sentence has no full stop",
    "Its neighbours end with one; a reader wonders whether the rest was lost.",
    "Our target is to see no-one killed on roads in Essex",
    "Our target is to see no-one killed on roads in Essex.",
)
RULES: tuple[Rule, ...] = (BROKEN, NO_STOP)

_LISTED = re.compile(r";\s*(?:and|or|and/or|but)\s*$")  # an item of a list in paragraphs
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]*]*\s*$")
_LONG = 8  # words: below this, a paragraph may be a label
_MARK = re.compile(r"\(?[a-z]{1,5}[.)]\s")  # “a. First” is no second half of a sentence
_UNITS = frozenset({Kind.PARAGRAPH, Kind.ITEM})


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each paragraph that continues in the next one, and each that lacks its full stop."""
    for before, after in pairwise((*subject.passages, None)):
        if before is None or before.kind not in _UNITS or _is_whole(before.text):
            continue
        if after is not None and _goes_on(before, after):
            yield BROKEN.problem(
                before.place(len(before.text.rstrip()) - 1),
                f"A sentence is broken between two paragraphs: “… {_last(before.text)}” and "
                f"“{_first(after.text)} …”",
                "",
                "delete the empty line between them",
            )
        elif _lacks_stop(before, subject.passages):
            yield NO_STOP.problem(
                before.place(len(before.text.rstrip()) - 1),
                f"“… {_last(before.text)}” has no full stop at its end",
                "",
                "add a full stop, as the items or paragraphs beside it have",
            )


def _is_whole(text: str) -> bool:
    return bool(_ENDED.search(text) or _LISTED.search(text))


def _goes_on(before: Passage, after: Passage) -> bool:
    """Return whether a paragraph begins in small letters where the one before has no end."""
    same = (before.kind, before.part, before.section) == (after.kind, after.part, after.section)
    if not same or before.kind is not Kind.PARAGRAPH or len(before.text.split()) < 3:
        return False
    if _MARK.match(after.text):
        return False
    first = after.text.lstrip()[:2]
    return first[:1].islower() and not first[1:].isupper()  # “iPad”, “eCQM”


def _lacks_stop(passage: Passage, passages: tuple[Passage, ...]) -> bool:
    """Return whether a sentence has no end, and most of its neighbours have one."""
    if len(passage.text.split()) < _LONG or passage.links:
        return False
    near = [
        each
        for each in passages
        if (each.kind, each.part, each.section) == (passage.kind, passage.part, passage.section)
        and each is not passage
        and len(each.text.split()) >= _LONG
    ]
    ended = sum(_ENDED.search(each.text) is not None for each in near)
    return len(near) >= 2 and ended >= 0.75 * len(near)


def _last(text: str) -> str:
    return " ".join(text.split()[-4:])


def _first(text: str) -> str:
    return " ".join(text.split()[:3])
