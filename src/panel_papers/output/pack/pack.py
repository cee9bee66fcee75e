"""The PDF pack: contents page, report and appendices as one PDF with one page number everywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from msgspec.structs import replace

from panel_papers.content import outlines_of
from panel_papers.core import (
    DRAFT,
    DRAFT_COLOUR,
    LINK_BASE,
    PAGE_NUMBER,
    Cache,
    EngineError,
    InputsError,
    Link,
    PackOptions,
    Paper,
    Place,
    Problem,
    Stage,
    appendix_address,
    report_address,
    working_on,
)
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.claims import Claim, join_and_claim, worse_of
from panel_papers.output.pack.finished import Pack, PackedPart
from panel_papers.output.pack.parts import CONTENTS, Piece, day_of, word_document
from panel_papers.output.pack.printed_numbers import printed_numbers_note
from panel_papers.output.pack.rendering import render
from panel_papers.pdf import (
    EMBEDDED,
    ENGINES,
    Choice,
    JoinError,
    Judge,
    Options,
    Part,
    Stamp,
    WordDocument,
    join,
    validate,
)

ContentsPage = Callable[[Sequence[tuple[Link, int]]], bytes]
"""Makes the contents page, a Word document, from each piece's title and first page."""


def make_pack(
    paper: Paper,
    pieces: Sequence[Piece],
    contents_page: ContentsPage,
    choice: Choice,
    *,
    draft: bool = False,
    title: str | None = None,
    front: str = CONTENTS,
    front_mark: str | None = None,
    identifier: str | None = None,
    number_size: float = Stamp().size,
    cache: Cache | None = None,
    judge: Judge = validate,
) -> Pack:
    """Return the pack of `pieces` behind a contents page; its title is the paper's or `title`.

    `front` is what the contents page is called, `front_mark` is printed at the head of its pages.
    Its metadata hold the `identifier`; page numbers have `number_size` points.

    With a cache, a piece that is as it was is not rendered again. It claims to be PDF/UA-1 where
    `judge` finds nothing in the finished file, and nothing else is in the way.

    Raises EngineError where a piece cannot be rendered, InputsError where a supplied PDF cannot be
    joined, and whatever `contents_page` raises.
    """
    rendered = render_pieces(
        paper, pieces, contents_page, choice, partial(render, choice, cache=cache), front=front
    )
    parts = parts_of(pieces, rendered, front, front_mark)
    options = options_of(paper, title or str(paper.title), draft=draft, number_size=number_size)
    options = replace(options, identifier=identifier)
    try:
        claim = join_and_claim(parts, [each.report for each in rendered], options, judge)
    except JoinError as error:
        piece = pieces[error.part - 1] if error.part else None
        raise cannot_join(piece, rendered[error.part], error) from error
    return Pack(
        pdf=claim.pdf,
        pages=claim.joined.pages,
        first_page=paper.pack.first_page,
        parts=packed_parts(claim, [None, *pieces], rendered, choice, front, front_mark=front_mark),
        obstacles=claim.obstacles,
        made=tuple(rendered[1:]),
        unprinted=tuple(each.unprinted for each in rendered),
        unlike_word=tuple(each.unlike_word for each in rendered),
        covered=tuple(each.covered for each in rendered),
        cut_off=tuple(each.cut_off for each in rendered),
        archival_obstacles=claim.archival_obstacles,
        prefix=paper.pack.prefix,
    )


def unwritten_pack(
    paper: Paper, pieces: Sequence[Piece], choice: Choice, *, cache: Cache | None = None
) -> Pack:
    """Return the PDFs of `pieces` for another pack, which is joined and validated with them.

    As in a pack, what is said of its contents page comes first, and that is nothing here. Raises
    EngineError where a piece cannot be rendered.
    """
    made = _made_of(paper, pieces, render(choice, _documents(pieces), cache))
    return Pack(
        pdf=b"",
        pages=0,
        first_page=paper.pack.first_page,
        parts=(),
        obstacles=(),
        made=tuple(made),
        unprinted=("", *(each.unprinted for each in made)),
        unlike_word=((), *(each.unlike_word for each in made)),
        covered=((), *(each.covered for each in made)),
        cut_off=((), *(each.cut_off for each in made)),
        prefix=paper.pack.prefix,
    )


def parts_of(
    pieces: Sequence[Piece],
    rendered: Sequence[Rendered],
    front: str = CONTENTS,
    front_mark: str | None = None,
) -> list[Part]:
    """Return the parts of a pack, of its contents page and its pieces as PDFs."""
    first = rendered[0]
    return [
        Part(
            title=front,
            pdf=first.pdf,
            bookmark_headings=False,
            heading=front,
            mark=front_mark,
            tags_complete=first.tagged_here,
        ),
        *(part_of(piece, each) for piece, each in zip(pieces, rendered[1:], strict=True)),
    ]


def part_of(piece: Piece, made: Rendered) -> Part:
    """Return a piece as a part of a joined PDF."""
    return Part(
        title=piece.title,
        pdf=made.pdf,
        mark=piece.mark,
        heading=piece.heading or piece.title,
        group=piece.group,
        link_offset=piece.link_offset,
        pictures=made.described,
        tags_complete=made.tagged_here,
        working=partial(working_on, piece.place, Stage.JOINING),
    )


def packed_parts(
    claim: Claim,
    pieces: Sequence[Piece | None],
    rendered: Sequence[Rendered],
    choice: Choice,
    front: str = CONTENTS,
    *,
    front_mark: str | None = None,
) -> tuple[PackedPart, ...]:
    """Return the parts of what was joined, by their pieces (None: the contents page) and PDFs."""
    titles = [piece.title if piece else front for piece in pieces]
    groups = [piece.group if piece else None for piece in pieces]
    marks = [piece.mark if piece else front_mark for piece in pieces]
    places = [piece.place if piece else Place(front) for piece in pieces]
    return tuple(
        PackedPart(
            title=title,
            first_page=pages.first,
            last_page=pages.last,
            engine=each.engine or None,
            engine_reason=each.reason or (choice.reason if each.engine else None),
            tagged=report.tagged,
            coverage=report.coverage,
            notes=(
                *([each.untagged] if each.untagged else []),
                *report.notes,
                *(() if each.engine else printed_numbers_note(each.pdf, pages.first)),
            ),
            mark=mark,
            place=place,
            group=group,
        )
        for title, mark, place, group, pages, each, report in zip(
            titles, marks, places, groups, claim.joined.ranges, rendered, claim.reports, strict=True
        )
    )


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
        word_document(paper, CONTENTS, contents, f"{CONTENTS} – {paper.title}"),
        *(document for piece in pieces for document in piece.documents),
    ]


Rendering = Callable[[Sequence[WordDocument]], Sequence[Rendered]]
"""Makes a PDF of each document, in order."""


def render_pieces(
    paper: Paper,
    pieces: Sequence[Piece],
    contents_page: ContentsPage,
    choice: Choice,
    rendering: Rendering,
    *,
    front: str = CONTENTS,
) -> list[Rendered]:
    """Return a PDF for the contents page and one for each piece, in order, made by `rendering`.

    The contents page names pages that are only known once the rest is rendered. The embedded
    engine starts at once, so it does the contents page last. LibreOffice starts slowly and gets
    all documents in one go, the contents page with page counts that the embedded engine foretells;
    if they prove wrong, it does that page again.
    """

    def contents_document(counts: Sequence[int]) -> WordDocument:
        data = contents_page(_entries(paper.pack, pieces, counts))
        return word_document(paper, front, data, f"{front} – {paper.title}")

    documents = _documents(pieces)
    if not choice.engine.writes_tags:  # it starts at once
        foretold, contents = None, None
        made = rendering(documents)
    else:
        foretold = [1, *_counts(pieces, _foretell(documents))]
        contents, *made = rendering([contents_document(foretold), *documents])
    rendered = _made_of(paper, pieces, made)
    counts = [_pages(each.pdf) for each in rendered]
    length = 1 if contents is None else _pages(contents.pdf)
    while contents is None or foretold != [length, *counts]:
        foretold = [length, *counts]
        (contents,) = rendering([contents_document(foretold)])
        # A longer page of contents may push a number to more digits, but never makes it shorter.
        length = max(length, _pages(contents.pdf))
    return [contents, *rendered]


def _documents(pieces: Sequence[Piece]) -> list[WordDocument]:
    return [document for piece in pieces for document in piece.documents]


def _made_of(paper: Paper, pieces: Sequence[Piece], made: Sequence[Rendered]) -> list[Rendered]:
    """Return each piece as one PDF; `made` are the PDFs of their documents in order."""
    drawings = outlines_of(paper)
    rest = iter([_sharp(each, drawings) for each in made])
    return [_made(paper, piece, rest) for piece in pieces]


def _sharp(made: Rendered, drawings: Mapping[str, bytes]) -> Rendered:
    """Return a PDF whose charts are drawings instead of pixels."""
    if not drawings:
        return made
    from panel_papers.pdf import with_outlines  # noqa: PLC0415 - only papers with charts need it

    return replace(made, pdf=with_outlines(made.pdf, drawings))


def _foretell(documents: Sequence[WordDocument]) -> list[int]:
    """Return the page count of each document as the embedded engine lays it out."""
    try:
        engine = ENGINES[EMBEDDED[0]](None)
        with ThreadPoolExecutor(2) as pool:  # it works outside Python, so two at a time
            return [_pages(pdf) for (pdf,) in pool.map(engine.convert, [[d] for d in documents])]
    except EngineError:  # this is a guess and no problem: the engine of the run reports it
        return [1] * len(documents)


def _counts(pieces: Sequence[Piece], made: Sequence[int]) -> list[int]:
    """Return the pages of each piece; `made` are those of the documents, one by one."""
    rest = iter(made)
    return [
        sum(next(rest) for _ in piece.documents)
        + (0 if isinstance(piece.content, WordDocument) else _pages(_as_it_is(piece.content).pdf))
        for piece in pieces
    ]


def _made(paper: Paper, piece: Piece, rendered: Iterator[Rendered]) -> Rendered:
    """Return a piece as one PDF, taking of what was `rendered` what belongs to it."""
    divider = None if piece.divider is None else next(rendered)
    content = piece.content
    made = next(rendered) if isinstance(content, WordDocument) else _as_it_is(content)
    if divider is None:
        return made
    parts = [
        Part(piece.title, divider.pdf),
        Part(piece.title, made.pdf, continues=True, pictures=made.described),
    ]
    whole = Options(title=piece.title, language=paper.language, created=day_of(paper))
    try:
        joined = join(parts, whole)
        return replace(
            made,
            pdf=joined.pdf,
            report=worse_of(*joined.reports),
            described={},  # they are in its tags now
            tagged_here=False,
            unprinted=divider.unprinted + made.unprinted,
            unlike_word=divider.unlike_word + made.unlike_word,
            covered=divider.covered + made.covered,
            cut_off=divider.cut_off + made.cut_off,
        )
    except JoinError as error:
        raise cannot_join(piece, made, error) from error


def _as_it_is(content: bytes | Rendered) -> Rendered:
    return Rendered(content, "") if isinstance(content, bytes) else content


def _entries(
    options: PackOptions, pieces: Sequence[Piece], counts: Sequence[int]
) -> list[tuple[Link, int]]:
    """Return an entry for each piece; `counts` begins with the contents page's own pages."""
    entries, page = [], _start(options, options.first_page)
    for number, (piece, before) in enumerate(zip(pieces, counts, strict=False)):
        page = _start(options, page + before)
        address = appendix_address(number) if number else report_address()
        entries.append((Link(piece.title, address), page))
    return entries


def _start(options: PackOptions, page: int) -> int:
    """Return the page on which a part begins that could begin on `page`."""
    return page + 1 if options.odd_starts and page % 2 == 0 else page


def _pages(pdf: bytes) -> int:
    import pikepdf  # noqa: PLC0415 - not for those who only check a paper

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def options_of(
    paper: Paper, title: str, *, draft: bool, number_size: float = Stamp().size
) -> Options:
    """Return what is true of the whole pack of a paper."""
    watermark = DRAFT if draft else None
    return Options(
        title=f"{DRAFT} – {title}" if draft else title,
        language=paper.language,
        created=day_of(paper),
        author=str(paper.author),
        subject=str(paper.report_to),
        stamp=Stamp(
            PAGE_NUMBER, watermark=watermark, watermark_colour=DRAFT_COLOUR, size=number_size
        ),
        link_base=LINK_BASE,
        first_page=paper.pack.first_page,
        prefix=paper.pack.prefix,
        odd_starts=paper.pack.odd_starts,
    )


def cannot_join(piece: Piece | None, made: Rendered, error: JoinError) -> InputsError | EngineError:
    """Return the problem with a part that does not join: the author's file, or an engine's work.

    No piece: it is the contents page.
    """
    supplied = piece is not None and not made.engine
    problem = Problem(
        "cannot-join",
        piece.place if piece else Place(CONTENTS),
        f"This PDF cannot be joined to the pack: {error.reason}",
        "a PDF that opens without a password and has pages",
        "open it and print it to a new PDF, then list that one"
        if supplied
        else f"build with another engine: {made.engine} made this PDF",
    )
    return InputsError([problem]) if supplied else EngineError([problem])
