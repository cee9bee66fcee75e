"""A paper built from end to end: what happens, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from msgspec.structs import replace

from panel_papers.build.confirmed import confirmed_in
from panel_papers.build.left_out import whole
from panel_papers.build.prepare import Prepared, held_to, prepare, stops
from panel_papers.build.read import restricted_problems, take_in_restricted
from panel_papers.build.restricted import make_restricted
from panel_papers.checks import check_beside
from panel_papers.core import (
    Cache,
    FromTemplate,
    GateError,
    InputFile,
    Level,
    Paper,
    Problem,
    Settings,
    acceptance_problems,
    as_restricted,
    judge,
)
from panel_papers.inputs import ReadRestricted, paper_folder
from panel_papers.law import deadline_of
from panel_papers.output import (
    Build,
    ContentsPage,
    Pack,
    Piece,
    SeparatePart,
    checked_template,
    claim_problems,
    confirmed_files,
    covered_problems,
    cut_off_problems,
    facts_of,
    facts_record,
    large_print_pack,
    large_print_problems,
    look_problems,
    make_pack,
    name_files,
    name_parts,
    paper_lock,
    publish,
    refuse_edited,
    register_files,
    register_of,
    sealed,
    separate_parts,
    sweep,
    tag_problems,
    unprinted_problems,
    unwritten_pack,
    with_handover,
    with_manifest,
    with_register,
    with_web_page,
    word_documents,
)
from panel_papers.pdf import Choice, WordDocument, clear_dead, start_validator
from panel_papers.word import write_contents

Talk = Callable[[str], None]
"""Shows the user what is being done."""


def make_paper(
    name: str, settings: Settings, talk: Talk = lambda _: None, choice: Choice | None = None
) -> Build:
    """Build a paper and publish it to its outputs folder, all files together or none.

    A paper in which the checks find errors becomes a draft: the build is `gated`. `choice` is an
    engine that is ready; without one, it is what the settings ask for. Raises
    PanelPapersError with every problem found; the former outputs are then as they were.
    """
    folder = paper_folder(settings.inputs, name)
    with paper_lock(settings.outputs, folder.name):
        sweep(settings.outputs, folder.name)
        if not settings.discard_edits:
            refuse_edited(settings.outputs / folder.name)
        clear_dead()
        talk(f"{folder.name}: reading the inputs and filling the templates")
        prepared = prepare(folder, settings, choice)
        build = whole(prepared, partial(_made, prepared, settings, talk))
        outputs = settings.outputs / folder.name
        publish(outputs, with_manifest(build), discard_edits=settings.discard_edits)
    return build


def make_parts(
    name: str,
    settings: Settings,
    choice: Choice | None = None,
    *,
    item_pdf: Callable[[Paper], str] | None = None,
) -> tuple[Build, tuple[Piece, ...]]:
    """Build a paper without publishing it; return the build, and its parts as finished PDFs.

    The parts are those of the public pack behind its contents page: to be joined with those of
    other papers. With `item_pdf`, the name of the PDF that will hold these parts, the build has the
    paper as a web page that leads there. Raises as `make_paper` does, and GateError with all
    problems of a paper that could only be a draft.

    Where nothing but our own Word documents goes into that PDF, no pack is written: a validator
    sees the parts in the pack that they are for, and what it finds is reported there.
    """
    folder = paper_folder(settings.inputs, name)
    # the page would lead to a pack that is not published
    settings = replace(settings, html=False, large_print=False)
    clear_dead()
    prepared = prepare(folder, settings, choice)
    if prepared.gated:
        found = (*prepared.problems, *prepared.findings)
        raise GateError(judge(found, prepared.paper.accepted).open)
    needs_no_pack = item_pdf is not None and _needs_no_pack(prepared)
    making = _of_parts if needs_no_pack else partial(_made, talk=lambda _: None)
    build = whole(prepared, partial(making, prepared, settings))
    if item_pdf is not None:
        template = checked_template(settings.web_templates)
        name = item_pdf(build.paper)
        build = with_web_page(build, prepared.documents, template, item_pdf=name)
    made = zip(prepared.pieces, build.pack.made, strict=True)
    # the sheet before an appendix is a page of the finished part
    return build, tuple(replace(piece, content=pdf, divider=None) for piece, pdf in made)


def _needs_no_pack(prepared: Prepared) -> bool:
    """Say whether a paper’s parts can be judged in another pack.

    A supplied file may be what keeps a pack from its claims, and a paper may accept that; what is
    restricted is searched for in a paper’s own files.
    """
    paper = prepared.paper
    ours = all(isinstance(each.content, FromTemplate) for each in paper.appendices)
    return ours and not paper.accepted


def _of_parts(prepared: Prepared, settings: Settings) -> Build:
    """Return a build without a pack: the parts of one, and all that is reported of them."""
    paper, choice = prepared.paper, prepared.choice
    pack = unwritten_pack(paper, prepared.pieces, choice, cache=_cache(settings))
    return _build_of(prepared, settings, pack, {}, (), large=None)


def _made(prepared: Prepared, settings: Settings, talk: Talk) -> Build:
    """Return a build that is finished but for its manifest."""
    build = public_build(prepared, settings, talk)
    if build.paper.withheld:
        talk(f"{build.paper.name}: making the restricted pack")
        build = _with_restricted(build, prepared, settings)
    return sealed(build)


def public_build(prepared: Prepared, settings: Settings, talk: Talk = lambda _: None) -> Build:
    """Return the public part of a build: pack, deadline, files and what is reported of them."""
    paper, choice, pieces = prepared.paper, prepared.choice, prepared.pieces
    cross_check = _cross_check(settings)
    page_template = checked_template(settings.web_templates) if settings.html else None
    talk(f"{paper.name}: making the pack ({choice.name})")
    contents_page = partial(write_contents, paper, templates=prepared.templates)
    start_validator()
    with ThreadPoolExecutor(1) as beside:  # an engine at work leaves Python idle
        proof_loaded = beside.submit(_page_number_proof)
        deadline = deadline_of(paper, prepared.folder)
        pack = make_pack(
            paper,
            pieces,
            contents_page,
            choice,
            draft=prepared.draft,
            identifier=facts_record(facts_of(paper, deadline, draft=prepared.draft)),
            cache=_cache(settings),
        )
        proof = beside.submit(proof_loaded.result(), pack)
        parts = _separate(prepared, pack) if settings.parts else {}
        large = _large_print(prepared, settings, contents_page, talk)
        differences = cross_check(partial(word_documents, paper, pieces, contents_page, pack))
        build = _build_of(prepared, settings, pack, parts, differences, large=large)
        if page_template is not None:
            build = with_web_page(build, prepared.documents, page_template)
        register = register_of(paper)
        build = with_handover(with_register(build, register), register, _cache(settings))
        proof.result()
    return build


def _cache(settings: Settings) -> Cache | None:
    return Cache(settings.cache) if settings.cache else None


def _page_number_proof() -> Callable[..., None]:
    """Return the proof of the page numbers; to load it takes a while."""
    from panel_papers.checks import check_page_numbers  # noqa: PLC0415 - while an engine works

    return check_page_numbers


def _separate(prepared: Prepared, pack: Pack) -> dict[str, SeparatePart]:
    """Return the public parts of a pack as PDFs of their own, their page numbers proven."""
    paper, pieces, draft = prepared.paper, prepared.pieces, prepared.draft
    parts = separate_parts(paper, pieces, pack, prepared.choice, draft=draft)
    check = _page_number_proof()
    for each in parts:
        check(each.pack, has_contents=False)
    return name_parts(paper, parts, draft=draft)


def _large_print(
    prepared: Prepared, settings: Settings, contents_page: ContentsPage, talk: Talk
) -> Pack | None:
    """Return the pack in large print, its page numbers proven; None where nobody asked for it."""
    if not settings.large_print:
        return None
    paper = prepared.paper
    talk(f"{paper.name}: making the pack in large print")
    large = large_print_pack(
        paper,
        prepared.pieces,
        contents_page,
        prepared.choice,
        draft=prepared.draft,
        identifier=facts_record(
            facts_of(paper, deadline_of(paper, prepared.folder), draft=prepared.draft)
        ),
        cache=_cache(settings),
    )
    _page_number_proof()(large)
    return large


def _build_of(
    prepared: Prepared,
    settings: Settings,
    pack: Pack,
    parts: Mapping[str, SeparatePart],
    differences: tuple[Problem, ...],
    *,
    large: Pack | None,
) -> Build:
    """Return a build with its documents and packs, and all that is reported of them."""
    paper = prepared.paper
    findings = (*prepared.findings, *check_beside(prepared.subject))
    unprinted = unprinted_problems(
        paper,
        prepared.pieces,
        pack.unprinted,
        prepared.folder,
        draft=settings.draft,
        fonts=prepared.choice.fonts,
    )
    looks = (
        *look_problems(prepared.pieces, pack.unlike_word),
        *cut_off_problems(prepared.pieces, pack.cut_off),
    )
    claims = claim_problems(prepared.pieces, pack.all_obstacles, pack.made)
    tags = tag_problems(prepared.pieces, pack.parts[1:], pack.obstacles) if pack.written else ()
    covered = covered_problems(prepared.pieces, pack.covered, prepared.problems)
    enlarged = large_print_problems(prepared.pieces, pack, large)
    engines = (*unprinted, *covered, *looks, *claims, *tags, *differences, *enlarged)
    problems = held_to(settings, (*prepared.problems, *engines), paper) + findings
    if not paper.withheld:  # with restricted appendices, only all problems together can show
        problems += acceptance_problems(problems, paper.accepted)
    judged = judge(problems, paper.accepted)
    return Build(
        paper=paper,
        draft=prepared.draft,
        files={
            **name_files(paper, prepared.documents, pack, large, draft=prepared.draft),
            **{name: each.pack.pdf for name, each in parts.items()},
        },
        pack=pack,
        parts=parts,
        large_print=large,
        choice=prepared.choice,
        deadline=deadline_of(paper, prepared.folder),
        templates=(*_profile(paper), *prepared.templates.used),
        problems=judged.open,
        cleaned=prepared.cleaned,
        accepted=judged.accepted,
        gated=prepared.gated,
        told=prepared.of_today,
        confirmed=confirmed_in(paper, prepared.intake.figures.confirmed),
    )


def _with_restricted(build: Build, prepared: Prepared, settings: Settings) -> Build:
    """Return the build with its restricted files, whose sources are opened only here.

    Raises GateError where anything of them is in a public file, or where the checks find in
    them what must not be published.
    """
    from panel_papers.checks import (  # noqa: PLC0415 - loaded while the engine worked
        LeakSearch,
        check_page_numbers,
    )

    paper = build.paper
    with restricted_problems():
        source = take_in_restricted(prepared.folder, prepared.intake, settings)
    shared = _shared(build, prepared, source)
    with restricted_problems():
        restricted = make_restricted(build, source, settings)
    register = register_files(restricted.paper, draft=build.draft, kind="figures-restricted")
    confirmed = confirmed_in(restricted.paper, prepared.intake.figures.confirmed)
    only_here = [each for each in confirmed if each not in build.confirmed]
    listed = confirmed_files(paper, only_here, draft=build.draft)
    restricted = replace(restricted, files={**restricted.files, **register, **listed})
    check_page_numbers(restricted.pack)
    if restricted.large_print is not None:
        check_page_numbers(restricted.large_print)
    if not build.draft and stops(settings, restricted.findings, paper):
        raise GateError(restricted.findings)
    problems = held_to(settings, (*prepared.intake.unpublished, *restricted.problems), paper)
    problems += restricted.findings
    public = (*prepared.problems, *prepared.findings, *check_beside(prepared.subject))
    every = (*public, *problems, *shared)
    problems += as_restricted(acceptance_problems(every, paper.accepted))
    judged = judge((*problems, *shared), paper.accepted)
    restricted = replace(restricted, problems=judged.open, accepted=judged.accepted)
    build = replace(build, restricted=restricted)
    search = LeakSearch(build)
    proof = replace(search.proof, shared=len(shared))
    proven = replace(build, restricted=replace(restricted, proof=proof))
    search.through(with_manifest(proven))
    return proven


def _shared(build: Build, prepared: Prepared, source: ReadRestricted) -> tuple[Problem, ...]:
    """Return what the public inputs share with the restricted appendices, all of it accepted.

    Raises GateError, with the errors among the other problems, where something is not accepted: of
    such a paper not even a draft is written, as a draft is sent around.
    """
    from panel_papers.checks import shared_problems  # noqa: PLC0415 - as above

    shared = shared_problems(prepared.subject, source.paper, source.sources, build.templates)
    found = judge(shared, build.paper.accepted).open
    if found:
        raise GateError((*found, *(e for e in build.problems if e.level is Level.ERROR)))
    return shared


def _cross_check(
    settings: Settings,
) -> Callable[[Callable[[], Sequence[WordDocument]]], tuple[Problem, ...]]:
    """Return what compares both engines on the documents it is handed; nothing unless asked to.

    Raises EngineError, before any work is done, where the comparison lacks an engine.
    """
    if not settings.cross_check:
        return lambda _: ()
    from panel_papers.output import both_engines, cross_check  # noqa: PLC0415 - reads PDFs
    from panel_papers.pdf import read_fonts  # noqa: PLC0415 - as above

    engines = both_engines(settings.soffice, read_fonts(settings.fonts)[0])
    return lambda documents: cross_check(engines, documents())


def _profile(paper: Paper) -> tuple[InputFile, ...]:
    """Return the file of the body's profile as the manifest lists it among the templates."""
    if paper.body is None:
        return ()
    return (InputFile(f"bodies/{paper.body.key}.yaml", paper.body.data),)
