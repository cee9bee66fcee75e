"""The web page of a paper's preview: all it shows is escaped, and nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment
from msgspec import Struct

from panel_papers.build import PlacedProblem
from panel_papers.core import Level, Place, page_number, sentence
from panel_papers.run.preview.view import State, View
from panel_papers.template_tools import (
    Box,
    environment,
    script as shared_script,
    style as shared_style,
)

_LEVELS = {Level.ERROR: "Error", Level.WARNING: "Warning", Level.SUGGESTION: "Suggestion"}
_TYPED = frozenset((".md", ".yaml", ".yml", ".csv", ".txt", ".toml"))
"""Files that a text editor opens at a line."""


class _Page(Struct, frozen=True):
    """One page: its place in the pack, the number that it prints, and the problems on it."""

    number: int
    label: str
    width: float
    height: float
    text: str
    boxes: list[tuple[int, Box]]
    problems: list[tuple[int, PlacedProblem]]


def page(view: View, version: int, link: str) -> bytes:
    """Return the whole page as UTF-8; `link` is the form of a link that opens an editor."""
    return _rendered("page.html.jinja", view, version, link)


def fragment(view: View, version: int, link: str) -> bytes:
    """Return what of the page changes after a save: the inside of its `main`."""
    return _rendered("view.html.jinja", view, version, link)


@cache
def style() -> bytes:
    """Return the style sheet: that of the templates' preview, and this page's own."""
    return shared_style() + (files(__package__) / "paper.css").read_bytes()


def script() -> bytes:
    """Return the script, which is that of the templates' preview."""
    return shared_script()


def _rendered(name: str, view: View, version: int, link: str) -> bytes:
    numbered = list(enumerate(sorted(view.public, key=_in_order), 1))
    general = [(n, each) for n, each in numbered if each.page is None or not view.shown]
    text = (
        _room()
        .get_template(name)
        .render(
            it=view,
            version=version,
            pages=list(_pages(view, numbered)),
            general=general,
            address=partial(_address, link),
            stale=view.state is State.STALE,
            checking=view.state is State.CHECKING,
            making=view.state is State.MAKING,
            title=f"{view.counted}: {view.paper}" if view.problems else view.paper,
        )
    )
    return text.encode()


def _in_order(placed: PlacedProblem) -> tuple[int, int]:
    """Return what problems are ordered by: the whole paper's first, then by page; errors first."""
    return (placed.page or 0, list(_LEVELS).index(placed.problem.level))


def _pages(view: View, numbered: list[tuple[int, PlacedProblem]]) -> Iterator[_Page]:
    shown = view.shown
    for number, each in enumerate(shown.pages if shown else (), 1):
        first = shown.first_page if shown else 1
        last = first + len(shown.pages if shown else ()) - 1
        yield _Page(
            number,
            page_number(first + number - 1, last),
            each.width,
            each.height,
            each.text,
            [(n, box) for n, p in numbered for box in p.boxes if box.page == number],
            [(n, p) for n, p in numbered if p.page == number],
        )


def _address(link: str, place: Place) -> str | None:
    """Return the link that opens an editor at a place, None for what no text editor opens."""
    path = Path(place.file)
    if not link or path.suffix.lower() not in _TYPED or not path.is_file():
        return None
    absolute = path.resolve().as_posix()
    quoted = quote(absolute if absolute.startswith("/") else f"/{absolute}", safe="/:")
    return link.format(path=quoted, line=place.line or 1, column=place.column or 1)


@cache
def _room() -> Environment:
    room = environment(__package__)
    room.filters |= {"sentence": sentence, "level": lambda level: _LEVELS[level]}
    return room
