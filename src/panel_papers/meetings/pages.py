"""The web pages of a meeting: the agenda for the public, the hand-over page for the clerk."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from panel_papers.core import Problem, in_words, long_date, sentence, sha256
from panel_papers.law import UNCHECKED, Deadline, PublicNotice
from panel_papers.meetings.agenda import Pages, page_range, time_in_words
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.naming import Names
from panel_papers.meetings.packing import Packed
from panel_papers.meetings.status import Status
from panel_papers.output import PUBLIC, RESTRICTED, Pack, page_style


class Listed(Struct, frozen=True):
    """A document on the agenda page: its title, where its link leads, its pages, its size."""

    title: str
    link: str
    pages: str
    size: str


class Row(Struct, frozen=True):
    """An item on the agenda page."""

    number: int
    title: str
    notes: Sequence[str]
    pages: str
    documents: Sequence[Listed]
    web_page: Listed | None = None
    heading: str = ""


class Sheet(Struct, frozen=True):
    """What the hand-over page says."""

    meeting: Meeting
    deadline: Deadline
    rows: Sequence[Row]
    names: Names
    files: Mapping[str, bytes]
    pages: int
    accessible: bool
    obstacles: Sequence[str]
    problems: Mapping[str, Sequence[Problem]]
    restricted: Pack | None = None
    notices: Sequence[PublicNotice] = ()
    draft: bool = False


def rows_of(packed: Packed, names: Names, web_pages: Mapping[int, bytes]) -> list[Row]:
    """Return the items as the web pages list them, each document with a link to its file.

    `web_pages` are papers as web pages, by the indices of their items.
    """
    rows = []
    for index, item in enumerate(packed.agenda.items):
        documents = []
        if index in packed.items:
            documents = _documents(packed.items[index].pdf, names.items[index], packed.pages, index)
        page = None
        if index in web_pages:
            name, size = names.web_pages[index], size_of(web_pages[index])
            page = Listed(str(item.title), quote(name), "", size)
        title = str(item.title)
        rows.append(Row(item.number, title, item.notes, item.pages, documents, page, item.heading))
    return rows


def _documents(pdf: bytes, name: str, pages: Pages, index: int) -> list[Listed]:
    parts = pages[index]
    start = parts[0].first
    return [
        Listed(
            title=each.title,
            link=quote(name) + (f"#page={each.first - start + 1}" if each.first > start else ""),
            pages=page_range(each.first, each.last),
            size="" if each.first > start else size_of(pdf),
        )
        for each in parts
    ]


def agenda_page(
    meeting: Meeting, packed: Packed, names: Names, web_pages: Mapping[int, bytes]
) -> bytes:
    """Return the agenda as a page for the body's website; its links lead to files beside it."""
    assert packed.agenda_pack is not None  # noqa: S101 - a draft has no such page
    sheet = meeting.edition.title
    printed = (
        (f"{sheet} and all papers in one PDF", names.pack, packed.pack.pdf),
        (f"{sheet} as PDF", names.agenda_pdf, packed.agenda_pack.pdf),
        (f"{sheet} as Word document", names.agenda_docx, packed.agenda_docx),
    )
    return _rendered(
        "agenda.html.jinja",
        meeting,
        rows=rows_of(packed, names, web_pages),
        files=[Listed(title, quote(name), "", size_of(data)) for title, name, data in printed],
        count=packed.pack.pages,
    )


def status_page(status: Status, meeting: Meeting) -> bytes:
    """Return how far a meeting is as a page for a screen on the wall or a link to send round."""
    return _rendered("status.html.jinja", meeting, it=status)


def handover_page(sheet: Sheet, record: str) -> bytes:
    """Return the page for the clerk; `record` is where the checksum of the manifest is to be."""
    return _rendered(
        "handover.html.jinja",
        sheet.meeting,
        it=sheet,
        record=record,
        folder=RESTRICTED,
        unchecked=UNCHECKED,
        files=[
            (name if sheet.draft else f"{PUBLIC}/{name}", size_of(data), sha256(data))
            for name, data in sheet.files.items()
        ],
    )


def words_of_pages() -> tuple[str, ...]:
    """Return what both pages say before a meeting is put in, their style included."""
    folder = files("panel_papers.meetings")
    pages = ("agenda.html.jinja", "handover.html.jinja")
    return (page_style(), *(folder.joinpath(each).read_text(encoding="utf-8") for each in pages))


def size_of(data: bytes) -> str:
    """Return a size as people read it: “240 KB”, “1.2 MB”."""
    kilobytes = max(round(len(data) / 1000), 1)
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def _rendered(name: str, meeting: Meeting, **values: object) -> bytes:
    style = page_style()
    page = (
        _environment()
        .get_template(name)
        .render(
            meeting=meeting,
            language=meeting.language,
            time=time_in_words(meeting.time),
            style=Markup(style),  # noqa: S704 - ours, and no text of a meeting is in it
            style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            **values,
        )
    )
    return page.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("panel_papers.meetings", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["in_words"] = in_words
    environment.filters["long_date"] = long_date
    environment.filters["sentence"] = sentence
    environment.filters["first_capital"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["pages"] = page_range
    return environment
