"""What a meeting's agenda says: its items in order, each with its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import time

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    Agenda,
    AgendaItem,
    AgendaPart,
    Contact,
    Link,
    PackOptions,
    Paper,
    long_date,
)
from panel_papers.law import authority_of, late_section, mark_of, summary_rule
from panel_papers.meetings.exclusion import exclusion_notes, sentence_of
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
from panel_papers.meetings.papers import PaperFacts


class PartPages(Struct, frozen=True):
    """A document of an item: its title, its first and last page in the pack, a link to it.

    `address` is None where the agenda is to have no links.
    """

    title: str
    first: int
    last: int
    address: str | None = None


Pages = Mapping[int, Sequence[PartPages]]
"""The documents of each item that has any, by the index of the item."""


def agenda_paper(meeting: Meeting) -> Paper:
    """Return the agenda as a paper: what the house template prints, and the pack says of it."""
    return Paper(
        name=meeting.name,
        title=meeting.edition.title,
        short_title=meeting.edition.title,
        report_to=meeting.body.name,
        author=meeting.clerk.name,
        date=meeting.date,
        report_for="Information",
        enquiries_to=Contact(meeting.clerk.name, "Clerk", meeting.clerk.email),
        divisions_affected=None,
        language=meeting.language,
        sections=(),
        background_papers=(),
        appendices=(),
        files=(),
        nation=meeting.body.nation,
        body=meeting.body,
        accepted=meeting.accepted,
        pack=PackOptions(first_page=meeting.edition.first_page),
    )


def agenda_of(meeting: Meeting, papers: Mapping[str, PaperFacts], pages: Pages) -> Agenda:
    """Return the agenda with the pages of each item's documents."""
    headings = _headings(meeting)
    return Agenda(
        time=time_in_words(meeting.time),
        venue=meeting.venue,
        address=meeting.address,
        members=meeting.members,
        notices=meeting.edition.notices,
        items=tuple(
            replace(
                _item(index, item, meeting, papers, pages.get(index, ())), heading=headings[index]
            )
            for index, item in enumerate(meeting.items)
        ),
    )


def _headings(meeting: Meeting) -> list[str]:
    """Return the heading above each item; empty where its group is that of the item before."""
    groups = [meeting.group_of(meeting.number_of(index)) for index in range(len(meeting.items))]
    before = ["", *groups]  # a supplement that only has notices has no items
    return [group if group != before[index] else "" for index, group in enumerate(groups)]


def _item(
    index: int,
    item: Item,
    meeting: Meeting,
    papers: Mapping[str, PaperFacts],
    parts: Sequence[PartPages],
) -> AgendaItem:
    title = title_of(item, papers)
    number = meeting.number_of(index)
    remarks = meeting.edition.remarks[index : index + 1]
    notes = (*(each for each in remarks if each), *lines_of(item, meeting, papers))
    if not parts:
        return AgendaItem(number, title, notes)
    first, *rest = parts
    if any(each.appendix for each in meeting.edition.released):
        rest = list(parts)  # the first is no report, which has the title of the item
    return AgendaItem(
        number=number,
        title=Link(title, first.address) if first.address else title,
        notes=notes,
        pages=page_range(first.first, parts[-1].last).capitalize(),
        parts=tuple(
            AgendaPart(
                Link(each.title, each.address) if each.address else each.title,
                page_range(each.first, each.last),
            )
            for each in rest
        ),
    )


def title_of(item: Item, papers: Mapping[str, PaperFacts]) -> str:
    """Return the title of an item as the agenda prints it."""
    match item:
        case PaperItem() | UrgentItem():
            return papers[item.paper].title
        case MinutesItem():
            return "Minutes of the last meeting"
        case ExemptItem():
            return item.restriction.public_title
        case _:
            return item.title


def lines_of(item: Item, meeting: Meeting, papers: Mapping[str, PaperFacts]) -> tuple[str, ...]:
    """Return what the agenda says below the title of an item, the clerk’s own note last."""
    return tuple(line for line in (*_notes(item, meeting, papers), item.note) if line)


def _notes(item: Item, meeting: Meeting, papers: Mapping[str, PaperFacts]) -> tuple[str, ...]:
    """Return what the agenda says below the title of an item."""
    match item:
        case ExemptItem() | ExclusionItem():
            return _of_part_2(item, meeting, papers)
        case MinutesItem():
            day = long_date(item.of, meeting.language)
            agreed = f"To agree the minutes of the meeting on {day} as a correct record."
            return (agreed, *_summary(item, meeting))
        case StandingItem() | ReferredItem() | VerbalItem():
            return ("Verbal report." if isinstance(item, VerbalItem) else item.text,)
        case ToFollowItem():
            day = long_date(item.expected, meeting.language)
            return (f"To follow, expected by {day}. Reason: {sentence_of(item.reason)}",)
        case UrgentItem():
            law = late_section(meeting.body.nation)
            urgent = (
                f"Urgent item. Reason: {sentence_of(item.reason)} "
                f"Agreed by: {item.agreed_by} ({law})."
            )
            return (urgent, *_of_paper(papers[item.paper]))
        case PaperItem():
            return _of_paper(papers[item.paper])


def _summary(item: MinutesItem, meeting: Meeting) -> Iterator[str]:
    """Yield what was done without the public, as the law wants it to be published."""
    if item.summary:
        rule = summary_rule(meeting.body.nation, meeting.date)
        law = f" ({rule.source})" if rule else ""
        yield f"Summary of what was done without the public{law}: {sentence_of(item.summary)}"


def _of_part_2(
    item: ExemptItem | ExclusionItem, meeting: Meeting, papers: Mapping[str, PaperFacts]
) -> tuple[str, ...]:
    if isinstance(item, ExclusionItem):
        return exclusion_notes(meeting, papers)
    law = f"{mark_of(item.restriction)} of {authority_of(agenda_paper(meeting))}"
    return (f"{law}. Reason: {sentence_of(item.restriction.reason)}",)


def _of_paper(paper: PaperFacts) -> tuple[str, ...]:
    author, purpose = paper.labels
    return (f"{author}: {paper.author}", f"{purpose}: {paper.report_for}")


def page_range(first: int, last: int, prefix: str = "") -> str:
    """Return pages as they are printed: “page 5”, “pages 5 – 8”, with a prefix “page R5”."""
    start = f"{prefix}{first}"
    return f"page {start}" if first == last else f"pages {start} – {prefix}{last}"


def time_in_words(at: time) -> str:
    """Return a time as GOV.UK's style guide writes it: “2:30pm”, “10am”, “midday”."""
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
