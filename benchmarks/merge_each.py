"""Many edits in one file, for `merges.py --apart`: counted edit by edit.

No two edits are in one paragraph or in paragraphs beside each other. A file that is merged exactly
has all its edits exact. Any other is made again with half of its edits, and again, until the one
is found that is refused. A file that is merged wrongly counts as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from tests.merge.edits import Step, again

T = TypeVar("T")
Came = tuple[str, list[str]]
"""“exact”, “refused”, “without a place” or “wrong”, and what shows it."""


class Try(Generic[T]):
    """Some edits of one document, on their way to being merged."""

    def __init__(self, key: str, of: T, base: bytes, steps: Sequence[Step]) -> None:
        self.key, self.of, self.base, self.steps = key, of, base, list(steps)

    def data(self) -> bytes:
        """Return the document with the edits."""
        return again(self.base, self.steps)

    def halves(self) -> list[Try[T]]:
        """Return the edits in two halves."""
        middle = len(self.steps) // 2
        parts = (self.steps[:middle], self.steps[middle:])
        return [Try(f"{self.key}/{n}", self.of, self.base, each) for n, each in enumerate(parts)]


def edit_by_edit(
    tries: Sequence[Try[T]],
    saved: Callable[[dict[str, bytes]], dict[str, bytes]],
    merged: Callable[[Try[T], bytes], Came],
) -> list[tuple[Try[T], Came]]:
    """Merge all edits, each file as a whole first; return the result of each file or edit."""
    found = []
    waiting = list(tries)
    while waiting:
        files = saved({each.key: each.data() for each in waiting})
        later = []
        for each in waiting:
            if each.key not in files:
                continue
            came = merged(each, files[each.key])
            if came[0] in {"exact", "wrong"} or len(each.steps) == 1:
                found.append((each, came))
            else:
                later += each.halves()
        waiting = later
    return found
