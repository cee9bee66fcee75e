"""What editors call fields in other words: `email`, `committee`, `meeting_date`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from panel_papers.core import did_you_mean

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("report_title", "subject", "heading_of_report", "name_of_report"),
        "short_title": ("running_title", "footer_title"),
        "report_to": ("body", "committee", "meeting", "board", "panel", "cabinet", "council"),
        "author": ("report_author", "report_by", "report_of", "written_by", "director"),
        "date": ("meeting_date", "date_of_meeting", "day", "date_of_report"),
        "report_for": ("purpose_of_report", "decision", "for_decision", "action"),
        "enquiries_to.name": (
            *("contact", "contact_name", "contact_officer", "officer", "officer_name"),
            *("lead_officer", "enquiries", "name"),
        ),
        "enquiries_to.role": ("contact_role", "job_title", "officer_title", "post", "role"),
        "enquiries_to.email": (
            *("email", "e_mail", "mail", "mailbox", "contact_email", "email_address"),
            *("e_mail_address", "officer_email"),
        ),
        "divisions_affected": ("wards", "wards_affected", "divisions", "areas", "ward"),
        "background_papers": ("background", "background_documents"),
        "appendices": ("annexes", "appendix_list", "attachments"),
    }
)
"""Each field, and what others call it, in small letters with underscores."""


_OWN = "fields."


def with_own(fields: Mapping[str, object]) -> set[str]:
    """Return the names of fields, and those that bodies add by their whole way: `fields.ward`."""
    own = fields.get("fields")
    return {*fields, *(f"{_OWN}{name}" for name in (own if isinstance(own, Mapping) else ()))}


def near_name(name: str, known: Iterable[str]) -> str | None:
    """Return what to write for a name that is spelled or means alike, or None."""
    there = set(known)
    return (
        other_name(name, there) or did_you_mean(name, there) or did_you_mean(name.casefold(), there)
    )


def other_name(name: str, known: Iterable[str]) -> str | None:
    """Return what to write for another name of a field that is there, or None.

    A field that a body adds needs its group: `{{ fields.ward_member }}`.
    """
    there = set(known)
    plain = name.casefold().replace("-", "_")
    if f"{_OWN}{plain}" in there:
        return f"write “{{{{ {_OWN}{plain} }}}}”"
    for field, others in _OTHER_NAMES.items():
        if plain in others and field.partition(".")[0] in there:
            return f"write “{field}” if you mean that"
    return None
