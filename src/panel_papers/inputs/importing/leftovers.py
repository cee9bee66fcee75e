"""The words of a Word file that no file of the imported paper has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")


def words_left(
    paragraphs: Sequence[str], placed: Iterable[str], repeated: Iterable[str] = ()
) -> list[str]:
    """Return each paragraph with words that are not placed, and which they are.

    `placed` are the texts of the paper's files, with the labels that its template prints;
    `repeated` are facts that a report may say in more places than the paper does, as its title.
    """
    again = {tuple(_WORD.findall(each.lower())) for each in repeated}
    seen = set[tuple[str, ...]]()
    kept = Counter(word for text in placed for word in _WORD.findall(text.lower()))
    left = []
    for paragraph in paragraphs:
        missing = []
        words = _WORD.findall(paragraph.lower())
        if tuple(words) in again and tuple(words) in seen:
            continue
        seen.add(tuple(words))
        for word in words:
            if kept[word]:
                kept[word] -= 1
            else:
                missing.append(word)
        if missing:
            left.append(f"“{' '.join(paragraph.split())}” (not placed: {' '.join(missing)})")
    return left
