"""What a publication holds, for its manifest and later for the record of the issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from panel_papers.core import in_words, sha256
from panel_papers.meetings.agenda import lines_of, time_in_words, title_of
from panel_papers.meetings.issues.record import Contents, Facts, IssuedDocument, IssuedItem
from panel_papers.meetings.model import (
    ExclusionItem,
    ExemptItem,
    Item,
    Meeting,
    MinutesItem,
    PaperItem,
    ReferredItem,
    StandingItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)
from panel_papers.meetings.packing import Packed
from panel_papers.meetings.papers import PaperFacts


def contents_of(meeting: Meeting, papers: Mapping[str, PaperFacts], packed: Packed) -> Contents:
    """Return what a pack holds, with the numbers that must not move once it is published."""
    pack = packed.pack
    return Contents(
        supplement=meeting.edition.supplement,
        first_page=pack.first_page,
        last_page=pack.parts[-1].last_page,
        facts=facts_of_agenda(meeting),
        items=tuple(_items(meeting, papers, packed)),
        released=meeting.edition.released,
    )


def facts_of_agenda(meeting: Meeting) -> Facts:
    """Return what the agenda of a meeting says beside its items."""
    return Facts(
        body=meeting.body.name,
        date=meeting.date,
        time=time_in_words(meeting.time),
        venue=", ".join(each for each in (meeting.venue, meeting.address) if each),
        members=tuple(f"{m.name} ({m.role})" if m.role else m.name for m in meeting.members),
        enquiries_to=f"{meeting.clerk.name}, {meeting.clerk.email}",
    )


def kind_and_source(item: Item) -> tuple[str, str]:
    """Return what an item is, and what it is made of."""
    match item:
        case ReferredItem():
            return item.kind, item.source
        case PaperItem() | UrgentItem():
            source = item.paper
        case MinutesItem():
            source = in_words(item.of)
        case ExemptItem():  # the name of an exempt paper is in no public file
            source = item.restriction.public_title
        case _:
            source = item.title
    return _KINDS[type(item)], source


_KINDS: dict[type[Item], str] = {
    StandingItem: "standing",
    MinutesItem: "minutes",
    PaperItem: "paper",
    UrgentItem: "urgent",
    ExemptItem: "part_2",
    ExclusionItem: "exclusion",
    VerbalItem: "verbal",
    ToFollowItem: "to_follow",
}
"""As meeting.yaml calls them."""


def _items(
    meeting: Meeting, papers: Mapping[str, PaperFacts], packed: Packed
) -> Iterator[IssuedItem]:
    for index, item in enumerate(meeting.items):
        kind, source = kind_and_source(item)
        made = [each.made for each in packed.documents if each.item == index]
        number = meeting.number_of(index)
        yield IssuedItem(
            number=number,
            kind=kind,
            source=source,
            title=title_of(item, papers),
            lines=lines_of(item, meeting, papers),
            note=item.note,
            documents=tuple(
                IssuedDocument(each.title, each.first, each.last, sha256(of.pdf))
                for each, of in zip(packed.pages.get(index, ()), made, strict=True)
            ),
            added=number in meeting.edition.added,
        )
