"""For what the public leaves a meeting: each exempt item and appendix, and the resolution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panel_papers.core import Paper, Restriction
from panel_papers.inputs import EXCLUSION, STANDING
from panel_papers.law import (
    ExemptPart,
    PublicNotice,
    meeting_resolution,
    page_mark,
    paragraph_words,
    paragraphs_in_words,
    public_notices,
)
from panel_papers.meetings.model import ExemptItem, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.papers import PaperFacts


def exempt_parts(meeting: Meeting, papers: Mapping[str, PaperFacts]) -> list[ExemptPart]:
    """Return all that is exempt at a meeting, in the order of its items, by its public titles."""
    found = []
    for index, item in enumerate(meeting.items):
        number = meeting.number_of(index)
        if isinstance(item, ExemptItem):
            title = item.restriction.public_title
            found.append(ExemptPart(number, None, title, item.restriction))
        elif isinstance(item, PaperItem | UrgentItem) and item.paper in papers:
            found += [
                ExemptPart(number, each.label, each.restriction.public_title, each.restriction)
                for each in papers[item.paper].withheld
            ]
    return found


def exclusion_text(meeting: Meeting, papers: Mapping[str, PaperFacts]) -> str | None:
    """Return the resolution by which the public is excluded; None where nothing is exempt."""
    parts = exempt_parts(meeting, papers)
    return meeting_resolution(parts, meeting.body.nation, meeting.date) if parts else None


def exclusion_notes(meeting: Meeting, papers: Mapping[str, PaperFacts]) -> tuple[str, ...]:
    """Return what the agenda says below the resolution: its text, then each part with its reason.

    LGA 1972 s100A(4) and (5): the resolution names what it is for and the paragraphs.
    """
    resolution = exclusion_text(meeting, papers)
    if resolution is None:
        return (STANDING[EXCLUSION].text,)
    reasons = tuple(
        f"{each.name[:1].upper()}{each.name[1:]}: {_grounds(each.restriction, meeting)} "
        f"Reason: {sentence_of(each.restriction.reason)}"
        for each in exempt_parts(meeting, papers)
    )
    return (resolution, *reasons)


def notices_of(meeting: Meeting, papers: Mapping[str, PaperFacts]) -> tuple[PublicNotice, ...]:
    """Return the notices that the body gives of a meeting, by whether a part of it is private."""
    private = bool(exempt_parts(meeting, papers))
    return public_notices(meeting.date, meeting.body, private=private)


def all_paragraphs(parts: Sequence[ExemptPart]) -> Restriction:
    """Return one restriction with the paragraphs of all parts, for what is about all of them."""
    paragraphs = sorted({number for each in parts for number in each.restriction.paragraphs})
    return Restriction(tuple(paragraphs), "", "")


def marks_of_pages(paper: Paper) -> tuple[str, ...]:
    """Return what pages for members may be marked with; which paragraphs makes no other words."""
    return tuple(page_mark(paper, Restriction(each, "", "")) for each in ((1,), (1, 2)))


def sentence_of(text: str) -> str:
    """Return text that ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _grounds(restriction: Restriction, meeting: Meeting) -> str:
    words = paragraph_words(restriction, meeting.body.nation, meeting.date)
    noun = paragraphs_in_words(restriction.paragraphs)
    return f"{noun} – {' '.join(text for _, text in words)}"
