"""Names and rare words of a text: of firms, persons, places, products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from panel_papers.checks.public_words.lists import is_office, listed, small_words
from panel_papers.checks.shared.tokens import Token, Tokens

_SHORTEST = 3  # letters: “BQX”
_WORDS_OF_A_FIRM = 4
_JOINERS = frozenset(("and", "for", "of", "the"))

Phrase = tuple[str, ...]


class Names(Struct):
    """The names of some texts: words by how surely they are names.

    `rare` are in no dictionary. `sure` are ordinary words with a capital where only a name has
    one, `capital` those with a capital anywhere. `firms` and `persons` are names that consist of
    ordinary words alone, known by their “Ltd” or “Mr”. `broken` are rare words that a hyphen cuts.
    `pairs` are two ordinary words side by side with a capital each, where the second is no first
    word of anything: “Larkspur Estates offered more”.
    """

    rare: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    capital: set[str] = field(default_factory=set)
    firms: set[Phrase] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    pairs: set[Phrase] = field(default_factory=set)

    def note(self, tokens: Tokens) -> None:
        """Add the names of one text."""
        words = tokens.tokens
        for index, token in enumerate(words):
            if not _is_word(token):
                continue
            before = words[index - 1] if index else None
            if not token.ordinary:
                self.rare.add(token.word)
            elif token.capital:
                if before is not None and before.word in listed("persons"):
                    self.persons.add(token.word)
                if token.word in small_words() or is_office(token.word):
                    continue
                self.capital.add(token.word)
                if not token.first:
                    self.sure.add(token.word)
        self.broken.update(each.word for each, _ in tokens.joined if not each.ordinary)
        self.pairs.update(_pairs_in(words))
        for core in firms_in(words):
            self.firms.add(tuple(each.word for each in core))
            self.sure.update(each.word for each in core if not _common(each))


def _pairs_in(words: Sequence[Token]) -> Iterator[Phrase]:
    """Yield each pair of words that is typed as a name and is not part of an institution's."""
    institutions = _of_institutions(words)
    for index in range(1, len(words)):
        token, following = words[index - 1], words[index]
        pair = _goes_on(token, following) and not following.first
        named = not (_common(token) and _common(following)) and index not in institutions
        if pair and named and _is_word(token) and _is_word(following):
            yield token.word, following.word


def firms_in(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the words of each firm's name that has “Ltd” or the like behind it."""
    for index, token in enumerate(words):
        if token.word not in listed("firms") or (
            not token.capital and token.word not in ("plc", "ltd")
        ):
            continue
        start = index
        while (
            start
            and index - start < _WORDS_OF_A_FIRM
            and _may_be_of_a_name(words[start - 1], words[start])
        ):
            start -= 1
        while start < index and words[start].word in small_words():
            start += 1
        if start < index:
            yield words[start:index]


def _may_be_of_a_name(token: Token, following: Token) -> bool:
    joins = token.word in ("and", "of")
    return token.sentence == following.sentence and (token.capital or joins)


def _is_word(token: Token) -> bool:
    return len(token.word) >= _SHORTEST and token.word.isalpha() and not token.of_code


def _common(token: Token) -> bool:
    return is_office(token.word) or token.word in small_words()


def shared_names(public: Tokens, known: Names, restricted: Names) -> Iterator[tuple[Token, ...]]:
    """Yield each stretch of a public text that is a name which the restricted texts hold too.

    `known` are the names of all public texts together.
    """
    words = public.tokens
    hits = {i for i, each in enumerate(words) if _shared(words, i, known, restricted)}
    hits -= _of_institutions(words)
    for index in range(1, len(words)):
        pair = words[index - 1 : index + 1]
        if words_of(pair) in restricted.pairs and _goes_on(*pair):
            hits.update((index - 1, index))
    for core in firms_in(words):
        if tuple(each.word for each in core) in restricted.firms:
            at = words.index(core[0])
            hits.update(range(at, at + len(core)))
    yield from _broken(public, restricted)
    index = 0
    while index < len(words):
        if index not in hits:
            index += 1
            continue
        end = index + 1
        while end < len(words):
            joined = words[end].word == "and" and end + 1 in hits
            if not (joined or end in hits or _goes_on(words[end - 1], words[end])):
                break
            end += 1
        yield words[index:end]
        index = end


def _broken(public: Tokens, restricted: Names) -> Iterator[tuple[Token, ...]]:
    """Yield each rare word of the restricted texts that a hyphen or the end of a line cuts."""
    for word, _ in public.joined:
        if not word.ordinary and word.word in restricted.rare:
            yield (word,)


def _of_institutions(words: Sequence[Token]) -> set[int]:
    """Return where the name of an office, a body or a document is: “Violence and Abuse Unit”.

    All its words are ordinary, all but “of” and the like have capitals, and one says what it is.
    """
    found: set[int] = set()
    start = 0
    for end in range(1, len(words) + 1):
        if end < len(words) and _goes_on_by_office(words[end - 1 : end + 2]):
            continue
        name = words[start:end]
        says_what = any(each.word in listed("institutions") for each in name)
        firm = any(each.word in listed("firms") for each in name)
        if len(name) > 1 and says_what and not firm and all(each.ordinary for each in name):
            found.update(range(start, end))
        start = end
    return found


def _goes_on_by_office(words: Sequence[Token]) -> bool:
    """Say whether the second of three words belongs to the name of an office with the first."""
    token, following, *more = words
    if following.word in _JOINERS and more:
        return _beside(token, following) and _beside(following, more[0]) and more[0].capital
    joined = token.word in _JOINERS and _beside(token, following) and following.capital
    return joined or _goes_on(token, following)


def explained(tokens: Tokens) -> Iterator[str]:
    """Yield each abbreviation that a text explains in ordinary words: “impact assessment (IA)”.

    Its first letter is that of the first of as many words; authors miscount the others.
    """
    words = tokens.tokens
    for index, token in enumerate(words):
        short = token.word.removesuffix("s") if token.typed.endswith("s") else token.word
        before = [each for each in words[:index] if each.word not in ("and", "of", "the", "for")]
        spelled = before[-len(short) :]
        bracket = tokens.text[token.at - 1 : token.at] == "(" and token.typed[:2].isupper()
        begins = bool(spelled) and spelled[0].word[0] == short[0]
        if bracket and len(short) > 1 and begins and all(each.ordinary for each in spelled):
            yield token.word


def _goes_on(token: Token, following: Token) -> bool:
    """Say whether a name's next word belongs to it: “Alphacorp Logistics”."""
    return (
        token.capital
        and following.capital
        and following.sentence == token.sentence
        and _beside(token, following)
    )


def _beside(token: Token, following: Token) -> bool:
    return following.at - token.at == len(token.typed) + 1


def _shared(words: Sequence[Token], index: int, known: Names, restricted: Names) -> bool:
    token = words[index]
    word = token.word
    if not _is_word(token):
        return False
    if not token.ordinary:
        return word in restricted.rare or word in restricted.broken
    if not token.capital:
        return False
    if word in restricted.sure:
        return word in known.capital
    if word in restricted.capital and word in known.sure:
        return True
    titled = index > 0 and words[index - 1].word in listed("persons")
    return titled and word in restricted.persons


def is_place(name: Sequence[Token], words: Sequence[Token]) -> bool:
    """Say whether a name in a text is that of a street, a building or a town, by a word of it."""
    at = next(index for index, each in enumerate(words) if each.at == name[0].at)
    after = words[at + len(name) : at + len(name) + 1]
    near = {each.word for each in (*name, *after)}
    firm = any(each.word in listed("firms") for each in (*name, *after))
    return bool(near & listed("places")) and not firm


def words_of(tokens: Iterable[Token]) -> Phrase:
    """Return words as they are compared."""
    return tuple(each.word for each in tokens)
