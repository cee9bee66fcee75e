"""Proof that nothing of what is withheld is in the public files.

What only the restricted appendices hold is looked for in everything that is to be published. What
counts: every sequence of four words; titles, bookmarks, names of files and the like as wholes, two
words or three; and single words: names, numbers, addresses of mail everywhere, other words of
three letters and more in all that is read as text. What the public inputs, the templates, the law
or the list of the program's own words hold too is no secret, nor is what comes about where two
public texts meet on a page. In the manifest and on the hand-over sheet, which this program words,
a single ordinary word is none either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct, field

from panel_papers.checks.outputs.known import Known
from panel_papers.checks.outputs.public_text import (
    OF_NAME,
    KnownTexts,
    known_texts,
    printed_texts,
    strings_in,
    without_name,
)
from panel_papers.checks.outputs.reading import Kind, Text, UnreadableError, blocks_of, texts_of
from panel_papers.checks.outputs.tokens import (
    SEQUENCE,
    Words,
    addresses,
    numbers,
    runs,
    telling,
    words_of,
)
from panel_papers.checks.public_words.lists import fold, is_ordinary
from panel_papers.core import GateError, Place, Problem
from panel_papers.inputs import RestrictedFile
from panel_papers.output import MANIFEST, RESTRICTED, Build, Proof, Restricted

_ENOUGH = 30  # problems; one leak shows in many places
_SHORTEST = 3  # letters of a word
_LEAST_RAW = 6
"""Letters of a word in bytes that no reader shows: in a million bytes of noise, a given word of
four turns up by chance."""
_BY_PROGRAM = (MANIFEST, "-handover.html", "-handover-draft.html", ".csv")
"""How files end that this program writes in words of its own: an ordinary word there is no leak,
nor is one in the settings of a document."""


class _Held(Struct):
    """What some texts hold, in the forms in which it is looked for."""

    sequences: dict[Words, int] = field(default_factory=dict)
    phrases: dict[Words, int] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    """Each with the number of the secret it is from; tokens identify, other words do not."""


class Secret(Struct, frozen=True):
    """What is searched for: the texts of a restricted file, and its SHA-256 itself.

    `called` is what messages call it, `public_in` where the public may learn of it.
    """

    called: str
    public_in: str
    texts: tuple[Text, ...]
    digest: bytes = b""


def secrets_of(build: Build, of: str = "") -> tuple[Secret, ...]:
    """Return the secrets of a build's restricted appendices; `of` says of which paper they are.

    Raises GateError where a file cannot be read.
    """
    if build.restricted is None:
        return ()
    return tuple(
        Secret(
            f"restricted appendix {build.paper.label_of(source.number)}{of}",
            "of that appendix in paper.yaml",
            tuple(_secret_texts(source, build.restricted)),
            hashlib.sha256(source.data).digest(),
        )
        for source in build.restricted.sources
    )


class LeakSearch:
    """The search for what only restricted files hold: of one build, or of several together."""

    _pages: frozenset[str] = frozenset()
    """The names of the paper's web page, which is the author's whatever the paper is called."""

    def __init__(self, build: Build) -> None:
        if build.restricted is None:
            raise ValueError("nothing is withheld: there is nothing to search for")
        self._pages = frozenset({f"{build.paper.name}.html", f"{build.paper.name}-draft.html"})
        known = known_texts(build)
        accepted = (each.problem.place.where for each in build.restricted.accepted)
        if OF_NAME not in accepted:
            known = without_name(known, build.paper.name)
        self._begin([known], secrets_of(build), (*build.files, MANIFEST))

    @classmethod
    def of_texts(
        cls, known: Sequence[KnownTexts], secrets: Sequence[Secret], files: Sequence[str]
    ) -> LeakSearch:
        """Return the search for secrets, in `files`, that nothing known explains."""
        search = cls.__new__(cls)
        search._begin(known, secrets, files)
        return search

    def _begin(
        self, known: Sequence[KnownTexts], secrets: Sequence[Secret], files: Sequence[str]
    ) -> None:
        self._known = Known(*known)
        self._secrets = tuple(secrets)
        self._held = _Held()
        self._digests = {each.digest: n for n, each in enumerate(secrets) if each.digest}
        for number, secret in enumerate(secrets):
            for text in secret.texts:
                self._hold(text, number)
        self.proof = Proof(
            sequences=len(self._held.sequences),
            phrases=len(self._held.phrases),
            words=len(self._held.tokens.keys() | self._held.words.keys()),
            files=tuple(files),
        )

    def through(self, files: Mapping[str, bytes]) -> None:
        """Search those of the files that are public; raises GateError with every leak's place."""
        leaks: dict[tuple[str, str, int], Problem] = {}
        public = [name for name in files if not name.startswith(f"{RESTRICTED}/")]
        for name in public:
            for where, number, what in self._leaks(name, files[name]):
                leaks.setdefault(
                    (name, where, number), _leak(name, where, self._secrets[number], what)
                )
        if leaks:
            raise GateError(list(leaks.values())[:_ENOUGH])

    def _hold(self, text: Text, number: int) -> None:
        """Note what `text` holds and the public inputs do not."""
        if text.kind in (Kind.TECHNICAL, Kind.RAW):
            return
        words = words_of(text.text)
        for sequence in runs(words, SEQUENCE):
            if sequence not in self._known.runs:
                self._held.sequences.setdefault(sequence, number)
        for token in telling(text.text):
            if not self._known.has(token):
                self._held.tokens.setdefault(token, number)
        if text.kind is Kind.LABEL and len(words) in (2, 3) and words not in self._known.runs:
            self._held.phrases.setdefault(words, number)
        for word in words:
            if len(word) >= _SHORTEST and not word.isdecimal() and not self._known.has(word):
                held = self._held.tokens if len(words) == 1 else self._held.words
                held.setdefault(word, number)

    def _leaks(self, name: str, data: bytes) -> Iterator[tuple[str, int, str]]:
        """Yield each place of a leak in one file, the secret it is from, and what it is."""
        for block in blocks_of(data):
            number = self._digests.get(hashlib.sha256(block.data).digest())
            if number is not None:
                yield block.where, number, "it is a copy of its file"
        try:
            for text in map(_unquoted, texts_of(name, data)):
                yield from ((text.where, number, what) for number, what in self._in(text, name))
        except UnreadableError as error:
            place = Place(name)
            found = f"This file could not be searched for restricted words: {error}"
            hint = (
                "build the paper again; if the message comes back, send it and this file to "
                "whoever looks after Panel Papers (usually IT)"
            )
            raise GateError([Problem("leak-search", place, found, "", hint)]) from error

    def _in(self, text: Text, file: str) -> Iterator[tuple[int, str]]:
        words = words_of(text.text)
        for length in (SEQUENCE, 3, 2):
            held = self._held.sequences if length == SEQUENCE else self._held.phrases
            for run in runs(words, length):
                if run in held and not self._known.explains(run):
                    yield held[run], f"{length} of its words begin “{_hinted(run)}”"
        if text.kind is Kind.TECHNICAL and text.text.isdecimal():
            return  # a width, an identifier
        by_program = file.endswith(_BY_PROGRAM) and file not in self._pages
        tells_nothing = by_program or text.kind in (Kind.TECHNICAL, Kind.RAW)
        for token, number in self._words_in(words, text):
            if tells_nothing and is_ordinary(fold(token)):
                continue
            if not self._known.explains(token):
                yield number, f"one of its words begins “{_hinted([token])}”"

    def _words_in(self, words: Words, text: Text) -> Iterator[tuple[str, int]]:
        there, tokens = set(words) | addresses(text.text), self._held.tokens
        if text.kind is Kind.RAW:
            for each in sorted(there & tokens.keys()):
                if len(each) >= _LEAST_RAW and not each.isdecimal():
                    yield each, tokens[each]
            return
        there |= set(numbers(text.text))
        for each in sorted(there & tokens.keys()):
            yield each, tokens[each]
        if text.kind is not Kind.TECHNICAL:
            for each in sorted(there & self._held.words.keys()):
                yield each, self._held.words[each]


def _secret_texts(source: RestrictedFile, restricted: Restricted) -> Iterator[Text]:
    """Yield every text of a restricted appendix: of its file, of its entry, and as we read it."""
    yield Text("its title", source.title, Kind.LABEL)
    yield Text("its file’s path", source.path, Kind.LABEL)
    yield Text("its file’s name", source.path.rpartition("/")[2].rpartition(".")[0], Kind.LABEL)
    for alternative in source.alternative_texts:
        yield Text("its alternative text", alternative, Kind.LABEL)
    appendix = restricted.paper.appendices[source.number - 1]
    for text in strings_in(appendix.content):
        yield Text("its content", text, Kind.PROSE)
    try:
        yield from texts_of(source.path, source.data)
    except UnreadableError as error:
        raise GateError([_unread(Place(appendix.place.file), error)]) from error


def _unquoted(text: Text) -> Text:
    """Return a text with the words of its links as they are typed: “item%203.pdf”."""
    if text.kind is Kind.RAW or "%" not in text.text:
        return text
    return Text(text.where, unquote(text.text), text.kind)


def _unread(place: Place, error: UnreadableError) -> Problem:
    found = f"This restricted file could not be read for the search of leaks: {error}"
    hint = "open it, save it again, and run the command again"
    return Problem("leak-search", place, found, "", hint)


def _hinted(words: Sequence[str]) -> str:
    """Return words so that their author knows them, and nobody else learns them."""
    return " ".join(f"{word[:1]}…" for word in words)


def _leak(name: str, where: str, secret: Secret, what: str) -> Problem:
    return Problem(
        code="leak",
        place=Place(name, where=where),
        found=f"This public file holds what only {secret.called} may hold: {what}",
        wanted="",
        hint="delete it from the public text that it was typed in, and build again; if the "
        f"public may know it, write it into “public_title” or “reason” {secret.public_in}",
    )


def secrets_of_paper(build: Build, called: str) -> tuple[Secret, ...]:
    """Return the secrets of a paper that is exempt as a whole, file by file; raises GateError."""
    paper = build.paper
    public_in = "of that item in meeting.yaml"
    said = [
        Text("its name", paper.name, Kind.LABEL),
        Text("its title", str(paper.title), Kind.LABEL),
        Text("its short title", str(paper.short_title), Kind.LABEL),
        *(
            Text("its content", text, Kind.PROSE)
            for text in (*printed_texts(paper), *strings_in((paper.sections, paper.appendices)))
        ),
    ]
    found = [Secret(called, public_in, tuple(said))]
    for file in paper.files:
        data = file.data or b""
        try:
            _, *texts = texts_of(file.path, data)  # the first is its name
        except UnreadableError as error:
            raise GateError([_unread(Place(f"{paper.name}/{file.path}"), error)]) from error
        found.append(Secret(called, public_in, tuple(texts), hashlib.sha256(data).digest()))
    return tuple(found)
