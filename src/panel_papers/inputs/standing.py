"""The items that most agendas have: their titles, and what is printed below them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from panel_papers.core import did_you_mean
from panel_papers.inputs.yaml.schema import ValueFault, text_of


class Standing(Struct, frozen=True):
    """An item without documents: its title, and what the agenda says of it."""

    title: str
    text: str


EXCLUSION = "exclusion"
"""The name of the item that says what is exempt."""
STANDING: Mapping[str, Standing] = MappingProxyType(
    {
        "chair": Standing("Election of Chair", "To elect a Chair for the coming year."),
        "vice-chair": Standing(
            "Appointment of Vice-Chair", "To appoint a Vice-Chair for the coming year."
        ),
        "apologies": Standing("Apologies for absence", "To receive apologies for absence."),
        "interests": Standing(
            "Declarations of interest",
            "Members are asked to declare any interest that they have in an item of this agenda.",
        ),
        "announcements": Standing("Announcements", "To receive announcements from the Chair."),
        "public-questions": Standing(
            "Questions from the public", "To answer questions of which notice was given."
        ),
        EXCLUSION: Standing(
            "Exclusion of the public",
            "No item of this agenda is expected to be taken without the public.",
        ),
        "next-meeting": Standing(
            "Date of the next meeting", "To note the date of the next meeting."
        ),
    }
)
"""By the name that meeting.yaml has for each."""


def _standing(text: str) -> str:
    name = text.strip()
    if name not in STANDING:
        raise ValueFault(
            "unknown-standing-item",
            f"“{name}” is not a standing item",
            f"one of {', '.join(STANDING)}",
            did_you_mean(name, STANDING)
            or f"write “verbal: {name}” in meeting.yaml for an item of its own",
        )
    return name


STANDING_ITEM = text_of(_standing, schema={"enum": [*STANDING]})
"""The name of an item that most agendas have."""
