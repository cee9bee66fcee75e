"""The words, numbers and addresses of a text, in the forms in which leaks are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from panel_papers.checks.public_words.lookalikes import in_latin

Words = tuple[str, ...]

SEQUENCE = 4  # words; fewer are side by side by chance
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def words_of(text: str) -> Words:
    """Return the words of a text as they are compared: without case, marks and ligatures."""
    plain = _plain(text)
    return tuple(word.casefold() for word in _WORD.findall(plain))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return in_latin(unicodedata.normalize("NFKC", text).translate(_UNSEEN))


def runs(words: Words, length: int) -> Iterator[Words]:
    """Yield the words that are side by side, in groups of a given number."""
    return zip(*(words[n:] for n in range(length)), strict=False)


def telling(text: str) -> set[str]:
    """Return the words of a text that identify: names, numbers, codes, addresses of mail."""
    plain = _plain(text)
    words = _WORD.findall(plain)
    common = {word for word in words if word.islower()}
    return (
        {
            word.casefold()
            for word in words
            if (word[0].isupper() and len(word) > 3 and word.casefold() not in common)
            or (len(word) > 3 and not word.isdecimal() and any(c.isdecimal() for c in word))
        }
        | addresses(plain)
        | set(numbers(plain))
    )


def addresses(text: str) -> set[str]:
    """Return the addresses of mail in a text."""
    return {address.casefold() for address in _MAIL.findall(text)}


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of four digits and more, without the commas between thousands."""
    for number in _NUMBER.findall(text):
        plain = number.replace(",", "")
        whole = plain.partition(".")[0]
        if len(whole) >= 4:
            yield whole
        if plain != whole and len(plain) > 5:
            yield plain
