"""The preview's one web page: all it shows is escaped, and nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, StrictUndefined
from msgspec import Struct

from panel_papers.core import Level, counted, sentence
from panel_papers.output import page_style
from panel_papers.template_tools.preview.drawing import ShownField
from panel_papers.template_tools.preview.pictures import Box
from panel_papers.template_tools.preview.samples import KINDS
from panel_papers.template_tools.preview.studio import Fault, View

_SHOWN = 160  # characters of a value; the page shows the rest
_LEVELS = {Level.ERROR: "Error", Level.WARNING: "Warning", Level.SUGGESTION: "Suggestion"}


class _ShownPage(Struct, frozen=True):
    """One page: its number, and the numbered boxes of fields and problems on it."""

    number: int
    width: float
    height: float
    text: str
    fields: list[tuple[int, Box]]
    faults: list[tuple[int, Box]]
    listed: list[ShownField]


def page(view: View, version: int) -> bytes:
    """Return the whole page as UTF-8."""
    return _rendered("preview.html.jinja", view, version)


def fragment(view: View, version: int) -> bytes:
    """Return what of the page changes when something was saved: the inside of its `main`."""
    return _rendered("preview_view.html.jinja", view, version)


@cache
def style() -> bytes:
    """Return the page's style sheet: that of the hand-over sheet, and the preview's own."""
    own = page_style()
    return (own + (files(__package__) / "preview.css").read_text(encoding="utf-8")).encode()


@cache
def script() -> bytes:
    """Return the page's script."""
    return (files(__package__) / "preview.js").read_bytes()


def _rendered(name: str, view: View, version: int) -> bytes:
    pages = list(_pages(view))
    text = (
        _room()
        .get_template(name)
        .render(
            it=view,
            version=version,
            pages=pages,
            hidden=[f for f in view.drawing.fields if not f.boxes] if view.drawing else [],
            faults=list(enumerate(view.faults, 1)),
            kinds=KINDS,
            status=_status(view),
            title=f"{_counted(view.faults)}: {view.sheet}" if view.faults else view.sheet,
        )
    )
    return text.encode()


def environment(package: str) -> Environment:
    """Return what fills a preview's page with values: the templates of a package, and the head."""
    from jinja2 import ChoiceLoader, PackageLoader  # noqa: PLC0415 - beside their only use

    loaders = [PackageLoader(each, "") for each in (package, __package__)]
    return Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _room() -> Environment:
    room = environment(__package__)
    room.filters |= {
        "shortened": _shortened,
        "level": _level,
        "page_of": _page_of,
        "sentence": sentence,
    }
    room.globals["address"] = lambda document, data: (
        "?" + urlencode({"document": document, "data": data})
    )
    return room


def _pages(view: View) -> Iterator[_ShownPage]:
    if view.drawing is None:
        return
    for number, each in enumerate(view.drawing.pages, 1):
        fields = [(f.number, b) for f in view.drawing.fields for b in f.boxes if b.page == number]
        faults = [
            (index, box)
            for index, fault in enumerate(view.faults, 1)
            for box in fault.boxes
            if box.page == number
        ]
        listed = [f for f in view.drawing.fields if f.boxes and f.boxes[0].page == number]
        yield _ShownPage(number, each.width, each.height, each.text, fields, faults, listed)


def _status(view: View) -> str:
    """Say in a sentence what is shown, for those who hear of a change."""
    count = len(view.drawing.pages) if view.drawing else 0
    pages = f"{count} {'page' if count == 1 else 'pages'}"
    counted = _counted(view.faults)
    if view.stale:
        shown = "The page shown is" if count == 1 else f"The {pages} shown are"
        told = f"{shown} from before." if view.drawing else "There are no pages yet."
        return f"{view.sheet}: {counted}. {told}"
    return f"{view.sheet} is drawn: {pages}, {counted}."


def _counted(faults: Sequence[Fault]) -> str:
    return counted(fault.problem for fault in faults)


def _level(level: Level) -> str:
    return _LEVELS[level]


def _page_of(fault: Fault) -> int | None:
    return fault.boxes[0].page if fault.boxes else None


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
