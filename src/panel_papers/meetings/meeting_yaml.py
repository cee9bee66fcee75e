"""The shape of meeting.yaml: its fields, and what each value may be."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from panel_papers.inputs import (
    ACCEPTED,
    DATE,
    EMAIL,
    LANGUAGE,
    PARAGRAPHS,
    SAFE_NAME,
    STANDING_ITEM,
    AcceptedEntry,
    ValueFault,
    list_of,
    record,
    text_of,
    text_or,
)

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


def as_time(text: str) -> datetime.time:
    """Return the time of “14:30”, by the clock of 24 hours."""
    typed = _TIME.fullmatch(text.strip())
    if not typed:
        raise ValueFault(
            "bad-time",
            f"“{text}” is not a time that can be read",
            "a time such as 14:30, by the clock of 24 hours",
            "write hours and minutes with a colon between them: 14:30",
        )
    return datetime.time(int(typed[1]), int(typed[2]))


def as_words(text: str) -> str:
    """Return text in one line, which has to say something: it is printed on the agenda."""
    line = " ".join(text.split())
    if not any(character.isalnum() for character in line):
        raise ValueFault(
            "missing-field",
            "The value is empty, and it would be printed on the agenda",
            "words that the public can read",
            "write them, or delete the line",
        )
    return line


WORDS = text_of(as_words)


class VenueFields(Struct, frozen=True):
    """Where the meeting is."""

    name: str
    """The room or the building, such as Council Chamber."""
    address: str | None = None
    """Its address."""


class MemberFields(Struct, frozen=True):
    """A member of the body."""

    name: str
    """The name of the member; it is published."""
    role: str | None = None
    """The member's office, such as Chair."""


class ClerkFields(Struct, frozen=True):
    """Whom to ask about the meeting; all of it is published."""

    name: str
    """The team or the clerk."""
    email: str
    """The mailbox to write to."""


class MinutesFields(Struct, frozen=True):
    """The minutes of an earlier meeting."""

    file: str
    """Their Word file or PDF in the meeting's folder."""
    of: datetime.date
    """The day of that meeting."""
    summary: str | None = None
    """What was done without the public, disclosing nothing exempt; it is published."""


class ToFollowFields(Struct, frozen=True):
    """Why a paper is not published yet."""

    reason: str
    """Why it is not ready; it is published."""
    expected: datetime.date
    """The day on which it is expected."""
    owed_by: str | None = None
    """Who is to write it; only “meeting status” shows this, and nothing published does."""


class UrgentFields(Struct, frozen=True):
    """A paper taken as urgent (LGA 1972 s100B(4)(b))."""

    paper: str
    """The name of its folder in the inputs."""
    reason: str
    """Why the item is urgent; it is published."""
    agreed_by: str
    """Who agreed that it is urgent, such as Chair."""


class Part2Fields(Struct, frozen=True):
    """A paper that is exempt as a whole (LGA 1972 s100I and Schedule 12A)."""

    paper: str
    """The name of its folder in the inputs; it is not published."""
    paragraph: list[str]
    """The paragraph that describes the exempt information, such as 3, or a list."""
    reason: str
    """Why the information is exempt; it is published."""
    public_title: str
    """What the public agenda calls the item."""


class ItemFields(Struct, frozen=True):
    """One item of the agenda, of exactly one of the `KINDS`."""

    standing: str | None = None
    """The name of an item that most agendas have."""
    minutes: MinutesFields | None = None
    """The minutes of an earlier meeting."""
    paper: str | None = None
    """The name of a paper's folder in the inputs."""
    verbal: str | None = None
    """The title of an item on which somebody speaks."""
    to_follow: ToFollowFields | None = None
    """Why the paper of this item is not published yet."""
    urgent: UrgentFields | None = None
    """A paper taken as urgent."""
    part_2: Part2Fields | None = None
    """A paper that is exempt as a whole, for the part of the meeting without the public."""
    title: str | None = None
    """The title of an item that is to follow."""
    note: str | None = None
    """What else the agenda says of the item."""
    group: str | None = None
    """A heading above this item, for it and those below it."""


class MeetingFields(Struct, frozen=True):
    """The fields of meeting.yaml."""

    body: str | None = None
    """The profile of the body that meets, a file in templates/bodies without “.yaml”."""
    date: datetime.date | None = None
    """The day of the meeting: 2024-03-14 or 14 March 2024."""
    time: datetime.time | None = None
    """When it begins: 14:30."""
    venue: VenueFields | None = None
    """Where it is."""
    members: list[MemberFields] | str = []
    """The members in the order of the agenda, or a CSV file with the columns name and role."""
    clerk: ClerkFields | None = None
    """Whom to ask about the meeting."""
    language: str | None = None
    """The language of the agenda, such as en-GB; without it, the body's."""
    items: list[ItemFields] = []
    """The items of the agenda, numbered in this order."""
    accepted: list[AcceptedEntry] = []
    """Warnings about the minutes and the agenda that the clerk accepts."""


KINDS = ("standing", "minutes", "paper", "verbal", "to_follow", "urgent", "part_2")
"""What an item can be."""
REQUIRED = ("body", "date", "time", "venue", "clerk", "items")
EXAMPLES = {
    "body": "body: council",
    "date": "date: 2027-05-06",
    "time": 'time: "14:30"',
    "venue": "venue: {name: Council Chamber, address: …}",
    "clerk": "clerk: {name: Democratic Services, email: …}",
    "items": "items:” with the items of the agenda, such as “- standing: apologies",
}
RECORDS = (
    *(MeetingFields, VenueFields, MemberFields, ClerkFields),
    *(ItemFields, MinutesFields, ToFollowFields, UrgentFields, Part2Fields, AcceptedEntry),
)
_CLOCK = {"type": "string", "pattern": rf"^\s*(?:{_TIME.pattern})\s*$"}
MEETING = record(
    MeetingFields,
    {
        "body": SAFE_NAME,
        "date": DATE,
        "time": text_of(as_time, schema=_CLOCK),
        "venue": record(VenueFields, {"name": WORDS, "address": WORDS}),
        "members": text_or(
            text_of(), list_of(record(MemberFields, {"name": WORDS, "role": WORDS}))
        ),
        "clerk": record(ClerkFields, {"name": WORDS, "email": EMAIL}),
        "language": LANGUAGE,
        "items": list_of(
            record(
                ItemFields,
                {
                    "standing": STANDING_ITEM,
                    "minutes": record(
                        MinutesFields, {"file": text_of(), "of": DATE, "summary": WORDS}
                    ),
                    "paper": SAFE_NAME,
                    "verbal": WORDS,
                    "to_follow": record(
                        ToFollowFields, {"reason": WORDS, "expected": DATE, "owed_by": WORDS}
                    ),
                    "urgent": record(
                        UrgentFields, {"paper": SAFE_NAME, "reason": WORDS, "agreed_by": WORDS}
                    ),
                    "part_2": record(
                        Part2Fields,
                        {
                            "paper": SAFE_NAME,
                            "paragraph": PARAGRAPHS,
                            "reason": WORDS,
                            "public_title": WORDS,
                        },
                    ),
                    "title": WORDS,
                    "note": WORDS,
                    "group": WORDS,
                },
            )
        ),
        "accepted": list_of(ACCEPTED),
    },
    needed=REQUIRED,
)
