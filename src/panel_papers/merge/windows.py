"""Around a change in a piece of Markdown: the blocks beside it, read in the place of the whole.

A change of one block can alter how the blocks beside it are read, and what does not end there (a
fence, a comment) takes in the next one too. Reading these few shows it, in a fraction of the time
that a long section takes. The whole is read once, when all changes are typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from panel_papers.content import parse
from panel_papers.core import Prose

_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,999}\]:")


class Window(Struct, frozen=True):
    """Lines of a text, from 0, and where they begin and end in it."""

    first: int
    end: int
    start: int
    finish: int


class Windows:
    """The top-level blocks of a piece of Markdown: where the text can be cut between two of them.

    `starts` has where each line begins; `definitions` are those of links and footnotes, which have
    to be read with every part of the text.
    """

    def __init__(self, prose: Prose, lines: Sequence[str], starts: Sequence[int]) -> None:
        self._starts, self._lines, self._length = starts, len(lines), len(prose.markdown)
        begins = (node.map[0] for node in parse(prose).blocks if node.map)
        self._begins = sorted({0, *begins})
        self.definitions = _definitions(lines)

    def around(self, start: int, end: int) -> Window:
        """Return the blocks that a stretch of the text is in, with one more on each side."""
        first = self._block_at(self._line_at(start)) - 1
        last = self._block_at(self._line_at(end)) + 2
        line = self._begins[max(0, first)]
        stop = self._begins[last] if last < len(self._begins) else self._lines
        finish = self._starts[stop] if stop < self._lines else self._length
        return Window(line, stop, self._starts[line], finish)

    def _line_at(self, offset: int) -> int:
        return min(bisect_right(self._starts, offset), self._lines) - 1

    def _block_at(self, line: int) -> int:
        return bisect_right(self._begins, line) - 1


def _definitions(lines: Sequence[str]) -> str:
    """Return the definitions of links and footnotes, with the lines that continue them."""
    found: list[str] = []
    inside = False
    for line in lines:
        inside = bool(_DEFINITION.match(line)) or (inside and bool(line.strip()))
        if inside:
            found.append(line)
    return "".join(f"\n\n{each}" if _DEFINITION.match(each) else f"\n{each}" for each in found)
