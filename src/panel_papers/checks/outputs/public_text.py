"""All text that a paper's public files may rightly hold: its public inputs and its templates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks.outputs.reading import Kind, UnreadableError, texts_of
from panel_papers.checks.public_words.lists import (
    fold,
    is_office,
    is_ordinary,
    own_sentences as stock_sentences,
)
from panel_papers.content import passages_of
from panel_papers.core import (
    LABELS,
    LIBRARIES,
    LINK_BASE,
    Contact,
    InputFile,
    Paper,
    Place,
    Problem,
    in_words,
    long_date,
    version_of,
)
from panel_papers.law import authority_of, mark_of, statutory_words
from panel_papers.output import Build, facts_of, facts_record
from panel_papers.pdf import SAID_BY_STANDARDS
from panel_papers.word import texts_between_tags

OF_NAME = "the name of its folder"
"""Where the name of a paper or meeting is, which published files and their addresses say."""
_LONGEST_YEAR = 4
_MONTHS = frozenset(each.casefold() for each in calendar.month_abbr if each)
_QUOTED = re.compile(r"“[^”]*”?")


class KnownTexts(Struct, frozen=True):
    """All that the public files of a build may rightly say, by how it is to be read.

    `fields` are printed at the head and the foot of pages, `own` is what the program says by
    itself, `printed` are passages as they print, `facts` single words. `pdfs` may be read late.
    """

    public: Iterable[str]
    fields: Iterable[str]
    own: Iterable[str]
    printed: Iterable[str]
    facts: Iterable[str]
    pdfs: Iterable[str]


def known_texts(build: Build) -> KnownTexts:
    """Return what the public files of a paper may rightly say; its PDFs are not read yet."""
    return KnownTexts(
        public=public_texts(build),
        fields=fields_of(build.paper),
        own=own_sentences(build),
        printed=printed_texts(build.paper),
        facts=facts_of_files(build),
        pdfs=texts_of_pdfs(build.paper),
    )


def read_whole(known: KnownTexts) -> KnownTexts:
    """Return known texts that can travel: each text once, all of them read."""
    return KnownTexts(
        *(tuple(dict.fromkeys(getattr(known, name))) for name in known.__struct_fields__)
    )


def without_name(known: KnownTexts, name: str) -> KnownTexts:
    """Return known texts without the name of a folder, which is in names of files and in links.

    Nobody has said that the public may know it: only its plain words are known.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    plain = [each for each in re.findall(r"[^\W_]+", name) if _is_plain(fold(each))]
    public, fields, facts = (
        (*(whole.sub(" ", each) for each in texts), *plain)
        for texts in (known.public, known.fields, known.facts)
    )
    return replace(known, public=public, fields=fields, facts=facts)


def _is_plain(word: str) -> bool:
    """Say whether a word of a folder’s name gives nothing away: “council”, “2027”, “feb”."""
    of_day = (word.isdecimal() and len(word) <= _LONGEST_YEAR) or word in _MONTHS
    return of_day or is_ordinary(word) or is_office(word)


def known_of(
    values: object,
    *,
    files: Sequence[InputFile] = (),
    templates: Sequence[InputFile] = (),
    problems: Sequence[Problem] = (),
    built: Mapping[str, bytes] = MappingProxyType({}),
) -> KnownTexts:
    """Return what may rightly be said by values of the model, supplied files and templates.

    `problems` are those that it reports, `built` are the files whose sizes it prints.
    """
    between = [text for each in _of_files(templates) for text in texts_between_tags(each)]
    return KnownTexts(
        public=(
            *strings_in(values),
            *LABELS.values(),
            *_of_files(files),
            *_of_files(templates),
            *between,
            *SAID_BY_STANDARDS,
            f"{LINK_BASE}part/",
        ),
        fields=tuple(strings_in(values)),
        own=(*stock_sentences(), *LIBRARIES, *_said_of(problems)),
        printed=(),
        facts=tuple(_facts_of(built)),
        pdfs=(),
    )


def public_texts(build: Build) -> Iterator[str]:
    """Yield each public text: the paper's values and files, the templates, the law, the tools.

    Only PDFs are left for `texts_of_pdfs`: to read them takes as long as to read the whole pack.
    """
    paper = build.paper
    yield from strings_in(replace(paper, files=()))
    yield from LABELS.values()  # what the cover sheet calls its rows
    if isinstance(paper.enquiries_to, Contact):
        yield f"mailto:{paper.enquiries_to.email}"
    yield from (f"mailto:{row.text}" for row in paper.cover)
    if build.restricted is not None:
        yield from _of_law(paper)
    yield from _of_files([each for each in paper.files if not _is_pdf(each)])
    for text in _of_files(build.templates):
        yield text
        yield from texts_between_tags(text)
    yield from strings_in(build.deadline)
    for part in build.pack.parts:
        yield from (part.engine_reason or "", *part.notes)  # what a tool said
    yield from strings_in(build.cleaned)
    yield from SAID_BY_STANDARDS
    yield f"{LINK_BASE}part/"
    yield facts_record(facts_of(paper, build.deadline, draft=build.draft))  # the pack's identifier
    choice = build.choice
    yield from (choice.name, choice.engine.version(), choice.reason)


def texts_of_pdfs(paper: Paper) -> Iterator[str]:
    """Yield each text of the PDFs that are public appendices."""
    return _of_files([each for each in paper.files if _is_pdf(each)])


def _is_pdf(file: InputFile) -> bool:
    return b"%PDF-" in (file.data or b"")[:1024]


def fields_of(paper: Paper) -> Iterator[str]:
    """Yield the values that are printed at the head and the foot of every page, and their like."""
    yield from strings_in(replace(paper, files=(), sections=(), appendices=()))


def printed_texts(paper: Paper) -> Iterator[str]:
    """Yield the passages of a paper as they print: without marks of notes, emphasis and links."""
    yield from (passage.text for passage in passages_of(paper))


def own_sentences(build: Build) -> Iterator[str]:
    """Yield what the program says in the manifest and on the hand-over sheet.

    Of the problems, what they quote is left out: it may be what leaks.
    """
    yield from stock_sentences()
    yield from LIBRARIES  # a Word file that python-docx wrote names it as its author
    yield from _said_of((*build.problems, *(each.problem for each in build.accepted)))


def _said_of(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        for text in (problem.found, problem.wanted, problem.hint or "", problem.place.where or ""):
            yield from _QUOTED.split(text)


def facts_of_files(build: Build) -> Iterator[str]:
    """Yield what sheet and manifest say of files and program: sizes, libraries, their versions."""
    return _facts_of(build.files)


def _facts_of(files: Mapping[str, bytes]) -> Iterator[str]:
    for data in files.values():
        yield f"{max(len(data) / 1000, 1):.0f}"
        yield str(len(data))
    for library in LIBRARIES:
        yield from re.findall(r"[a-z]+", library)
        yield from re.findall(r"\d+", version_of(library))


def _of_law(paper: Paper) -> Iterator[str]:
    yield authority_of(paper)
    for appendix, restriction in paper.withheld:
        yield f"{appendix.heading} ({mark_of(restriction)})"
        yield from (text for _, text in statutory_words(paper, restriction))


def _of_files(files: Sequence[InputFile]) -> Iterator[str]:
    for file in files:
        yield file.path
        try:
            texts = texts_of(file.path, file.data or b"")
            yield from (text.text for text in texts if text.kind is not Kind.RAW)
        except UnreadableError:
            continue  # then nothing in it explains anything


def strings_in(value: object) -> Iterator[str]:
    """Yield every text within a value of the model; a date in each form that is printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield long_date(value, "cy-GB")
        yield from (long_date(value), in_words(value), value.isoformat(), f"{value:%Y%m%d}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (*strings_in(key), *strings_in(inner))
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for inner in value:
            yield from strings_in(inner)
    elif isinstance(value, Struct) and not isinstance(value, Place):
        for field in value.__struct_fields__:
            yield from strings_in(getattr(value, field))
