"""Two versions of one paragraph put together, where what they change does not touch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from panel_papers.merge.chars import Char
from panel_papers.merge.comparing import looks_the_same, operations

_WORD = re.compile(r"\w")


class _Edit(Struct, frozen=True):
    """What one version has in the place of the characters from `start` to `end`."""

    start: int
    end: int
    new: tuple[Char, ...]


def woven(
    base: Sequence[Char], ours: Sequence[Char], theirs: Sequence[Char]
) -> tuple[Char, ...] | None:
    """Return a paragraph with the changes of both versions; None where their changes touch.

    Changes touch where no unchanged word is between them. A change that both have made is one.
    """
    edits: list[_Edit] = []
    for each in sorted(
        [*_edits(base, ours), *_edits(base, theirs)], key=lambda e: (e.start, e.end)
    ):
        if edits and each == edits[-1]:
            continue
        between = base[edits[-1].end : each.start] if edits else ()
        if edits and edits[-1].end > each.start:
            return None
        if edits and not any(_WORD.match(char.text) for char in between):
            return None
        edits.append(each)
    out: list[Char] = []
    at = 0
    for each in edits:
        out += [*base[at : each.start], *each.new]
        at = each.end
    return (*out, *base[at:])


def holds(base: Sequence[Char], ours: Sequence[Char], theirs: Sequence[Char]) -> bool:
    """Say whether one version already has all that the other has changed.

    So it is where somebody has typed both changes together: what the other typed is there, and
    nothing that the other took out.
    """
    one, other = ("".join(each.text for each in chars) for chars in (theirs, ours))
    kept: set[int] = set()
    added: list[tuple[int, int, str]] = []
    for tag, i1, i2, j1, j2 in operations(one, other):
        if tag == "equal":
            kept |= {i1 + n for n in range(i2 - i1) if looks_the_same(theirs[i1 + n], ours[j1 + n])}
        else:
            added.append((i1, i2, other[j1:j2]))
    for start, end, first, last in _changes(base, theirs):
        typed = [n for n in range(first, last) if not theirs[n].text.isspace()]
        if not kept.issuperset(typed):
            return False
        here = " ".join(text for i1, i2, text in added if i1 <= last and first <= i2).split()
        gone = "".join(each.text for each in base[start:end]).split()
        if any(word in gone for word in here) or (here and not typed):
            return False
    return True


def _edits(base: Sequence[Char], version: Sequence[Char]) -> list[_Edit]:
    """Return what a version has in the place of what it has changed."""
    return [_Edit(i1, i2, tuple(version[j1:j2])) for i1, i2, j1, j2 in _changes(base, version)]


def _changes(base: Sequence[Char], version: Sequence[Char]) -> list[tuple[int, int, int, int]]:
    """Return what a version has changed: words, and looks of words that stayed.

    Changes with no unchanged word between them are one.
    """
    one, other = ("".join(each.text for each in chars) for chars in (base, version))
    found: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in operations(one, other):
        pieces = [(i1, i2, j1, j2)]
        if tag == "equal":
            pieces = [
                (i1 + n, i1 + n + 1, j1 + n, j1 + n + 1)
                for n in range(i2 - i1)
                if not looks_the_same(base[i1 + n], version[j1 + n])
            ]
        for start, end, first, last in pieces:
            if found and not _WORD.search(one[found[-1][1] : start]):
                found[-1] = found[-1][0], end, found[-1][2], last
            else:
                found.append((start, end, first, last))
    return found
