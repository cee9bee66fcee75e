"""A paper built from end to end: what happens, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

from panel_papers import outputs
from panel_papers.build import Build, name_files
from panel_papers.checks.lateness import late_problems
from panel_papers.cleaning import clean_paper
from panel_papers.deadline import Deadline, publish_by
from panel_papers.engines import WordDocument, choose_engine
from panel_papers.errors import InputsError, Level, Place, Problem
from panel_papers.glyphs import glyph_problems
from panel_papers.handover import with_handover
from panel_papers.inputs import (
    ReadPaper,
    UnreadPaperError,
    paper_folder,
    read_paper,
    read_restricted,
)
from panel_papers.lock import paper_lock
from panel_papers.model import InputFile, Paper
from panel_papers.pack import make_pack, pieces_of, word_documents
from panel_papers.record import with_manifest
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
        told = _of_today(paper, folder, settings)
        _held_to(settings, (*found, *glyphs, *told))
        problems = (*found, *glyphs)
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
            templates=(*_profile(paper), *templates.used),
            problems=problems,
            cleaned=cleaned.files,
            told=told,
        )
        build = with_handover(build)
        if paper.withheld:
            talk(f"{folder.name}: making the restricted pack")
            build = _with_restricted(build, folder, source.unpublished, settings)
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
    problems += _of_today(source.paper, folder, settings)
    if source.paper.withheld:
        restricted = read_restricted(folder, source.paper)
        problems += restricted.problems
        problems += clean_paper(restricted.paper, draft=settings.draft).problems
        written = write_restricted(restricted.paper, templates, draft=settings.draft)
        problems += [problem for each in written.values() for problem in each.problems]
    return _held_to(settings, tuple(dict.fromkeys(problems)))


def _with_restricted(
    build: Build, folder: Path, unpublished: tuple[Problem, ...], settings: Settings
) -> Build:
    """Return the build with its restricted files, whose sources are opened only here.

    Raises GateError where anything of them stands in a public file.
    """
    from panel_papers.proofs import (  # noqa: PLC0415 - loaded while the engine worked
        LeakSearch,
        check_page_numbers,
    )

    restricted = make_restricted(build, read_restricted(folder, build.paper), settings)
    check_page_numbers(restricted.pack)
    problems = _held_to(settings, (*unpublished, *restricted.problems))
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


def _read(folder: Path, settings: Settings, templates: Templates) -> ReadPaper:
    """Read the inputs; if they have faults, tell those of the Markdown in the same go."""
    try:
        return read_paper(folder, draft=settings.draft, bodies=settings.bodies)
    except UnreadPaperError as fault:
        told = (*fault.problems, *prose_problems(fault.prose, templates))
        raise InputsError(told) from fault


def _deadline(paper: Paper, folder: Path) -> Deadline | None:
    """Return the last day to publish, or None for a draft without a date."""
    if not isinstance(paper.date, date):
        return None
    place = Place((folder / "paper.yaml").as_posix(), where="date")
    return publish_by(paper.date, nation=paper.nation, place=place, body=paper.body)


def _profile(paper: Paper) -> tuple[InputFile, ...]:
    """Return the file of the body's profile as the manifest lists it among the templates."""
    if paper.body is None:
        return ()
    return (InputFile(f"bodies/{paper.body.key}.yaml", paper.body.data),)


def _of_today(paper: Paper, folder: Path, settings: Settings) -> tuple[Problem, ...]:
    """Return what is told because of the day of the run, and never written into the outputs."""
    return tuple(late_problems(paper, settings.today, Place((folder / "paper.yaml").as_posix())))


def _held_to(settings: Settings, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of a run that may go on; a strict one stops at a warning."""
    stops = {Level.ERROR, Level.WARNING} if settings.strict else {Level.ERROR}
    if any(problem.level in stops for problem in problems):
        raise InputsError(problems)
    return problems
