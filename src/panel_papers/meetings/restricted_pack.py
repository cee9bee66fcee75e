"""The pack for members of what is exempt at a meeting, each of its pages marked.

It is made when the public pack is finished. Its pages are numbered apart from the public ones, R1,
R2 and so on through all its issues: numbers that continued would show the public by a gap how long
it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks import check_page_numbers
from panel_papers.core import (
    REPORT,
    Agenda,
    AgendaItem,
    AgendaPart,
    Link,
    PackOptions,
    Paper,
    in_words,
)
from panel_papers.law import mark_of, page_mark
from panel_papers.meetings.agenda import page_range, time_in_words
from panel_papers.meetings.exclusion import all_paragraphs, exempt_parts
from panel_papers.meetings.model import ExemptItem, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.packing import page_count
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.output import Pack, Piece, Rendered, make_pack
from panel_papers.pdf import Choice
from panel_papers.word import Templates, write_agenda

NOT_PUBLIC = "(not for publication)"
"""The end of its title, by which `verify` knows it wherever it lies."""


PREFIX = "R"
"""Is printed before the number of each of its pages."""


class _Part(Struct, frozen=True):
    """A restricted document, and the index of its item."""

    item: int
    piece: Piece


def pack_restricted(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    paper: Paper,
    templates: Templates,
    choice: Choice,
    *,
    identifier: str,
    copy: str = "",
) -> Pack:
    """Return all that is exempt at a meeting as one pack behind its own agenda.

    `paper` is the agenda's; `copy` is printed behind the mark of each page (“Copy 3 of 12”). Raises
    as `make_pack` does, and GateError where a page lacks its mark or its number.
    """
    parts = [
        replace(each, piece=replace(each.piece, mark=_with_copy(each.piece.mark or "", copy)))
        for each in _parts(meeting, papers)
    ]
    facts = {name: each.facts for name, each in papers.items()}
    public = {name: facts[name] for name in (each.paper for each in meeting.papers)}
    paper = replace(paper, pack=PackOptions(meeting.edition.first_restricted, prefix=PREFIX))

    def agenda_page(entries: Sequence[tuple[Link, int]]) -> bytes:
        return write_agenda(paper, _agenda(meeting, papers, parts, entries), templates).for_pack

    pack = make_pack(
        paper,
        [each.piece for each in parts],
        agenda_page,
        choice,
        title=f"Exempt papers – {meeting.body.name}, {in_words(meeting.date)} {NOT_PUBLIC}",
        front=meeting.edition.title,
        front_mark=_with_copy(
            page_mark(paper, all_paragraphs(exempt_parts(meeting, public))), copy
        ),
        identifier=identifier,
    )
    check_page_numbers(pack)
    return pack


def _with_copy(mark: str, copy: str) -> str:
    return f"{mark}. {copy}" if copy else mark


def _parts(meeting: Meeting, papers: Mapping[str, BuiltPaper]) -> Iterator[_Part]:
    """Yield the restricted documents in the order of the items."""
    position = 2  # of the next part in the pack; the agenda is the first
    for at, item in enumerate(meeting.items):
        if not isinstance(item, PaperItem | UrgentItem | ExemptItem):
            continue
        group = f"{meeting.number_of(at)}. {_title(item, papers)}"
        pieces = papers[item.paper].restricted
        for index, piece in enumerate(pieces):
            # an appendix by itself is its own part 1, a whole paper’s report its part 2
            own = position + index - 1
            offset = position - REPORT if isinstance(item, ExemptItem) else own
            yield _Part(at, replace(piece, group=group, link_offset=offset))
        position += len(pieces)


def _title(item: PaperItem | UrgentItem | ExemptItem, papers: Mapping[str, BuiltPaper]) -> str:
    """Return the title of an item for members, who may know that of an exempt paper."""
    return papers[item.paper].facts.title


def _agenda(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    parts: Sequence[_Part],
    entries: Sequence[tuple[Link, int]],
) -> Agenda:
    """Return the agenda of what is exempt, with the pages of each document."""
    items = []
    placed = list(zip(parts, entries, strict=True))
    for at, group in groupby(placed, key=lambda each: each[0].item):
        documents = [_document(part.piece, link, page) for part, (link, page) in group]
        item = meeting.items[at]
        assert isinstance(item, PaperItem | UrgentItem | ExemptItem)  # noqa: S101 - `_parts`
        number = meeting.number_of(at)
        notes = (*_replaced(meeting, number), *_notes(item))
        items.append(AgendaItem(number, _title(item, papers), notes, parts=tuple(documents)))
    return Agenda(
        time=time_in_words(meeting.time),
        venue=meeting.venue,
        address=meeting.address,
        members=(),
        items=tuple(items),
    )


def _replaced(meeting: Meeting, number: int) -> Iterator[str]:
    """Yield which pages members no longer need, of the last pack for them that has the item."""
    before = [
        f"Replaces {page_range(first, last, PREFIX)} of {pack.issue}."
        for pack in meeting.edition.earlier_for_members
        for item, first, last in pack.pages
        if item == number
    ]
    yield from before[-1:]


def _notes(item: PaperItem | UrgentItem | ExemptItem) -> tuple[str, ...]:
    if not isinstance(item, ExemptItem):
        return ()
    public = f"{mark_of(item.restriction)}. On the public agenda: {item.restriction.public_title}"
    return (public, item.note) if item.note else (public,)


def _document(piece: Piece, link: Link, first: int) -> AgendaPart:
    assert isinstance(piece.content, Rendered)  # noqa: S101 - `make_parts` rendered it
    last = first + page_count(piece.content.pdf) - 1
    return AgendaPart(Link(piece.title, link.url), page_range(first, last, PREFIX))
