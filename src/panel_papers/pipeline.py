"""A paper built from end to end: what happens, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

from panel_papers import outputs
from panel_papers.build import Build, name_files
from panel_papers.cleaning import clean_paper
from panel_papers.deadline import Deadline, publish_by
from panel_papers.engines import WordDocument, choose_engine
from panel_papers.errors import InputsError, Level, Place, Problem
from panel_papers.figures import Figures, put_in, reckon, unknown_in
from panel_papers.glyphs import glyph_problems
from panel_papers.handover import with_handover
from panel_papers.inputs import (
    ReadRestricted,
    UnreadPaperError,
    paper_folder,
    read_paper,
    read_restricted,
)
from panel_papers.lock import paper_lock
from panel_papers.model import Paper, Prose
from panel_papers.pack import make_pack, pieces_of, word_documents
from panel_papers.record import with_manifest
from panel_papers.register import register_files, with_register
from panel_papers.restricted import make_restricted
from panel_papers.settings import Settings
from panel_papers.word import (
    Templates,
    prose_problems,
    write_contents,
    write_divider,
    write_documents,
    write_restricted,
)

Talk = Callable[[str], None]
"""Tells the user what is being done."""


def make_paper(name: str, settings: Settings, talk: Talk = lambda _: None) -> Build:
    """Build a paper and publish it to its outputs folder, all files together or none.

    Raises PanelPapersError with every problem found; the former outputs are then as they were.
    """
    folder = paper_folder(settings.inputs, name)
    with paper_lock(settings.outputs, folder.name):
        outputs.sweep(settings.outputs, folder.name)
        talk(f"{folder.name}: reading the inputs and filling the templates")
        templates = Templates(settings.word_templates)
        source = _read(folder, settings, templates)
        cleaned = clean_paper(source.paper, draft=settings.draft)
        paper = cleaned.paper
        documents = write_documents(paper, templates, draft=settings.draft)
        found = (*source.problems, *cleaned.problems, *documents.problems)
        choice = choose_engine(settings.engine, soffice=settings.soffice)
        pieces = pieces_of(paper, documents, partial(write_divider, paper, templates))
        glyphs = glyph_problems(paper, pieces, choice, folder)
        problems = _held_to(settings, (*found, *glyphs))
        cross_check = _cross_check(settings)
        talk(f"{folder.name}: making the pack ({choice.engine.name})")
        contents_page = partial(write_contents, paper, templates=templates)
        with ThreadPoolExecutor(1) as beside:  # an engine at work leaves Python idle
            deadline = beside.submit(_deadline, paper, folder)
            proofs = beside.submit(import_module, "panel_papers.proofs")
            pack = make_pack(paper, pieces, contents_page, choice, draft=settings.draft)
            proofs.result().check_page_numbers(pack)
        differences = cross_check(partial(word_documents, paper, pieces, contents_page, pack))
        problems = _held_to(settings, (*problems, *differences))
        build = Build(
            paper=paper,
            draft=settings.draft,
            files=name_files(paper, documents, pack, draft=settings.draft),
            pack=pack,
            choice=choice,
            deadline=deadline.result(),
            templates=templates.used,
            problems=problems,
            cleaned=cleaned.files,
        )
        build = with_handover(with_register(build))
        if paper.withheld:
            talk(f"{folder.name}: making the restricted pack")
            build = _with_restricted(build, folder, source, settings)
        outputs.publish(settings.outputs / folder.name, with_manifest(build))
    return build


def check_paper(name: str, settings: Settings) -> tuple[Problem, ...]:
    """Return the warnings and advice on a paper, building nothing.

    Raises PanelPapersError where a build would be stopped before an engine is asked.
    """
    folder = paper_folder(settings.inputs, name)
    templates = Templates(settings.word_templates)
    source = _read(folder, settings, templates)
    cleaned = clean_paper(source.paper, draft=settings.draft)
    _deadline(source.paper, folder)
    documents = write_documents(cleaned.paper, templates, draft=settings.draft)
    choice = choose_engine(settings.engine, soffice=settings.soffice)
    divider_page = partial(write_divider, cleaned.paper, templates)
    pieces = pieces_of(cleaned.paper, documents, divider_page)
    problems = [*source.problems, *cleaned.problems, *source.unpublished, *documents.problems]
    problems += glyph_problems(cleaned.paper, pieces, choice, folder)
    if source.paper.withheld:
        restricted = _read_restricted(folder, source, settings)
        problems += restricted.problems
        problems += clean_paper(restricted.paper, draft=settings.draft).problems
        written = write_restricted(restricted.paper, templates, draft=settings.draft)
        problems += [problem for each in written.values() for problem in each.problems]
    return _held_to(settings, tuple(dict.fromkeys(problems)))


def _with_restricted(build: Build, folder: Path, source: _Source, settings: Settings) -> Build:
    """Return the build with its restricted files, whose sources are opened only here.

    Raises GateError where anything of them stands in a public file.
    """
    from panel_papers.proofs import (  # noqa: PLC0415 - loaded while the engine worked
        LeakSearch,
        check_page_numbers,
    )

    read = _read_restricted(folder, source, settings)
    restricted = make_restricted(build, read, settings)
    register = register_files(restricted.paper, draft=build.draft, kind="figures-restricted")
    restricted = replace(restricted, files={**restricted.files, **register})
    check_page_numbers(restricted.pack)
    problems = _held_to(settings, (*source.unpublished, *restricted.problems))
    build = replace(build, restricted=replace(restricted, problems=problems))
    search = LeakSearch(build)
    proven = replace(build, restricted=replace(restricted, problems=problems, proof=search.proof))
    search.through(with_manifest(proven))
    return proven


def _cross_check(
    settings: Settings,
) -> Callable[[Callable[[], Sequence[WordDocument]]], tuple[Problem, ...]]:
    """Return what compares both engines on the documents it is handed; nothing unless asked to.

    Raises EngineError, before any work is done, where the comparison lacks an engine.
    """
    if not settings.cross_check:
        return lambda _: ()
    from panel_papers.crosscheck import both_engines, cross_check  # noqa: PLC0415 - reads PDFs

    engines = both_engines(settings.soffice)
    return lambda documents: cross_check(engines, documents())


@dataclass(frozen=True)
class _Source:
    """A paper with its figures put in; `typed` is the paper as its files have it."""

    paper: Paper
    typed: Paper
    figures: Figures
    problems: tuple[Problem, ...]
    unpublished: tuple[Problem, ...]


def _read(folder: Path, settings: Settings, templates: Templates) -> _Source:
    """Read the inputs and put the figures in; faults of data and Markdown are told in one go."""
    draft = settings.draft
    try:
        read = read_paper(folder, draft=draft)
    except UnreadPaperError as fault:
        figures = reckon(fault.figures, draft=draft)
        told = (*fault.problems, *figures.problems, *unknown_in(fault.prose, figures, draft=draft))
        raise InputsError((*told, *prose_problems(fault.prose, templates))) from fault
    figures = reckon(read.figures, draft=draft)
    figured = put_in(read.paper, figures, draft=draft)
    found = (*read.problems, *figures.problems, *figured.problems)
    if any(problem.level is Level.ERROR for problem in found):
        prose = [s.prose for s in figured.paper.sections if isinstance(s.prose, Prose)]
        raise InputsError((*found, *read.unpublished, *prose_problems(prose, templates)))
    paper = figured.paper
    if not paper.withheld:
        return _Source(paper, read.paper, figures, found, ())
    # data and figures may be those of restricted appendices alone
    unpublished = (*read.unpublished, *figures.problems)
    return _Source(paper, read.paper, figures, (*read.problems, *figured.problems), unpublished)


def _read_restricted(folder: Path, source: _Source, settings: Settings) -> ReadRestricted:
    """Read the restricted appendices, with their figures put in."""
    read = read_restricted(folder, source.typed)
    figured = put_in(read.paper, source.figures, draft=settings.draft)
    fresh = tuple(each for each in figured.problems if each not in source.problems)
    if any(problem.level is Level.ERROR for problem in fresh):
        raise InputsError((*read.problems, *fresh))
    titles = {each.number: each.title for each in figured.paper.appendices}
    sources = tuple(replace(each, title=titles[each.number]) for each in read.sources)
    return ReadRestricted(figured.paper, sources, (*read.problems, *fresh))


def _deadline(paper: Paper, folder: Path) -> Deadline | None:
    """Return the last day to publish, or None for a draft without a date."""
    if not isinstance(paper.date, date):
        return None
    place = Place((folder / "paper.yaml").as_posix(), where="date")
    return publish_by(paper.date, nation=paper.nation, place=place)


def _held_to(settings: Settings, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of a run that may go on; a strict one stops at a warning."""
    stops = {Level.ERROR, Level.WARNING} if settings.strict else {Level.ERROR}
    if any(problem.level in stops for problem in problems):
        raise InputsError(problems)
    return problems
