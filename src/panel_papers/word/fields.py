"""The fields that templates can use, from a paper: the one list of names an editor may type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from panel_papers.body import LABELS
from panel_papers.dates import long_date
from panel_papers.model import Appendix, Contact, Link, Missing, Paper, Section, Value


def paper_fields(paper: Paper) -> dict[str, Value]:
    """Return the fields of the cover sheet, of the house's header and footer, and of sections."""
    return {
        "title": paper.title,
        "short_title": paper.short_title,
        "report_to": paper.report_to,
        "author": paper.author,
        "date": paper.date if isinstance(paper.date, Missing) else long_date(paper.date),
        "report_for": paper.report_for,
        "enquiries_to": _contact(paper.enquiries_to),
        "divisions_affected": paper.divisions_affected,
        "labels": dict(paper.body.labels if paper.body else LABELS),
        "late": _late(paper),
    }


def section_fields(paper: Paper, section: Section) -> dict[str, Value]:
    """Return the fields of a section's template: the paper's, and its own text under its name."""
    return paper_fields(paper) | {section.name.replace("-", "_"): section.prose}


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
    return {"number": str(appendix.number), "title": appendix.title}
