"""Says what the supplier of a PDF should look at again, although it can be published."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.cleaning.pdf.annotations import COMMENT, DEAD_ENDS
from panel_papers.inputs.cleaning.pdf.layers import HIDDEN
from panel_papers.inputs.cleaning.results import Tally, named


def warnings_on(place: Place, tally: Tally, *, repaired: bool) -> tuple[Problem, ...]:
    """Return the warnings on a PDF from which `tally` says what was taken out."""
    return (*_repaired(place, repaired=repaired), *_removed(place, tally))


def _repaired(place: Place, *, repaired: bool) -> Iterator[Problem]:
    if repaired:
        yield Problem(
            "repaired-pdf",
            place,
            "The PDF is damaged and was repaired for the pack",
            "",
            "look at each page of this appendix in the finished pack; if one lacks something, "
            "ask for the file again",
            Level.WARNING,
        )


def _removed(place: Place, tally: Tally) -> Iterator[Problem]:
    kinds = (
        (
            "pdf-comments",
            COMMENT,
            "nothing, if readers do not need these comments; if they do, type them into the "
            "text of the document that the PDF was made from, and make it again",
        ),
        (
            "pdf-hidden-layer",
            HIDDEN,
            "nothing, if readers do not need what the layer holds; if they do, open the PDF "
            "in the program that made it, switch the layer on, and save it as PDF again",
        ),
        *(
            (
                "dead-page-link",
                what,
                "nothing, if readers do not need the link; if they do, let it lead to a page "
                "or web address in the document that the PDF was made from, and make it again",
            )
            for what in DEAD_ENDS.values()
        ),
        (
            "embedded-file",
            "embedded file",
            "if readers need it, save it and list it below “appendices:” in paper.yaml",
        ),
        (
            "embedded-file",
            "file attached to a page",
            "if readers need it, save it and list it below “appendices:” in paper.yaml",
        ),
    )
    for code, what, hint in kinds:
        count = tally.counts.get(what, 0)
        if count:
            where = named(list(tally.places.get(what, ())))
            yield Problem(
                code,
                Place(place.file, place.line, place.column, where or place.where),
                f"The pack is made without a part of this file: {what} ({count})",
                "",
                hint,
                Level.WARNING,
            )
