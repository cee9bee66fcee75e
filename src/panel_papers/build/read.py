"""A paper as its files have it, with all put in that it names: figures, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content import (
    Figures,
    exhibit_problems,
    inexact,
    put_in,
    reckon,
    refuse_restricted,
    show_exhibits,
    unknown_in,
)
from panel_papers.core import (
    InputsError,
    Level,
    PanelPapersError,
    Paper,
    Problem,
    Prose,
    Settings,
    as_restricted,
    distinct,
    published,
)
from panel_papers.inputs import ReadRestricted, UnreadPaperError, read_paper, read_restricted
from panel_papers.word import Templates, prose_problems, template_problems, templates_named


class Intake(Struct, frozen=True):
    """A paper with its figures put in; `typed` is the paper as its files have it.

    `unpublished` are problems that may name what is restricted, and are marked so. `left_out` are
    errors: the files that the paper lacks, as they exceeded their budget.
    """

    paper: Paper
    typed: Paper
    figures: Figures
    problems: tuple[Problem, ...]
    unpublished: tuple[Problem, ...]
    left_out: tuple[Problem, ...] = ()


def take_in(folder: Path, settings: Settings, templates: Templates) -> Intake:
    """Return the paper of a folder; raises InputsError with the problems in all its files at once.

    Those of data and Markdown are reported in the same go as those of paper.yaml.
    """
    draft = settings.draft
    try:
        read = read_paper(folder, draft=draft, bodies=settings.bodies, body=settings.body)
    except UnreadPaperError as fault:
        figures = reckon(fault.figures, draft=draft)
        told = (*fault.problems, *figures.problems, *unknown_in(fault.prose, figures, draft=draft))
        told = (*told, *inexact(fault.prose), *exhibit_problems(fault.prose, fault.figures))
        told = (*told, *prose_problems(fault.prose, templates))
        told = (*told, *template_problems(fault.sections, fault.templates, templates))
        raise InputsError(distinct(told)) from fault
    figures = reckon(read.figures, draft=draft)
    figured = put_in(read.paper, figures, draft=draft)
    shown = show_exhibits(figured.paper, read.figures)
    typed = [each.prose for each in read.paper.sections if isinstance(each.prose, Prose)]
    read = replace(read, problems=(*read.problems, *inexact(typed)))
    found = (*read.problems, *figures.problems, *figured.problems, *shown.problems)
    if any(problem.level is Level.ERROR for problem in found):
        prose = [s.prose for s in figured.paper.sections if isinstance(s.prose, Prose)]
        found = (*read.left_out, *found)
        found = (*found, *read.unpublished, *prose_problems(prose, templates))
        named = templates_named(figured.paper)
        found = (*found, *template_problems(figured.paper.sections, named, templates))
        raise InputsError(distinct(found))
    paper = shown.paper
    if not paper.withheld:
        return Intake(paper, read.paper, figures, found, (), read.left_out)
    # data and figures may be those of restricted appendices alone
    unpublished = as_restricted((*read.unpublished, *figures.problems))
    told = (*read.problems, *figured.problems, *shown.problems)
    return Intake(paper, read.paper, figures, told, unpublished, read.left_out)


def read_as_draft(settings: Settings, folder: Path) -> tuple[Paper, tuple[Problem, ...]]:
    """Return a paper as its draft prints it, figures and tables put in, and what is wrong with it.

    Raises InputsError where not even a draft can be made.
    """
    templates = Templates(settings.word_templates)
    intake = take_in(folder, replace(settings, draft=True), templates)
    return intake.paper, published(intake.problems)


def take_in_restricted(folder: Path, intake: Intake, settings: Settings) -> ReadRestricted:
    """Return the paper with its restricted appendices, with their figures put in.

    To be called when the public files are finished. Raises as `take_in` does. All its problems
    are marked as restricted.
    """
    with restricted_problems():
        read = _restricted(folder, intake, settings)
    return replace(read, problems=as_restricted(read.problems))


@contextmanager
def restricted_problems() -> Iterator[None]:
    """Mark the problems of an error that is raised inside as found in restricted files."""
    try:
        yield
    except PanelPapersError as error:
        error.problems = as_restricted(error.problems)
        raise


def _restricted(folder: Path, intake: Intake, settings: Settings) -> ReadRestricted:
    read = read_restricted(folder, intake.typed)
    figured = put_in(read.paper, intake.figures, draft=settings.draft)
    refuse_restricted(figured.paper)
    fresh = tuple(each for each in figured.problems if each not in intake.problems)
    if any(problem.level is Level.ERROR for problem in fresh):
        raise InputsError((*read.problems, *fresh))
    titles = {each.number: each.title for each in figured.paper.appendices}
    sources = tuple(replace(each, title=titles[each.number]) for each in read.sources)
    return ReadRestricted(figured.paper, sources, (*read.problems, *fresh))
