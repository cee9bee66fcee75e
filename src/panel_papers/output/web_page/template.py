"""The template of the web page: ours, or the body's own in the folder “web” of its templates.

A body's own is filled in the sandbox of the Word templates. It may build on ours, by the name
“shipped”, and change blocks of it, or be a page of its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup
from msgspec import Struct

from panel_papers.core import InputFile
from panel_papers.output.handover.page import page_style
from panel_papers.word import environment

SHIPPED = "shipped"
"""The name by which a body's template builds on ours."""
PAGE, STYLE = "page.html", "page.css"
FOLDER = "web"
_SOURCE = "page.html.jinja"


class PageTemplate(Struct, frozen=True):
    """The body's template and style sheet; None where it has none, and ours is taken.

    `files` are those of the templates folder that were read, and `folder` is where they are.
    """

    folder: str = FOLDER
    page: str | None = None
    style: str | None = None
    files: tuple[InputFile, ...] = ()

    @property
    def whole_style(self) -> str:
        """Our style sheet, and behind it the body's own."""
        return page_style() + _own("page.css") + (self.style or "")


def read_files(folder: Path) -> PageTemplate:
    """Return the template of a folder; raises OSError, or UnicodeDecodeError for other letters."""
    data = {
        name: (folder / name).read_bytes() for name in (PAGE, STYLE) if (folder / name).exists()
    }
    texts = {name: each.decode("utf-8-sig").replace("\r\n", "\n") for name, each in data.items()}
    return PageTemplate(
        folder=folder.as_posix(),
        page=texts.get(PAGE),
        style=texts.get(STYLE),
        files=tuple(InputFile(f"{FOLDER}/{name}", each) for name, each in data.items()),
    )


def filled(template: PageTemplate, values: Mapping[str, object]) -> str:
    """Return the page; raises jinja2.TemplateError, or what a tag's own work raises."""
    style = template.whole_style
    return compiled(template).render(
        **values,
        style=Markup(style),  # noqa: S704 -- ours and the body's; no text of a paper is in it
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def compiled(template: PageTemplate) -> Template:
    """Return the template, compiled; raises jinja2.TemplateError."""
    if template.page is None:
        return _ours()
    sources = {PAGE: template.page, SHIPPED: _own(_SOURCE)}
    room = environment()
    room.loader = FunctionLoader(sources.get)
    room.trim_blocks = room.lstrip_blocks = True
    return room.get_template(PAGE)


@cache
def _ours() -> Template:
    room = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_own),
    )
    return room.get_template(_SOURCE)


def _own(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
