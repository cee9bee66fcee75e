"""Words for times that have no date: “before”, “this year”, “opening”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from panel_papers.content.data.model import DataCell

_EARLY = r"before|baseline|previous|prior|last|then|start|opening|old|earlier|original|first"
_MIDDLE = r"during|current|this|now|revised"
_LATE = r"after|next|end|closing|new|later"
_RANKS = tuple(  # the first is “two years ago”
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in ("ago", _EARLY, _MIDDLE, _LATE)
)
_MOST = 4


def says_time(cell: DataCell) -> bool:
    """Say whether a text is about a time that has no order of its own here: “before”, “now”."""
    return isinstance(cell.value, str) and _rank(cell.text) is not None


def falls_back(texts: Sequence[str]) -> bool:
    """Say whether a few texts name times from the latest on: “This year, Last year”."""
    if not 2 <= len(texts) <= _MOST:
        return False
    ranks = [_rank(text) for text in texts]
    if any("first" in text.casefold() for text in texts):
        return False  # “last” comes behind it
    known = [each for each in ranks if each is not None]
    falling = all(b <= a for a, b in pairwise(known)) and known[-1:] < known[:1]
    return len(known) == len(ranks) and falling


def _rank(text: str) -> int | None:
    """Return how late the first word of a time in a text is; None without such a word."""
    found = [(match.start(), n) for n, rule in enumerate(_RANKS) if (match := rule.search(text))]
    return min(found)[1] if found else None
