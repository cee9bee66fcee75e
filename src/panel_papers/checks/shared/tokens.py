"""A text as the words that are compared, each with its place in the text and in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks.public_words.lists import fold, is_ordinary, listed
from panel_papers.checks.shared.amounts import codes_in

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_UNSEEN}]+(?=[^\W_])|['’](?=[^\W\d_]))*")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-‐\u00ad]\s*(?=[a-z])")
_BROKEN = re.compile(r"[-\u2010\u2011\u2012\u2013]\s*")
_MOST_PIECES = 3
_POSSESSIVE = re.compile(r"['’]s$|['’]$", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"[.!?:;•–—|\t]|\n")
_ABBREVIATED = frozenset(("rev", "st", "no", "nos", "vs", "eg", "ie"))
_LONG_WORD = 4  # letters; shorter ones keep their small letters in a title
_TITLE_WORDS = 14


class Token(Struct, frozen=True):
    """One word: as typed, as compared, where it begins, and the number of its sentence.

    `first` says that a capital means nothing: the word begins a sentence, a line or a cell, or it
    is in a title, all of whose words have one. A word `of_code` is a piece of a reference: the
    “ZQX” of “88-ZQX-41”.
    """

    typed: str
    word: str
    at: int
    sentence: int
    first: bool = False
    of_code: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.typed[:1].isupper()

    @property
    def ordinary(self) -> bool:
        """Whether any report may hold it."""
        pieces = re.split("['’]", self.typed)
        return is_ordinary(self.word) or (len(pieces) > 1 and is_ordinary(fold(pieces[0])))


class Tokens(Struct, frozen=True, dict=True):
    """The words of one text."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def sentences(self) -> tuple[tuple[Token, ...], ...]:
        """The words by sentence; without numbers of one or two digits, as marks of notes are."""
        found: dict[int, list[Token]] = {}
        for each in self.tokens:
            if not (each.word.isdecimal() and len(each.word) < 3):
                found.setdefault(each.sentence, []).append(each)
        return tuple(map(tuple, found.values()))

    @cached_property
    def joined(self) -> tuple[tuple[Token, tuple[Token, ...]], ...]:
        """Words that hyphens cut in two or three, as one word each, with their pieces.

        Left out is what is no name: all its pieces are ordinary, and no capital begins it.
        """
        found = []
        for start, first in enumerate(self.tokens):
            end = start + 1
            while end < len(self.tokens) and end - start < _MOST_PIECES:
                before, piece = self.tokens[end - 1], self.tokens[end]
                gap = self.text[before.at + len(before.typed) : piece.at]
                if not _BROKEN.fullmatch(gap) or not (before.word + piece.word).isalpha():
                    break
                end += 1
                pieces = self.tokens[start:end]
                name = first.capital and not piece.capital
                if name or not all(each.ordinary for each in pieces):
                    typed = self.text[first.at : piece.at + len(piece.typed)]
                    word = "".join(each.word for each in pieces)
                    found.append(
                        (Token(typed, word, first.at, first.sentence, first.first), pieces)
                    )
        return tuple(found)


def readings(text: str) -> tuple[str, ...]:
    """Return the text of a page as it is, and with words whole that its lines may cut in two."""
    whole = _HYPHENATED.sub("", text)
    return (text,) if whole == text else (text, whole)


def tokens_of(text: str, *, lines: bool = False) -> Tokens:
    """Return the words of a text; where it is a page, each of its lines may begin again."""
    found: list[Token] = []
    codes = {at for each in codes_in(text) for at in range(each.at, each.at + len(each.typed))}
    sentence, end, last = 0, 0, ""
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        parted = bool(_NEW_SENTENCE.search(gap if lines else gap.replace("\n", " ")))
        stop = parted and not (
            gap.startswith(".") and (last in _ABBREVIATED | listed("persons") or len(last) == 1)
        )
        ends = bool(re.search(r"[.!?]", gap)) and stop
        sentence += ends or "\n\n" in gap
        typed = _POSSESSIVE.sub("", match[0])
        word = fold(typed)
        first = not found or stop or gap.strip()[-1:] in ("“", "‘", '"', "(", "[")
        if word:
            found.append(Token(typed, word, match.start(), sentence, first, match.start() in codes))
            last = word
        end = match.end()
    return Tokens(text, tuple(_untitled(found)))


def _untitled(tokens: Sequence[Token]) -> list[Token]:
    """Return the words, those of titles as if each began a sentence."""
    found: list[Token] = []
    start = 0
    for index in range(1, len(tokens) + 1):
        if index < len(tokens) and not tokens[index].first:
            continue
        part = tokens[start:index]
        long = [each for each in part if len(each.word) >= _LONG_WORD and each.word.isalpha()]
        title = len(part) <= _TITLE_WORDS and all(each.capital for each in long)
        if title or sum(each.typed.isupper() for each in long) * 2 > len(long):
            part = [replace(each, first=True) for each in part]
        found += part
        start = index
    return found
