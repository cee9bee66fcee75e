"""What the files of a meeting are called: as the body uploads them, or by the meeting's name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Paper, is_portable
from panel_papers.meetings.edition import Edition
from panel_papers.output import upload_name


class Names(Struct, frozen=True):
    """The names of the published files; `items` by the index of the item."""

    agenda_docx: str
    agenda_pdf: str
    agenda_html: str
    agenda_json: str
    pack: str
    items: Mapping[int, str]


def names_of(paper: Paper, edition: Edition, titles: Mapping[int, tuple[int, str]]) -> Names:
    """Return the names; `titles` are number and title of each item with documents, by indices."""
    of = edition.prefix
    return Names(
        agenda_docx=_name(paper, f"{of}agenda.docx"),
        agenda_pdf=_name(paper, f"{of}agenda.pdf"),
        agenda_html=_name(paper, f"{of}agenda.html"),
        agenda_json=f"{paper.name}-{of}agenda.json",
        pack=_name(paper, f"{of}pack.pdf"),
        items={
            index: _name(replace(paper, short_title=title), f"{of}item-{number}.pdf")
            for index, (number, title) in titles.items()
        },
    )


def _name(paper: Paper, kind: str) -> str:
    upload = upload_name(paper, kind)
    return upload if upload is not None and is_portable(upload) else f"{paper.name}-{kind}"
