"""Words for the author: why a pack does not claim to be accessible, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.core import Level, Place, Problem
from panel_papers.output.pack.claims import Obstacle
from panel_papers.output.pack.parts import CONTENTS, Piece
from panel_papers.output.pack.rendering import Rendered


def claim_problems(
    pieces: Sequence[Piece], obstacles: Sequence[Obstacle], rendered: Sequence[Rendered]
) -> tuple[Problem, ...]:
    """Return a warning for each reason why the pack does not claim to be PDF/UA-1.

    Pieces that were made for another pack are left out: their warnings are given there. `rendered`
    are the PDFs of the pieces.
    """
    return tuple(
        _problem(each, pieces, rendered)
        for each in obstacles
        if not each.part or not isinstance(pieces[each.part - 1].content, Rendered)
    )


def _problem(obstacle: Obstacle, pieces: Sequence[Piece], rendered: Sequence[Rendered]) -> Problem:
    rule, engine, reason = obstacle.rule, "", ""
    if obstacle.part is None:
        place = Place("pack")
    elif obstacle.part == 0:
        place = Place(CONTENTS)
    else:
        place = pieces[obstacle.part - 1].place
        made = rendered[obstacle.part - 1]
        engine, reason = made.engine, f" ({made.untagged})" if made.untagged else ""
    hint = f"in Word, {rule.word}, and save it as PDF again; or in Acrobat, {rule.acrobat}"
    if engine:
        hint = (
            f"in Word, {rule.word}; if that does not help, build with another --engine, or save "
            "the document as PDF in Word and list that PDF"
        )
    clause = f" (ISO 14289-1, {rule.clause})" if rule.clause else ""
    return Problem(
        obstacle.code,
        replace(place, where=obstacle.where or place.where),
        f"The pack does not claim to be accessible (PDF/UA): {obstacle.found}{reason}",
        f"what PDF/UA-1 asks of an accessible document{clause}" if clause else "",
        hint,
        Level.WARNING,
    )
