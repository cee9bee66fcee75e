"""Colours of text that are too near to what is behind it, in a template's text and in styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from panel_papers.core import WHITE, Colour, Level, Place, Problem, TemplatesError, contrast
from panel_papers.inputs import template_files
from panel_papers.template_tools.check.formats import Formats
from panel_papers.word import (
    HOUSE,
    Element,
    Story,
    Templates,
    attribute,
    children,
    element,
    every,
    own,
    read_document,
    value_at,
    where,
)

Pair = tuple[Colour, Colour, bool]
"""The colours of a text and of what is behind it, and whether the text is large."""
_NORMAL, _LARGE = 4.5, 3.0
_SHOWN = 60
_MOST_NAMED = 3
_HOUSE_TABLE = "house table"
_IN_TABLES = frozenset({"table header", "table text", "table number"})
_IN_PROSE = frozenset(
    [
        *("normal", "heading 1", "heading 2", "heading 3", "quote", "caption", "source line"),
        *("list bullet", "list bullet 2", "list bullet 3", "list number", "list number 2"),
        *("list number 3", "list continue", "list continue 2", "list continue 3", "code block"),
        *("footnote text", "strong", "emphasis", "hyperlink", "code", "footnote reference"),
    ]
)
"""The styles that the text of papers has, whatever the templates use."""


def shown_runs(paragraph: Element) -> Sequence[Element]:
    """Return the runs of a paragraph that have words."""
    runs = own(paragraph, "w:r", of="w:p")
    return [r for r in runs if any((t.text or "").strip() for t in children(r, "w:t"))]


def contrast_faults(story: Story, file: str, formats: Formats) -> Iterator[Problem]:
    """Yield each pair of colours that cannot be distinguished, at the first text that has it."""
    seen: set[Pair] = set()
    for paragraph in every(story.root, "w:p"):
        for run in shown_runs(paragraph):
            pair = _pale(formats, run)
            if pair is None or pair in seen:
                continue
            seen.add(pair)
            text = "".join(t.text or "" for t in children(run, "w:t")).strip()
            yield _problem(
                Place(file, where=where(paragraph, story)),
                pair,
                f"“{text[:_SHOWN]}” is hard to read",
                hint="in Word, select the words and choose a darker colour (Home › Font "
                "Colour), or a lighter one behind them",
            )


def style_contrasts(folder: Path, file: str, formats: Formats) -> Iterator[Problem]:
    """Yield each pair of colours that cannot be distinguished, with the styles that have it.

    `formats` are those of the house in `folder`. Only styles that papers print count: those of
    prose, and of the text in the templates beside it. Every text in them looks as the house says.
    """
    pale = [
        (value_at(style, "w:name"), pair)
        for style in formats.styles()
        if (pair := _pale(formats, _sample(style, formats))) is not None
    ]
    wanted = {*_IN_PROSE, *_IN_TABLES, *(_used_beside(folder) if pale else ())}
    found: dict[Pair, list[str]] = {}
    for name, pair in pale:
        if name.casefold() in wanted:
            found.setdefault(pair, []).append(name)
    for pair, names in found.items():
        others, more = names[1 : 1 + _MOST_NAMED], len(names) - 1 - _MOST_NAMED
        also = ", ".join(f"“{each}”" for each in others) + (f" and {more} more" if more > 0 else "")
        yield _problem(
            Place(file, where=f"style “{names[0]}”"),
            pair,
            f"Text in the style “{names[0]}”{f' (also in {also})' if also else ''} is hard to read",
            hint=f"change its colour: Home › Styles, right-click “{names[0]}”, Modify",
        )


def _sample(style: Element, formats: Formats) -> Element:
    """Return a run in the style, where papers have it: in a paragraph or in a table."""
    style_id, name = attribute(style, "w:styleId"), value_at(style, "w:name").casefold()
    run = element("w:r")
    paragraph = element("w:p", [run])
    if attribute(style, "w:type") == "character":
        run.append(element("w:rPr", [element("w:rStyle", val=style_id)]))
        return run
    paragraph.insert(0, element("w:pPr", [element("w:pStyle", val=style_id)]))
    if name in _IN_TABLES:
        _in_table(paragraph, formats, header=name == "table header")
    return run


def _in_table(paragraph: Element, formats: Formats, *, header: bool) -> None:
    """Put a paragraph into a table of papers: into its header row, or below it."""
    table_id = next(
        (
            attribute(each, "w:styleId")
            for each in formats.styles()
            if value_at(each, "w:name").casefold() == _HOUSE_TABLE
        ),
        "",
    )
    row = element("w:tr", [element("w:tc"), element("w:tc", [paragraph])])
    rows = [row] if header else [element("w:tr"), row]
    look = element("w:tblLook", firstRow=1, firstColumn=0)
    element("w:tbl", [element("w:tblPr", [element("w:tblStyle", val=table_id), look]), *rows])


def _used_beside(folder: Path) -> Iterator[str]:
    """Yield the names of the styles that text on white has in the templates of a folder."""
    templates = Templates(folder)
    for path in template_files(folder):
        if path.stem == HOUSE:
            continue
        try:
            template = templates.to_check(path.stem)
            document = read_document(template.data, template.file)
        except TemplatesError:  # reported where it is checked
            continue
        formats = Formats(document)
        for paragraph in every(document.element.body, "w:p"):
            for run in shown_runs(paragraph):
                if formats.ground(run) == WHITE:
                    yield formats.style_name(formats.style_of(paragraph))
                    yield formats.style_name(value_at(run, "w:rPr", "w:rStyle"))


def _pale(formats: Formats, run: Element) -> Pair | None:
    """Return the colours of a run and of what is behind it, None where it can be read."""
    colour, ground = formats.colour(run), formats.ground(run)
    if colour is None or ground is None:
        return None
    large = formats.is_large(run)
    return None if contrast(colour, ground) >= _least(large=large) else (colour, ground, large)


def _least(*, large: bool) -> float:
    return _LARGE if large else _NORMAL


def _problem(place: Place, pair: Pair, found: str, *, hint: str) -> Problem:
    ratio = int(contrast(*pair[:2]) * 10) / 10  # never rounded up to what would do
    behind = "white" if pair[1] == WHITE else _hexadecimal(pair[1])
    return Problem(
        "low-contrast",
        place,
        f"{found}: {_hexadecimal(pair[0])} on {behind} has a contrast of only {ratio:g} to 1",
        f"a contrast of at least {_least(large=pair[2]):g} to 1",
        hint,
        Level.WARNING,
    )


def _hexadecimal(colour: Colour) -> str:
    return "".join(f"{part:02X}" for part in colour)
