"""What a restricted appendix holds, in the forms in which public texts are compared with it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from panel_papers.checks.public_words.lists import is_office, small_words
from panel_papers.checks.shared.amounts import Amount, amounts_in
from panel_papers.checks.shared.names import Names
from panel_papers.checks.shared.runs import Runs
from panel_papers.checks.shared.texts import Part
from panel_papers.checks.shared.tokens import Tokens, readings, tokens_of
from panel_papers.checks.words import Origin, Words
from panel_papers.core import Place

Tokenised = tuple[tuple[Words, Tokens], ...]


class Holdings(Struct):
    """Names, amounts and passages of one restricted appendix, each with where it is first.

    `path` is its file as places name it, `name` that in the paper's folder.
    """

    number: int
    path: str
    name: str
    names: Names = field(default_factory=Names)
    runs: Runs = field(default_factory=Runs)
    amounts: dict[tuple[str, str], Place] = field(default_factory=dict)
    dates: dict[str, set[str]] = field(default_factory=dict)
    """The words that are in one sentence with each date."""
    words: dict[str, Place] = field(default_factory=dict)

    def place_of(self, words: Iterable[str]) -> Place:
        """Return where the rarest of some words is first: one that the others lack, if any."""
        known = [word for word in words if word in self.words]
        own = [w for w in known if not (w in small_words() or is_office(w))] or known
        return self.words[max(own, key=len)] if own else Place(self.path)


class Held(Struct, frozen=True):
    """What public texts are compared with: a restricted text, and what messages call it.

    `title` is its restricted title, `file` the name of its file where that may give it away.
    `public` are the words about it that the public may know: its public title. `cover` says who
    wrote its paper and for whom, which is public too. `published` are amounts that others hold:
    one of its own may round to them.
    """

    holdings: Holdings
    called: str
    title: str
    file: str = ""
    public: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    published: frozenset[tuple[str, str]] = frozenset()


def tokenised(part: Part) -> Tokenised:
    """Return the texts of a part with their words."""
    pages = part.is_page
    return tuple(
        (each, tokens_of(text, lines=pages))
        for each in part.texts
        for text in (readings(each.text) if pages else (each.text,))
    )


def holdings_of(part: Part, *, of: str) -> Holdings:
    """Return what a restricted appendix holds; `of` is the folder of its paper."""
    held = Holdings(part.number, part.file, part.file.removeprefix(f"{of}/"))
    texts = tokenised(part)
    held.runs.note_whole(tokens for words, tokens in texts if words.origin is not Origin.FIELD)
    for words, tokens in texts:
        held.names.note(tokens)
        held.runs.note(tokens)
        for token in tokens.tokens:
            if token.word not in held.words:
                held.words[token.word] = words.place(token.at)
        for amount in amounts_in(tokens.text):
            key = (group_of(amount), amount.key)
            held.amounts.setdefault(key, words.place(amount.at))
            if amount.kind == "date":
                held.dates.setdefault(amount.key, set()).update(around(tokens, amount.at))
    return held


def group_of(amount: Amount) -> str:
    """Return the kind within which values are compared: a sum may be typed as a plain number."""
    return "number" if amount.kind == "sum" else amount.kind


def around(tokens: Tokens, at: int) -> set[str]:
    """Return the words of the sentence in which a character is."""
    before = [each for each in tokens.tokens if each.at <= at]
    number = before[-1].sentence if before else 0
    return {each.word for each in tokens.tokens if each.sentence == number}
