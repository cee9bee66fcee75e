"""The fields of a meeting's agenda, which has a template of its own."""

from __future__ import annotations

from panel_papers.core import Agenda, AgendaItem, Paper, Value
from panel_papers.word.fields import paper_fields


def agenda_fields(paper: Paper, agenda: Agenda) -> dict[str, Value]:
    """Return the fields of an agenda; `paper` says the body, the date and whom to ask."""
    return paper_fields(paper) | {
        "time": agenda.time,
        "venue": agenda.venue,
        "venue_address": agenda.address or None,
        "members": [{"name": each.name, "role": each.role or None} for each in agenda.members],
        "notices": list(agenda.notices),
        "grouped": "yes" if agenda.items and agenda.items[0].heading else None,
        "items": [_item(each) for each in agenda.items],
    }


def _item(item: AgendaItem) -> dict[str, Value]:
    return {
        "heading": item.heading or None,
        "number": str(item.number),
        "title": item.title,
        "notes": list(item.notes),
        "pages": item.pages or None,
        "parts": [{"title": each.title, "pages": each.pages} for each in item.parts],
    }
