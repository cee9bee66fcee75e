"""Two lists put side by side: what stayed, what became what, what came and what went."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

_T = TypeVar("_T")
_LARGEST = 10_000  # comparisons in one stretch; beyond it a stretch is taken as gone and come


def matched(
    old: Sequence[_T],
    new: Sequence[_T],
    *,
    key: Callable[[_T], Hashable],
    likeness: Callable[[_T, _T], float],
    least: float,
) -> Iterator[tuple[_T | None, _T | None]]:
    """Yield pairs in an order that suits both lists; None is where one list has nothing.

    Items with equal keys are pairs. Of what is left between them, pairs are those that are alike
    by at least `least`, chosen so that their likeness is greatest in all; and a single item in the
    place of a single other, unless their likeness is below 0.
    """
    olds, news = [key(each) for each in old], [key(each) for each in new]
    for _, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if olds[a:b] == news[c:d]:
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _alike(old[a:b], new[c:d], likeness, least)


def _alike(
    old: Sequence[_T], new: Sequence[_T], likeness: Callable[[_T, _T], float], least: float
) -> Iterator[tuple[_T | None, _T | None]]:
    done_old = done_new = 0
    for i, j in _best(old, new, likeness, least):
        yield from ((each, None) for each in old[done_old:i])
        yield from ((None, each) for each in new[done_new:j])
        yield old[i], new[j]
        done_old, done_new = i + 1, j + 1
    yield from ((each, None) for each in old[done_old:])
    yield from ((None, each) for each in new[done_new:])


def _best(
    old: Sequence[_T], new: Sequence[_T], likeness: Callable[[_T, _T], float], least: float
) -> list[tuple[int, int]]:
    """Return the pairs, none crossing another, whose likeness adds up to the most."""
    if len(old) == len(new) == 1:
        return [(0, 0)] if likeness(old[0], new[0]) >= 0 else []
    if len(old) * len(new) > _LARGEST:
        return []
    values = {
        (i, j): value
        for i in range(len(old))
        for j in range(len(new))
        if (value := likeness(old[i], new[j])) >= least
    }
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = values.get((i, j))
            joined = -1.0 if both is None else both + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], joined)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        both = values.get((i, j))
        if both is not None and best[i][j] == both + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def ratio(old: Sequence[Hashable], new: Sequence[Hashable]) -> float:
    """Return how alike two sequences are, from 0 to 1."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.3 else 0.0
