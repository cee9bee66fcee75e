"""What the places of a page are called: the numbers that Word prints, and names for links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup


class Labels:
    """The numbered paragraphs of a Word document, each with its printed number, in order."""

    def __init__(self, printed: Iterable[tuple[str, str]]) -> None:
        self._printed = [(_letters(text), label) for text, label in printed]
        self._at = 0

    def take(self, words: Markup) -> str | None:
        """Return the number of the next paragraph with these words; None where none has them."""
        letters = _letters(words.striptags())
        for index in range(self._at, len(self._printed)):
            if self._printed[index][0] == letters:
                self._at = index + 1
                return self._printed[index][1]
        return None


class Anchors:
    """The names of places on a page, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, text: str) -> str:
        """Return a name made of the words of a text."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        name = "-".join(re.findall(r"[a-z0-9.]+", plain))[:60].strip("-.") or "part"
        number, free = 2, name
        while free in self._given:
            free, number = f"{name}-{number}", number + 1
        self._given.add(free)
        return free


def _letters(text: str) -> str:
    return "".join(text.split())
