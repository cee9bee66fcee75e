"""What the preview shows: a document drawn anew after each save, and the last pages that stood."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from panel_papers.core import InputsError, Level, PanelPapersError, Place, Problem, TemplatesError
from panel_papers.inputs import paper_folder, read_paper
from panel_papers.pdf import Choice
from panel_papers.template_tools.check.library import Library, papers_in
from panel_papers.template_tools.preview.drawing import Drawing, draw
from panel_papers.template_tools.preview.pictures import Box, page_picture
from panel_papers.template_tools.preview.samples import KINDS
from panel_papers.template_tools.preview.sheets import Sheet, paper_sheets, sample_sheets
from panel_papers.word import HOUSE, Templates

Check = Callable[[Path, Sequence[Path]], Sequence[Problem]]
"""Finds faults of templates without filling them: of the folder's files that are named."""

_KEPT = 40  # drawings whose pictures can still be asked for


class Fault(Struct, frozen=True):
    """A problem, and where on the pages that are shown it stands."""

    problem: Problem
    boxes: tuple[Box, ...]


class View(Struct, frozen=True):
    """All that the page shows of one document filled with one set of data.

    The `drawing` is None where there never was one; `stale` says that it is from before the
    faults. `sheets` and `sets` are what else can be chosen.
    """

    sheet: str
    data: str
    sheets: tuple[str, ...]
    sets: tuple[str, ...]
    drawing: Drawing | None
    stale: bool
    faults: tuple[Fault, ...]


class Studio:
    """Draws the documents of a templates folder, each once after every change.

    `only` are the templates that were asked for, none: all. `paper` is the paper that was asked
    for: no other is shown. `check`, where there is one, finds
    what filling a template does not. For use by several threads.
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
    ) -> None:
        self._templates, self._inputs, self._choice = templates, inputs, choice
        self._only, self._check = tuple(only), check
        self._paper = paper
        self._drawing = threading.RLock()
        self._news = threading.Condition()
        self._version, self._open = 1, True
        self._library: Library | None = None
        self._views: dict[tuple[str, str], View] = {}
        self._good: dict[tuple[str, str], Drawing] = {}
        self._shown: OrderedDict[str, Drawing] = OrderedDict()
        self._found: dict[tuple[str, str], Sequence[Problem]] = {}
        self._pictures: dict[tuple[str, int], bytes] = {}

    @property
    def version(self) -> int:
        """How many states of the templates there were."""
        return self._version

    def changed(self, *, papers: bool = False) -> None:
        """Take note that a template was saved, or with `papers` a paper."""
        with self._drawing:
            if papers:
                self._found.clear()
            self._library = None
            self._views.clear()
        with self._news:
            self._version += 1
            self._news.notify_all()

    def close(self) -> None:
        """Let those go who wait for news."""
        with self._news:
            self._open = False
            self._news.notify_all()

    def news(self, known: int, seconds: float) -> int | None:
        """Return the version once it is not the `known` one, or after a time; None: closed."""
        with self._news:
            self._news.wait_for(lambda: self._version != known or not self._open, seconds)
            return self._version if self._open else None

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
                self._pictures[key, number] = page_picture(drawing.pdf, number)
            return self._pictures[key, number]

    def sheets(self, data: str) -> list[Sheet]:
        """Return the documents that there are, one at least.

        Raises InputsError for a paper with faults, or without any such document; TemplatesError
        where there is no template.
        """
        if data in KINDS:
            if self._library is None:
                self._library = Library(self._templates, papers_in(self._inputs))
            sheets = sample_sheets(self._library, data, self._only)
            if not self._library.names:
                raise TemplatesError([_nothing(self._templates)])
            return sheets
        folder = paper_folder(self._inputs, data)
        sheets = paper_sheets(read_paper(folder, draft=True).paper, self._only)
        if not sheets:
            raise InputsError([_unused(folder, self._only)])
        return sheets

    def draw(self, sheet: Sheet) -> Drawing:
        """Return a document drawn; raises PanelPapersError as `drawing.draw` does."""
        return draw(sheet, Templates(self._templates), self._choice)

    def _view(self, wanted: str, data: str) -> View:
        sets = self.sets()
        data = data if data in sets else KINDS[1]
        problems: list[Problem] = []
        sheets: list[Sheet] = []
        drawing, sheet = None, None
        try:
            sheets = self.sheets(data)
            sheet = next((each for each in sheets if each.name == wanted), None) or sheets[0]
            drawing = self.draw(sheet)
            problems += drawing.problems
        except PanelPapersError as fault:
            problems += fault.problems
        name = sheet.name if sheet else wanted
        stale = drawing is None
        if drawing is not None:
            self._keep(name, data, drawing)
        else:
            drawing = self._good.get((name, data))
        problems = self._with_checks(sheet, problems)
        faults = [
            Fault(each, tuple(drawing.boxes_of(each.place)) if drawing else ()) for each in problems
        ]
        return View(
            name,
            data,
            tuple(s.name for s in sheets) or (name,),
            sets,
            drawing,
            stale,
            tuple(faults),
        )

    def _with_checks(self, sheet: Sheet | None, problems: list[Problem]) -> list[Problem]:
        """Return the problems with those that the check finds, each told once."""
        if self._check is None or sheet is None:
            return problems
        found = [p for name in sheet.templates for p in self._found_in(name)]
        wrong = {each.place.file for each in found if each.level is Level.ERROR}
        rest = [each for each in problems if each.place.file not in wrong]
        return list(dict.fromkeys([*found, *rest]))

    def _found_in(self, name: str) -> Sequence[Problem]:
        """Return what the check finds in a template; again only where it or the house changed."""
        files = [self._templates / f"{each}.docx" for each in (name, HOUSE)]
        try:
            state = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        except OSError:  # told by who fills it
            return ()
        if self._check is not None and (name, state) not in self._found:
            self._found[name, state] = self._check(self._templates, files[:1])
        return self._found.get((name, state), ())

    def _keep(self, name: str, data: str, drawing: Drawing) -> None:
        self._good[name, data] = drawing
        self._shown[drawing.key] = drawing
        self._shown.move_to_end(drawing.key)
        while len(self._shown) > _KEPT:
            gone, _ = self._shown.popitem(last=False)
            for each in [each for each in self._pictures if each[0] == gone]:
                del self._pictures[each]


def _unused(folder: Path, only: Sequence[str]) -> Problem:
    names = " and ".join(f"“{name}”" for name in only)
    return Problem(
        "template-not-used",
        Place(folder.as_posix()),
        f"no document of this paper uses {names}",
        "a template that the paper uses",
        "fill it with sample data: leave “--paper” out",
    )


def _nothing(templates: Path) -> Problem:
    return Problem(
        "no-template", Place(templates.as_posix()), "there is no template here", "Word templates"
    )
