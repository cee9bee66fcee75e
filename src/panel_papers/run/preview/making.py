"""What the preview's two processes do: one makes the pages of a paper, one paints pictures of them.

They share a private folder, in which the PDFs lie by the names of their content.
"""

from __future__ import annotations

import atexit
import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.core import PanelPapersError, Problem, Settings

if TYPE_CHECKING:  # what is heavy is loaded in the processes alone
    from panel_papers.build import PlacedProblem, Preview, Previewer
    from panel_papers.pdf import OwnFonts
    from panel_papers.template_tools import PageText

_CHECKS = " (all checks)"
_LENGTH = 24  # of the name of a PDF: the server takes no others
_KEPT = 4  # PDFs whose pictures can still be asked for


class Shown(Struct, frozen=True):
    """A `Preview` as it travels: `key` is the name of its PDF, None where there are no pages."""

    key: str | None
    pages: tuple[PageText, ...]
    first_page: int
    draft: bool
    stopped: bool
    problems: tuple[PlacedProblem, ...] | None


class Unready(Struct, frozen=True):
    """Why nothing at all can be shown: the engine that was asked for is not there."""

    problems: tuple[Problem, ...]


def first_of(paper: str) -> str:
    """Return the request for the pages of a paper as soon as they are known."""
    return paper


def rest_of(paper: str) -> str:
    """Return the request for finished pages and problems of what was asked for before."""
    return paper + _CHECKS


class Maker:
    """Answers `first_of` and `rest_of` a paper; None where there is nothing to show yet."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._previewer: Previewer | None = None
        self._fonts = ""
        self._stack = ExitStack()
        atexit.register(self._stack.close)

    def __call__(self, request: str) -> Shown | Unready | None:
        """Return what is to be shown."""
        paper = request.removesuffix(_CHECKS)
        try:
            previewer = self._ready(paper)
        except PanelPapersError as error:
            return Unready(error.problems)
        preview = previewer.first() if request == paper else previewer.rest()
        return self._shown(preview) if preview is not None else None

    def _ready(self, paper: str) -> Previewer:
        """Return what makes the pages; a new one after a change of the body's own fonts."""
        from panel_papers.pdf import read_fonts  # noqa: PLC0415 - in this process alone

        fonts, _ = read_fonts(self._settings.fonts)
        if self._previewer is None or fonts.identity != self._fonts:
            self._stack.close()
            self._fonts = fonts.identity
            self._previewer = self._started(paper, fonts)
        return self._previewer

    def _started(self, paper: str, fonts: OwnFonts) -> Previewer:
        from panel_papers.content import start_speller  # noqa: PLC0415 - in this process alone

        start_speller()
        from panel_papers.build import Previewer  # noqa: PLC0415 - as above, behind the speller
        from panel_papers.pdf import clear_dead, ready_engine  # noqa: PLC0415 - as above

        clear_dead()
        settings = self._settings
        engine = ready_engine(settings.engine, soffice=settings.soffice, held=True, fonts=fonts)
        return Previewer(paper, settings, self._stack.enter_context(engine))

    def _shown(self, preview: Preview) -> Shown:
        from panel_papers.template_tools import page_sizes, page_texts  # noqa: PLC0415 - as above

        key: str | None = None
        pages: tuple[PageText, ...] = ()
        if preview.pdf is not None:
            key = hashlib.sha256(preview.pdf).hexdigest()[:_LENGTH]
            self._keep(key, preview.pdf)
            soon = preview.problems is None
            pages = tuple((page_sizes if soon else page_texts)(preview.pdf))
        return Shown(
            key, pages, preview.first_page, preview.draft, preview.stopped, preview.problems
        )

    def _keep(self, key: str, pdf: bytes) -> None:
        """Write a PDF for the painter, and remove those that no page shows any more."""
        (self._folder / f"{key}.part").write_bytes(pdf)
        (self._folder / f"{key}.part").replace(self._folder / f"{key}.pdf")
        by_age = sorted(self._folder.glob("*.pdf"), key=lambda each: each.stat().st_mtime_ns)
        for old in by_age[:-_KEPT]:
            old.unlink(missing_ok=True)


class Painter:
    """Answers “KEY NUMBER” with the picture of a page, None where there is none (any more)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, request: str) -> bytes | None:
        """Return a page as PNG."""
        from panel_papers.template_tools import page_picture  # noqa: PLC0415 - in this process alone

        key, number = request.split()
        try:
            pdf = (self._folder / f"{key}.pdf").read_bytes()
            return page_picture(pdf, int(number))
        except (OSError, IndexError):
            return None
