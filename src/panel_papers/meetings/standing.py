"""The items that most agendas have: their titles, and what is printed below them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct


class Standing(Struct, frozen=True):
    """An item without documents: its title, and what the agenda says of it."""

    title: str
    text: str


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
        "next-meeting": Standing(
            "Date of the next meeting", "To note the date of the next meeting."
        ),
    }
)
"""By the name that meeting.yaml has for each."""
