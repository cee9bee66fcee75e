"""References to appendices in the text: “(appendix 1)”, “Appendices 1, 2 and 4”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from panel_papers.checks.protocol import Subject
from panel_papers.checks.wording.wording import prose_of
from panel_papers.content import Passage
from panel_papers.core import Place

_B = "[ \u00a0]"
_ONE = re.compile(rf"\b[Aa](?i:ppendix){_B}(\d{{1,3}}|[A-Z])(?:{_B}?(?:to|-|–){_B}?(\d{{1,3}}))?\b")
_SEVERAL = re.compile(
    rf"\b[Aa](?i:ppendices){_B}((?:\d{{1,3}}|[A-Z])\b"
    rf"(?:(?:,{_B}?|,?{_B}(?:and|or|to|&){_B}|{_B}?[-–]{_B}?)(?:\d{{1,3}}|[A-Z])\b)*)"
)
_PART = re.compile(r"(to|-|–)?\s?(\d{1,3}|[A-Z])\b")
_OF_ANOTHER = re.compile(
    r"\s+(?:of|to|in)\s+(?!(?:the|this) (?:report|paper)\b)(?:the|that|its|[A-Z])"
)
_WIDEST = 50  # “appendices 1 to 999” is a slip, not a thousand references


class Citation(Struct, frozen=True):
    """A reference to one appendix, `start:end` in its passage; a range makes one for each number.

    `foreign` says that it is another document's: “appendix 2 to the Plan”.
    """

    number: str
    passage: Passage
    start: int
    end: int
    foreign: bool

    @property
    def place(self) -> Place:
        """Where it is typed."""
        return self.passage.place(self.start)


def citations(subject: Subject) -> list[Citation]:
    """Return all references, in reading order."""
    return [
        Citation(number, passage, start, end, _OF_ANOTHER.match(passage.text, end) is not None)
        for passage in prose_of(subject)
        for start, end, number in _in(passage.text)
    ]


def _in(text: str) -> Iterator[tuple[int, int, str]]:
    matches = [*_ONE.finditer(text), *_SEVERAL.finditer(text)]
    for match in sorted(matches, key=lambda each: each.start()):
        if match.re is _ONE:
            for number in _numbers(match[1], match[2]):
                yield match.start(), match.end(), number
            continue
        before = None
        for part in _PART.finditer(match[1]):
            numbers = _numbers(before, part[2])[1:] if before and part[1] else [part[2]]
            for number in numbers:
                yield match.start(), match.end(), number
            before = part[2]


def _numbers(first: str, last: str | None) -> list[str]:
    """Return the numbers from `first` to `last`; both alone where they make no sensible range."""
    if last is None:
        return [first]
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _WIDEST:
        return [str(number) for number in range(int(first), int(last) + 1)]
    if len(first) == len(last) == 1 and "A" <= first < last <= "Z":
        return [chr(letter) for letter in range(ord(first), ord(last) + 1)]
    return [first, last]
