"""Letters that are painted more than once at one place: for bold, for a shadow, over a scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.letters import Letter

CELL = 12.0  # points: how far letters are looked for that share a place
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


def overlapping(texts: Iterable[Iterable[Letter]], most: int) -> set[int]:
    """Return the addresses of texts whose letters lie over letters of another, about `most`."""
    cells: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    found: set[int] = set()
    for letters in texts:
        for letter in letters:
            _, column, row = _cell(letter)
            for across in (-1, 0, 1):
                for up in (-1, 0, 1):
                    for other in cells.get((column + across, row + up), ()):
                        if other.address != letter.address and over(letter.box, other.box):
                            found |= {letter.address, other.address}
            cells[column, row].append(letter)
            if len(found) >= most:
                return found
    return found


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
