"""What the preview shows: a document drawn again after each save, or the last pages it had."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from panel_papers.core import (
    InputsError,
    Level,
    PanelPapersError,
    Paper,
    Place,
    Problem,
    TemplatesError,
)
from panel_papers.inputs import paper_folder
from panel_papers.pdf import Choice
from panel_papers.template_tools.check.library import Library, papers_in
from panel_papers.template_tools.preview.drawing import Drawing, draw
from panel_papers.template_tools.preview.news import News
from panel_papers.template_tools.preview.pictures import Box, page_picture
from panel_papers.template_tools.preview.samples import KINDS
from panel_papers.template_tools.preview.sheets import Sheet, paper_sheets, sample_sheets
from panel_papers.word import HOUSE, Templates

Check = Callable[[Path, Sequence[Path]], Sequence[Problem]]
"""Finds problems in templates without filling them: of the folder's files that are named."""
ReadPaper = Callable[[Path], tuple[Paper, Sequence[Problem]]]
"""Reads a paper as its draft prints it, and says what is wrong with it."""
Found = dict[tuple[str, str], Sequence[Problem]]
"""What the check found in a template, by its name and a hash of it and the house template."""
_Result = TypeVar("_Result")


class Apart(Protocol):
    """Does work and returns what comes of it, perhaps in another process; a folder names it.

    Raises PanelPapersError as the work does, and where it exceeds its limits.
    """

    def __call__(self, name: str, work: Callable[[], _Result], /) -> _Result:
        """Do the work."""


def here(_name: str, work: Callable[[], _Result]) -> _Result:
    """Do the work in this process."""
    return work()


_OF_PAPERS = frozenset({"not-in-drop-down", "not-yes-or-no"})
"""What sample data cannot know: what a drop-down offers, which field is a yes or no."""
_KEPT = 40  # drawings whose pictures can still be asked for


class Fault(Struct, frozen=True):
    """A problem, and where on the pages that are shown it is."""

    problem: Problem
    boxes: tuple[Box, ...]


class View(Struct, frozen=True):
    """All that the page shows of one document filled with one set of data.

    The `drawing` is None where there never was one; `stale` says that it is from before the
    problems. `sheets` and `sets` are what else can be chosen.
    """

    sheet: str
    data: str
    sheets: tuple[str, ...]
    sets: tuple[str, ...]
    drawing: Drawing | None
    stale: bool
    faults: tuple[Fault, ...]


class Made(Struct, frozen=True):
    """What was made of a document: its name, the names of all that there are, and its drawing.

    `problems` are those of filling and drawing it, `found` what the check finds in its templates.
    """

    name: str
    sheets: tuple[str, ...]
    drawing: Drawing | None
    problems: tuple[Problem, ...]
    found: Found


class Maker(Struct, frozen=True):
    """Makes the documents of a templates folder; all that it reads may be hostile."""

    templates: Path
    inputs: Path
    choice: Choice
    only: tuple[str, ...] = ()
    check: Check | None = None
    read: ReadPaper | None = None

    def sheets(self, data: str) -> tuple[list[Sheet], Sequence[Problem]]:
        """Return the documents that there are, one at least, and what is wrong with their paper.

        Raises InputsError for a paper with problems, or without any such document; TemplatesError
        where there is no template.
        """
        if data in KINDS:
            library = Library(self.templates, papers_in(self.inputs))
            if not library.names:
                raise TemplatesError([_nothing(self.templates)])
            return sample_sheets(library, data, self.only), ()
        folder = paper_folder(self.inputs, data)
        if self.read is None:
            raise ValueError("nothing here reads papers")
        paper, problems = self.read(folder)
        sheets = paper_sheets(paper, Templates(self.templates), self.only)
        if not sheets:
            raise InputsError([_unused(folder, self.only)])
        return sheets, problems

    def draw(self, sheet: Sheet) -> Drawing:
        """Return a document drawn; raises PanelPapersError as `drawing.draw` does."""
        return draw(sheet, Templates(self.templates), self.choice)

    def made(self, wanted: str, data: str, known: Found) -> Made:
        """Return what there is of a document; `known` is what the check found before."""
        problems: list[Problem] = []
        sheets: list[Sheet] = []
        drawing, sheet = None, None
        try:
            sheets, found_in_paper = self.sheets(data)
            problems += found_in_paper
            sheet = next((each for each in sheets if each.name == wanted), None) or sheets[0]
            drawing = self.draw(sheet)
            problems += drawing.problems
            if data in KINDS:
                problems = [each for each in problems if each.code not in _OF_PAPERS]
        except PanelPapersError as fault:
            problems += fault.problems
        name = sheet.name if sheet else wanted
        found: Found = {}
        for each in sheet.templates if sheet else ():
            found |= self._found_in(each, known)
        there = tuple(each.name for each in sheets) or (name,)
        return Made(name, there, drawing, _each_once(problems, found), found)

    def errors_of(self, sheet: Sheet) -> tuple[Problem, ...]:
        """Return what keeps papers with the templates of a document from being published."""
        found: Found = {}
        for name in sheet.templates:
            found |= self._found_in(name, {})
        return tuple(p for each in found.values() for p in each if p.level is Level.ERROR)

    def _found_in(self, name: str, known: Found) -> Found:
        """Return what the check finds in a template; again only where it or the house changed."""
        files = [self.templates / f"{each}.docx" for each in (name, HOUSE)]
        try:
            state = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        except OSError:  # reported by who fills it
            return {}
        if self.check is None:
            return {}
        if (name, state) in known:
            return {(name, state): known[name, state]}
        return {(name, state): self.check(self.templates, files[:1])}


class Studio:
    """Shows the documents of a templates folder, each made once after every change.

    `only` are the templates that were asked for, none: all. `paper` is the paper that was asked
    for: no other is shown. `check`, where there is one, finds what filling a template does not.
    `read` reads the paper, `apart` does the work. For use by several threads.
    """

    def __init__(
        self,
        templates: Path,
        inputs: Path,
        choice: Choice,
        *,
        only: Sequence[str] = (),
        paper: str | None = None,
        check: Check | None = None,
        read: ReadPaper | None = None,
        apart: Apart = here,
    ) -> None:
        self.maker = Maker(templates, inputs, choice, tuple(only), check, read)
        self._paper, self._apart = paper, apart
        self._drawing = threading.RLock()
        self._news = News()
        self._views: dict[tuple[str, str], View] = {}
        self._good: dict[tuple[str, str], Drawing] = {}
        self._shown: OrderedDict[str, Drawing] = OrderedDict()
        self._found: Found = {}
        self._pictures: dict[tuple[str, int], bytes] = {}

    @property
    def version(self) -> int:
        """How many states of the templates there were."""
        return self._news.version

    def changed(self, *, papers: bool = False) -> None:
        """Take note that a template was saved, or with `papers` a paper."""
        with self._drawing:
            if papers:
                self._found.clear()
            self._views.clear()
        self._news.publish()

    def close(self) -> None:
        """Let those go who wait for news."""
        self._news.close()

    def news(self, known: int, seconds: float) -> int | None:
        """Return the version once it is not the `known` one, or after a time; None: closed."""
        return self._news.after(known, seconds)

    def sets(self) -> tuple[str, ...]:
        """Return the names of the data that templates can be filled with."""
        return KINDS if self._paper is None else (*KINDS, self._paper)

    def view(self, sheet: str, data: str) -> View:
        """Return what is to be shown of a document; the first one where there is none such."""
        with self._drawing:
            if (sheet, data) not in self._views:
                self._views[sheet, data] = self._view(sheet, data)
            return self._views[sheet, data]

    def picture(self, key: str, number: int) -> bytes | None:
        """Return a page of a drawing as PNG, None where there is none (any more)."""
        with self._drawing:
            drawing = self._shown.get(key)
            if drawing is None or not 1 <= number <= len(drawing.pages):
                return None
            if (key, number) not in self._pictures:
                work = partial(page_picture, drawing.pdf, number)
                self._pictures[key, number] = self._apart(self._folder, work)
            return self._pictures[key, number]

    @property
    def _folder(self) -> str:
        return self.maker.templates.as_posix()

    def _view(self, wanted: str, data: str) -> View:
        sets = self.sets()
        data = data if data in sets else KINDS[1]
        work = partial(self.maker.made, wanted, data, self._found)
        try:
            made = self._apart(self._folder, work)
        except PanelPapersError as error:  # beyond its limits
            made = Made(wanted, (wanted,), None, error.problems, {})
        self._found |= made.found
        drawing, stale = made.drawing, made.drawing is None
        if drawing is not None:
            self._keep(made.name, data, drawing)
        else:
            drawing = self._good.get((made.name, data))
        faults = [
            Fault(each, tuple(drawing.boxes_of(each.place)) if drawing else ())
            for each in made.problems
        ]
        return View(made.name, data, made.sheets, sets, drawing, stale, tuple(faults))

    def _keep(self, name: str, data: str, drawing: Drawing) -> None:
        self._good[name, data] = drawing
        self._shown[drawing.key] = drawing
        self._shown.move_to_end(drawing.key)
        while len(self._shown) > _KEPT:
            gone, _ = self._shown.popitem(last=False)
            for each in [each for each in self._pictures if each[0] == gone]:
                del self._pictures[each]


def _each_once(problems: Sequence[Problem], checked: Found) -> tuple[Problem, ...]:
    """Return the problems with those that the check finds, each once."""
    found = [problem for each in checked.values() for problem in each]
    wrong = {each.place.file for each in found if each.level is Level.ERROR}
    rest = [each for each in problems if each.place.file not in wrong]
    return tuple(dict.fromkeys([*found, *rest]))


def _unused(folder: Path, only: Sequence[str]) -> Problem:
    names = " and ".join(f"“{name}”" for name in only)
    return Problem(
        "template-not-used",
        Place(folder.as_posix()),
        f"No document of this paper uses {names}",
        "",
        "leave “--paper” out, to fill the template with sample data",
    )


def _nothing(templates: Path) -> Problem:
    return Problem(
        "no-template",
        Place(templates.as_posix()),
        "This folder has no Word templates",
        "",
        "name the folder of templates with --templates",
    )
