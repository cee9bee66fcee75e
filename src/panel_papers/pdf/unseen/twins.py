"""Letters that are painted more than once at one place: for bold, for a shadow, over a scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil, log2

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.letters import Letter

CELL = 12.0  # points: how far letters are looked for that share a place
_LARGEST = 2.0**14  # points, beyond every page
_NEAR = 0.5  # of a letter's height


class Seen:
    """The letters of a page that are seen, by what they are and where."""

    def __init__(self, letters: Iterable[Letter]) -> None:
        self._cells: dict[tuple[str, int, int], list[Letter]] = defaultdict(list)
        for letter in letters:
            self._cells[_cell(letter)].append(letter)

    def shows(self, letter: Letter) -> bool:
        """Say whether another letter is seen that is the same, at the same place."""
        box = letter.box
        near = (box.top - box.bottom) * _NEAR + 1
        character, column, row = _cell(letter)
        return any(
            other.at != letter.at
            and abs(other.box.left - box.left) <= near
            and abs(other.box.bottom - box.bottom) <= near
            for across in (-1, 0, 1)
            for up in (-1, 0, 1)
            for other in self._cells.get((character, column + across, row + up), ())
        )


class _Grid:
    """Letters of about one size by their lower left corners, in cells of that size."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._cells: dict[tuple[int, int], list[Letter]] = defaultdict(list)

    def add(self, letter: Letter) -> None:
        """Put a letter into its cell."""
        left, bottom, _, _ = letter.box
        self._cells[int(left // self._size), int(bottom // self._size)].append(letter)

    def near(self, box: Box) -> Iterator[Letter]:
        """Yield the letters of the cells that a box and those beside it lie in."""
        size = self._size
        columns = range(int(box.left // size) - 1, int(box.right // size) + 1)
        rows = range(int(box.bottom // size) - 1, int(box.top // size) + 1)
        if len(columns) * len(rows) > len(self._cells):
            for letters in self._cells.values():
                yield from letters
            return
        for column in columns:
            for row in rows:
                yield from self._cells.get((column, row), ())


def overlapping(texts: Iterable[Iterable[Letter]], most: int) -> set[int]:
    """Return the addresses of texts whose letters lie over letters of another, about `most`."""
    grids: dict[float, _Grid] = {}
    found: set[int] = set()
    for letters in texts:
        for letter in letters:
            for grid in grids.values():
                for other in grid.near(letter.box):
                    if other.address != letter.address and over(letter.box, other.box):
                        found |= {letter.address, other.address}
            size = _size(letter.box)
            grids.setdefault(size, _Grid(size)).add(letter)
            if len(found) >= most:
                return found
    return found


def _size(box: Box) -> float:
    """Return a power of two that no side of a box is longer than."""
    side = max(box.right - box.left, box.top - box.bottom, 1 / 8)
    return 2.0 ** ceil(log2(min(side, _LARGEST)))


def over(one: Box, other: Box) -> bool:
    """Say whether two letters share a good part of the smaller one."""
    both = one.within(other)
    across, up = both.right - both.left, both.top - both.bottom
    if across <= 0 or up <= 0:
        return False
    least = min((box.right - box.left) * (box.top - box.bottom) for box in (one, other))
    return across * up > 0.4 * least


def _cell(letter: Letter) -> tuple[str, int, int]:
    left, bottom, _, _ = letter.box
    return letter.character.casefold(), int(left // CELL), int(bottom // CELL)
