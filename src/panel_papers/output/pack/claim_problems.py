"""Words for the author: why a pack does not claim what it could, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from panel_papers.core import Level, Place, Problem
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.claims import Obstacle
from panel_papers.output.pack.parts import CONTENTS, Piece


def claim_problems(
    pieces: Sequence[Piece],
    obstacles: Sequence[Obstacle],
    rendered: Sequence[Rendered],
    *,
    unjudged: Collection[Piece] = (),
) -> tuple[Problem, ...]:
    """Return a warning for each reason why the pack does not claim to be PDF/UA-1.

    That it does not claim to be PDF/A-2a is a suggestion: it can be read all the same.

    Pieces that were made for another pack are left out: their warnings are given there, but for
    those that are `unjudged` there. `rendered` are the PDFs of the pieces.
    """
    return tuple(
        _problem(each, pieces, rendered)
        for each in obstacles
        if not each.part
        or not isinstance((piece := pieces[each.part - 1]).content, Rendered)
        or piece in unjudged
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
    if obstacle.archival:
        claim, level = "to be fit for an archive (PDF/A)", Level.SUGGESTION
        asked = f"what PDF/A-2a asks of a document for an archive (ISO 19005-2, {rule.clause})"
    else:
        claim, level = "to be accessible (PDF/UA)", Level.WARNING
        asked = f"what PDF/UA-1 asks of an accessible document (ISO 14289-1, {rule.clause})"
    return Problem(
        obstacle.code,
        replace(place, where=obstacle.where or place.where),
        f"The pack does not claim {claim}: {obstacle.found}{reason}",
        asked if rule.clause else "",
        hint,
        level,
    )
