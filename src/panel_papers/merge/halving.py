"""Changes that are tried all together, and in halves where they do not hold together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def in_halves(
    changes: Sequence[T],
    together: Callable[[Sequence[T]], bool],
    alone: Callable[[T], None],
) -> None:
    """Do several changes together where that holds, and otherwise each half of them so.

    A change that is left by itself is done alone. Where most hold, few are tried.
    """
    if len(changes) == 1:
        alone(changes[0])
    elif changes and not together(changes):
        half = len(changes) // 2
        in_halves(changes[:half], together, alone)
        in_halves(changes[half:], together, alone)
