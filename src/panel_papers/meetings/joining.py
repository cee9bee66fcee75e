"""A meeting's files made from its finished papers: the public ones first, then what is exempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from panel_papers.core import (
    Cache,
    GateError,
    Level,
    Problem,
    Settings,
    acceptance_problems,
    judge,
)
from panel_papers.meetings.agenda import agenda_paper
from panel_papers.meetings.files import Inputs, MadeFiles, files_of_meeting, public_files
from panel_papers.meetings.issues.issued_texts import IssuedTexts
from panel_papers.meetings.issues.printed import check_notices
from panel_papers.meetings.leaks import leak_search
from panel_papers.meetings.minutes import day_problems, gate_findings, read_minutes
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.packing import pack_meeting
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.meetings.restricted_files import restricted_files
from panel_papers.meetings.summaries import summary_problems
from panel_papers.pdf import ready_engine
from panel_papers.word import Templates


def made_meeting(
    meeting: Meeting,
    papers: Mapping[str, BuiltPaper],
    others: Mapping[str, BuiltPaper],
    shared: Sequence[Problem],
    settings: Settings,
    *,
    copies: int = 0,
    issued: IssuedTexts = IssuedTexts(),  # noqa: B008 - it is frozen
    already: Sequence[Problem] = (),
) -> MadeFiles:
    """Return all files of a meeting, to be put in place together.

    `papers` are all of its papers; `others` those of the meeting that a supplement does not have,
    in which what is exempt is looked for too. `shared` is what their public texts share with
    exempt ones, `already` what was published of them; `copies` is the number of numbered copies for
    members. What members were given before, in `issued`, is looked for too. Raises GateError where
    a problem is open that stops a build, or a public file holds what is exempt.
    """
    public = {each.paper: papers[each.paper] for each in meeting.papers}
    exempt = {each.paper: papers[each.paper] for each in meeting.exempt}
    inputs = Inputs(meeting, public)
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
        )
        check_notices(meeting.edition, packed.pack)
        findings = gate_findings(meeting, minutes.paper, packed.agenda_docx)
        findings += (
            *day_problems(meeting, minutes.paper),
            *summary_problems(meeting, settings.inputs),
        )
        problems = (*minutes.problems, *findings, *packed.problems(meeting, minutes.paper))
        problems += tuple(already)
        problems += tuple(acceptance_problems((*problems, *shared), meeting.accepted))
        problems = judge(problems, meeting.accepted).open
        stops = {Level.ERROR, Level.WARNING} if settings.strict else {Level.ERROR}
        if any(each.level in stops for each in problems):
            raise GateError(problems)
        files = public_files(inputs, packed)
        has_restricted = any(each.restricted for each in papers.values())
        has_secrets = any(each.secrets for each in (*papers.values(), *others.values()))
        if not (has_restricted or has_secrets or issued.members):
            return files_of_meeting(inputs, packed, files, problems, choice)
        search = leak_search(
            inputs,
            {**exempt, **others},
            packed,
            files,
            choice,
            paper=minutes.paper,
            problems=problems,
            shared=shared,
            issued=issued,
        )
        proof = replace(search.proof, shared=len(shared))
        if not has_restricted:
            made = files_of_meeting(inputs, packed, files, problems, choice, proof=proof)
            search.through(made.files)
            return made
        kept = restricted_files(
            inputs, exempt, packed, choice, paper=agenda_paper(meeting), copies=copies
        )
        made = files_of_meeting(
            inputs, packed, files, problems, choice, proof=proof, restricted=kept.first[1]
        )
        search.through(made.files)
        exempt_found = [each for paper in exempt.values() for each in paper.problems]
        return made.with_restricted(kept.files((*shared, *already, *exempt_found), proof, choice))
