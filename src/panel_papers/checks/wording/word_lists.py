"""Lists of words: those of local government, which come with us, and those of a body."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

WORDS = "words.txt"


def body_words(templates: Path) -> frozenset[str]:
    """Return the words of `words.txt` in the templates' folder; none where there is no such file.

    One word a line; what follows “#” is a remark.
    """
    path = templates / WORDS
    return _words(path.read_text(encoding="utf-8-sig")) if path.is_file() else frozenset()


@cache
def sector_words() -> frozenset[str]:
    """Return right words of councils, police and fire services that dictionaries lack."""
    return _ours("sector_words.txt")


@cache
def known_abbreviations() -> frozenset[str]:
    """Return the abbreviations that every reader knows."""
    return _ours("known_abbreviations.txt")


@cache
def long_names() -> Mapping[str, str]:
    """Return what the commonest abbreviations are short for; never taken for granted."""
    pairs = (line.partition(": ") for line in _ours("long_names.txt"))
    return {short: words for short, _, words in pairs}


def _ours(name: str) -> frozenset[str]:
    return _words((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _words(text: str) -> frozenset[str]:
    told = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(word for word in told if word)
