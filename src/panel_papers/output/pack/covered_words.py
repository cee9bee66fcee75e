"""Words of Word documents that nobody can see on the pages of the pack."""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.core import Level, Place, Problem
from panel_papers.output.pack.parts import CONTENTS, Piece


def covered_problems(
    pieces: Sequence[Piece],
    covered: Sequence[Sequence[tuple[str, str]]],
    known: Sequence[Problem] = (),
) -> tuple[Problem, ...]:
    """Return an error for each stretch of words that cannot be seen; a paper may accept it.

    `covered` are those of its contents page, then of each piece: where in the Word document, and
    the words. `known` are the problems that the document itself had: words that were reported
    there, and perhaps accepted, are not reported again.
    """
    places = [Place(CONTENTS), *(piece.place for piece in pieces)]
    return tuple(
        Problem(
            "covered-text",
            Place(place.file, place.line, place.column, where),
            "Words that nobody can see on the page are in the file, and can be copied from it",
            "",
            "delete the words and write “[redacted]” in their place",
            quoted=f"“{words}”",
            acceptable=True,
        )
        for place, found in zip(places, covered, strict=False)
        for where, words in found
        if not any(_reported(words, place.file, each) for each in known)
    )


def cut_off_problems(
    pieces: Sequence[Piece], cut_off: Sequence[Sequence[tuple[str, str]]]
) -> tuple[Problem, ...]:
    """Return a warning for each stretch of words that an exact height cuts off, as in Word.

    `cut_off` are those of the pack's contents page, then of each piece: where in the Word document,
    and the words.
    """
    places = [Place(CONTENTS), *(piece.place for piece in pieces)]
    return tuple(
        Problem(
            "cut-off-text",
            Place(place.file, place.line, place.column, where),
            f"The exact height of a row or line cuts off part of its text, in Word too: “{words}”",
            "",
            "in Word, set the height of the row to “At least” (Table Properties › Row), or the "
            "line spacing of the paragraph to “Single”",
            Level.WARNING,
        )
        for place, found in zip(places, cut_off, strict=False)
        for where, words in found
    )


def _reported(words: str, file: str, known: Problem) -> bool:
    quoted = " ".join((known.quoted or "").split())
    return known.place.file == file and " ".join(words.split()) in quoted
