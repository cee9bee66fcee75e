"""A paper checked, and nothing built: what keeps it from being published, and what else to say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from panel_papers.build.left_out import lacking
from panel_papers.build.prepare import Prepared, prepare, subject_of
from panel_papers.build.read import restricted_problems, take_in_restricted
from panel_papers.checks import Subject, check, check_beside
from panel_papers.core import (
    PanelPapersError,
    Problem,
    Settings,
    acceptance_problems,
    as_restricted,
    distinct,
    files_over_budget,
    judge,
    published,
)
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
    try:
        restricted = _restricted_subject(prepared, settings, problems) if paper.withheld else None
    except PanelPapersError as error:
        if files_over_budget():
            raise lacking(prepared, (*problems, *error.problems)) from error
        raise
    problems = list(distinct(problems))
    entries = acceptance_problems(problems, paper.accepted)
    problems += as_restricted(entries) if paper.withheld else entries
    if files_over_budget():
        raise lacking(prepared, problems)
    found = judge(problems, paper.accepted).open
    if settings.review is not None:
        _write_review(prepared.subject, restricted, found, settings.review)
    return found


def _restricted_subject(prepared: Prepared, settings: Settings, problems: list[Problem]) -> Subject:
    """Return the paper with its restricted appendices as the checks see it; add to `problems`."""
    from panel_papers.checks import shared_problems  # noqa: PLC0415 - reads PDFs

    with restricted_problems():
        source = take_in_restricted(prepared.folder, prepared.intake, settings)
        cleaned = clean_paper(source.paper, draft=settings.draft)
        written = write_restricted(cleaned.paper, prepared.templates, draft=settings.draft)
    documents = {number: each.docx for number, each in written.items()}
    paper = replace(cleaned.paper, places=prepared.paper.places)
    subject = subject_of(prepared.folder, paper, documents, settings)
    subject = replace(subject, templates=prepared.templates.opened)
    found = (
        *source.problems,
        *cleaned.problems,
        *(problem for each in written.values() for problem in each.problems),
        *check(subject),
    )
    # what the public part of the paper has too is not marked
    problems += as_restricted(distinct(found, known=problems))
    templates = prepared.templates.used
    problems += shared_problems(prepared.subject, source.paper, source.sources, templates)
    return subject


def _write_review(
    public: Subject, restricted: Subject | None, problems: Sequence[Problem], folder: Path
) -> None:
    """Write the Word documents with the problems as comments.

    Those of restricted files go into copies of their own, in the folder `restricted`.
    """
    from panel_papers.output import (  # noqa: PLC0415 - only where it is asked for
        RESTRICTED,
        review_copies,
        write_copies,
    )

    name = public.paper.name
    copies = review_copies(name, public.documents, public.passages, published(problems))
    withheld = [each for each in problems if each.restricted]
    if restricted is not None and withheld:
        # what no Word document of a restricted appendix holds is put to the report
        documents = {0: public.documents[0], **restricted.documents}
        kept = review_copies(name, documents, restricted.passages, withheld)
        copies |= {f"{RESTRICTED}/{file}": data for file, data in kept.items()}
    write_copies(folder, copies)
