"""The parts of the public pack, each as a PDF of its own: what a clerk uploads item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import FIRST_APPENDIX, LINK_BASE, REPORT, Paper, Withheld
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.claims import join_and_claim
from panel_papers.output.pack.finished import Pack
from panel_papers.output.pack.pack import cannot_join, options_of, packed_parts, part_of
from panel_papers.output.pack.parts import Piece
from panel_papers.pdf import Choice, JoinError, Judge, alone, validate


class SeparatePart(Struct, frozen=True):
    """A part as a PDF of its own; `kind` is “report” or “appendix-2”.

    `pack` is a pack of this part alone, without a contents page, its pages numbered from 1.
    """

    kind: str
    pack: Pack


def separate_parts(
    paper: Paper,
    pieces: Sequence[Piece],
    pack: Pack,
    choice: Choice,
    *,
    draft: bool = False,
    judge: Judge = validate,
) -> tuple[SeparatePart, ...]:
    """Return the report and each public appendix of a finished pack, each as a PDF of its own.

    An appendix that is withheld has none: the sheet in its place says nothing by itself. Raises
    InputsError or EngineError for a part that cannot be joined.
    """
    return tuple(
        SeparatePart(kind, _separate(paper, number, piece, made, choice, draft=draft, judge=judge))
        for kind, number, piece, made in _public(paper, pieces, pack.made)
    )


def pack_of_pieces(
    paper: Paper,
    pieces: Sequence[Piece],
    made: Sequence[Rendered],
    title: str,
    choice: Choice,
    *,
    first_page: int,
    judge: Judge = validate,
) -> Pack:
    """Return a pack of pieces that are PDFs already, without a contents page.

    Its pages are numbered from `first_page`. Raises InputsError or EngineError for a piece that
    cannot be joined.
    """
    options = replace(
        options_of(paper, title, draft=False), first_page=first_page, odd_starts=False
    )
    parts = [part_of(piece, pdf) for piece, pdf in zip(pieces, made, strict=True)]
    try:
        claim = join_and_claim(parts, [each.report for each in made], options, judge)
    except JoinError as error:
        raise cannot_join(pieces[error.part], made[error.part], error) from error
    return Pack(
        pdf=claim.pdf,
        pages=claim.joined.pages,
        first_page=first_page,
        parts=packed_parts(claim, pieces, made, choice),
        obstacles=claim.obstacles,
        made=tuple(made),
        unprinted=(),
        archival_obstacles=claim.archival_obstacles,
        prefix=paper.pack.prefix,
    )


def _public(
    paper: Paper, pieces: Sequence[Piece], made: Sequence[Rendered]
) -> Iterator[tuple[str, int, Piece, Rendered]]:
    """Yield kind, number in the pack, piece and PDF of each part that is for publication."""
    report, *appendices = zip(pieces, made, strict=True)
    yield "report", REPORT, *report
    for appendix, (piece, rendered) in zip(paper.appendices, appendices, strict=True):
        if not isinstance(appendix.content, Withheld) and appendix.restriction is None:
            number = FIRST_APPENDIX + appendix.number - 1
            yield f"appendix-{appendix.number}", number, piece, rendered


def _separate(
    paper: Paper,
    number: int,
    piece: Piece,
    made: Rendered,
    choice: Choice,
    *,
    draft: bool,
    judge: Judge,
) -> Pack:
    """Return a pack of one part; its title names the paper too, for a reader who has only it."""
    title = str(paper.title) if number == REPORT else f"{piece.title} – {paper.short_title}"
    whole = options_of(paper, title, draft=draft)
    options = replace(whole, first_page=1, odd_starts=False)
    try:
        part = replace(part_of(piece, made), pdf=alone(made.pdf, LINK_BASE, number))
        claim = join_and_claim([part], [made.report], options, judge)
    except JoinError as error:
        raise cannot_join(piece, made, error) from error
    return Pack(
        pdf=claim.pdf,
        pages=claim.joined.pages,
        first_page=1,
        parts=packed_parts(claim, [piece], [made], choice),
        obstacles=claim.obstacles,
        made=(made,),
        unprinted=(),
        archival_obstacles=claim.archival_obstacles,
    )
