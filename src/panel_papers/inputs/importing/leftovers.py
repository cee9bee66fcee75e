"""The words of a Word file that no file of the imported paper has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
_Words = tuple[str, ...]


def words_left(
    paragraphs: Sequence[str], placed: Iterable[str], repeated: Iterable[str] = ()
) -> list[str]:
    """Return each paragraph with words that are not placed, and which they are.

    `placed` are the texts of the paper's files, with the labels that its template prints;
    `repeated` are facts that a report may say in more places than the paper does, as its title.
    """
    again = {words_of(each) for each in repeated}
    texts = [words for each in placed if (words := words_of(each))]
    rest = _Placed(texts)
    said = [words_of(each) for each in paragraphs]
    whole = [rest.take(words) for words in said]  # those first that are placed as they are
    left = []
    seen = set[_Words]()
    for paragraph, words, there in zip(paragraphs, said, whole, strict=True):
        if there or (words in again and words in seen):
            seen.add(words)
            continue
        seen.add(words)
        if missing := rest.without(words):
            left.append(f"“{' '.join(paragraph.split())}” (not placed: {' '.join(missing)})")
    return left


def words_of(text: str) -> _Words:
    """Return the words of a text in small letters."""
    return tuple(_WORD.findall(text.lower()))


class _Placed:
    """The placed texts that no paragraph has been found to be yet."""

    def __init__(self, texts: Sequence[_Words]) -> None:
        self._texts = Counter(texts)
        self._kept = Counter(word for text in texts for word in text)
        self._by_first: dict[str, set[_Words]] = defaultdict(set)
        for each in texts:
            self._by_first[each[0]].add(each)

    def take(self, text: _Words) -> bool:
        """Say whether a text is placed as it is, and take it away."""
        if not self._texts[text]:
            return False
        self._texts[text] -= 1
        self._kept.subtract(text)
        return True

    def without(self, words: _Words) -> list[str]:
        """Return the words of a paragraph that are not placed: those in whole texts are first."""
        free: list[str] = []
        at = 0
        while at < len(words):
            found = [e for e in self._by_first[words[at]] if words[at : at + len(e)] == e]
            text = next((e for e in sorted(found, key=len, reverse=True) if self._texts[e]), None)
            if text is not None and self.take(text):
                at += len(text)
            else:
                free.append(words[at])
                at += 1
        missing = []
        for word in free:
            if self._kept[word] > 0:
                self._kept[word] -= 1
            else:
                missing.append(word)
        return missing
