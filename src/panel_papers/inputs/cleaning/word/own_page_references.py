"""Finds page numbers in a document's text that count its own pages and not the pack's."""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.cleaning.results import named
from panel_papers.inputs.cleaning.word.fields import fields
from panel_papers.inputs.cleaning.word.stories import Story

_IN_HEADERS = ("in a header", "in a footer")
_OF_OWN_PAGES = frozenset({"PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES", "INDEX"})


def own_page_references(texts: Sequence[Story], place: Place) -> tuple[Problem, ...]:
    """Return one warning for a document whose text refers to pages by their own numbers.

    These are a table of contents with page numbers, an index, and “see page 4”.
    """
    found = [
        story.where(each.start)
        for story in texts
        if story.place not in _IN_HEADERS
        for each in fields(story.root)
        if each.name in _OF_OWN_PAGES
    ]
    if not found:
        return ()
    places = named(list(dict.fromkeys(found)))
    return (
        Problem(
            "own-page-references",
            Place(place.file, place.line, place.column, places or place.where),
            f"The document refers to its own page numbers in {len(found)} place"
            f"{'s' * (len(found) > 1)}, such as in a table of "
            "contents, but in the pack its pages have other numbers",
            "",
            "in Word, use a table of contents without page numbers (References › Table of "
            "Contents › Custom, untick “Show page numbers”), and refer to headings or paragraphs",
            Level.WARNING,
        ),
    )
