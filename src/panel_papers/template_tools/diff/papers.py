"""Past papers built with both versions of the templates, and their pages put side by side."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks import Subject, check_at_once
from panel_papers.content import passages_of
from panel_papers.core import Level, PanelPapersError, Paper, Problem, judge
from panel_papers.inputs import all_papers, clean_paper, paper_folder, read_paper
from panel_papers.output import Pack, make_pack, pieces_of
from panel_papers.pdf import NO_FONTS, Choice, Engine, OwnFonts, WordDocument, choose_engine
from panel_papers.template_tools.diff.pictures import PagePair, page_pairs
from panel_papers.word import Documents, Templates, write_contents, write_divider, write_documents


class ComparedPart(Struct, frozen=True):
    """A part of a paper's pack in both versions, with the numbers of its first pages."""

    title: str
    old_first: int
    new_first: int
    pages: tuple[PagePair, ...]


class ComparedPaper(Struct, frozen=True):
    """A past paper with both versions: its parts, or why it could not be made with one of them.

    `inputs_faults` are those that no template is to blame for: the paper cannot be read.
    `new_errors` keep the paper from being published with the new version, and did not with the old.
    """

    name: str
    parts: tuple[ComparedPart, ...] = ()
    old_faults: tuple[Problem, ...] = ()
    new_faults: tuple[Problem, ...] = ()
    inputs_faults: tuple[Problem, ...] = ()
    new_errors: tuple[Problem, ...] = ()

    @property
    def changed(self) -> int:
        """How many pages changed, came or went."""
        return sum(pair.changed for part in self.parts for pair in part.pages)

    @property
    def breaks(self) -> bool:
        """Whether the paper could be made with the old version and cannot with the new one."""
        return bool(self.new_faults) and not self.old_faults

    @property
    def becomes_draft(self) -> bool:
        """Whether the new version keeps the paper from being published."""
        return bool(self.new_errors)


def read_papers(
    inputs: Path, bodies: Path | None = None
) -> tuple[list[Paper], list[ComparedPaper]]:
    """Return the papers of a folder that can be read, and what is said of those that cannot.

    Papers are read as drafts: a gap in one keeps nobody from seeing its pages. Of a restricted
    appendix only the notice is made.
    """
    papers, others = [], []
    for name in all_papers(inputs) if inputs.is_dir() else ():
        folder = inputs / name
        if not (folder / "paper.yaml").is_file():
            continue
        try:
            read = read_paper(folder, draft=True, bodies=bodies)
            papers.append(clean_paper(read.paper, draft=True).paper)
        except PanelPapersError as fault:
            others.append(ComparedPaper(name, inputs_faults=fault.problems))
    return papers, others


def chosen_names(inputs: Path, names: Sequence[str]) -> frozenset[str]:
    """Return the papers that are named, in their own spelling; raises InputsError for others."""
    return frozenset(paper_folder(inputs, name).name for name in names)


class Pressroom:
    """Makes papers with two versions of the templates; what both have in common only once."""

    def __init__(
        self,
        old: Templates,
        new: Templates,
        *,
        soffice: Path | None,
        fonts: OwnFonts = NO_FONTS,
    ) -> None:
        self._templates = (old, new)
        choice = choose_engine("auto", soffice=soffice, fonts=fonts)
        fallback = None if choice.fallback is None else _Remembering(choice.fallback)
        self._choice: Choice = replace(
            choice,
            engines=tuple(_Remembering(engine) for engine in choice.engines),
            fallback=fallback,
        )

    def compare(self, paper: Paper) -> ComparedPaper:
        """Return a paper with both versions, or the problems of either."""
        made: list[Pack | tuple[Problem, ...]] = []
        errors: list[tuple[Problem, ...]] = []
        for templates in self._templates:
            try:
                documents = write_documents(paper, templates, draft=True)
                made.append(self._pack(paper, documents, templates))
                errors.append(_gate_errors(paper, documents, templates))
            except PanelPapersError as fault:
                made.append(fault.problems)
        match made:
            case [Pack() as old, Pack() as new]:
                known = {(each.code, each.found, each.quoted) for each in errors[0]}
                fresh = [e for e in errors[1] if (e.code, e.found, e.quoted) not in known]
                return ComparedPaper(paper.name, _parts(old, new), new_errors=tuple(fresh))
            case [old_made, new_made]:
                return ComparedPaper(
                    paper.name,
                    old_faults=old_made if isinstance(old_made, tuple) else (),
                    new_faults=new_made if isinstance(new_made, tuple) else (),
                )
        raise AssertionError("two versions are made")

    def _pack(self, paper: Paper, documents: Documents, templates: Templates) -> Pack:
        pieces = pieces_of(paper, documents, partial(write_divider, paper, templates))
        contents_page = partial(write_contents, paper, templates=templates)
        return make_pack(paper, pieces, contents_page, self._choice)


def _gate_errors(paper: Paper, documents: Documents, templates: Templates) -> tuple[Problem, ...]:
    """Return what keeps a paper from being published, as its build decides it."""
    made = {number: each.docx for number, each in documents.appendices.items()}
    subject = Subject(
        paper.name,
        paper,
        passages_of(paper),
        {0: documents.report.docx} | made,
        templates=templates.opened,
    )
    found = judge(check_at_once(subject), paper.accepted).open
    return tuple(each for each in found if each.level is Level.ERROR)


class _Remembering:
    """An engine that converts no document twice, and leaves out the accessibility tags.

    Pictures need no tags, and to set them takes most of the time.
    """

    writes_tags = True  # what comes is taken as it is
    labels_by_level = False

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self._engine = engine
        self._known: dict[bytes, bytes] = {}

    def version(self) -> str:
        """Return the engine's version."""
        return self._engine.version()

    def identity(self) -> str | None:
        """Return None: without its tags, a PDF is none to be kept for others."""

    def warm(self, *, held: bool = False) -> None:
        """Have the engine start early."""
        self._engine.warm(held=held)

    def close(self) -> None:
        """Have the engine end."""
        self._engine.close()

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        """Return one PDF for each document, in order."""
        keys = [hashlib.sha256(document.data).digest() for document in documents]
        new = {k: d for k, d in zip(keys, documents, strict=True) if k not in self._known}
        made = self._engine.convert(list(new.values())) if new else []
        self._known |= dict(zip(new, made, strict=True))
        return [self._known[key] for key in keys]


def _parts(old: Pack, new: Pack) -> tuple[ComparedPart, ...]:
    """Put parts side by side; those behind the contents page without the pack's page numbers.

    Where one part has become longer, the pages behind it have other numbers and are the same.
    """
    pdfs = [[_contents(pack), *(each.pdf for each in pack.made)] for pack in (old, new)]
    return tuple(
        ComparedPart(
            before.title,
            before.first_page,
            after.first_page,
            tuple(page_pairs(old_pdf, new_pdf)),
        )
        for before, after, old_pdf, new_pdf in zip(old.parts, new.parts, *pdfs, strict=True)
    )


def _contents(pack: Pack) -> bytes:
    """Return the contents page alone, the part of a pack that only it holds."""
    first = pack.parts[0]
    with pikepdf.open(io.BytesIO(pack.pdf)) as whole, pikepdf.new() as alone:
        alone.pages.extend(whole.pages[: first.last_page - first.first_page + 1])
        saved = io.BytesIO()
        alone.save(saved, deterministic_id=True)
    return saved.getvalue()
