"""The files for those who may see all of a paper, made when its public files are finished.

The public pack is never made from these: what was in a PDF leaves traces where its pages are taken
out (tags, bookmarks, names). This pack takes the finished public parts and adds to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from panel_papers.build.prepare import subject_of
from panel_papers.checks import Subject, check
from panel_papers.core import Paper, Place, Problem, Settings, as_restricted, distinct
from panel_papers.inputs import ReadRestricted, clean_paper
from panel_papers.output import (
    Build,
    DividerPage,
    Pack,
    Piece,
    Restricted,
    claim_problems,
    covered_problems,
    facts_of,
    facts_record,
    glyph_problems,
    large_print_pack,
    large_print_problems,
    make_pack,
    name_restricted,
    piece_of,
    tag_problems,
    unprinted_problems,
)
from panel_papers.word import Templates, Written, write_contents, write_divider, write_restricted


def make_restricted(public: Build, source: ReadRestricted, settings: Settings) -> Restricted:
    """Return the restricted files that go with a build.

    Raises PanelPapersError as the making of the public files does.
    """
    cleaned = clean_paper(source.paper, draft=public.draft)
    paper, templates = cleaned.paper, Templates(settings.word_templates)
    written = write_restricted(paper, templates, draft=public.draft)
    divider_page = partial(write_divider, paper, templates)
    contents_page = partial(write_contents, paper, templates=templates)
    identifier = facts_record(facts_of(paper, public.deadline, draft=public.draft))
    pieces = list(_pieces(public.pack, paper, written, divider_page))
    pack = make_pack(
        paper,
        pieces,
        contents_page,
        public.choice,
        draft=public.draft,
        title=f"{paper.title} (not for publication)",
        identifier=identifier,
    )
    large = None
    if public.large_print is not None:
        large = large_print_pack(
            paper,
            list(_pieces(public.large_print, paper, written, divider_page)),
            contents_page,
            public.choice,
            draft=public.draft,
            title=f"{paper.title} (not for publication, large print)",
            identifier=identifier,
        )
    known = (*public.problems, *(each.problem for each in public.accepted))
    problems = (
        *source.problems,
        *cleaned.problems,
        *(problem for each in written.values() for problem in each.problems),
        *_engine_problems(public, paper, pieces, pack, settings, known=cleaned.problems),
        *_of_restricted(public, large_print_problems(pieces, pack, large)),
    )
    subject = _subject(public, paper, written, settings)
    findings = check(replace(subject, templates=templates.opened))
    return Restricted(
        paper=paper,
        sources=source.sources,
        files=name_restricted(paper, written, pack, large, draft=public.draft),
        pack=pack,
        large_print=large,
        templates=templates.used,
        problems=as_restricted(distinct(problems, known)),
        findings=as_restricted(distinct(findings, (*known, *problems))),
        cleaned=cleaned.files,
    )


def _subject(
    public: Build, paper: Paper, written: Mapping[int, Written], settings: Settings
) -> Subject:
    """Return the paper as the checks see it, with the places that the public part names."""
    folder = settings.inputs / paper.name
    documents = {number: each.docx for number, each in written.items()}
    return subject_of(folder, replace(paper, places=public.paper.places), documents, settings)


def _engine_problems(
    public: Build,
    paper: Paper,
    pieces: Sequence[Piece],
    pack: Pack,
    settings: Settings,
    *,
    known: Sequence[Problem],
) -> Iterator[Problem]:
    """Return what engines and tags could not do; of public parts the public pack says it."""
    folder, draft = settings.inputs / paper.name, public.draft
    found = (
        *glyph_problems(paper, pieces, public.choice, folder, draft=draft),
        *claim_problems(pieces, pack.all_obstacles, pack.made),
        *unprinted_problems(
            paper, pieces, pack.unprinted, folder, draft=draft, fonts=public.choice.fonts
        ),
        *tag_problems(pieces, pack.parts[1:], pack.obstacles),
        *covered_problems(pieces, pack.covered, known),
    )
    return _of_restricted(public, found)


def _of_restricted(public: Build, found: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems that are not those of public parts, which the public pack reports."""
    reported = {part.title for part in public.pack.parts}
    return (each for each in found if each.place.file not in reported)


def _pieces(
    public: Pack, paper: Paper, written: Mapping[int, Written], divider_page: DividerPage
) -> Iterator[Piece]:
    """Yield the report, then each appendix: public ones as they are in the public pack."""
    _, *parts = public.parts
    appendices = (None, *paper.appendices)  # the report is no appendix
    for part, made, appendix in zip(parts, public.made, appendices, strict=True):
        if appendix is not None and appendix.restriction is not None:
            yield piece_of(paper, appendix, written, divider_page)
        else:
            yield Piece(part.title, made, Place(part.title))
