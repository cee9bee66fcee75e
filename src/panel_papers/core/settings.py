"""What a run was asked to do, as one value: no stage reads options or the environment itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

EngineName = Literal["auto", "embedded", "libreoffice", "rdocx", "dxpdf"]
"""An engine of `pdf.engines`, or one of the two ways to have several of them asked in turn."""


class Settings(Struct, frozen=True):
    """The folders and choices of one run; `engine` is “auto” or a name in `engines.ENGINES`.

    `soffice` is LibreOffice's program where that is nowhere usual; None: look for it. `cross_check`
    asks for each document by both engines, and where they differ, `parts` for a PDF of its own of
    each part, `html` for the paper as a web page, `large_print` for the pack in large print.
    `review` is the folder for review copies; None for none. `today` is the day of the run, for what
    only the user sees; None: nothing may depend on the day. `cache` is the folder of what earlier
    runs made; None: make all of it again. `body` is the body of papers that name none.
    `discard_edits` lets a build replace files of the outputs that somebody has edited.
    """

    inputs: Path = Path("inputs")
    templates: Path = Path("templates")
    outputs: Path = Path("outputs")
    engine: str = "auto"
    draft: bool = False
    strict: bool = False
    soffice: Path | None = None
    cross_check: bool = False
    parts: bool = False
    html: bool = True
    large_print: bool = False
    review: Path | None = None
    today: date | None = None
    cache: Path | None = None
    body: str | None = None
    discard_edits: bool = False

    @property
    def word_templates(self) -> Path:
        """The Word templates’ folder: `word` in the templates folder, or that folder itself."""
        inside = self.templates / "word"
        return inside if inside.is_dir() else self.templates

    @property
    def bodies(self) -> Path:
        """The folder of the bodies’ profiles: `bodies`, beside the Word templates’ `word`."""
        return self._beside_word / "bodies"

    @property
    def web_templates(self) -> Path:
        """The folder of the web page's template: `web`, beside the Word templates' `word`."""
        return self._beside_word / "web"

    @property
    def fonts(self) -> Path:
        """The folder of the body’s own fonts: `fonts`, beside the Word templates’ `word`."""
        return self._beside_word / "fonts"

    @property
    def _beside_word(self) -> Path:
        inside = self.templates / "word"
        return self.templates if inside.is_dir() else self.templates.parent
