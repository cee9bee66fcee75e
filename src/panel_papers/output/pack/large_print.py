"""The large-print edition of a pack: the same parts in the same order, in 20 point."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.core import Cache, EngineError, Level, Link, Paper, Place, Problem
from panel_papers.output.pack.claim_problems import claim_problems
from panel_papers.output.pack.covered_words import cut_off_problems
from panel_papers.output.pack.finished import Pack
from panel_papers.output.pack.pack import ContentsPage, make_pack
from panel_papers.output.pack.parts import CONTENTS, Piece
from panel_papers.pdf import (
    POINTS,
    Choice,
    Judge,
    WordDocument,
    enlarged,
    head_depth,
    shown_text,
    validate,
)

_A4 = (595.3, 841.9)
"""Points of the narrowest pages, where a mark takes most lines."""
_BELOW_MARK = 8.0


def large_print_pack(
    paper: Paper,
    pieces: Sequence[Piece],
    contents_page: ContentsPage,
    choice: Choice,
    *,
    draft: bool = False,
    title: str | None = None,
    identifier: str | None = None,
    cache: Cache | None = None,
    judge: Judge = validate,
) -> Pack:
    """Return the pack of the enlarged Word documents of `pieces`; its title says so, or is `title`.

    A PDF that was supplied is in it as it is: its letters cannot be enlarged without the document
    that it was made of. Raises EngineError where a document cannot be rendered in large print.
    """

    def contents(entries: Sequence[tuple[Link, int]]) -> bytes:
        return _larger(contents_page(entries), Place(CONTENTS))

    try:
        return make_pack(
            paper,
            [_large(piece) for piece in pieces],
            contents,
            choice,
            draft=draft,
            title=title or f"{paper.title} (large print)",
            identifier=identifier,
            number_size=POINTS,
            cache=cache,
            judge=judge,
        )
    except EngineError as error:
        raise EngineError([_in_large_print(each) for each in error.problems]) from error


def large_print_problems(
    pieces: Sequence[Piece], pack: Pack, large: Pack | None
) -> tuple[Problem, ...]:
    """Return what the pack in large print lacks that the pack itself does not lack."""
    if large is None:
        return ()
    known = {each.found for each in pack.all_obstacles}
    obstacles = [each for each in large.all_obstacles if each.found not in known]
    cut = [
        tuple(each for each in those if each not in before)
        for those, before in zip(large.cut_off, pack.cut_off, strict=True)
    ]
    worse = (*claim_problems(pieces, obstacles, large.made), *cut_off_problems(pieces, cut))
    supplied = zip(pieces, large.parts[1:], strict=True)
    return (
        *(_in_large_print(each) for each in worse),
        *(_not_enlarged(piece) for piece, part in supplied if part.engine is None),
    )


def _not_enlarged(piece: Piece) -> Problem:
    return Problem(
        "not-in-large-print",
        piece.place,
        "A supplied PDF is in the pack in large print as it is, its letters no larger",
        "",
        "supply the Word document that it was made of, which is enlarged, or give a reader who "
        "asks for large print its text in another way",
        Level.WARNING,
    )


def _larger(docx: bytes, place: Place, mark: str | None = None) -> bytes:
    """Return a Word document in large print, with room for a mark at the head of its pages.

    Raises EngineError where its words, by the reader of the completeness check, are not the same.
    """
    large = enlarged(docx, head_depth(mark, *_A4, POINTS) + _BELOW_MARK if mark else 0.0)
    if shown_text(large).split() != shown_text(docx).split():
        found = "The document has other words in large print"
        hint = (
            "build without --large-print, and send this message and the document to whoever "
            "looks after Panel Papers (usually IT)"
        )
        raise EngineError([Problem("large-print-differs", place, found, "", hint)])
    return large


def _large(piece: Piece) -> Piece:
    content, divider = piece.content, piece.divider
    if divider is not None:
        divider = replace(divider, data=_larger(divider.data, piece.place, piece.mark))
    if isinstance(content, WordDocument):
        content = replace(content, data=_larger(content.data, piece.place, piece.mark))
    return replace(piece, content=content, divider=divider)


def _in_large_print(problem: Problem) -> Problem:
    hint = f"{problem.hint}; or build without --large-print" if problem.hint else problem.hint
    return replace(problem, found=f"In large print: {problem.found}", hint=hint)
