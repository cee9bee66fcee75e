"""The fields that templates can use, from a paper: the one list of names an editor may type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from panel_papers.core import (
    LABELS,
    Appendix,
    Contact,
    CoverRow,
    Link,
    Missing,
    Paper,
    Section,
    Value,
    long_date,
)

_MAILBOX = re.compile(r"[^\s@<>\"]+@[^\s@<>\".]+(?:\.[^\s@<>\".]+)+")


class Meaning(Struct, frozen=True):
    """What an editor may know of a field; `required` says that it is there in every paper."""

    words: str
    kind: str
    example: str = ""
    required: bool = True


# Every field that the functions below and `notices` supply, by its way: `[]` stands for each item
# of a list. A test holds the two against each other.
MEANINGS = MappingProxyType(
    {
        "title": Meaning("The title of the paper", "text", "High-Level Summary of Progress"),
        "short_title": Meaning(
            "The title in few words, for the foot of the page; without one, the title",
            "text",
            "Summary of Progress",
        ),
        "report_to": Meaning("The body that the paper goes to", "text", "Police and Crime Panel"),
        "author": Meaning("Who answers for the report", "text", "Commissioner for Essex"),
        "date": Meaning("The day of the meeting", "text", "14 March 2024"),
        "report_for": Meaning("What the body is asked to do", "text", "Noting"),
        "enquiries_to": Meaning("Whom to ask about the paper", "group"),
        "enquiries_to.name": Meaning("The name of whom to ask", "text", "Policy Team"),
        "enquiries_to.role": Meaning("That person’s post", "text", "Policy Officer"),
        "enquiries_to.email": Meaning("The mailbox to write to", "link", "officer@example.org"),
        "divisions_affected": Meaning(
            "The places that the paper is about", "text", "All Essex", required=False
        ),
        "labels": Meaning("What the body calls the rows of the cover sheet", "group"),
        "labels.report_to": Meaning(
            "What the body calls the row for the body", "text", "Report to"
        ),
        "labels.author": Meaning(
            "What the body calls the row for the author", "text", "Report author"
        ),
        **{
            f"labels.{name}": Meaning(f"What the body calls the row “{words}”", "text", words)
            for name, words in LABELS.items()
        },
        "labels.enquiries_to": Meaning(
            "What the body calls the row for whom to ask", "text", "Enquiries to"
        ),
        "labels.divisions_affected": Meaning(
            "What the body calls the row for the places", "text", "County Divisions affected"
        ),
        "labels.late": Meaning(
            "What the body calls the row for a late report", "text", "Late report"
        ),
        "late": Meaning(
            "Why a report that comes late must be taken all the same", "group", required=False
        ),
        "late.urgency": Meaning(
            "Why it cannot wait", "text", "The grant lapses on 31 March.", required=False
        ),
        "late.lateness": Meaning(
            "Why it was not published in time", "text", "The offer came late.", required=False
        ),
        "cover_first": Meaning(
            "The rows that the body puts above the usual ones of the cover sheet",
            "list of groups",
            required=False,
        ),
        "cover_first[].label": Meaning("What each of these rows is called", "text", "Agenda item"),
        "cover_first[].text": Meaning("The text of each of these rows", "text", "7"),
        "cover_rows": Meaning(
            "The rows that the body or the paper adds to the cover sheet",
            "list of groups",
            required=False,
        ),
        "cover_rows[].label": Meaning("What each of these rows is called", "text", "Key decision"),
        "cover_rows[].text": Meaning("The text of each of these rows", "text", "Yes"),
        "heading": Meaning(
            "The heading of the section, as the paper or the body’s profile gives it",
            "text",
            "Risk management",
            required=False,
        ),
        "section": Meaning(
            "The text of a section that has no template of its own, from its Markdown file",
            "Markdown",
        ),
        "statutory_texts": Meaning(
            "What the body prints at the end of every report", "list of texts", required=False
        ),
        "background_papers": Meaning(
            "The documents that the report relies on", "list of groups", required=False
        ),
        "background_papers[].title": Meaning(
            "The title of each document", "text", "Police and Crime Plan"
        ),
        "background_papers[].link": Meaning(
            "The link to each document, or only its words where it has no address",
            "link",
            "The plan on our website",
            required=False,
        ),
        "appendices": Meaning("The appendices in order", "list of groups", required=False),
        "appendices[].number": Meaning("The number of each appendix", "text", "1"),
        "appendices[].title": Meaning("The title of each appendix", "text", "Progress Report"),
        "appendix": Meaning("The appendix that the template is filled for", "group"),
        "appendix.number": Meaning("The number of that appendix", "text", "1"),
        "appendix.title": Meaning("The title of that appendix", "text", "Progress Report"),
        "paper": Meaning("The paper that the appendix belongs to", "group"),
        "body": Meaning(
            "What the appendix’s file holds: its text, its table or its picture",
            "text, table or picture",
        ),
        "entries": Meaning("The parts of the pack in order", "list of groups"),
        "entries[].title": Meaning(
            "The title of each part, a link to its first page", "link", "Report"
        ),
        "entries[].page": Meaning("The first page of each part in the pack", "text", "2"),
        "time": Meaning("When the meeting begins", "text", "2.30 pm"),
        "venue": Meaning("Where the meeting is", "text", "Council Chamber"),
        "venue_address": Meaning(
            "The address of the venue", "text", "1 High Street, Exampleton", required=False
        ),
        "notices": Meaning(
            "What a supplement says of itself: which agenda it belongs to, what has changed",
            "list of texts",
            required=False,
        ),
        "members": Meaning("The members of the body", "list of groups", required=False),
        "members[].name": Meaning("The name of each member", "text", "Member for Riverside"),
        "members[].role": Meaning(
            "The office of each member who has one", "text", "Chair", required=False
        ),
        "grouped": Meaning(
            "Says “yes” where the first item is below the heading of a group of items",
            "text",
            "yes",
            required=False,
        ),
        "items": Meaning("The items of the agenda in order", "list of groups"),
        "items[].heading": Meaning(
            "The heading of a group of items, at the first item of the group",
            "text",
            "Reports for decision",
            required=False,
        ),
        "items[].number": Meaning("The number of each item", "text", "5"),
        "items[].title": Meaning(
            "The title of each item, in the pack a link to its first page", "link", "Fire Stations"
        ),
        "items[].notes": Meaning(
            "What the agenda says of each item", "list of texts", required=False
        ),
        "items[].pages": Meaning(
            "The pages of each item in the pack, where it has any",
            "text",
            "Pages 5 – 8",
            required=False,
        ),
        "items[].parts": Meaning(
            "The documents of each item behind its first", "list of groups", required=False
        ),
        "items[].parts[].title": Meaning(
            "The title of each of these, in the pack a link", "link", "Appendix 1 – Map"
        ),
        "items[].parts[].pages": Meaning("The pages of each of these", "text", "pages 7 – 8"),
        "authority": Meaning(
            "The Act that lets the appendix be withheld",
            "text",
            "Schedule 12A to the Local Government Act 1972",
        ),
        "paragraphs": Meaning("The paragraphs of that Act that apply", "list of groups"),
        "paragraphs[].number": Meaning("The number of each paragraph", "text", "3"),
        "paragraphs[].text": Meaning(
            "The words of each paragraph",
            "text",
            "Information relating to the financial or business affairs …",
        ),
        "reason": Meaning(
            "Why withholding outweighs publication", "text", "It would weaken the council’s hand"
        ),
    }
)
_OWN_FIELDS = Meaning("The fields that bodies add in their profiles", "group", required=False)
"""The group `fields`, which is there where a profile has any."""
SECTION_TEXT = Meaning("The text of the section, from its Markdown file", "Markdown")


def meaning_of(path: str) -> Meaning | None:
    """Return what a field means, None where it is not described; “paper.title” is “title”."""
    if path in {"fields", "paper.fields"}:
        return _OWN_FIELDS
    return MEANINGS.get(path) or MEANINGS.get(path.removeprefix("paper."))


def field_paths() -> set[str]:
    """Return the names of the fields that a template can print without a loop."""
    return {path for path in MEANINGS if "[]" not in path}


def paper_fields(paper: Paper) -> dict[str, Value]:
    """Return the fields of the cover sheet, of the house's header and footer, and of sections."""
    return {
        "title": paper.title,
        "short_title": paper.short_title,
        "report_to": paper.report_to,
        "author": paper.author,
        "date": _day(paper),
        "report_for": paper.report_for,
        "enquiries_to": _contact(paper.enquiries_to),
        "divisions_affected": paper.divisions_affected,
        "labels": dict(paper.body.labels if paper.body else LABELS),
        "late": _late(paper),
        "cover_first": [_cover_row(each) for each in paper.cover if each.first],
        "cover_rows": [_cover_row(e) for e in paper.cover if not (e.first or e.own)],
        **_own_fields(paper),
    }


def section_fields(paper: Paper, section: Section, template: str | None = None) -> dict[str, Value]:
    """Return the fields of a section's template: the paper's, its heading, and its own text.

    The text is under the name of the `template`; without it, that of the section.
    """
    own = text_field(template or section.name)
    return paper_fields(paper) | {"heading": section.heading, own: section.prose}


def text_field(template: str) -> str:
    """Return the name of the field that holds a section's text in its template."""
    return template.replace("-", "_")


def closing_fields(paper: Paper) -> dict[str, Value]:
    """Return the fields of the closing section, with background papers and appendices."""
    return paper_fields(paper) | {
        "background_papers": [
            {"title": b.title, "link": _background_link(b.link_text, b.url)}
            for b in paper.background_papers
        ],
        "appendices": [_appendix(a) for a in paper.appendices],
        "statutory_texts": list(paper.body.statutory_texts if paper.body else ()),
    }


def appendix_fields(paper: Paper, appendix: Appendix, own: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields of an appendix's template: its own, `appendix` and `paper`."""
    return {**own, "appendix": _appendix(appendix), "paper": paper_fields(paper)}


def contents_fields(paper: Paper, entries: Iterable[tuple[Link, int]]) -> dict[str, Value]:
    """Return the fields of the contents page: the paper's, and title and page of each part."""
    return paper_fields(paper) | {
        "entries": [{"title": title, "page": str(page)} for title, page in entries]
    }


def _own_fields(paper: Paper) -> dict[str, Value]:
    """Return the group of fields that bodies add; nothing where none does."""
    blank: dict[str, Value] = dict.fromkeys(paper.blank_fields)
    filled = {each.name: _cover_row(each)["text"] for each in paper.cover if each.own}
    return {"fields": {**blank, **filled}} if blank or filled else {}


def _cover_row(row: CoverRow) -> dict[str, Value]:
    """Return the label of a row and its text; a mailbox is a link, as that of the enquiries."""
    text = row.text
    if isinstance(text, str) and _MAILBOX.fullmatch(text):
        return {"label": row.label, "text": Link(str(text), f"mailto:{text}")}
    return {"label": row.label, "text": text}


def _day(paper: Paper) -> str | Missing:
    return paper.date if isinstance(paper.date, Missing) else long_date(paper.date, paper.language)


def _late(paper: Paper) -> dict[str, Value] | None:
    if paper.late is None:
        return None
    return {"urgency": paper.late.urgency, "lateness": paper.late.lateness}


def _contact(contact: Contact | Missing) -> Value:
    if isinstance(contact, Missing):
        return {part: Missing(f"enquiries_to.{part}") for part in ("name", "role", "email")}
    email = contact.email
    link = email if isinstance(email, Missing) else Link(email, f"mailto:{email}")
    return {"name": contact.name, "role": contact.role, "email": link}


def _background_link(text: str | None, url: str | None) -> Link | str | None:
    if text is None:
        return None if url is None else Link(url, url)
    return text if url is None else Link(text, url)


def _appendix(appendix: Appendix) -> dict[str, str]:
    return {"number": appendix.label, "title": appendix.title}
