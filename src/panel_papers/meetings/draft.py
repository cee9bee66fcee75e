"""Builds a draft of a meeting’s pack, to be sent round (`panel-papers meeting build --draft`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import GateError, InputsError, Problem, Settings, judge
from panel_papers.meetings.building import (
    BuiltMeeting,
    Talk,
    all_names,
    begin,
    build_papers,
)
from panel_papers.meetings.isolated import in_child
from panel_papers.meetings.issues.guard import refuse_other_inputs
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.papers import BuiltPaper, exempt_problems, foreign_papers
from panel_papers.meetings.shared import shared_across


def build_draft(
    name: str,
    meetings: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    talk: Talk = lambda _: None,
) -> BuiltMeeting:
    """Build a draft of a meeting’s public pack into a folder of its own, beside the outputs.

    Papers and minutes may have gaps and what the checks call an error. Nothing that is exempt is in
    it. Raises PanelPapersError for what cannot be read, and where public texts repeat what is
    exempt; a former draft is then as it was. Of a published meeting whose public files have changed
    there is no draft: what is new goes into a supplement, which is compared with earlier issues.
    """
    settings = replace(settings, draft=True)
    begun = begin(name, meetings, settings)
    meeting, names = begun.meeting, all_names(begun.meeting)
    refuse_other_inputs(meeting, settings.inputs)
    shared = shared_across(meeting, begun.withheld, settings, jobs=jobs)
    if left := judge(shared, meeting.accepted).open:
        raise GateError(left)
    talk(f"{meeting.name}: building drafts of {len(names)} papers")
    papers = build_papers(begun, names, settings, jobs=jobs)
    talk(f"{meeting.name}: making the draft of the pack")
    return in_child(partial(_put_in_place, meeting, papers, shared, settings), meeting.name)


def draft_folder(outputs: Path, meeting: str) -> Path:
    """Return the folder of a meeting’s draft; no meeting’s name has a full stop in it."""
    return outputs / f"{meeting}.draft"


def _put_in_place(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    shared: Sequence[Problem],
    settings: Settings,
    _name: str,
) -> BuiltMeeting:
    from panel_papers.meetings.draft_pack import made_draft  # noqa: PLC0415 - in the child process
    from panel_papers.output import (  # noqa: PLC0415 - as above
        MEETINGS,
        paper_lock,
        publish,
        refuse_edited,
        sweep,
    )

    facts = {name: each.facts for name, each in papers.items()}
    if wrong := (*foreign_papers(meeting, facts), *exempt_problems(meeting, facts)):
        raise InputsError(wrong)
    outputs = settings.outputs / MEETINGS
    folder = draft_folder(outputs, meeting.name)
    with paper_lock(outputs, meeting.name):
        sweep(outputs, folder.name)
        if not settings.discard_edits:
            refuse_edited(folder)
        made = made_draft(meeting, papers, shared, settings)
        publish(folder, made.files, discard_edits=settings.discard_edits)
    return BuiltMeeting(made.problems, made.summary(folder), made.manifest)
