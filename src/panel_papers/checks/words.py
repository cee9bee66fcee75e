"""All words of a paper that its readers see, each with its place: inputs, Word files and PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import partial

from msgspec import Struct

from panel_papers.checks.protocol import Subject
from panel_papers.checks.word_text import documents_of, is_struck
from panel_papers.content import Kind
from panel_papers.core import Contact, PdfFile, Place, PlacedText


class Origin(Enum):
    """Where words come from, which decides who can correct them."""

    PROSE = "the paper's own words"
    CODE = "the paper's own words, quoted as code"
    FIELD = "a value of paper.yaml"
    TEMPLATE = "a document made, in words that no input holds"
    WORD = "a supplied Word document"
    PDF = "a supplied PDF"


_SHORT = 4  # a cell such as “B” must not take the middle out of “TBC”
_CELLS = frozenset({Kind.CELL, Kind.HEADER_CELL})
SUPPLIED = frozenset({Origin.WORD, Origin.PDF})


def _no() -> bool:
    return False


class Words(Struct, frozen=True):
    """A stretch of text: where the character at an offset is, and whether all is struck through.

    `is_drawn` says that it is a watermark or other WordArt.
    """

    text: str
    origin: Origin
    place: Callable[[int], Place]
    in_table: bool = False
    is_struck: Callable[[], bool] = _no
    is_drawn: bool = False


def words_of(subject: Subject) -> Iterable[Words]:
    """Return all passages, values, paragraphs, pages; of our own documents what is new."""
    return subject.once(_words_of)


def _words_of(subject: Subject) -> tuple[Words, ...]:
    return tuple(_each(subject))


def _each(subject: Subject) -> Iterator[Words]:
    own: list[str] = []
    for passage in subject.passages:
        own.append(passage.text)
        origin = Origin.CODE if passage.kind is Kind.CODE else Origin.PROSE
        yield Words(passage.text, origin, passage.place, passage.kind in _CELLS)
    for name, text in _fields(subject):
        own.append(text)
        place = text.place if isinstance(text, PlacedText) else subject.place(name)
        yield Words(text, Origin.FIELD, partial(_same, place))
    whole = {_plain(text) for text in own}
    parts = sorted(
        {each for each in whole if len(each) >= _SHORT}, key=lambda each: (-len(each), each)
    )
    for document in documents_of(subject):
        for block in document.blocks:
            text = block.text if document.supplied else _unsaid(block.text, whole, parts)
            if text.strip():
                origin = Origin.WORD if document.supplied else Origin.TEMPLATE
                at = partial(_same, document.place(block.where))
                yield Words(text, origin, at, block.in_table, partial(is_struck, document, block))
        for art in document.art:
            origin = Origin.WORD if document.supplied else Origin.TEMPLATE
            at = partial(_same, document.place(art.where))
            yield Words(art.text, origin, at, is_drawn=True)
    for appendix in subject.paper.appendices:
        if isinstance(appendix.content, PdfFile):
            from panel_papers.pdf import page_texts  # noqa: PLC0415 - loads PDFium

            for number, text in enumerate(page_texts(appendix.content.data), 1):
                place = Place(appendix.place.file, where=f"page {number}")
                yield Words(text, Origin.PDF, partial(_same, place))


def _fields(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield the values of paper.yaml that are printed, by their names."""
    paper = subject.paper
    found: list[tuple[str, object]] = [
        ("title", paper.title),
        ("short_title", paper.short_title if paper.short_title != paper.title else None),
        ("report_to", paper.report_to),
        ("author", paper.author),
        ("for", paper.report_for),
        ("divisions_affected", paper.divisions_affected),
        ("late, urgency", paper.late and paper.late.urgency),
        ("late, lateness", paper.late and paper.late.lateness),
    ]
    if isinstance(paper.enquiries_to, Contact):
        contact = paper.enquiries_to
        found += [
            ("enquiries_to, name", contact.name),
            ("enquiries_to, role", contact.role),
            ("enquiries_to, email", contact.email),
        ]
    for row in paper.cover:
        found += [(f"cover, {row.name}", each) for each in (row.label, row.text)]
    for number, each in enumerate(paper.background_papers, 1):
        found += [
            (f"background paper {number}, title", each.title),
            (f"background paper {number}, link_text", each.link_text),
        ]
    for appendix in paper.appendices:
        found.append((f"appendix {appendix.label}, title", appendix.title))
        if appendix.restriction:
            found.append((f"appendix {appendix.label}, reason", appendix.restriction.reason))
    yield from ((name, text) for name, text in found if isinstance(text, str))


def _unsaid(text: str, whole: set[str], parts: list[str]) -> str:
    """Return what a paragraph of a document of ours says beside what the inputs say."""
    text = _plain(text)
    if text in whole:
        return ""
    for each in parts:
        if each in text:
            text = text.replace(each, "\n")
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())


def _same(place: Place, _offset: int) -> Place:
    return place
