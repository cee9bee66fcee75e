"""All that goes before an engine is asked: a paper read, cleaned, written in Word, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.build.read import Intake, take_in
from panel_papers.checks import Subject, begin, body_words, check_at_once, late_problems
from panel_papers.content import (
    in_words_of_word,
    passages_of,
    refers_by_name,
    with_references,
)
from panel_papers.core import (
    InputsError,
    Level,
    PanelPapersError,
    Paper,
    Place,
    Problem,
    Settings,
    TemplatesError,
    distinct,
    files_over_budget,
    judge,
)
from panel_papers.inputs import CleanedFile, clean_paper, restricted_names, without_names
from panel_papers.output import Piece, glyph_problems, pieces_of
from panel_papers.pdf import Choice, choose_engine, read_fonts
from panel_papers.template_tools import template_warnings
from panel_papers.word import (
    Documents,
    KeptDocuments,
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


class Begun(Struct, frozen=True):
    """A paper read, cleaned and written in Word, not yet checked.

    `subject` is the paper as the checks see it, but without its Word documents; `names` are those
    that no problem may give away.
    """

    folder: Path
    source: Intake
    paper: Paper
    cleaned: tuple[CleanedFile, ...]
    cleaning: tuple[Problem, ...]
    templates: Templates
    documents: Documents
    subject: Subject
    names: frozenset[str]

    def pieces(self, documents: Documents) -> Sequence[Piece]:
        """Return what the pack is made of with these Word documents."""
        return pieces_of(self.paper, documents, partial(write_divider, self.paper, self.templates))


def prepare(folder: Path, settings: Settings, choice: Choice | None = None) -> Prepared:
    """Return the paper of a folder, ready for the engine: `choice`, or what the settings ask for.

    Raises PanelPapersError with every problem that stops it; what the checks find stops nothing.
    """
    return finish(begin_paper(folder, settings), settings, choice)


def begin_paper(
    folder: Path,
    settings: Settings,
    kept: KeptDocuments | None = None,
    begin_checks: Callable[[Subject], None] = begin,
) -> Begun:
    """Return the paper of a folder, written in Word; raises as `prepare` does.

    `kept` are the documents that a process wrote for the paper before. `begin_checks` starts what
    is done beside other work, as soon as that can be.
    """
    names = restricted_names(folder)
    fonts = [p for p in read_fonts(settings.fonts)[1] if p.level is Level.ERROR]
    with _reported(names, fonts):
        templates = Templates(settings.word_templates)
        source = take_in(folder, settings, templates)
        with _reported(names, source.left_out):
            begun = _written(
                source, templates, settings, names, kept=kept, begin_checks=begin_checks
            )
        if fonts:
            raise TemplatesError(fonts)
        return begun


def finish(begun: Begun, settings: Settings, choice: Choice | None = None) -> Prepared:
    """Return a paper that was begun, checked and ready for the engine; raises as `prepare` does."""
    with _reported(begun.names, begun.source.left_out):
        return _checked(begun, settings, choice)


@contextmanager
def _reported(names: frozenset[str], left_out: Sequence[Problem] = ()) -> Iterator[None]:
    """Add the files that were left out to the problems of an error, and take the names out."""
    try:
        yield
    except PanelPapersError as error:
        problems = distinct((*left_out, *error.problems)) if left_out else error.problems
        error.problems = in_words_of_word(without_names(problems, names))
        raise


def _written(
    source: Intake,
    templates: Templates,
    settings: Settings,
    names: frozenset[str],
    *,
    kept: KeptDocuments | None,
    begin_checks: Callable[[Subject], None],
) -> Begun:
    folder = settings.inputs / source.paper.name
    try:
        cleaned = clean_paper(source.paper, draft=settings.draft)
    except PanelPapersError as error:
        named, sections = templates_named(source.paper), source.paper.sections
        error.problems = (*error.problems, *template_problems(sections, named, templates))
        raise
    paper = cleaned.paper
    subject = subject_of(folder, paper, {}, settings)
    try:
        if refers_by_name(paper):  # what these print is known when Word has numbered the rest
            documents = write_documents(paper, templates, draft=settings.draft, kept=kept)
            paper = with_references(paper, documents.references)
            subject = subject_of(folder, paper, {}, settings)
            begin_checks(subject)
        else:
            begin_checks(subject)
            documents = write_documents(paper, templates, draft=settings.draft, kept=kept)
    except PanelPapersError as error:
        if files_over_budget():  # all else is checked all the same
            error.problems = (*error.problems, *check_at_once(subject))
        raise
    return Begun(
        folder=folder,
        source=source,
        paper=paper,
        cleaned=cleaned.files,
        cleaning=cleaned.problems,
        templates=templates,
        documents=documents,
        subject=subject,
        names=names,
    )


def _checked(begun: Begun, settings: Settings, choice: Choice | None) -> Prepared:
    folder, paper, documents = begun.folder, begun.paper, begun.documents
    subject = replace(
        begun.subject, documents=_word_of(documents), templates=begun.templates.opened
    )
    findings = in_words_of_word(without_names(check_at_once(subject), begun.names))
    gated = not settings.draft and stops(settings, findings, paper)
    if gated:
        documents = write_documents(paper, begun.templates, draft=True)
    fonts, _ = read_fonts(settings.fonts)
    choice = choice or choose_engine(settings.engine, soffice=settings.soffice, fonts=fonts)
    pieces = begun.pieces(documents)
    glyphs = glyph_problems(paper, pieces, choice, folder, draft=settings.draft)
    problems = without_names(
        (
            *begun.source.problems,
            *begun.cleaning,
            *documents.problems,
            *template_warnings(paper, begun.templates),
            *glyphs,
        ),
        begun.names,
    )
    problems = in_words_of_word(problems)
    of_today = tuple(late_problems(paper, settings.today, _yaml(folder)))
    held_to(settings, (*problems, *of_today), paper)
    return Prepared(
        folder=folder,
        paper=paper,
        templates=begun.templates,
        documents=documents,
        choice=choice,
        pieces=pieces,
        cleaned=begun.cleaned,
        problems=problems,
        intake=begun.source,
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
    """Return the problems of a run that may continue; raises InputsError where it may not."""
    if stops(settings, problems, paper):
        raise InputsError(judge(problems, paper.accepted).open)
    return problems


def stops(settings: Settings, problems: Sequence[Problem], paper: Paper) -> bool:
    """Say whether an error is among the problems; in a strict run, also an open warning."""
    levels = {Level.ERROR, Level.WARNING} if settings.strict else {Level.ERROR}
    return any(problem.level in levels for problem in judge(problems, paper.accepted).open)


def _yaml(folder: Path) -> Place:
    return Place((folder / "paper.yaml").as_posix())
