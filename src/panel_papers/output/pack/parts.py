"""What a pack is made of, before any of it is a PDF: the report and each appendix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from panel_papers.core import Appendix, Paper, PdfFile, Place, Withheld, WordFile
from panel_papers.law import mark_of, page_mark
from panel_papers.output.pack.attempts import Rendered
from panel_papers.pdf import WordDocument
from panel_papers.word import Documents, Written

CONTENTS = "Contents"
"""The title of the page that the pack begins with."""


class Piece(Struct, frozen=True):
    """A part of the pack before it is joined.

    A Word document, a PDF as it was supplied, or one that is made already. `mark` is printed at
    the head of each of its pages, `divider` is a sheet that comes before it, `heading` is what its
    first heading says where that is not the title.
    """

    title: str
    content: WordDocument | bytes | Rendered
    place: Place
    mark: str | None = None
    divider: WordDocument | None = None
    heading: str | None = None
    group: str | None = None
    """The bookmark above its own: an item of a meeting's agenda, with all its parts."""
    link_offset: int = 0
    """How much later than in its paper's own pack the parts come that its links lead to."""

    @property
    def documents(self) -> list[WordDocument]:
        """What of the piece goes through an engine, in order."""
        return [each for each in (self.divider, self.content) if isinstance(each, WordDocument)]


DividerPage = Callable[[Appendix], bytes]
"""Makes the sheet before an appendix, a Word document."""


def pieces_of(paper: Paper, documents: Documents, divider_page: DividerPage) -> list[Piece]:
    """Return what the pack holds behind its contents page: the report, then each appendix."""
    name, title = f"{paper.name}-report.docx", str(paper.title)
    report = word_document(paper, name, documents.report.for_pack, title)
    pieces = [Piece(title, report, Place(name))]
    written = {**documents.appendices, **documents.notices}
    return [*pieces, *(piece_of(paper, a, written, divider_page) for a in paper.appendices)]


def piece_of(
    paper: Paper, appendix: Appendix, written: Mapping[int, Written], divider_page: DividerPage
) -> Piece:
    """Return an appendix as a piece; `written` are those made in Word, by their numbers.

    A withheld one has no divider: the sheet that stands for it is all there is.
    """
    heading = title = appendix.heading
    mark = None
    if appendix.restriction is not None:
        title += f" ({mark_of(appendix.restriction)})"
        if not isinstance(appendix.content, Withheld):
            mark = page_mark(paper, appendix.restriction)
    content: WordDocument | bytes | Rendered
    match appendix.content:
        case PdfFile(data, texts):
            content = Rendered(data, "", described=texts) if isinstance(texts, Mapping) else data
        case WordFile(data):
            content = word_document(paper, appendix.place.file, data, title)
        case Withheld():
            name = f"{paper.name}-appendix-{appendix.number}.docx"
            content = word_document(paper, name, written[appendix.number].for_pack, title)
        case _:  # named as the file that it is made of, which is what can be corrected
            data = written[appendix.number].for_pack
            content = word_document(paper, appendix.place.file, data, title)
    divider = None
    if paper.pack.dividers and not isinstance(appendix.content, Withheld):
        name = f"divider of appendix {appendix.label}"
        divider = word_document(paper, name, divider_page(appendix), title)
    return Piece(title, content, appendix.place, mark, divider, heading)


def word_document(paper: Paper, name: str, data: bytes, title: str) -> WordDocument:
    """Return a document of the paper as an engine takes it."""
    return WordDocument(name, data, title, paper.language, day_of(paper))


def day_of(paper: Paper) -> date:
    """Return the day of the meeting, which is the date of all that is made; never the clock's."""
    return paper.date if isinstance(paper.date, date) else date(1980, 1, 1)
