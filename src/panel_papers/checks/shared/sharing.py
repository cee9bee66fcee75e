"""What the public inputs of a paper share with a restricted appendix and nobody would expect there.

Names, sums and other numbers, dates with what happens on them, rare words, passages, addresses, the
name of a restricted file, and its whole text in another file. Words that any report holds are none,
nor those that paper.yaml makes public: the titles, the bodies, the contact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.public_words.lists import event_words, fold
from panel_papers.checks.shared.amounts import (
    Amount,
    amounts_in,
    rounds_to,
    spaced_codes,
)
from panel_papers.checks.shared.expected import Expected, said_of
from panel_papers.checks.shared.holdings import (
    Held,
    Holdings,
    Tokenised,
    around,
    group_of,
    holdings_of,
    tokenised,
)
from panel_papers.checks.shared.names import is_place, shared_names, words_of
from panel_papers.checks.shared.runs import Runs, shared_runs
from panel_papers.checks.shared.texts import Part, public_parts, texts_of_restricted
from panel_papers.checks.shared.tokens import Token, Tokens
from panel_papers.checks.words import Origin
from panel_papers.core import InputFile, Level, Paper, Place, Problem, as_restricted
from panel_papers.inputs import RestrictedFile

SHARED = Rule(
    "shared-with-restricted",
    Level.ERROR,
    "A public input repeats what a restricted appendix says",
    "A name, a sum or a sentence that is typed or pasted into the public report is published, "
    "however well the appendix is withheld. Where the public may know it (the contract notice "
    "named the bidders), accept it under the code that the finding gives.",
    "Alphacorp offered £1,483,250 (in the public report, and in the restricted appendix)",
    "Three firms sent in offers; they are set out in appendix 1",
    "Local Government Act 1972 s100I and Schedule 12A",
    acceptable=True,
)
COPIED = Rule(
    "restricted-text-copied",
    Level.ERROR,
    "A public file holds the text of a restricted appendix",
    "Saved under another name or as another kind of file, the restricted text would be published "
    "as a whole. A version with the exempt parts taken out can be accepted; the names and sums "
    "left in it are then reported one by one.",
    "appendices/papers.docx is public, and says what the restricted appendices/advice.docx says",
    "only the version without the exempt parts is public",
    "Local Government Act 1972 s100I and Schedule 12A",
    acceptable=True,
)
SHARED_RULES: tuple[Rule, ...] = (SHARED, COPIED)
_LONG = 60  # words: of a text that short, a section that repeats it is said to quote it
_HINT = "delete these words here, or write something else that does not give it away"


_At = Callable[[int], Place]


class _Found(Struct, frozen=True):
    """Something shared: what it is, its key, as typed in public, and both places."""

    what: str
    key: str
    typed: str
    public: Place
    restricted: Place
    held: Held
    rule: Rule = SHARED


def shared_problems(
    subject: Subject,
    restricted: Paper,
    sources: Sequence[RestrictedFile],
    templates: Sequence[InputFile],
) -> tuple[Problem, ...]:
    """Return a problem for each thing that the public inputs share with a restricted appendix.

    `subject` is the public paper, `restricted` the one with its restricted appendices. Each thing
    is reported once, at its first place, under a code that does not say what it is. The problems
    are marked as restricted: they say which public words are those of restricted files.
    """
    held = held_by_appendices(subject.folder, restricted, sources)
    return shared_with(subject, held, templates)


def held_by_appendices(
    folder: str, restricted: Paper, sources: Sequence[RestrictedFile], of: str = ""
) -> tuple[Held, ...]:
    """Return what the restricted appendices of a paper hold; `of` says in messages which paper."""
    titles = {each.number: each.title for each in sources}
    public = {
        each.number: (each.restriction.public_title,)
        for each in restricted.appendices
        if each.restriction is not None
    }
    return tuple(
        Held(
            holdings_of(part, of=folder),
            f"restricted appendix {restricted.label_of(part.number)}{of}",
            titles[part.number],
            part.file.rpartition("/")[2],
            public.get(part.number, ()),
            tuple(said_of(restricted)),
        )
        for part in texts_of_restricted(folder, restricted, sources)
    )


def held_by_paper(subject: Subject, called: str, public: Sequence[str]) -> tuple[Held, ...]:
    """Return what a paper holds that is exempt as a whole, file by file.

    `public` are the words about it that the public may know. Who wrote it and for whom is public.
    """
    above = subject.folder.rpartition("/")[0]
    appendices = {each.place.file for each in subject.paper.appendices}
    return tuple(
        Held(
            holdings_of(part, of=above),
            called,
            str(subject.paper.title),
            part.file.rpartition("/")[2] if part.file in appendices else "",
            tuple(public),
            tuple(said_of(subject.paper)),
        )
        for part in public_parts(subject)
    )


def shared_with(
    subject: Subject,
    restricted: Sequence[Held],
    templates: Sequence[InputFile],
    more: Sequence[Part] = (),
    known: Sequence[str] = (),
    *,
    cover: bool = True,
) -> tuple[Problem, ...]:
    """Return a problem for each thing that public texts share with restricted ones.

    The public texts are those of `subject`, and `more`; the words of `known` are expected, and what
    the cover sheets of the restricted ones say. With `cover`, that of `subject` is expected too.
    """
    parts = (*public_parts(subject), *more)
    files = {part.file: tokenised(part) for part in parts}
    expected = Expected.of(subject.paper, templates, files, cover=cover)
    expected.know((*known, *(text for each in restricted for text in each.public)))
    expected.know((text for each in restricted for text in each.cover), amounts=True)
    expected.words.update(map(fold, subject.words))
    sections = {
        f"{subject.folder}/{each.name}{ending}"
        for each in subject.paper.sections
        for ending in (".md", ".docx")
    }
    accepted = {entry.about or "" for entry in subject.paper.accepted}
    found: dict[tuple[str, str], list[_Found]] = {}
    for held in restricted:
        comparison = _Comparison(held, held.holdings, expected, files, sections, accepted)
        for each in comparison.all():
            found.setdefault((each.rule.code, each.key), []).append(each)
    problems = as_restricted(_problem(each) for each in found.values())
    return tuple(sorted(problems, key=_order))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return (place.file, place.line or 0, place.column or 0, place.where or "")


def _problem(found: Sequence[_Found]) -> Problem:
    first = found[0]
    code = code_of(first.held.holdings.name, first.rule.code, first.key)
    others = len({each.public for each in found}) - 1
    more = f", and in {others} more place{'s' if others > 1 else ''}" if others else ""
    return first.rule.problem(
        first.public,
        f"{first.what[:1].upper()}{first.what[1:]} is also in {first.held.called}{more}",
        "",
        _HINT,
        quoted=f"“{first.typed}”, which is restricted in {first.restricted}",
        fingerprint=code,
    )


def code_of(path: str, rule: str, key: str) -> str:
    """Return eight letters that name a finding and do not say what was found.

    They depend on the path of the restricted file in the paper's folder, so that nobody who lacks
    it can try words until one agrees.
    """
    digest = hashlib.sha256("\0".join((rule, path, key)).encode()).hexdigest()[:8]
    return digest.translate(str.maketrans("0123456789abcdef", "bcdfghjkmnpqrtvz"))


class _Comparison(Struct):
    """One restricted text compared with all public files; `held` is what `of` holds."""

    of: Held
    held: Holdings
    expected: Expected
    files: dict[str, Tokenised]
    sections: Collection[str]
    accepted: Collection[str]

    def all(self) -> Iterator[_Found]:
        """Yield what is shared, file by file; of a copy that nobody accepted, nothing else."""
        for file, texts in self.files.items():
            copy = self._copy(file, texts)
            if copy is not None:
                yield copy
                if code_of(self.held.name, copy.rule.code, copy.key) not in self.accepted:
                    continue
            for words, tokens in texts:
                yield from self._in(words.place, tokens, copied=copy is not None)

    def _copy(self, file: str, texts: Tokenised) -> _Found | None:
        """Return that a file is a copy; a section that quotes a short text only has a passage."""
        runs = Runs()
        runs.note_whole(tokens for words, tokens in texts if words.origin is not Origin.FIELD)
        quoted = file in self.sections and self.held.runs.words < _LONG
        if quoted or not self.held.runs.copied_in(runs):
            return None
        share = f"{self.held.runs.share_in(runs):.0%} of the text"
        key = file.removeprefix(self.held.path.removesuffix(self.held.name))
        return _Found(share, key, key, Place(file), Place(self.held.path), self.of, COPIED)

    def _in(self, place: _At, tokens: Tokens, *, copied: bool) -> Iterator[_Found]:
        covered: set[int] = set()
        for run in () if copied else self._passages(tokens):
            covered.update(range(run[0].at, run[-1].at + len(run[-1].typed)))
            typed = tokens.text[run[0].at : run[-1].at + len(run[-1].typed)]
            words = words_of(run)
            where = self.held.place_of(w for w in words if not self.expected.word(w))
            what = f"a passage of {len(run)} words"
            yield _Found(what, " ".join(words), typed, place(run[0].at), where, self.of)
        codes = {key for kind, key in self.held.amounts if kind == "reference"}
        for amount in (*amounts_in(tokens.text), *spaced_codes(tokens.text, codes)):
            held_at = self._amount(amount, tokens)
            if held_at is not None and amount.at not in covered:
                covered.update(range(amount.at, amount.at + len(amount.typed)))
                what = f"an {amount.kind}" if amount.kind == "address" else f"a {amount.kind}"
                yield _Found(what, amount.key, amount.typed, place(amount.at), held_at, self.of)
        for name in self._names(tokens):
            if name[0].at in covered:
                continue
            typed = tokens.text[name[0].at : name[-1].at + len(name[-1].typed)]
            what = "a name" if any(each.capital for each in name) else "a rare word"
            where = self.held.place_of(words_of(name))
            yield _Found(what, _head(name), typed, place(name[0].at), where, self.of)
        yield from self._file_names(place, tokens)

    def _passages(self, tokens: Tokens) -> Iterator[Sequence[Token]]:
        expected = frozenset(w for w in (t.word for t in tokens.tokens) if self.expected.word(w))
        yield from shared_runs(tokens, self.held.runs, self.expected.runs, expected)
        yield from self._titles(tokens, expected)

    def _titles(self, tokens: Tokens, expected: Collection[str]) -> Iterator[Sequence[Token]]:
        """Yield where the restricted title of the appendix is said in full."""
        title = words_of(self.expected.title_tokens(self.of.title))
        telling = [w for w in title if not (w in expected or self.expected.word(w) or len(w) < 3)]
        words = words_of(tokens.tokens)
        if len(title) < 4 or len(telling) < 3:
            return
        for at in range(len(words) - len(title) + 1):
            if words[at : at + len(title)] == title:
                yield tokens.tokens[at : at + len(title)]

    def _amount(self, amount: Amount, tokens: Tokens) -> Place | None:
        group = group_of(amount)
        key = (group, amount.key)
        if key in self.expected.amounts or key in self.of.published:
            return None
        where = self.held.amounts.get((group, amount.key))
        if amount.kind == "date":
            context = around(tokens, amount.at) & self.held.dates.get(amount.key, set())
            telling = {
                word
                for word in context
                if not (word in event_words() or word.isdecimal() or self.expected.word(word))
            }
            return where if telling and not amount.key.endswith(_ENDS_OF_YEARS) else None
        if where is None and amount.kind == "sum":
            near = (
                p
                for (g, key), p in self.held.amounts.items()
                if g == group and rounds_to(key, amount.key)
            )
            return next(near, None)
        return where

    def _names(self, tokens: Tokens) -> Iterator[tuple[Token, ...]]:
        for name in shared_names(tokens, self.expected.names, self.held.names):
            told = [each for each in name if not self.expected.word(each.word)]
            if not told or (
                is_place(name, tokens.tokens) and self.expected.subject(words_of(told))
            ):
                continue
            yield name

    def _file_names(self, place: _At, tokens: Tokens) -> Iterator[_Found]:
        """Yield where a public text names the restricted file as its folder does."""
        name = self.of.file
        if not name:
            return
        stem = name.rpartition(".")[0]
        text = tokens.text.casefold()
        names = [name, *([stem] if set(stem) & set("-_0123456789") and len(stem) > 5 else [])]
        for each in names:
            at = text.find(each.casefold())
            if at >= 0:
                yield _Found(
                    "the name of a file", name, each, place(at), Place(self.held.path), self.of
                )
                return


_ENDS_OF_YEARS = ("-04-01", "-03-31", "-01-01", "-12-31")


def _head(name: Sequence[Token]) -> str:
    """Return the word of a name by which it is known where it is typed in full or in part."""
    rare = [each.word for each in name if not each.ordinary]
    return min(rare or [each.word for each in name])
