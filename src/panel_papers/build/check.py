"""A paper checked, and nothing built: what keeps it from being published, and what else to say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from panel_papers.build.prepare import Prepared, prepare, subject_of
from panel_papers.build.read import take_in_restricted
from panel_papers.checks import check, check_beside
from panel_papers.core import Problem, Settings, acceptance_problems, judge
from panel_papers.inputs import clean_paper, paper_folder
from panel_papers.law import deadline_of
from panel_papers.word import write_restricted


def check_paper(name: str, settings: Settings) -> tuple[Problem, ...]:
    """Return what is open of all that can be said of a paper, building nothing.

    Errors among it are those that keep the paper from being published. Raises PanelPapersError
    where a build would be stopped before an engine is asked.
    """
    folder = paper_folder(settings.inputs, name)
    prepared = prepare(folder, settings)
    paper = prepared.paper
    deadline_of(paper, folder)  # raises where the date has none
    problems = [*prepared.problems, *prepared.intake.unpublished, *prepared.findings]
    problems += check_beside(prepared.subject)
    problems += prepared.of_today
    if paper.withheld:
        restricted = take_in_restricted(folder, prepared.intake, settings)
        cleaned = clean_paper(restricted.paper, draft=settings.draft)
        written = write_restricted(cleaned.paper, prepared.templates, draft=settings.draft)
        problems += [*restricted.problems, *cleaned.problems]
        problems += [problem for each in written.values() for problem in each.problems]
        documents = {number: each.docx for number, each in written.items()}
        problems += check(subject_of(folder, cleaned.paper, documents, settings))
    problems = list(dict.fromkeys(problems))
    problems += acceptance_problems(problems, paper.accepted)
    found = judge(problems, paper.accepted).open
    if settings.review is not None:
        _write_review(prepared, found, settings, settings.review)
    return found


def _write_review(
    prepared: Prepared, problems: Sequence[Problem], settings: Settings, folder: Path
) -> None:
    """Write the paper's Word documents with the problems as comments; restricted ones never."""
    from panel_papers.output import review_copies, write_copies  # noqa: PLC0415 - only where it is asked for

    subject = prepared.subject
    copies = review_copies(subject.paper.name, subject.documents, subject.passages, problems)
    write_copies(folder, copies)
