"""The comparison as an HTML page with the pictures beside it: no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from msgspec import Struct

from panel_papers.core import Problem, sentence
from panel_papers.output import page_style
from panel_papers.template_tools.diff.comparing import ComparedTemplate, Comparison
from panel_papers.template_tools.diff.papers import ComparedPaper, ComparedPart
from panel_papers.template_tools.diff.pictures import Box, PagePair
from panel_papers.template_tools.diff.telling import outcome, redline_file, same_pages, summary

PAGE = "diff.html"
_PICTURES = "pages"
_MOST_WORDS = 30  # of what changed, in an alternative text


class _Shown(Struct, frozen=True):
    """One side of a pair: its picture's file, or "" and in `alternative` why there is none."""

    caption: str
    alternative: str
    file: str = ""
    width: int = 0
    height: int = 0
    marks: tuple[Box, ...] = ()


class _Pair(Struct, frozen=True):
    name: str
    old: _Shown
    new: _Shown


class _Paper(Struct, frozen=True):
    name: str
    outcome: str
    inputs_faults: tuple[Problem, ...]
    old_faults: tuple[Problem, ...]
    new_faults: tuple[Problem, ...]
    new_errors: tuple[Problem, ...]
    pairs: tuple[_Pair, ...]
    same: str


def page_files(comparison: Comparison) -> dict[str, bytes]:
    """Return the page, its pictures and the redlines, by their names below the output folder."""
    pictures: dict[str, bytes] = {}
    papers = [
        _Paper(
            paper.name,
            outcome(paper),
            paper.inputs_faults,
            paper.old_faults,
            paper.new_faults,
            paper.new_errors,
            tuple(_pairs(paper, pictures)),
            same_pages(paper),
        )
        for paper in comparison.papers
    ]
    style = _style()
    page = _template().render(
        it=comparison,
        papers=papers,
        summary=summary(comparison),
        style=Markup(style),  # noqa: S704 -- ours, and no text of a template is in it
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    redlines = {
        redline_file(each.name): each.redline for each in comparison.templates if each.redline
    }
    return {PAGE: page.encode(), **redlines, **pictures}


@cache
def _template() -> Template:
    room = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    room.filters |= {
        "outcome": outcome,
        "with_full_stop": sentence,
        "redline_file": redline_file,
        "sentence": lambda text: f"{text[:1].upper()}{text[1:].rstrip('.')}.",
        "silent": _is_silent,
    }
    return room.from_string(_read(__package__, "diff.html.jinja"))


@cache
def _style() -> str:
    return page_style() + _read(__package__, "diff.css")


def _read(package: str | None, name: str) -> str:
    return (files(package or "") / name).read_text(encoding="utf-8")


def _is_silent(template: ComparedTemplate) -> bool:
    told = (template.fields, template.text, template.look, template.faults, template.unread)
    return template.change == "changed" and not any(told)


def _pairs(paper: ComparedPaper, pictures: dict[str, bytes]) -> Iterator[_Pair]:
    """Yield the changed pages of a paper, and put their pictures to the others."""
    for part in paper.parts:
        for pair in part.pages:
            if not pair.changed:
                continue
            numbers = _numbers(part, pair)
            number = numbers["new"] or numbers["old"]
            name = f"Page {number}, {part.title}"
            old, new = (
                _shown(paper.name, side, pair, numbers[side], pictures) for side in ("old", "new")
            )
            yield _Pair(name, old, new)


def _numbers(part: ComparedPart, pair: PagePair) -> dict[str, int | None]:
    return {
        "old": None if pair.old_number is None else part.old_first + pair.old_number - 1,
        "new": None if pair.new_number is None else part.new_first + pair.new_number - 1,
    }


def _shown(
    paper: str, side: str, pair: PagePair, number: int | None, pictures: dict[str, bytes]
) -> _Shown:
    image = pair.old if side == "old" else pair.new
    if image is None or number is None:
        return _Shown("", f"The {side} version has no such page.")
    file = f"{_PICTURES}/{paper}-{number:03}-{side}.png"
    pictures[file] = image.png
    words = pair.gone if side == "old" else pair.come
    what = _what(pair, side, _short(words))
    alternative = f"Page {number} of {paper} with the {side} version. {what}"
    return _Shown(f"Page {number}", alternative, file, image.width, image.height, image.marks)


def _what(pair: PagePair, side: str, words: str) -> str:
    """Say what differs on one side, for those who do not see the marks."""
    if pair.old is None or pair.new is None:
        return "The whole page is only in this version."
    if words:
        return f"Only here: “{words}”."
    if pair.gone or pair.come:
        return "No word is only here; the other version has more."
    if side == "new" and (pair.old.width, pair.old.height) != (pair.new.width, pair.new.height):
        return "The words are the same; the page has another size."
    return "The words are the same; they look different or are in another place."


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
