"""Words that any report holds: an English and a Welsh dictionary, and lists of our own."""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache
from pathlib import Path

from panel_papers.checks.public_words.lookalikes import in_latin, parted
from panel_papers.checks.wording.word_lists import known_abbreviations, sector_words

_WORDS = Path(__file__).parent / "words"


def is_ordinary(word: str) -> bool:
    """Say whether a folded word is in a dictionary or in a list of our own."""
    return word in _dictionary()


def is_office(word: str) -> bool:
    """Say whether a folded word is one that reports write in capitals: “Council”, “VAT”."""
    return word in office_words()


@cache
def _dictionary() -> frozenset[str]:
    """Return all of them; the dictionaries are folded already, which takes a while."""
    dictionaries = frozenset(_packed("english.txt.gz") + _packed("welsh.txt.gz"))
    ours = frozenset(map(fold, sector_words()))
    return dictionaries | ours | product_words() | office_words()


@cache
def office_words() -> frozenset[str]:
    """Return the words, folded, that reports write in capitals and that name nobody."""
    return listed("office") | listed("sector") | frozenset(map(fold, known_abbreviations()))


@cache
def small_words() -> frozenset[str]:
    """Return the words, folded, that join others: “the”, “of”, “with”."""
    return listed("small")


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words, folded, of one of the lists in the folder `words`."""
    return frozenset(map(fold, _lines(f"{name}.txt")))


@cache
def event_words() -> frozenset[str]:
    """Return the words, folded, that go with many a date and do not say what happened."""
    return listed("events") | small_words()


@cache
def stock_phrases() -> tuple[str, ...]:
    """Return the sentences that many reports hold verbatim."""
    return _sentences("phrases.txt")


@cache
def own_sentences() -> tuple[str, ...]:
    """Return the sentences that manifest and hand-over sheet say by themselves."""
    return _sentences("own_sentences.txt")


@cache
def product_words() -> frozenset[str]:
    """Return the words, folded, that this program prints or writes into its files by itself."""
    return listed("product")


def fold(word: str) -> str:
    """Return a word as it is compared: without case, accents, ligatures and unseen characters.

    Letters of other alphabets that look like ours are ours.
    """
    plain = word if word.isascii() else parted(in_latin(_bare(word)))
    return "".join(each for each in plain.casefold() if each.isalnum())


def _bare(text: str) -> str:
    """Return a text without its accents, its ligatures as letters."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if not unicodedata.combining(each))


def _packed(name: str) -> list[str]:
    return gzip.decompress((_WORDS / name).read_bytes()).decode("utf-8").split()


def _sentences(name: str) -> tuple[str, ...]:
    text = (_WORDS / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _lines(name: str) -> list[str]:
    text = (_WORDS / name).read_text(encoding="utf-8")
    return [word for line in text.splitlines() for word in line.partition("#")[0].split()]
