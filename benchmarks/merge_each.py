"""Many edits in one file, for `merges.py --apart`: counted edit by edit.

No two edits are in one paragraph or in paragraphs beside each other. A file that is merged exactly
has all its edits exact. Where some are refused, the edits at the places of the refusals are merged
each in a file of its own, and all others in another one: an edit counts as refused only where it is
refused alone. Where no place helps, the file is made again with each half of its edits. A file that
is merged wrongly counts as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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

    def parts(self, refused: Collection[str]) -> list[Try[T]]:
        """Return the edits at anchors that were refused, each alone, and the others together.

        Two halves, where no edit or every one is at such an anchor.
        """
        alone = [[each] for each in self.steps if each.anchor in refused]
        rest = [each for each in self.steps if each.anchor not in refused]
        if not alone or not rest:
            middle = len(self.steps) // 2
            alone, rest = [self.steps[:middle]], self.steps[middle:]
        return [
            Try(f"{self.key}/{n}", self.of, self.base, each)
            for n, each in enumerate([*alone, rest])
        ]


def edit_by_edit(
    tries: Sequence[Try[T]],
    saved: Callable[[dict[str, bytes]], dict[str, bytes]],
    merged: Callable[[Try[T], bytes], Came],
    refused: Callable[[Try[T], bytes, list[str]], Collection[str]],
) -> list[tuple[Try[T], Came]]:
    """Merge all edits, each file as a whole first; return the result of each file or edit.

    `refused` returns the anchors of the paragraphs that the reasons of a refusal are about.
    """
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
                later += each.parts(refused(each, files[each.key], came[1]))
        waiting = later
    return found
