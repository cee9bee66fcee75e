"""The pages of finished packs: what members were given before, what was published before.

The files that these were made of have changed since, so their finished pages are read instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from msgspec.structs import replace

from panel_papers.checks.public_words.lists import own_sentences, stock_phrases
from panel_papers.checks.shared.holdings import Held, Holdings, holdings_of
from panel_papers.checks.shared.names import Names
from panel_papers.checks.shared.runs import Runs
from panel_papers.checks.shared.texts import Part
from panel_papers.checks.words import Origin, Words
from panel_papers.core import Place

Pages = Sequence[tuple[str, str]]
"""The texts of pages, each behind what its page is called."""


def part_of_pages(file: str, pages: Pages) -> Part:
    """Return the pages of a finished PDF as a text that is compared."""
    texts = (Words(text, Origin.PDF, _at(Place(file, where=where))) for where, text in pages)
    return Part(file, tuple(texts))


def held_by_pages(file: str, pages: Pages, called: str, key: str) -> Held:
    """Return what the pages of a pack for members hold; `called` is what messages call it.

    The codes of findings depend on `key`, which nobody can guess who lacks the pack.
    """
    holdings = replace(holdings_of(part_of_pages(file, pages), of=""), name=key)
    return Held(holdings, called, title="")


def known_by_pages(pages: Pages, said: Iterable[str] = ()) -> Holdings:
    """Return what published pages hold, with the program's own sentences and others `said`."""
    own = [("", each) for each in (*own_sentences(), *stock_phrases(), *said)]
    return holdings_of(part_of_pages("", (*pages, *own)), of="")


def held_alone(held: Held, others: Iterable[Holdings]) -> Held:
    """Return what a restricted text holds and no other text does."""
    others = tuple(others)
    own = held.holdings
    words = set[str]().union(*(each.words for each in others))
    amounts = set[tuple[str, str]]().union(*(each.amounts for each in others))
    shingles = set[tuple[str, ...]]().union(*(each.runs.shingles for each in others))
    sequences = set[tuple[str, ...]]().union(*(each.runs.sequences for each in others))
    left = own.runs.shingles - shingles
    holdings = replace(
        own,
        names=_names_alone(own.names, words, set(_pairs(shingles))),
        runs=Runs(own.runs.sequences - sequences, left, len(left)),
        amounts={key: at for key, at in own.amounts.items() if key not in amounts},
    )
    return replace(held, holdings=holdings, published=frozenset(amounts))


def _names_alone(names: Names, words: set[str], pairs: set[tuple[str, str]]) -> Names:
    return Names(
        rare=names.rare - words,
        sure=names.sure - words,
        capital=names.capital - words,
        firms={each for each in names.firms if not _said(each, words, pairs)},
        persons=names.persons - words,
        broken=names.broken - words,
        pairs={each for each in names.pairs if not _said(each, words, pairs)},
    )


def _said(name: tuple[str, ...], words: set[str], pairs: set[tuple[str, str]]) -> bool:
    """Say whether the words of a name are side by side in another text."""
    if len(name) == 1:
        return name[0] in words
    return all(pair in pairs for pair in pairwise(name))


def _pairs(shingles: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each two words that are side by side."""
    for each in shingles:
        yield from pairwise(each)


def _at(place: Place) -> Callable[[int], Place]:
    return partial(_same, place)


def _same(place: Place, _offset: int) -> Place:
    return place
