"""Whether an issue comes in time: by the last day to publish, or as the law lets it come later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from panel_papers.core import Level, Place, Problem, in_words
from panel_papers.law import late_section, publish_by
from panel_papers.meetings.issues.record import Contents
from panel_papers.meetings.model import Meeting


def late_problems(meeting: Meeting, contents: Contents, today: date) -> Iterator[Problem]:
    """Yield what is late of an issue on a day.

    After the last day to publish, an item can only be added as urgent, with a reason and who
    agreed (LGA 1972 s100B(4)(b)); the resolution for its exempt parts is no item of business. That
    an agenda itself is late is a warning: it is the clerk who
    answers for that.
    """
    last = publish_by(meeting.date, nation=meeting.body.nation, body=meeting.body).date
    if today <= last:
        return
    if not contents.supplement:
        yield Problem(
            "issued-late",
            meeting.place,
            f"The agenda is published on {in_words(today)}, after the last day to publish it, "
            f"{in_words(last)}",
            "",
            "ask the monitoring officer whether the meeting can be held on its day",
            level=Level.WARNING,
        )
    for item in contents.items:
        if item.added and item.kind not in ("urgent", "exclusion"):
            yield Problem(
                "added-too-late",
                _place(meeting, item.number),
                f"Item {item.number}, “{item.title}”, was not on the published agenda, and the "
                f"last day to add it was {in_words(last)}",
                f"an urgent item ({late_section(meeting.body.nation)})",
                "write it as “urgent:” with its reason and who agreed, or delete it here and "
                "put it on the agenda of another meeting",
            )


def _place(meeting: Meeting, number: int) -> Place:
    if number > len(meeting.items):
        return meeting.place
    return getattr(meeting.items[number - 1], "place", meeting.place)
