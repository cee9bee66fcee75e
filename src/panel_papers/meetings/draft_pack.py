"""The pack of a meeting’s draft: every page and the title marked, and nothing else beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Cache, Problem, Settings, acceptance_problems, in_words, judge
from panel_papers.meetings.agenda import agenda_paper
from panel_papers.meetings.exclusion import notices_of
from panel_papers.meetings.files import (
    Inputs,
    PublicFiles,
    counted,
    found_in_papers,
    manifest_of_meeting,
    reported,
    withheld_of,
)
from panel_papers.meetings.issues.issued_texts import IssuedTexts
from panel_papers.meetings.leaks import leak_search
from panel_papers.meetings.minutes import day_problems, gate_findings, read_minutes
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.naming import names_of
from panel_papers.meetings.packing import Packed, pack_meeting
from panel_papers.meetings.pages import Sheet, handover_page, rows_of
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.meetings.summaries import summary_problems
from panel_papers.output import (
    BLANK,
    MANIFEST,
    files_of,
    manifest_record,
    pack_of,
    to_json,
    with_record,
)
from panel_papers.pdf import Choice, ready_engine
from panel_papers.word import Templates


class MadeDraft(Struct, frozen=True):
    """The files of a draft by their names, what its manifest says, and what is wrong with it."""

    inputs: Inputs
    files: Mapping[str, bytes]
    manifest: Mapping[str, object]
    problems: tuple[Problem, ...]
    pages: int

    def summary(self, folder: Path) -> str:
        """Return what a person is shown of it."""
        meeting = self.inputs.meeting
        items, pages = counted(len(meeting.items), "item"), counted(self.pages, "page")
        return "\n".join(
            [
                f"{meeting.body.name}, {in_words(meeting.date)}: a draft of {items}, {pages}",
                *(f"  {(folder / name).as_posix()}" for name in self.files),
                *found_in_papers(self.inputs),
                "Do not publish it: what is to be published is built without --draft.",
            ]
        )


def made_draft(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    shared: Sequence[Problem],
    settings: Settings,
) -> MadeDraft:
    """Return the draft of a meeting’s public pack, whatever the checks find in it.

    It is searched for what is exempt as a pack that is published: a draft is sent round. Raises
    GateError where it holds any of that.
    """
    public = {each.paper: papers[each.paper] for each in meeting.papers}
    exempt = {each.paper: papers[each.paper] for each in meeting.exempt}
    inputs = Inputs(meeting, public, draft=True)
    minutes = read_minutes(meeting, agenda_paper(meeting))
    with ready_engine(settings.engine, soffice=settings.soffice) as choice:
        packed = pack_meeting(
            meeting,
            public,
            minutes,
            Templates(settings.word_templates),
            choice,
            identifier=inputs.record,
            cache=Cache(settings.cache) if settings.cache else None,
            draft=True,
        )
        found = gate_findings(meeting, minutes.paper, packed.agenda_docx)
        found += (
            *day_problems(meeting, minutes.paper),
            *summary_problems(meeting, settings.inputs),
        )
        found += minutes.problems
        found += packed.problems(meeting, minutes.paper)
        found += tuple(acceptance_problems((*found, *shared), meeting.accepted))
        problems = judge(found, meeting.accepted).open
        names = names_of(minutes.paper, meeting.edition, {})
        names = replace(names, pack=f"{meeting.name}-pack-draft.pdf")
        written = PublicFiles(names, {names.pack: packed.pack.pdf})
        if not any(each.secrets for each in papers.values()):
            return _with_manifest(inputs, packed, written, problems, choice)
        search = leak_search(
            inputs,
            exempt,
            packed,
            written,
            choice,
            paper=minutes.paper,
            problems=problems,
            shared=shared,
            issued=IssuedTexts(),
        )
        proof = replace(search.proof, shared=len(shared))
        withheld = withheld_of(inputs, proof)
        made = _with_manifest(inputs, packed, written, problems, choice, withheld=withheld)
        search.through(made.files)
        return made


def _with_manifest(
    inputs: Inputs,
    packed: Packed,
    written: PublicFiles,
    problems: tuple[Problem, ...],
    choice: Choice,
    *,
    withheld: Mapping[str, object] | None = None,
) -> MadeDraft:
    meeting, name = inputs.meeting, f"{inputs.meeting.name}-handover-draft.html"
    found = reported(inputs, problems)
    sheet = Sheet(
        meeting=meeting,
        deadline=inputs.deadline,
        rows=rows_of(packed, written.names, {}),
        names=written.names,
        files=written.files,
        pages=packed.pack.pages,
        accessible=packed.pack.accessible,
        obstacles=[each.found for each in packed.pack.obstacles],
        problems=found,
        notices=notices_of(meeting, inputs.paper_facts),
        draft=True,
    )
    page = handover_page(sheet, BLANK)
    files = {name: page, **written.files}
    manifest = manifest_of_meeting(
        inputs, packed, written.names, files=files, problems=found, choice=choice
    )
    del manifest["issue"]  # of a draft, nothing is ever recorded as published
    manifest["pack"] = {"file": written.names.pack, **pack_of(packed.pack)}
    manifest |= withheld or {}
    files[name] = with_record(page, manifest_record(manifest))
    manifest |= {"files": files_of(files)}
    files[MANIFEST] = to_json(manifest)
    return MadeDraft(inputs, files, manifest, problems, packed.pack.pages)
