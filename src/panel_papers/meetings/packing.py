"""The pack of a meeting, and the PDF of each item: joined from parts, never cut from a pack."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks import check_page_numbers
from panel_papers.core import (
    Agenda,
    AgendaItem,
    Cache,
    GateError,
    Link,
    Paper,
    Place,
    Problem,
    in_words,
)
from panel_papers.meetings.agenda import Pages, PartPages, agenda_of, title_of
from panel_papers.meetings.minutes import ReadMinutes
from panel_papers.meetings.model import Meeting, MinutesItem, PaperItem, UrgentItem
from panel_papers.meetings.papers import BuiltPaper, PaperFacts
from panel_papers.output import (
    Pack,
    Piece,
    Rendered,
    claim_problems,
    covered_problems,
    cut_off_problems,
    look_problems,
    make_pack,
    pack_of_pieces,
    render,
    tag_problems,
    unprinted_problems,
)
from panel_papers.pdf import Choice, WordDocument, page_texts
from panel_papers.word import Templates, write_agenda

_REPORT = 2
"""The number of the report in its paper's own pack, which its links count by."""


class Document(Struct, frozen=True):
    """A part of the pack: the index of its item, and the piece with its PDF.

    `supplied` is the piece before it was rendered, which says of a problem where it is.
    `link_offset` is the piece's own in the PDF of its item. `judged` says that what a validator
    finds in it is reported of its paper.
    """

    item: int
    piece: Piece
    supplied: Piece
    made: Rendered
    link_offset: int = 0
    judged: bool = True


class Packed(Struct, frozen=True):
    """What is printed of a meeting: the pack, the agenda alone, and each item alone.

    `items` are by the indices of those that have documents; `pages` says where these are. A draft
    is the pack and nothing else.
    """

    documents: tuple[Document, ...]
    pack: Pack
    agenda: Agenda
    agenda_docx: bytes
    agenda_pack: Pack | None
    items: Mapping[int, Pack]
    pages: Pages
    templates: Templates

    def problems(self, meeting: Meeting, paper: Paper) -> tuple[Problem, ...]:
        """Return what engines and tags could not do; of papers their own builds say it."""
        pack, folder = self.pack, Path(meeting.place.file).parent
        pieces = [each.supplied for each in self.documents]
        own = [each for each in self.documents if not isinstance(each.supplied.content, Rendered)]
        supplied = [each.supplied for each in own]
        culprits = {each.part for each in pack.obstacles}
        parts = [
            (each.supplied, part)
            for number, (each, part) in enumerate(
                zip(self.documents, pack.parts[1:], strict=True), 1
            )
            if each in own and number not in culprits
        ]
        return (
            *unprinted_problems(paper, pieces, pack.unprinted, folder, draft=False),
            *look_problems(supplied, [pack.unlike_word[0], *(e.made.unlike_word for e in own)]),
            *cut_off_problems(supplied, [pack.cut_off[0], *(e.made.cut_off for e in own)]),
            *covered_problems(supplied, [pack.covered[0], *(e.made.covered for e in own)]),
            *claim_problems(
                pieces,
                pack.all_obstacles,
                pack.made,
                unjudged=[each.supplied for each in self.documents if not each.judged],
            ),
            *tag_problems([piece for piece, _ in parts], [part for _, part in parts], ()),
        )


def pack_meeting(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    minutes: ReadMinutes,
    templates: Templates,
    choice: Choice,
    *,
    identifier: str,
    cache: Cache | None = None,
    draft: bool = False,
) -> Packed:
    """Return a meeting's pack and the PDF of each item; raises PanelPapersError.

    Each page of a `draft` is marked. Every page number is read again by a library that did not
    write it.
    """
    documents = tuple(_documents(meeting, papers, minutes, choice, cache))
    paper = minutes.paper
    facts = {name: each.facts for name, each in papers.items()}
    counts = [page_count(each.made.pdf) for each in documents]

    def agenda_page(entries: Sequence[tuple[Link, int]]) -> bytes:
        starts = [(link.url, page) for link, page in entries]
        pages = _pages(
            documents, [(at, at + n - 1, to) for (to, at), n in zip(starts, counts, strict=True)]
        )
        return write_agenda(paper, agenda_of(meeting, facts, pages), templates).for_pack

    pack = make_pack(
        paper,
        [each.piece for each in documents],
        agenda_page,
        choice,
        title=f"{_whole(meeting)} – {meeting.body.name}, {in_words(meeting.date)}",
        front=meeting.edition.title,
        identifier=identifier,
        cache=cache,
        draft=draft,
    )
    check_page_numbers(pack)
    pages = _pages(documents, [(p.first_page, p.last_page, None) for p in pack.parts[1:]])
    agenda = agenda_of(meeting, facts, pages)
    _check_printed(pack, agenda)
    written = write_agenda(paper, agenda, templates)
    alone = None if draft else _agenda_alone(meeting, paper, written.for_pack, choice, cache)
    items = () if draft else _items(meeting, facts, paper, documents, pages=pages, choice=choice)
    return Packed(
        documents=documents,
        pack=pack,
        agenda=agenda,
        agenda_docx=written.docx,
        agenda_pack=alone,
        items=dict(items),
        pages=pages,
        templates=templates,
    )


def _whole(meeting: Meeting) -> str:
    """Return what the pack is called."""
    return meeting.edition.title if meeting.edition.supplement else "Agenda and papers"


def _documents(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    minutes: ReadMinutes,
    choice: Choice,
    cache: Cache | None,
) -> Iterator[Document]:
    """Yield the parts of the pack behind the agenda, in the order of the items."""
    facts = {name: each.facts for name, each in papers.items()}
    number = 2  # of the next part in the pack; the agenda is the first
    for index, item in enumerate(meeting.items):
        group = f"{meeting.number_of(index)}. {title_of(item, facts)}"
        if isinstance(item, MinutesItem):
            supplied = replace(minutes.pieces[index], group=group)
            content = supplied.content
            made = (
                render(choice, [content], cache)[0]
                if isinstance(content, WordDocument)
                else content
                if isinstance(content, Rendered)
                else Rendered(content, "")
            )
            yield Document(index, replace(supplied, content=made), supplied, made)
            number += 1
        elif isinstance(item, PaperItem | UrgentItem):
            built = papers[item.paper]
            pieces, apart = built.pieces, built.apart
            for at, each in enumerate(pieces):
                assert isinstance(each.content, Rendered)  # noqa: S101 - `make_parts` rendered it
                own = at if apart else 1 - _REPORT
                piece = replace(each, group=group, link_offset=number - 1 + own)
                yield Document(index, piece, piece, each.content, own, built.judged)
            number += len(pieces)


def _items(
    meeting: Meeting,
    papers: Mapping[str, PaperFacts],
    paper: Paper,
    documents: Sequence[Document],
    *,
    pages: Pages,
    choice: Choice,
) -> Iterator[tuple[int, Pack]]:
    """Yield each item's documents as one PDF, with the page numbers of the pack."""
    for index, parts in pages.items():
        own = [each for each in documents if each.item == index]
        title = f"Item {meeting.number_of(index)}: {title_of(meeting.items[index], papers)}"
        pack = pack_of_pieces(
            paper,
            [replace(each.piece, group=None, link_offset=each.link_offset) for each in own],
            [each.made for each in own],
            f"{title} – {meeting.body.name}, {in_words(meeting.date)}",
            choice,
            first_page=parts[0].first,
        )
        check_page_numbers(pack, has_contents=False)
        yield index, pack


def _check_printed(pack: Pack, agenda: Agenda) -> None:
    """Raise GateError unless the agenda in the finished pack prints the pages of each document."""
    of_agenda = pack.parts[0].last_page - pack.first_page + 1
    text = " ".join(" ".join(page_texts(pack.pdf, of_agenda)).split())
    at = 0
    for item in agenda.items:
        if item.heading and " ".join(item.heading.split()) not in text:
            raise GateError([_heading_lost(pack, item)])
        for said in (item.pages, *(part.pages for part in item.parts)):
            found = re.compile(rf"{re.escape(said)}(?!\d| –)").search(text, at)
            if said and found is None:
                place = Place(pack.parts[0].title, where=f"item {item.number}")
                raise GateError(
                    [
                        Problem(
                            "page-numbers",
                            place,
                            "The agenda in the pack does not print the pages of this item",
                            f"“{said}”",
                            "in Word, type {{ item.pages }} and {{ part.pages }} into "
                            "templates/word/agenda.docx where the pages are to be; if they "
                            "are there, send this message and the file to whoever looks after "
                            "Panel Papers (usually IT)",
                        )
                    ]
                )
            at = found.end() if found else at


def _heading_lost(pack: Pack, item: AgendaItem) -> Problem:
    place = Place(pack.parts[0].title, where=f"item {item.number}")
    found = "The agenda in the pack does not print the heading above this item"
    hint = "copy agenda.docx from a new folder of templates, or add {{ item.heading }} to yours"
    return Problem("heading-not-on-agenda", place, found, f"“{item.heading}”", hint)


def _agenda_alone(
    meeting: Meeting, paper: Paper, docx: bytes, choice: Choice, cache: Cache | None
) -> Pack:
    """Return the agenda as a PDF of its own, without links to what is not in it."""
    of = meeting.edition
    title = f"{of.title} – {meeting.body.name}, {in_words(meeting.date)}"
    document = WordDocument(f"{of.title}.docx", docx, title, paper.language, meeting.date)
    (made,) = render(choice, [document], cache)
    piece = Piece(of.title, made, Place(of.title), heading=of.title)
    pack = pack_of_pieces(paper, [piece], [made], title, choice, first_page=of.first_page)
    check_page_numbers(pack, has_contents=False)
    return pack


def _pages(
    documents: Sequence[Document], ranges: Sequence[tuple[int, int, str | None]]
) -> dict[int, list[PartPages]]:
    found: dict[int, list[PartPages]] = {}
    for document, (first, last, address) in zip(documents, ranges, strict=True):
        part = PartPages(document.piece.title, first, last, address)
        found.setdefault(document.item, []).append(part)
    return found


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
