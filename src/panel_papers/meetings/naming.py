"""What the files of a meeting are called: as the body uploads them, or by the meeting's name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Paper, is_portable
from panel_papers.meetings.agenda import agenda_paper
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.model import Meeting, PaperItem, UrgentItem
from panel_papers.output import upload_name


class PublicItem(Struct, frozen=True):
    """An item with documents by what its files are named after: its number and its title."""

    number: int
    title: str


class Names(Struct, frozen=True):
    """The names of the published files; `items` and `web_pages` by the index of the item."""

    agenda_docx: str
    agenda_pdf: str
    agenda_html: str
    agenda_json: str
    pack: str
    items: Mapping[int, str]
    web_pages: Mapping[int, str]


def names_of(paper: Paper, edition: Edition, items: Mapping[int, PublicItem]) -> Names:
    """Return the names; `items` are those with documents, by their indices."""
    of = edition.prefix
    return Names(
        agenda_docx=_name(paper, f"{of}agenda.docx"),
        agenda_pdf=_name(paper, f"{of}agenda.pdf"),
        agenda_html=_name(paper, f"{of}agenda.html"),
        agenda_json=f"{paper.name}-{of}agenda.json",
        pack=_name(paper, f"{of}pack.pdf"),
        items={at: item_name(paper, edition, each, "pdf") for at, each in items.items()},
        web_pages={at: item_name(paper, edition, each, "html") for at, each in items.items()},
    )


def item_name(paper: Paper, edition: Edition, item: PublicItem, kind: str) -> str:
    """Return what a file of an item is called; `paper` is the agenda, `kind` “pdf” or “html”."""
    titled = replace(paper, short_title=item.title)
    return _name(titled, f"{edition.prefix}item-{item.number}.{kind}")


def pdf_of_paper(meeting: Meeting, paper: Paper) -> str:
    """Return what the PDF of a paper's item is called."""
    (at,) = (
        index
        for index, each in enumerate(meeting.items)
        if isinstance(each, PaperItem | UrgentItem) and each.paper == paper.name
    )
    item = PublicItem(meeting.number_of(at), str(paper.title))
    return item_name(agenda_paper(meeting), meeting.edition, item, "pdf")


def _name(paper: Paper, kind: str) -> str:
    upload = upload_name(paper, kind)
    return upload if upload is not None and is_portable(upload) else f"{paper.name}-{kind}"
