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


def _edits(base: Sequence[Char], version: Sequence[Char]) -> list[_Edit]:
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
    return [_Edit(i1, i2, tuple(version[j1:j2])) for i1, i2, j1, j2 in found]
