"""How a run of a Word document looks: its size, weight and colours, through its styles."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.word_text import Block, WordText, part_root
from panel_papers.core import HIGHLIGHTS, WHITE, Colour, as_colour
from panel_papers.word import Element, attribute, child, children, is_a, value_at, within

_WORDS_OWN_SIZE = 10  # points, where nothing says a size (ECMA-376 part 1, 17.3.2.38)
_THEME_NAMES = {
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


def shown_runs(block: Block) -> list[Element]:
    """Return the runs of a paragraph that show letters."""
    return [
        run
        for run in block.element.iter("{*}r")
        if is_a(run, "w:r")
        and within(run, "w:p") is block.element
        and any((text.text or "").strip() for text in children(run, "w:t"))
    ]


def size_of(document: WordText, block: Block, run: Element) -> float:
    """Return the size of a run's letters in points."""
    for properties in _run_properties(document, block, run):
        size = value_at(properties, "w:sz")
        if size.isdecimal():
            return int(size) / 2
    return _WORDS_OWN_SIZE


def is_bold(document: WordText, block: Block, run: Element) -> bool:
    """Say whether a run is bold, by itself or by its styles."""
    for properties in _run_properties(document, block, run):
        switch = child(properties, "w:b")
        if switch is not None:
            return attribute(switch, "w:val") not in {"0", "false", "off"}
    return False


def colour_of(document: WordText, block: Block, run: Element) -> Colour | None:
    """Return the colour of a run's letters; None where Word chooses one that can be read."""
    for properties in _run_properties(document, block, run):
        found = child(properties, "w:color")
        if found is not None:
            return _colour(document, found, "w:val", "w:themeColor")
    return None


def ground_of(document: WordText, block: Block, run: Element) -> Colour:
    """Return the colour behind a run: highlighting, shading of run, paragraph, cell or table."""
    direct = child(run, "w:rPr")
    marked = value_at(direct, "w:highlight")
    if marked in HIGHLIGHTS:
        return HIGHLIGHTS[marked]
    for properties in _grounds(document, block, run):
        shade = child(properties, "w:shd")
        if shade is not None:
            found = _colour(document, shade, "w:fill", "w:themeFill")
            if found is not None:
                return found
    return WHITE


def _run_properties(document: WordText, block: Block, run: Element) -> Iterator[Element | None]:
    """Yield what sets a run's look, the nearest first (ECMA-376 part 1, 17.7.2)."""
    yield child(run, "w:rPr")
    for style in document.chain(value_at(run, "w:rPr", "w:rStyle")):
        yield child(style, "w:rPr")
    for style in document.chain(block.style):
        yield child(style, "w:rPr")
    for style in _table_styles(document, block):
        yield child(style, "w:rPr")
    defaults = document.document.styles.element
    yield child(defaults, "w:docDefaults", "w:rPrDefault", "w:rPr")


def _grounds(document: WordText, block: Block, run: Element) -> Iterator[Element | None]:
    yield child(run, "w:rPr")
    for style in document.chain(value_at(run, "w:rPr", "w:rStyle")):
        yield child(style, "w:rPr")
    yield child(block.element, "w:pPr")
    for style in document.chain(block.style):
        yield child(style, "w:pPr")
    cell = within(block.element, "w:tc")
    if cell is not None:
        yield child(cell, "w:tcPr")
        for style in _table_styles(document, block):
            yield child(style, "w:tcPr")
        table = within(cell, "w:tbl")
        yield child(table, "w:tblPr")


def _table_styles(document: WordText, block: Block) -> Iterator[Element]:
    """Yield the style of the table around a paragraph, what it says of its part first."""
    cell = within(block.element, "w:tc")
    table = None if cell is None else within(cell, "w:tbl")
    if cell is None or table is None:
        return
    row = within(cell, "w:tr")
    look = child(table, "w:tblPr", "w:tblLook")
    parts = []
    if row is not None and row is table.find("{*}tr") and _looks(look, "w:firstRow", 0x20):
        parts.append("firstRow")
    if row is not None and cell is row.find("{*}tc") and _looks(look, "w:firstColumn", 0x80):
        parts.append("firstCol")
    chain = document.chain(value_at(table, "w:tblPr", "w:tblStyle"))
    for part in parts:
        for style in chain:
            yield from (
                each
                for each in children(style, "w:tblStylePr")
                if attribute(each, "w:type") == part
            )
    yield from chain


def _looks(look: Element | None, name: str, bit: int) -> bool:
    said = attribute(look, name)
    if said:
        return said in {"1", "true", "on"}
    mask = attribute(look, "w:val")
    return bool(mask) and bool(int(mask, 16) & bit)


def _colour(document: WordText, element: Element, plain: str, themed: str) -> Colour | None:
    """Return a colour; Word writes beside the theme's name what it comes to."""
    said = as_colour(attribute(element, plain))
    if said is not None:
        return said
    name = attribute(element, themed)
    return _of_theme(document, _THEME_NAMES.get(name, name)) if name else None


def _of_theme(document: WordText, name: str) -> Colour | None:
    theme = part_root(document.document, "theme")
    found = None if theme is None else theme.find(f".//{{*}}clrScheme/{{*}}{name}")
    if found is None or not len(found):
        return None
    return as_colour(found[0].get("lastClr") or found[0].get("val") or "")
