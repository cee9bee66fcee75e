"""Proof that nothing of what is withheld stands in the public files.

What only the restricted appendices hold is looked for in everything that is to be published. What
counts: every sequence of four words; titles, bookmarks, names of files and the like as wholes, two
words or three; and single words: names, numbers, addresses of mail everywhere, other words of
five letters and more in all that is read as text. What the public inputs, the templates or the
program's own messages hold too is no secret, nor is what comes about where two public texts meet
on a page.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from panel_papers.checks.outputs.public_text import (
    fields_of,
    own_texts,
    public_texts,
    strings_in,
    texts_of_pdfs,
)
from panel_papers.checks.outputs.reading import Kind, Text, UnreadableError, blocks_of, texts_of
from panel_papers.core import GateError, Place, Problem
from panel_papers.inputs import RestrictedFile
from panel_papers.output import MANIFEST, RESTRICTED, Build, Proof, Restricted

Words = tuple[str, ...]

SEQUENCE = 4  # words; fewer stand side by side by chance
_ENOUGH = 30  # faults; one leak shows in many places
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_LEAST_RAW = 7  # letters: in a million bytes of noise, a given word of four turns up by chance
# What PDF and Word files hold by themselves, and the program writes beside the inputs' words.
_OWN = (
    "Contents Appendix Page DRAFT Not for publication paragraph Adobe Identity UCS Artifact "
    "Pagination Header Footer Watermark Document Panel Papers manifest restricted Liberation Sans "
    "Microsoft Office Word Excel PDF UTF built draft embedded libreoffice England Wales Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December docx json pack"
)


class _Held(Struct):
    """What some texts hold, in the forms in which it is looked for."""

    sequences: dict[Words, int] = field(default_factory=dict)
    phrases: dict[Words, int] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    """Each with the number of the appendix it is from; tokens identify, other words do not."""


class LeakSearch:
    """The search for what only the restricted appendices of a build hold."""

    def __init__(self, build: Build) -> None:
        if build.restricted is None:
            raise ValueError("nothing is withheld: there is nothing to search for")
        self._known = _Known(build)
        self._held = _Held()
        self._digests: dict[bytes, int] = {}
        for source in build.restricted.sources:
            self._digests[hashlib.sha256(source.data).digest()] = source.number
            for text in _secret_texts(source, build.restricted):
                self._hold(text, source.number)
        self.proof = Proof(
            sequences=len(self._held.sequences),
            phrases=len(self._held.phrases),
            words=len(self._held.tokens.keys() | self._held.words.keys()),
            files=(*build.files, MANIFEST),
        )

    def through(self, files: Mapping[str, bytes]) -> None:
        """Search those of the files that are public; raises GateError with every leak's place."""
        leaks: dict[tuple[str, str, int], Problem] = {}
        public = [name for name in files if not name.startswith(f"{RESTRICTED}/")]
        for name in public:
            for where, number, what in self._leaks(name, files[name]):
                leaks.setdefault((name, where, number), _leak(name, where, number, what))
        if leaks:
            raise GateError(list(leaks.values())[:_ENOUGH])

    def _hold(self, text: Text, number: int) -> None:
        """Note what `text` holds and the public inputs do not."""
        if text.kind in (Kind.TECHNICAL, Kind.RAW):
            return
        words = words_of(text.text)
        for sequence in _runs(words, SEQUENCE):
            if sequence not in self._known.runs:
                self._held.sequences.setdefault(sequence, number)
        for token in _telling(text.text):
            if not self._known.has(token):
                self._held.tokens.setdefault(token, number)
        if text.kind is Kind.LABEL and len(words) in (2, 3) and words not in self._known.runs:
            self._held.phrases.setdefault(words, number)
        for word in words:
            if len(word) > 4 and not word.isdecimal() and not self._known.has(word):
                held = self._held.tokens if len(words) == 1 else self._held.words
                held.setdefault(word, number)

    def _leaks(self, name: str, data: bytes) -> Iterator[tuple[str, int, str]]:
        """Yield each place of a leak in one file, the appendix it is from, and what it is."""
        for block in blocks_of(data):
            number = self._digests.get(hashlib.sha256(block.data).digest())
            if number is not None:
                yield block.where, number, "a copy of its file"
        try:
            for text in texts_of(name, data):
                yield from ((text.where, number, what) for number, what in self._in(text))
        except UnreadableError as error:
            place = Place(name)
            found, wanted = f"it could not be searched: {error}", "a file that can be read again"
            raise GateError([Problem("leak-search", place, found, wanted)]) from error

    def _in(self, text: Text) -> Iterator[tuple[int, str]]:
        words = words_of(text.text)
        for length in (SEQUENCE, 3, 2):
            held = self._held.sequences if length == SEQUENCE else self._held.phrases
            for run in _runs(words, length):
                if run in held and not self._known.explains(run):
                    yield held[run], f"{length} of its words, “{_hinted(run)}”"
        if text.kind is Kind.TECHNICAL and text.text.isdecimal():
            return  # a width, an identifier
        for token, number in self._words_in(words, text):
            if not self._known.explains(token):
                yield number, f"one of its words, “{_hinted([token])}”"

    def _words_in(self, words: Words, text: Text) -> Iterator[tuple[str, int]]:
        there, tokens = set(words) | _addresses(text.text), self._held.tokens
        if text.kind is Kind.RAW:
            for each in sorted(there & tokens.keys()):
                if len(each) >= _LEAST_RAW and not each.isdecimal():
                    yield each, tokens[each]
            return
        there |= set(_numbers(text.text))
        for each in sorted(there & tokens.keys()):
            yield each, tokens[each]
        if text.kind is not Kind.TECHNICAL:
            for each in sorted(there & self._held.words.keys()):
                yield each, self._held.words[each]


class _Known:
    """What the public inputs and templates hold; the PDFs among them are read if need be."""

    def __init__(self, build: Build) -> None:
        self.runs: set[Words] = set()
        self._unread: Iterable[str] = texts_of_pdfs(build.paper)
        self._tokens: set[str] = set(words_of(_OWN))
        self._heads: set[Words] = set()
        self._tails: set[Words] = set()
        self._wholes: set[Words] = {("page",), ("appendix",)}
        self._field_heads: set[Words] = set()
        self._field_tails: set[Words] = set()
        for field_text in fields_of(build.paper):
            _note_ends(words_of(field_text), self._field_heads, self._field_tails)
        self._learn_own(own_texts())
        self._learn(public_texts(build))

    def _learn_own(self, texts: Iterable[str]) -> None:
        """Learn what the program says: its sentences, and its words in small letters.

        A word in capitals may be a name that stands in an example only, and is a secret elsewhere.
        """
        for text in texts:
            self._tokens.update(_SMALL.findall(text))
            self._learn_runs(words_of(text))

    def _learn(self, texts: Iterable[str]) -> None:
        for text in dict.fromkeys(texts):  # most are attributes of Word's XML, the same again
            words = words_of(text)
            self._learn_runs(words)
            self._tokens.update(words)
            self._tokens |= _addresses(text) | set(_numbers(text))
            if len(words) == 1:
                self._heads.add(words)
                self._tails.add(words)
                self._wholes.add(words)

    def _learn_runs(self, words: Words) -> None:
        """Learn a text of several words: what stands in it side by side, and its ends."""
        if len(words) < 2:
            return
        for length in range(2, SEQUENCE + 1):
            self.runs.update(_runs(words, length))
        _note_ends(words, self._heads, self._tails)
        if len(words) < SEQUENCE - 1:
            self._wholes.add(words)

    def has(self, token: str) -> bool:
        """Say whether a word, number or address stands in what was read so far."""
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
        """Say whether `run` is public, or stands where texts meet: end, whole ones, beginning."""
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
        """Say whether a public text goes on in `run` before a page's foot or after its head."""
        return any(
            (run[:n] in self._field_tails and self._says(run[n:]))
            or (run[n:] in self._field_heads and self._says(run[:n]))
            for n in range(1, len(run))
        )

    def _says(self, run: Words) -> bool:
        return run in self.runs if len(run) > 1 else self.has(run[0])


def _note_ends(words: Words, heads: set[Words], tails: set[Words]) -> None:
    for length in range(1, min(SEQUENCE, len(words) + 1)):
        heads.add(words[:length])
        tails.add(words[-length:])


def words_of(text: str) -> Words:
    """Return the words of a text as they are compared: without case, marks and ligatures."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return tuple(word.casefold() for word in _WORD.findall(plain))


def _runs(words: Words, length: int) -> Iterator[Words]:
    return zip(*(words[n:] for n in range(length)), strict=False)


def _telling(text: str) -> set[str]:
    """Return the words of a text that identify: names, numbers, codes, addresses of mail."""
    plain = unicodedata.normalize("NFKC", text)
    words = _WORD.findall(plain)
    common = {word for word in words if word.islower()}
    return (
        {
            word.casefold()
            for word in words
            if (word[0].isupper() and len(word) > 3 and word.casefold() not in common)
            or (len(word) > 3 and not word.isdecimal() and any(c.isdecimal() for c in word))
        }
        | _addresses(plain)
        | set(_numbers(plain))
    )


def _addresses(text: str) -> set[str]:
    return {address.casefold() for address in _MAIL.findall(text)}


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers of four digits and more, without the commas between thousands."""
    for number in _NUMBER.findall(text):
        plain = number.replace(",", "")
        whole = plain.partition(".")[0]
        if len(whole) >= 4:
            yield whole
        if plain != whole and len(plain) > 5:
            yield plain


def _is_page(word: str) -> bool:
    return word.isdecimal() and len(word) < 5


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
        place = Place(appendix.place.file)
        found = f"its text could not be read a second time, for the search of leaks: {error}"
        hint = "open it, save it anew, and run again"
        raise GateError(
            [Problem("leak-search", place, found, "a file that can be read", hint)]
        ) from error


def _hinted(words: Sequence[str]) -> str:
    """Return words so that their author knows them, and nobody else learns them."""
    return " ".join(f"{word[:1]}…" for word in words)


def _leak(name: str, where: str, number: int, what: str) -> Problem:
    return Problem(
        code="leak",
        place=Place(name, where=where),
        found=f"what only the restricted appendix {number} holds: {what}",
        wanted="nothing of a restricted appendix in a file for the public",
        hint="take it out of the public texts and templates; if the public may know it, say it in "
        "“public_title” or “reason”",
    )
