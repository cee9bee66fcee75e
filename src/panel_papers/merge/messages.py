"""The problems that a merge ends with, in words for the author of the paper."""

from __future__ import annotations

from panel_papers.core import Level, PanelPapersError, Paper, Place, Problem
from panel_papers.merge.proof import Difference
from panel_papers.merge.refusals import Refusal, quoted
from panel_papers.merge.unlike import Unlike


def unreadable(error: PanelPapersError, place: Place) -> Problem:
    """Return the problem of inputs that cannot be read with the changes in them."""
    found = f"With the changes, the paper could not be read: {error.problems[0].found}"
    hint = "reject the change that causes this in Word, or type it into the inputs"
    return Problem("merge-not-readable", place, found, "", hint)


def looks_unlike(unlike: Unlike, place: Place) -> Problem:
    """Return the problem of a look that the new inputs do not give."""
    return Problem(
        "merge-not-exact",
        Place(place.file, where=unlike.where or None),
        f"The inputs with the changes {unlike.what}",
        "",
        "type this change into the paper’s .md or .yaml file yourself, or reject it in Word; then "
        "merge again",
    )


def says_unlike(difference: Difference, place: Place) -> Problem:
    """Return the problem of lines that the new inputs do not print."""
    theirs = quoted(" / ".join(difference.theirs)) or "nothing"
    ours = quoted(" / ".join(difference.ours)) or "nothing"
    return Problem(
        "merge-not-exact",
        place,
        f"The inputs with the changes would print “{ours}” where the file has “{theirs}”",
        "",
        "type this change into the paper’s .md or .yaml file yourself, or reject it in Word; then "
        "merge again",
    )


def problem_of(refusal: Refusal, place: Place, paper: Paper) -> Problem:
    """Return the problem of one change that is refused."""
    found = refusal.found
    if refusal.old and refusal.new and refusal.old != refusal.new:
        found += f": “{quoted(refusal.old)}” became “{quoted(refusal.new)}”"
    elif refusal.old and not refusal.new:
        found += f": “{quoted(refusal.old)}” was deleted"
    elif refusal.new and not refusal.figure:
        found += f": “{quoted(refusal.new)}”"
    hint = refusal.hint
    if refusal.figure:
        hint = _figure_hint(refusal, paper)
    return Problem(
        refusal.code, Place(place.file, where=refusal.where or None), found, "", hint, Level.ERROR
    )


def _figure_hint(refusal: Refusal, paper: Paper) -> str:
    """Say which cell a figure comes from."""
    for figure in paper.figures:
        if f".{figure.name}" in refusal.figure.replace(" ", ""):
            cells = [
                ", ".join(
                    filter(None, (each.file, each.sheet and f"sheet “{each.sheet}”", each.cells))
                )
                for each in figure.sources
            ]
            where = "; ".join(cells) or f"{figure.place}"
            return f"change it there ({figure.name}: {where}), or reject the change in Word"
    return refusal.hint
