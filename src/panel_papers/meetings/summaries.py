"""Of what the last meeting did without the public: whether a summary is due, and its papers."""

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


def summary_problems(meeting: Meeting, inputs: Path) -> Iterator[Problem]:
    """Yield a warning for minutes of a meeting with a private part that have no summary.

    Or whose summary is compared with less than was exempt at that meeting. It is known where it is
    one of the folders beside this one; its papers are folders of `inputs`.
    """
    yield from _not_compared(meeting, inputs)
    rule = summary_rule(meeting.body.nation, meeting.date)
    if rule is None:
        return
    for item in meeting.items:
        if not isinstance(item, MinutesItem) or item.summary:
            continue
        if any(_is_private(each) for each in _meetings_of(item, meeting)):
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


def _not_compared(meeting: Meeting, inputs: Path) -> Iterator[Problem]:
    """Yield a warning where an exempt paper of the meeting that is summarised is not there."""
    for item in meeting.items:
        if not isinstance(item, MinutesItem) or not item.summary:
            continue
        exempt = [
            name
            for said in _meetings_of(item, meeting)
            for each in _items(said)
            for name in _exempt(each.get("part_2"))
        ]
        gone = [name for name in exempt if not (inputs / name).is_dir()]
        if gone or not any(True for _ in _meetings_of(item, meeting)):
            found = "an exempt paper of that meeting is no longer in the folder “inputs”"
            if not gone:
                found = "the folder of that meeting is not beside this one"
            yield Problem(
                "summary-not-compared",
                item.of_at,
                f"The summary was not compared with all that was exempt: {found}",
                "",
                "put the missing folder back from a backup and run the command again; or have the "
                "summary read by somebody who knows what was exempt, and accept this warning",
                Level.WARNING,
            )


def papers_before(meeting: Meeting) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the papers of the meetings that are summarised here: exempt ones, and the others.

    Exempt ones are by their names, with what the public agenda called them.
    """
    exempt: dict[str, str] = {}
    others: list[str] = []
    for item in meeting.items:
        if isinstance(item, MinutesItem) and item.summary:
            for said in _meetings_of(item, meeting):
                for each in _items(said):
                    exempt |= _exempt(each.get("part_2"))
                    urgent = each.get("urgent")
                    others += _names(each.get("paper"))
                    others += _names(urgent.get("paper") if isinstance(urgent, dict) else None)
    return exempt, tuple(dict.fromkeys(others))


def _exempt(part_2: Tree) -> dict[str, str]:
    if not isinstance(part_2, dict):
        return {}
    title = part_2.get("public_title")
    return {name: title if isinstance(title, str) else "" for name in _names(part_2.get("paper"))}


def _names(said: Tree) -> list[str]:
    return [said.strip()] if isinstance(said, str) else []


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


def _meetings_of(item: MinutesItem, meeting: Meeting) -> Iterator[dict[str, Tree]]:
    """Yield what meeting.yaml says of each meeting that minutes may be of."""
    for said in _others(meeting):
        day = said.get("date")
        try:
            same = isinstance(day, str) and as_date(day) == item.of
        except ValueFault:
            continue
        if same and said.get("body") == meeting.body.key:
            yield said


def _items(said: dict[str, Tree]) -> list[dict[str, Tree]]:
    listed = said.get("items")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _is_private(said: dict[str, Tree]) -> bool:
    return any("part_2" in each or each.get("standing") == EXCLUSION for each in _items(said))
