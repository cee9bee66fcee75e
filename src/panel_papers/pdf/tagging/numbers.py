"""Note numbers, which the engine paints in a colour of its own: placed by their neighbours.

Between two words whose leaves are known, the document says which numbers must be: those that
follow the first leaf in its stream, and those that go before the second in its own. Their texts
must be just those that are painted; anything else is left unplaced, and so refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from panel_papers.pdf.tagging.content import Unit
from panel_papers.pdf.tagging.elements import Leaf, Paint


def place_numbers(
    pages: list[list[Unit]],
    leaves: Sequence[Leaf],
    leaf_of: dict[Unit, Leaf],
    comparable: Callable[[str], str],
) -> int:
    """Add the units that are note numbers to `leaf_of`; return how many characters they have."""
    words = [unit for page in pages for unit in page if unit.text.strip()]
    words = [u for u in words if u not in leaf_of or leaf_of[u].furniture is None]
    if all(unit in leaf_of for unit in words):
        return 0
    neighbours = _Neighbours(leaves, {leaf_of[unit] for unit in words if unit in leaf_of})
    placed, start = 0, 0
    while start < len(words):
        if words[start] in leaf_of:
            start += 1
            continue
        end = start
        while end < len(words) and words[end] not in leaf_of:
            end += 1
        before = leaf_of[words[start - 1]] if start else None
        after = leaf_of[words[end]] if end < len(words) else None
        gap = words[start:end]
        painted = [comparable(unit.text) for unit in gap]
        for numbers in neighbours.between(before, after):
            if painted == [comparable(leaf.expected or "") for leaf in numbers]:
                leaf_of.update(zip(gap, numbers, strict=True))
                placed += sum(map(len, painted))
                break
        start = end
    return placed


class _Neighbours:
    """The leaves of each stream that show something, in order."""

    def __init__(self, leaves: Sequence[Leaf], painted: set[Leaf]) -> None:
        self._streams: dict[int, list[Leaf]] = {}
        self._places: dict[Leaf, int] = {}
        for leaf in leaves:
            if leaf in painted or leaf.paint is Paint.NUMBER:
                stream = self._streams.setdefault(leaf.flow, [])
                self._places[leaf] = len(stream)
                stream.append(leaf)

    def between(self, before: Leaf | None, after: Leaf | None) -> list[list[Leaf]]:
        """Return the numbers that follow one leaf and those that go before another.

        A second answer leaves out those that follow: they begin the next page, and here a note at
        the foot of this one does. It is none where the two could be taken for each other.
        """
        following = self._run(before, 1)
        leading = self._run(after, -1)[::-1]
        if following == leading:
            return [following]
        alike = {leaf.expected for leaf in following} & {leaf.expected for leaf in leading}
        return [following + leading] if alike else [following + leading, leading]

    def _run(self, leaf: Leaf | None, step: int) -> list[Leaf]:
        found: list[Leaf] = []
        if leaf is None and step < 0:
            return found
        # Before the first word known, the body begins.
        stream = self._streams.get(leaf.flow if leaf else 0, [])
        at = self._places[leaf] + step if leaf else 0
        while 0 <= at < len(stream) and stream[at].paint is Paint.NUMBER:
            found.append(stream[at])
            at += step
        return found
