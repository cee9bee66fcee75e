"""Which paragraph of the built file each paragraph of the reviewer's file is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from panel_papers.merge.reading import Paragraph

ALIKE = 0.5
"""How much of two paragraphs is the same where one is taken to have become the other."""
_MOST = 250_000  # pairs of paragraphs that are compared by their letters


def aligned(base: Sequence[Paragraph], edited: Sequence[Paragraph]) -> list[int | None]:
    """Return for each paragraph of the edited file the number of that in the built one, or None.

    By anchors first; where a saver has dropped them, by texts, then by what is most alike. Numbers
    that do not rise are paragraphs that were moved.
    """
    found: list[int | None] = [None] * len(edited)
    by_anchor = {name: n for n, each in enumerate(base) for name in each.anchors}
    taken: set[int] = set()
    for number, each in enumerate(edited):
        there = [by_anchor[name] for name in each.anchors if name in by_anchor]
        free = [home for home in there if home not in taken]
        # Paragraphs that were joined have the look of one of them: that one stays.
        home = next((n for n in free if _styled(base[n], each)), next(iter(free), None))
        if home is not None:
            found[number] = home
            taken.add(home)
    for start, end, first, last in _gaps(found, len(base)):
        rest = [n for n in range(first, last) if n not in taken]
        for number, home in _by_text(base, edited, rest, range(start, end)):
            found[number] = home
            taken.add(home)
    return found


def in_order(found: Sequence[int | None], fixed: Collection[int] = ()) -> set[int]:
    """Return the numbers of the edited paragraphs that stay in their order: the most there can be.

    All others that have a home were moved. Paragraphs whose home is one of `fixed` stay rather than
    any number of others: what a template prints, which cannot be moved.
    """
    length = max((home for home in found if home is not None), default=0) + 1
    most = _Most(length)
    before: dict[int, int | None] = {}
    for number, home in enumerate(found):
        if home is not None:
            weight, before[number] = most.below(home)
            weight += len(found) + 1 if home in fixed else 1
            most.put(home, (weight, number))
    kept: set[int] = set()
    _, last = most.below(length)
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


class _Most:
    """The heaviest row of paragraphs that ends below a home, in a tree of partial results."""

    def __init__(self, length: int) -> None:
        self._best: list[tuple[int, int | None]] = [(0, None)] * (length + 1)

    def below(self, home: int) -> tuple[int, int | None]:
        """Return the weight of the heaviest row that ends before a home, and its last paragraph."""
        best: tuple[int, int | None] = (0, None)
        at = min(home, len(self._best) - 1)
        while at > 0:
            best = max(best, self._best[at], key=_weight)
            at -= at & -at
        return best

    def put(self, home: int, row: tuple[int, int]) -> None:
        """Note a row that ends with a home."""
        at = home + 1
        while at < len(self._best):
            self._best[at] = max(self._best[at], row, key=_weight)
            at += at & -at


def _weight(row: tuple[int, int | None]) -> int:
    return row[0]


def _gaps(found: Sequence[int | None], length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield each run of paragraphs without a home, with the built ones it can have."""
    order = in_order(found)
    number = 0
    while number < len(found):
        if found[number] is not None:
            number += 1
            continue
        end = number
        while end < len(found) and found[end] is None:
            end += 1
        before = [found[n] for n in range(number) if n in order]
        after = [found[n] for n in range(end, len(found)) if n in order]
        first = (before[-1] or 0) + 1 if before else 0
        last = (after[0] or 0) if after else length
        yield number, end, first, last
        number = end


def _by_text(
    base: Sequence[Paragraph], edited: Sequence[Paragraph], free: list[int], wanted: range
) -> Iterator[tuple[int, int]]:
    """Yield pairs of an edited paragraph and a built one that say the same, or much the same."""
    old = [_key(base[n]) for n in free]
    new = [_key(edited[n]) for n in wanted]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(wanted[j1:j2], free[i1:i2], strict=True)
        elif tag == "replace":
            yield from _most_alike(base, edited, free[i1:i2], wanted[j1:j2])


def _key(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split())


def _most_alike(
    base: Sequence[Paragraph], edited: Sequence[Paragraph], old: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs, in order, that are alike the most in all."""
    if len(old) * len(new) > _MOST:
        return
    if len(old) == len(new) == 1 and (base[old[0]].cell is None) == (edited[new[0]].cell is None):
        alone, changed = base[old[0]], edited[new[0]]
        if alone.style == changed.style or words_alike(alone, changed) > ALIKE / 2:
            yield new[0], old[0]
        return
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[words_alike(base[i], edited[j]) for j in new] for i in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            pair = alike[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if pair >= ALIKE:
                best[i][j] = max(best[i][j], pair + best[i + 1][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        pair = alike[i][j]
        if pair >= ALIKE and best[i][j] == pair + best[i + 1][j + 1]:
            yield new[j], old[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _styled(one: Paragraph, other: Paragraph) -> bool:
    return (one.style, one.list, one.level) == (other.style, other.list, other.level)


def words_alike(one: Paragraph, other: Paragraph) -> float:
    """Return how much of the words of two paragraphs is the same, from 0 to 1."""
    if (one.cell is None) != (other.cell is None):
        return 0.0
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()
