"""All that goes before an engine is asked: a paper read, cleaned, written in Word, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.build.read import Intake, take_in
from panel_papers.checks import Subject, begin, body_words, check_at_once, late_problems
from panel_papers.content import passages_of
from panel_papers.core import (
    InputsError,
    Level,
    PanelPapersError,
    Paper,
    Place,
    Problem,
    Settings,
    distinct,
    files_over_budget,
    judge,
)
from panel_papers.inputs import CleanedFile, clean_paper, restricted_names, without_names
from panel_papers.output import Piece, glyph_problems, pieces_of
from panel_papers.pdf import Choice, choose_engine
from panel_papers.template_tools import template_warnings
from panel_papers.word import (
    Documents,
    Templates,
    template_problems,
    templates_named,
    write_divider,
    write_documents,
)


class Prepared(Struct, frozen=True):
    """A paper that may go to an engine.

    `findings` are those of the checks on the `subject` that nothing waits for, `problems` all
    others; `of_today` depend on the day, and go into no file. It is a `draft` where one was asked
    for, or where it is `gated`: the checks found what must not be published. `paper` is the
    intake's, cleaned.
    """

    folder: Path
    intake: Intake
    paper: Paper
    templates: Templates
    documents: Documents
    choice: Choice
    pieces: Sequence[Piece]
    cleaned: tuple[CleanedFile, ...]
    problems: tuple[Problem, ...]
    subject: Subject
    findings: tuple[Problem, ...]
    of_today: tuple[Problem, ...]
    draft: bool
    gated: bool


def prepare(folder: Path, settings: Settings, choice: Choice | None = None) -> Prepared:
    """Return the paper of a folder, ready for the engine: `choice`, or what the settings ask for.

    Raises PanelPapersError with every problem that stops it; what the checks find stops nothing.
    """
    names = restricted_names(folder)
    try:
        return _prepared(folder, settings, choice, names)
    except PanelPapersError as error:
        error.problems = without_names(error.problems, names)
        raise


def _prepared(
    folder: Path, settings: Settings, choice: Choice | None, names: frozenset[str]
) -> Prepared:
    templates = Templates(settings.word_templates)
    source = take_in(folder, settings, templates)
    try:
        return _prepared_from(source, templates, settings, choice, names)
    except PanelPapersError as error:
        error.problems = distinct((*source.left_out, *error.problems))
        raise


def _prepared_from(
    source: Intake,
    templates: Templates,
    settings: Settings,
    choice: Choice | None,
    names: frozenset[str],
) -> Prepared:
    folder = settings.inputs / source.paper.name
    try:
        cleaned = clean_paper(source.paper, draft=settings.draft)
    except PanelPapersError as error:
        named = templates_named(source.paper)
        error.problems = (*error.problems, *template_problems(named, templates))
        raise
    paper = cleaned.paper
    subject = subject_of(folder, paper, {}, settings)
    begin(subject)
    try:
        documents = write_documents(paper, templates, draft=settings.draft)
    except PanelPapersError as error:
        if files_over_budget():  # all else is checked all the same
            error.problems = (*error.problems, *check_at_once(subject))
        raise
    subject = replace(subject, documents=_word_of(documents), templates=templates.opened)
    findings = without_names(check_at_once(subject), names)
    gated = not settings.draft and stops(settings, findings, paper)
    if gated:
        documents = write_documents(paper, templates, draft=True)
    choice = choice or choose_engine(settings.engine, soffice=settings.soffice)
    pieces = pieces_of(paper, documents, partial(write_divider, paper, templates))
    glyphs = glyph_problems(paper, pieces, choice, folder, draft=settings.draft)
    problems = without_names(
        (
            *source.problems,
            *cleaned.problems,
            *documents.problems,
            *template_warnings(paper, templates),
            *glyphs,
        ),
        names,
    )
    of_today = tuple(late_problems(paper, settings.today, _yaml(folder)))
    held_to(settings, (*problems, *of_today), paper)
    return Prepared(
        folder=folder,
        paper=paper,
        templates=templates,
        documents=documents,
        choice=choice,
        pieces=pieces,
        cleaned=cleaned.files,
        problems=problems,
        intake=source,
        subject=subject,
        findings=findings,
        of_today=of_today,
        draft=settings.draft or gated,
        gated=gated,
    )


def subject_of(
    folder: Path, paper: Paper, documents: Mapping[int, bytes], settings: Settings
) -> Subject:
    """Return a paper as the checks see it, with its Word documents by appendix number."""
    words = body_words(settings.templates)
    return Subject(folder.as_posix(), paper, passages_of(paper), documents, words=words)


def _word_of(documents: Documents) -> dict[int, bytes]:
    """Return the Word documents that are published, by appendix number; 0 is the report."""
    made = {number: each.docx for number, each in documents.appendices.items()}
    return {0: documents.report.docx} | made


def held_to(settings: Settings, problems: tuple[Problem, ...], paper: Paper) -> tuple[Problem, ...]:
    """Return the problems of a run that may go on; raises InputsError where it may not."""
    if stops(settings, problems, paper):
        raise InputsError(judge(problems, paper.accepted).open)
    return problems


def stops(settings: Settings, problems: Sequence[Problem], paper: Paper) -> bool:
    """Say whether an error is among the problems; in a strict run, also an open warning."""
    levels = {Level.ERROR, Level.WARNING} if settings.strict else {Level.ERROR}
    return any(problem.level in levels for problem in judge(problems, paper.accepted).open)


def _yaml(folder: Path) -> Place:
    return Place((folder / "paper.yaml").as_posix())
