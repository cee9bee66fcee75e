"""Says what the supplier of a PDF should look at again, although it can be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Object, Pdf

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.cleaning.pdf.annotations import COMMENT, DEAD_ENDS
from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.inputs.cleaning.pdf.layers import HIDDEN
from panel_papers.inputs.cleaning.results import Tally, named

_INVISIBLE = re.compile(rb"(?<![\w.])3\s+Tr\b(?:(?!\bTr\b).)*?(?:Tj|TJ)\b", re.DOTALL)


def warnings_on(pdf: Pdf, place: Place, tally: Tally, *, repaired: bool) -> tuple[Problem, ...]:
    """Return the warnings on a PDF from which `tally` says what was taken out."""
    return (*_repaired(place, repaired=repaired), *_removed(place, tally), *_unseen(pdf, place))


def _repaired(place: Place, *, repaired: bool) -> Iterator[Problem]:
    if repaired:
        yield Problem(
            "repaired-pdf",
            place,
            "a damaged PDF that had to be repaired",
            "a PDF without damage",
            "compare this appendix in the pack with the original, page by page",
            Level.WARNING,
        )


def _removed(place: Place, tally: Tally) -> Iterator[Problem]:
    kinds = (
        ("pdf-comments", COMMENT, "comments", "look whether a reader needs what they say or draw"),
        ("pdf-hidden-layer", HIDDEN, "hidden layers", "switch on what is to be printed"),
        *(
            ("dead-page-link", what, "such links", "take the link out, or let it lead to a page")
            for what in DEAD_ENDS.values()
        ),
        ("embedded-file", "embedded file", "embedded files", "list them as appendices"),
        ("embedded-file", "file attached to a page", "attached files", "list them as appendices"),
    )
    for code, what, plural, hint in kinds:
        count = tally.counts.get(what, 0)
        if count:
            where = named(list(tally.places.get(what, ())))
            yield Problem(
                code,
                Place(place.file, place.line, place.column, where or place.where),
                f"{what} ({count}), taken out of the pack’s copy",
                f"a PDF without {plural}",
                hint,
                Level.WARNING,
            )


def _unseen(pdf: Pdf, place: Place) -> Iterator[Problem]:
    """Tell of text that is not painted where there is no scan that it could belong to."""
    for number, page in enumerate(pdf.pages, 1):
        if not _has_picture(page.obj) and _INVISIBLE.search(readable_content(page.obj)):
            yield Problem(
                "invisible-text",
                Place(place.file, where=f"page {number}"),
                "text that is not painted, but can be searched and copied",
                "text that is seen",
                "select all text on the page and read it in another program",
                Level.WARNING,
            )


def _has_picture(page: Object) -> bool:
    resources = page.get(Name.Resources)
    listed = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    return isinstance(listed, Dictionary) and bool(len(listed.keys()))
