"""Whether a summary is due of what the last meeting did without the public."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from panel_papers.core import Level, PanelPapersError, Problem
from panel_papers.inputs import (
    EXCLUSION,
    LARGEST_TEXT,
    Source,
    Tree,
    ValueFault,
    as_date,
    read_text,
    read_yaml,
)
from panel_papers.law import UNCHECKED, summary_rule
from panel_papers.meetings.folders import MEETING_YAML, all_meetings
from panel_papers.meetings.model import Meeting, MinutesItem


def summary_problems(meeting: Meeting) -> Iterator[Problem]:
    """Yield a warning for minutes of a meeting with a private part that have no summary.

    That meeting is known where it is one of the folders beside this one.
    """
    rule = summary_rule(meeting.body.nation, meeting.date)
    if rule is None:
        return
    for item in meeting.items:
        if not isinstance(item, MinutesItem) or item.summary:
            continue
        if any(_was_private(each, meeting, item) for each in _others(meeting)):
            unchecked = "" if rule.checked else f"; {UNCHECKED}"
            yield Problem(
                "minutes-without-summary",
                item.of_at,
                "A part of that meeting was held without the public, and these minutes have no "
                "summary of it",
                "a summary that discloses nothing exempt, where the minutes alone are no fair and "
                f"coherent record ({rule.source}{unchecked})",
                "add “summary: …” below “of:”; where the minutes say enough, accept this warning",
                Level.WARNING,
            )


def _others(meeting: Meeting) -> Iterator[dict[str, Tree]]:
    """Yield what meeting.yaml says in each other folder, as far as it can be read."""
    meetings = Path(meeting.place.file).parent.parent
    for name in all_meetings(meetings):
        source = Source(meetings / name)
        place = source.place(MEETING_YAML)
        try:
            data = source.read(MEETING_YAML, place, limit=LARGEST_TEXT)
            said = read_yaml(read_text(data, place), place.file, "body: council").value
        except PanelPapersError:  # it is reported when that meeting is checked
            continue
        if name != meeting.name:
            yield said


def _was_private(said: dict[str, Tree], meeting: Meeting, item: MinutesItem) -> bool:
    day, body, items = said.get("date"), said.get("body"), said.get("items")
    try:
        same = isinstance(day, str) and as_date(day) == item.of and body == meeting.body.key
    except ValueFault:
        return False
    listed = items if same and isinstance(items, list) else []
    return any(
        isinstance(each, dict) and ("part_2" in each or each.get("standing") == EXCLUSION)
        for each in listed
    )
