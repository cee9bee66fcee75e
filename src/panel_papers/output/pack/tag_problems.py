"""Supplied PDFs whose own accessibility tags do not reach all that they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.core import Level, Problem
from panel_papers.output.pack.claims import Obstacle
from panel_papers.output.pack.finished import PackedPart
from panel_papers.output.pack.parts import Piece

_WHOLE = 0.995  # less is named; a stray space that no tag reaches is not


def tag_problems(
    pieces: Sequence[Piece], parts: Sequence[PackedPart], obstacles: Sequence[Obstacle]
) -> Iterator[Problem]:
    """Yield a warning for each supplied PDF that its own tags reach in part only.

    `parts` are those of the pack behind its contents page, one for each piece. A part that keeps
    the pack from its claim, one of `obstacles`, is reported for that.
    """
    known = {each.part for each in obstacles if each.code == "partly-tagged"}
    for index, (piece, part) in enumerate(zip(pieces, parts, strict=True), 1):
        if index in known:
            continue
        if part.engine is None and part.tagged and part.coverage < _WHOLE:
            yield Problem(
                "partly-tagged",
                piece.place,
                f"Accessibility tags cover only {int(part.coverage * 100)} % of this PDF’s text; a "
                "screen reader reads the rest at the end of each page",
                "",
                "tag the rest in the program that made the PDF, or in Acrobat (Accessibility tags "
                "› Find Unmarked content), and supply that copy",
                Level.WARNING,
            )
