"""The files for those who may see all of a paper, made when its public files are finished.

The public pack is never made from these: what was in a PDF leaves traces where its pages are taken
out (tags, bookmarks, names). This pack takes the finished public parts and adds to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from panel_papers.build.prepare import subject_of
from panel_papers.checks import check
from panel_papers.core import Paper, Place, Settings
from panel_papers.inputs import ReadRestricted, clean_paper
from panel_papers.output import (
    Build,
    DividerPage,
    Piece,
    Restricted,
    claim_problems,
    covered_problems,
    glyph_problems,
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
    pieces = list(_pieces(public, paper, written, partial(write_divider, paper, templates)))
    documents = {number: each.docx for number, each in written.items()}
    folder = settings.inputs / paper.name
    places = {each.place for each in paper.appendices if each.restriction is not None}
    pack = make_pack(
        paper,
        pieces,
        partial(write_contents, paper, templates=templates),
        public.choice,
        draft=public.draft,
        title=f"{paper.title} (not for publication)",
    )
    return Restricted(
        paper=paper,
        sources=source.sources,
        files=name_restricted(paper, written, pack, draft=public.draft),
        pack=pack,
        templates=templates.used,
        problems=(
            *source.problems,
            *(each for each in cleaned.problems if each not in public.problems),
            *(problem for each in written.values() for problem in each.problems),
            *glyph_problems(paper, pieces, public.choice, folder, draft=public.draft),
            *claim_problems(pieces, pack.obstacles, pack.made),
            *unprinted_problems(paper, pieces, pack.unprinted, folder, draft=public.draft),
            *(
                each
                for each in tag_problems(pieces, pack.parts[1:], pack.obstacles)
                if each.place in places
            ),
            *(
                each
                for each in covered_problems(pieces, pack.covered)
                if each.place.file in {place.file for place in places}
            ),
        ),
        findings=tuple(
            each
            for each in check(subject_of(folder, paper, documents, settings))
            if each not in public.problems
        ),
        cleaned=cleaned.files,
    )


def _pieces(
    public: Build, paper: Paper, written: Mapping[int, Written], divider_page: DividerPage
) -> Iterator[Piece]:
    """Yield the report, then each appendix: public ones as they are in the public pack."""
    _, *parts = public.pack.parts
    appendices = (None, *paper.appendices)  # the report is no appendix
    for part, made, appendix in zip(parts, public.pack.made, appendices, strict=True):
        if appendix is not None and appendix.restriction is not None:
            yield piece_of(paper, appendix, written, divider_page)
        else:
            yield Piece(part.title, made, Place(part.title))
