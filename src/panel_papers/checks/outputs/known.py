"""What is public in what was built: the inputs, the templates, the law, the program's own words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from panel_papers.checks.outputs.public_text import KnownTexts
from panel_papers.checks.outputs.tokens import SEQUENCE, Words, addresses, numbers, runs, words_of
from panel_papers.checks.public_words.lists import product_words


class Known:
    """What the public inputs and templates hold; the PDFs among them are read if need be."""

    def __init__(self, *known: KnownTexts) -> None:
        self.runs: set[Words] = set()
        self._unread: Iterable[str] = chain.from_iterable(each.pdfs for each in known)
        self._tokens: set[str] = set(product_words())
        self._heads: set[Words] = set()
        self._tails: set[Words] = set()
        self._wholes: set[Words] = {("page",), ("appendix",)}
        self._field_heads: set[Words] = set()
        self._field_tails: set[Words] = set()
        for each in known:
            self._tokens.update(each.facts)
            for field_text in each.fields:
                _note_ends(words_of(field_text), self._field_heads, self._field_tails)
            for sentence in each.own:  # its single words are no reason to pass over one
                self._learn_runs(words_of(sentence))
            self._learn(each.public)
            self._learn(each.printed)

    def _learn(self, texts: Iterable[str]) -> None:
        for text in dict.fromkeys(texts):  # most are attributes of Word’s XML, the same again
            words = words_of(text)
            self._learn_runs(words)
            self._tokens.update(words)
            self._tokens |= addresses(text) | set(numbers(text))
            if len(words) == 1:
                self._heads.add(words)
                self._tails.add(words)
                self._wholes.add(words)

    def _learn_runs(self, words: Words) -> None:
        """Learn a text of several words: what is in it side by side, and its ends."""
        if len(words) < 2:
            return
        for length in range(2, SEQUENCE + 1):
            self.runs.update(runs(words, length))
        _note_ends(words, self._heads, self._tails)
        if len(words) < SEQUENCE - 1:
            self._wholes.add(words)

    def has(self, token: str) -> bool:
        """Say whether a word, number or address is in what was read so far."""
        return token in self._tokens

    def explains(self, found: Words | str) -> bool:
        """Say whether a run or a word that was found is public, or comes of what is public."""
        if isinstance(found, str):
            return self.has(found) or (self._read_on() and self.has(found))
        return self._joins(found) or (self._read_on() and self._joins(found))

    def _read_on(self) -> bool:
        """Read the rest of the public files, once."""
        unread, self._unread = self._unread, ()
        self._learn(unread)
        return True

    def _joins(self, run: Words) -> bool:
        """Say whether `run` is public, or spans texts that meet: end, whole ones, beginning."""
        if run in self.runs:
            return True
        starts = {0} | {n for n in range(1, len(run)) if run[:n] in self._tails}
        ends = {len(run)} | {n for n in range(1, len(run)) if run[n:] in self._heads}
        reached = set(starts)
        for at in range(len(run)):
            if at not in reached:
                continue
            for length in range(1, SEQUENCE - 1):
                piece = run[at : at + length]
                if piece in self._wholes or (len(piece) == 1 and _is_page(piece[0])):
                    reached.add(at + len(piece))
        return bool((reached - {0}) & ends) or self._breaks_over_a_page(run)

    def _breaks_over_a_page(self, run: Words) -> bool:
        """Say whether a public text continues in `run` before a page's foot or after its head."""
        return any(
            (run[:n] in self._field_tails and self._says(run[n:]))
            or (run[n:] in self._field_heads and self._says(run[:n]))
            for n in range(1, len(run))
        )

    def _says(self, run: Words) -> bool:
        return run in self.runs if len(run) > 1 else self.has(run[0])


def _is_page(word: str) -> bool:
    return word.isdecimal() and len(word) < 5


def _note_ends(words: Words, heads: set[Words], tails: set[Words]) -> None:
    for length in range(1, min(SEQUENCE, len(words) + 1)):
        heads.add(words[:length])
        tails.add(words[-length:])
