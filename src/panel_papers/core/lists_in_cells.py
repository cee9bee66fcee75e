"""Lists in a cell of a table: lines that begin with “•”, “- ” or “1.” are its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_BULLET = re.compile(r"\s{0,8}[•·▪‣●*–-]\s{1,8}(?=\S)")
_NUMBERED = re.compile(r"\s{0,8}(\d{1,2})[.)]\s{1,8}(?=\S)")


class CellLines(Struct, frozen=True):
    """Lines of a cell that belong together: the items of a list, or text.

    `lines` are their indices; `kind` is “bullets”, “numbers” or, for text, None. `marks` says how
    many characters of each line are the mark of its item.
    """

    kind: str | None
    lines: tuple[int, ...]
    marks: tuple[int, ...]


def cell_lines(lines: Sequence[str]) -> tuple[CellLines, ...]:
    """Return the lists of two or more items in a cell, numbers from 1, and the texts between."""
    found: list[tuple[str | None, list[int], list[int]]] = []
    for index, line in enumerate(lines):
        numbered, bullet = _NUMBERED.match(line), _BULLET.match(line)
        kind = "bullets" if bullet else None
        if numbered:
            going = found and found[-1][0] == "numbers"
            expected = len(found[-1][1]) + 1 if going else 1
            kind = "numbers" if int(numbered[1]) == expected else None
        mark = (bullet or numbered) if kind else None
        if not found or found[-1][0] != kind:
            found.append((kind, [], []))
        found[-1][1].append(index)
        found[-1][2].append(mark.end() if mark else 0)
    return tuple(
        CellLines(kind if len(at) > 1 else None, tuple(at), tuple(marks) if len(at) > 1 else (0,))
        for kind, at, marks in found
    )
