"""Passages that two texts share, and whole texts that are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from panel_papers.checks.public_words.lists import is_office, small_words
from panel_papers.checks.shared.tokens import Token, Tokens

Words = tuple[str, ...]

_LEAST = 6  # words side by side, of one sentence
_LEAST_OF_CONTENT = 5
"""How many of them must be about the matter: no “the”, no word of the title."""
_LEAST_OF_ITS_OWN = 2
"""How many of those must be such as not every report has: no “council”, no “implications”."""
_LEAST_ACROSS, _LEAST_OF_ITS_OWN_ACROSS = 10, 5
"""The same where a sentence ends among them: every report has short sentences of general words."""
_SHINGLE = 4
_SAME = 0.6
"""What share of a restricted text a public file holds when it is called a copy."""
_SHORTEST_COPY = 12


class Runs(Struct):
    """The sequences of words of some texts, by which others are compared with them."""

    sequences: set[Words] = field(default_factory=set)
    shingles: set[Words] = field(default_factory=set)
    words: int = 0

    def note(self, tokens: Tokens) -> None:
        """Add the sequences of one text."""
        flat = [each.word for sentence in tokens.sentences for each in sentence]
        self.sequences.update(_sequences(flat, _LEAST))

    def note_whole(self, texts: Iterable[Tokens]) -> None:
        """Add the shingles of a file's texts, one after the other: cells of a table are short."""
        flat = [each.word for tokens in texts for part in tokens.sentences for each in part]
        self.shingles.update(_sequences(flat, _SHINGLE))
        self.words += len(flat)

    def share_in(self, other: Runs) -> float:
        """Return how much of these texts the others hold, from 0 to 1; 0 where they are short."""
        if self.words < _SHORTEST_COPY or not self.shingles:
            return 0.0
        return len(self.shingles & other.shingles) / len(self.shingles)

    def copied_in(self, other: Runs) -> bool:
        """Say whether the others hold the same text, whatever kind of file it is in."""
        return self.share_in(other) >= _SAME


def shared_runs(
    public: Tokens, restricted: Runs, common: Runs, expected: frozenset[str]
) -> Iterator[tuple[Token, ...]]:
    """Yield each passage of a public text that the restricted texts hold too.

    It is within a sentence, or long, as two short sentences are.
    What `common` texts say (the law's words, the templates') is none, nor what is `expected`.
    """
    found: set[int] = set()
    for sentence in public.sentences:
        for run in _shared(sentence, restricted, common):
            if _says_enough(run, expected):
                found.update(each.at for each in run)
                yield run
    flat = [each for sentence in public.sentences for each in sentence]
    for run in _shared(flat, restricted, common):
        known = any(each.at in found for each in run)
        long = len(run) >= _LEAST_ACROSS and not known
        if long and _says_enough(run, expected, _LEAST_OF_ITS_OWN_ACROSS):
            yield run


def _says_enough(
    run: Sequence[Token], expected: frozenset[str], least: int = _LEAST_OF_ITS_OWN
) -> bool:
    content = {each.word for each in run if _tells(each, expected)}
    of_its_own = [each for each in content if not (is_office(each) or each.isdecimal())]
    return len(content) >= _LEAST_OF_CONTENT and len(of_its_own) >= least


def _shared(
    sentence: Sequence[Token], restricted: Runs, common: Runs
) -> Iterator[tuple[Token, ...]]:
    words = [each.word for each in sentence]
    start: int | None = None
    for index, sequence in enumerate((*_sequences(words, _LEAST), ())):
        if sequence in restricted.sequences and sequence not in common.sequences:
            start = index if start is None else start
        elif start is not None:
            yield tuple(sentence[start : index - 1 + _LEAST])
            start = None


def _tells(token: Token, expected: frozenset[str]) -> bool:
    return len(token.word) > 2 and token.word not in small_words() and token.word not in expected


def _sequences(words: Sequence[str], length: int) -> Iterable[Words]:
    return zip(*(words[n:] for n in range(length)), strict=False)
