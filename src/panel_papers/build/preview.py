"""A paper as its preview shows it: its pages as soon as they are known, then all problems.

Nothing is published, and restricted appendices are not opened: the pages are those of the public
pack. Whatever the first pages show is made again in full, by the same steps as a build.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.build.left_out import whole
from panel_papers.build.pipeline import public_build
from panel_papers.build.prepare import Begun, Prepared, begin_paper, finish
from panel_papers.build.problem_places import PlacedProblem, with_places
from panel_papers.checks import Subject, begin as begin_checks
from panel_papers.core import Cache, PanelPapersError, Problem, Settings, distinct
from panel_papers.inputs import paper_folder
from panel_papers.output import Build, glimpse_of_pack, told
from panel_papers.pdf import Choice
from panel_papers.word import KeptDocuments, write_contents


class Preview(Struct, frozen=True):
    """What is shown of a paper: its pages, where there are any, and what is wrong with it.

    `first_page` is the number that the first page prints. It is a `draft` where DRAFT is on each
    page; `stopped` where `make-paper` would build nothing. `problems` is None as long as they are
    not known.
    """

    pdf: bytes | None
    first_page: int
    draft: bool
    stopped: bool
    problems: tuple[PlacedProblem, ...] | None


class Previewer:
    """Makes previews of one paper, again and again, and keeps what did not change in between.

    `settings` name a cache. `first` is asked after each change, and then `rest`.
    """

    def __init__(self, name: str, settings: Settings, choice: Choice) -> None:
        self._name, self._choice = name, choice
        # The preview shows the pack's pages.
        self._settings = replace(settings, html=False, large_print=False)
        self._kept = KeptDocuments()
        self._begun: Begun | PanelPapersError | None = None
        self._draft: bool | None = None  # what the finished pages were at last
        self._as_expected = False

    def first(self) -> Preview | None:
        """Return the pages of the paper as it is now, None where only `rest` can show them."""
        self._begun = self._begin(self._settings)
        if isinstance(self._begun, PanelPapersError) or self._draft is None:
            return None
        if self._settings.cache is None or not self._as_expected:
            return None
        begun = self._begun
        pdf = glimpse_of_pack(
            begun.paper,
            begun.pieces(begun.documents),
            partial(write_contents, begun.paper, templates=begun.templates, kept=self._kept),
            self._choice,
            draft=self._draft,
            cache=Cache(self._settings.cache),
        )
        if pdf is None:
            return None
        return Preview(pdf, begun.paper.pack.first_page, self._draft, False, None)

    def rest(self) -> Preview:
        """Return the finished pages and all problems of what `first` began with.

        Of a paper that cannot be built, the pages are those of its draft, if there can be one.
        """
        begun = self._begun or self._begin(self._settings)
        self._begun = None
        try:
            if isinstance(begun, PanelPapersError):
                raise begun
            begin_checks(begun.subject)
            prepared = finish(begun, self._settings, self._choice)
            build = whole(prepared, partial(public_build, prepared, self._settings))
        except PanelPapersError as error:
            return self._stopped(error.problems)
        self._draft = build.draft
        self._as_expected = all(
            part.engine in (None, self._choice.engine.version()) for part in build.pack.parts
        )
        return _preview(prepared, build, (*told(build), *prepared.intake.unpublished))

    def _begin(self, settings: Settings) -> Begun | PanelPapersError:
        try:
            folder: Path = paper_folder(settings.inputs, self._name)
            return begin_paper(folder, settings, self._kept, begin_checks=_later)
        except PanelPapersError as error:
            return error

    def _stopped(self, problems: tuple[Problem, ...]) -> Preview:
        """Return the draft of a paper that these problems stop, or no pages."""
        settings = replace(self._settings, draft=True, strict=False)
        begun = self._begin(settings)
        try:
            if isinstance(begun, PanelPapersError):
                raise begun
            begin_checks(begun.subject)
            prepared = finish(begun, settings, self._choice)
            build = public_build(prepared, settings)
        except PanelPapersError as error:
            every = distinct((*problems, *error.problems))
            found = tuple(PlacedProblem(each, None, ()) for each in every)
            return Preview(None, 1, True, True, found)
        errors = {(each.code, each.place) for each in problems}
        also = [each for each in told(build) if (each.code, each.place) not in errors]
        return _preview(prepared, build, (*problems, *also), stopped=True)


def _later(_subject: Subject) -> None:
    """Begin no check yet: it would take time from the pages, which come first."""


def _preview(
    prepared: Prepared, build: Build, problems: tuple[Problem, ...], *, stopped: bool = False
) -> Preview:
    placed = with_places(distinct(problems), prepared.subject.passages, build.pack)
    return Preview(build.pack.pdf, build.pack.first_page, build.draft, stopped, placed)
