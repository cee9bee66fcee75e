"""The PDF pack: contents page, report and appendices as one PDF with one page number everywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from panel_papers.addresses import LINK_BASE, appendix_address, report_address
from panel_papers.engines import ENGINES, Choice, WordDocument
from panel_papers.errors import EngineError, InputsError, Place, Problem
from panel_papers.joining import JoinError, Options, Part, Stamp, join
from panel_papers.model import Link, Paper, PdfFile, WordFile
from panel_papers.rendering import Rendered, render
from panel_papers.word import Documents

CONTENTS = "Contents"


@dataclass(frozen=True)
class Piece:
    """A part of the pack before it is joined: a Word document, or a PDF as it was supplied."""

    title: str
    content: WordDocument | bytes
    place: Place


@dataclass(frozen=True)
class PackedPart:
    """A part in the finished pack: its page numbers, and which engine made it and why.

    `engine` is None for a PDF that was supplied; `tagged` says whether the part's own
    accessibility tags were kept, and `notes` what is to be known of it.
    """

    title: str
    first_page: int
    last_page: int
    engine: str | None
    engine_reason: str | None
    tagged: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """The finished pack: its bytes, how many pages it has, and its parts in order."""

    pdf: bytes
    pages: int
    parts: tuple[PackedPart, ...]
    accessible: bool


ContentsPage = Callable[[Sequence[tuple[Link, int]]], bytes]
"""Makes the contents page, a Word document, from each piece's title and first page."""


def pieces_of(paper: Paper, documents: Documents) -> list[Piece]:
    """Return what the pack holds behind its contents page: the report, then each appendix."""
    name, title = f"{paper.name}-report.docx", str(paper.title)
    report = _word(paper, name, documents.report.for_pack, title)
    pieces = [Piece(title, report, Place(name))]
    for appendix in paper.appendices:
        title = f"Appendix {appendix.number} – {appendix.title}"
        match appendix.content:
            case PdfFile(data):
                pieces.append(Piece(title, data, appendix.place))
            case WordFile(data):
                document = _word(paper, appendix.place.file, data, title)
                pieces.append(Piece(title, document, appendix.place))
            case _:
                name = f"{paper.name}-appendix-{appendix.number}.docx"
                data = documents.appendices[appendix.number].for_pack
                document = _word(paper, name, data, title)
                pieces.append(Piece(title, document, appendix.place))
    return pieces


def make_pack(
    paper: Paper,
    pieces: Sequence[Piece],
    contents_page: ContentsPage,
    choice: Choice,
    *,
    draft: bool = False,
) -> Pack:
    """Return the pack of `pieces` behind a contents page.

    Raises EngineError where a piece cannot be rendered, InputsError where a supplied PDF cannot be
    joined, and whatever `contents_page` raises.
    """
    rendered = _render(paper, pieces, contents_page, choice)
    titles = [CONTENTS, *(piece.title for piece in pieces)]
    parts = [
        Part(title=title, pdf=each.pdf, bookmark_headings=number > 0)
        for number, (title, each) in enumerate(zip(titles, rendered, strict=True))
    ]
    try:
        joined = join(parts, _options(paper, draft=draft))
    except JoinError as error:
        raise _cannot_join(pieces, rendered, error) from error
    packed = tuple(
        PackedPart(
            title=title,
            first_page=pages.first,
            last_page=pages.last,
            engine=each.engine or None,
            engine_reason=each.reason or (choice.reason if each.engine else None),
            tagged=report.tagged,
            notes=(*([each.untagged] if each.untagged else []), *report.notes),
        )
        for title, pages, each, report in zip(
            titles, joined.ranges, rendered, joined.reports, strict=True
        )
    )
    return Pack(joined.pdf, joined.pages, packed, joined.accessible)


def word_documents(
    paper: Paper, pieces: Sequence[Piece], contents_page: ContentsPage, pack: Pack
) -> list[WordDocument]:
    """Return every Word document that a pack was made of: its contents page, then its pieces."""
    _, *parts = pack.parts
    addresses = [report_address(), *(appendix_address(n) for n in range(1, len(parts)))]
    contents = contents_page(
        [(Link(p.title, to), p.first_page) for p, to in zip(parts, addresses, strict=True)]
    )
    return [
        _word(paper, CONTENTS, contents, f"{CONTENTS} – {paper.title}"),
        *(piece.content for piece in pieces if isinstance(piece.content, WordDocument)),
    ]


def _render(
    paper: Paper, pieces: Sequence[Piece], contents_page: ContentsPage, choice: Choice
) -> list[Rendered]:
    """Return a PDF for the contents page and one for each piece, in order.

    The contents page names pages that are only known once the rest is rendered. The embedded
    engine starts at once, so it does the contents page last. LibreOffice starts slowly and gets
    all documents in one go, the contents page with page counts that the embedded engine foretells;
    if they prove wrong, it does that page again.
    """

    def contents_document(counts: Sequence[int]) -> WordDocument:
        data = contents_page(_entries(pieces, counts))
        return _word(paper, CONTENTS, data, f"{CONTENTS} – {paper.title}")

    documents = [p.content for p in pieces if isinstance(p.content, WordDocument)]
    if choice.engine.name == "embedded":
        foretold, contents = None, None
        made = render(choice, documents)
    else:
        foretold = [1, *_counts(pieces, _foretell(documents))]
        contents, *made = render(choice, [contents_document(foretold), *documents])
    rest = iter(made)
    rendered = [
        next(rest) if isinstance(p.content, WordDocument) else Rendered(p.content, "")
        for p in pieces
    ]
    counts = [_pages(each.pdf) for each in rendered]
    length = 1 if contents is None else _pages(contents.pdf)
    while contents is None or foretold != [length, *counts]:
        foretold = [length, *counts]
        (contents,) = render(choice, [contents_document(foretold)])
        # A longer page of contents may push a number to more digits, but never makes it shorter.
        length = max(length, _pages(contents.pdf))
    return [contents, *rendered]


def _foretell(documents: Sequence[WordDocument]) -> list[int]:
    """Return the page count of each document as the embedded engine lays it out."""
    try:
        return [_pages(pdf) for pdf in ENGINES["embedded"](None).convert(documents)]
    except EngineError:  # a guess is worth no fault: the engine of the run will tell
        return [1] * len(documents)


def _counts(pieces: Sequence[Piece], made: Sequence[int]) -> list[int]:
    rest = iter(made)
    return [
        next(rest) if isinstance(p.content, WordDocument) else _pages(p.content) for p in pieces
    ]


def _entries(pieces: Sequence[Piece], counts: Sequence[int]) -> list[tuple[Link, int]]:
    """Return an entry for each piece; `counts` begins with the contents page's own pages."""
    entries, page = [], 1
    for number, (piece, before) in enumerate(zip(pieces, counts, strict=False)):
        page += before
        address = appendix_address(number) if number else report_address()
        entries.append((Link(piece.title, address), page))
    return entries


def _pages(pdf: bytes) -> int:
    import pikepdf  # noqa: PLC0415 - not for those who only check a paper

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _word(paper: Paper, name: str, data: bytes, title: str) -> WordDocument:
    return WordDocument(name, data, title, paper.language, _day(paper))


def _day(paper: Paper) -> date:
    """Return the day of the meeting, which is the date of all that is made; never the clock's."""
    return paper.date if isinstance(paper.date, date) else date(1980, 1, 1)


def _options(paper: Paper, *, draft: bool) -> Options:
    return Options(
        title=str(paper.title),
        language=paper.language,
        created=_day(paper),
        author=str(paper.author),
        subject=str(paper.report_to),
        stamp=Stamp(watermark="DRAFT" if draft else None),
        link_base=LINK_BASE,
    )


def _cannot_join(
    pieces: Sequence[Piece], rendered: Sequence[Rendered], error: JoinError
) -> InputsError | EngineError:
    """Return the fault of a part that does not join: the author's file, or an engine's work."""
    piece = pieces[error.part - 1] if error.part else None
    place = piece.place if piece else Place(CONTENTS)
    supplied = piece is not None and isinstance(piece.content, bytes)
    problem = Problem(
        "cannot-join",
        place,
        f"the PDF cannot be joined: {error.reason}",
        "a PDF that opens without a password and has pages",
        "open it and print it to a new PDF"
        if supplied
        else f"{rendered[error.part].engine} made it: try the other engine with --engine",
    )
    return InputsError([problem]) if supplied else EngineError([problem])
