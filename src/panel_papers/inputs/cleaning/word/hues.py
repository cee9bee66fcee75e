"""The colour of a run's letters and of what is behind them, in a Word document.

None is a colour that is not known: then nothing is said of the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from lxml import etree

from panel_papers.core import BLACK, HIGHLIGHTS, WHITE, Colour, as_colour
from panel_papers.inputs.cleaning.word.drawn import fill_of, page_is_white
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story
from panel_papers.inputs.cleaning.word.styles import (
    Styles,
    cell_of,
    child_of,
    paragraph_of,
    value_of,
)
from panel_papers.inputs.cleaning.word.table_parts import says_which
from panel_papers.inputs.cleaning.word.theme import Theme

_SHARE = re.compile(r"pct(\d+)")
_TRANSPARENT = 95_000  # thousandths of a per cent: less than that leaves a trace


class Special(Enum):
    """What is no colour: Word's own choice, and none at all."""

    AUTOMATIC = auto()
    TRANSPARENT = auto()


Ink = Colour | Special | None


class Hues:
    """The colours of a document's runs, through their styles."""

    def __init__(self, package: Package, texts: Sequence[Story], styles: Styles) -> None:
        self._styles = styles
        self._theme = Theme(package)
        self._page = WHITE if page_is_white(package, texts, self._theme) else None

    def ink(self, run: etree._Element) -> Ink:
        """Return the colour of a run's letters."""
        for properties in self._of_run(run):
            effect = properties.find(n("w14:textFill"))
            if effect is not None:
                return self._effect(effect, properties)
            found = properties.find(n("w:color"))
            if found is not None:
                return self._ink(found)
        return Special.AUTOMATIC

    def ground(self, run: etree._Element) -> tuple[Colour | None, bool]:
        """Return the colour behind a run, and whether it is a highlighter's."""
        for properties in self._of_run(run):
            pen = value_of(properties, "w:highlight")
            if pen is not None:
                if pen in HIGHLIGHTS:
                    return HIGHLIGHTS[pen], True
                break
        for holder in self._shades(run):
            shade = holder.find(n("w:shd"))
            if shade is not None and not _is_empty(shade):
                return self._shade(shade), False
        return self._behind(run), False

    def _behind(self, run: etree._Element) -> Colour | None:
        """Return the colour of the box, table or page that a run is on."""
        cell = cell_of(run)
        table = None if cell is None else next(cell.iterancestors(n("w:tbl")), None)
        if table is not None and not says_which(table):
            chain = self._styles.of_table(table)
            if any(
                style.find(f".//{n('w:tblStylePr')}//{n('w:shd')}") is not None for style in chain
            ):
                return None
        box = next(run.iterancestors(n("w:txbxContent")), None)
        return self._page if box is None else fill_of(box, self._theme)

    def _of_run(self, run: etree._Element) -> Iterator[etree._Element]:
        """Yield what sets a run's look, the nearest first."""
        own = run.find(n("w:rPr"))
        if own is not None:
            yield own
        chains = (
            self._styles.of_character(run),
            self._styles.of_paragraph(paragraph_of(run)),
            self._styles.of_cell(cell_of(run)),
        )
        for chain in chains:
            for style in chain:
                properties = style.find(n("w:rPr"))
                if properties is not None:
                    yield properties
        if self._styles.document is not None:
            yield self._styles.document

    def _shades(self, run: etree._Element) -> Iterator[etree._Element]:
        """Yield what may shade the place of a run, the nearest first."""
        yield from self._of_run(run)
        paragraph, cell = paragraph_of(run), cell_of(run)
        holders = [child_of(paragraph, "w:pPr")]
        holders += [style.find(n("w:pPr")) for style in self._styles.of_paragraph(paragraph)]
        if cell is not None:
            table = next(cell.iterancestors(n("w:tbl")), None)
            holders += [style.find(n("w:pPr")) for style in self._styles.of_cell(cell)]
            holders.append(cell.find(n("w:tcPr")))
            for style in self._styles.of_cell(cell):
                holders += [style.find(n("w:tcPr")), style.find(n("w:tblPr"))]
            holders.append(child_of(table, "w:tblPr"))
            around = None if table is None else cell_of(table)
            while around is not None:
                holders.append(around.find(n("w:tcPr")))
                around = cell_of(around)
        yield from (each for each in holders if each is not None)

    def _ink(self, colour: etree._Element) -> Ink:
        said = colour.get(n("w:val"), "")
        if said == "auto" and colour.get(n("w:themeColor")) is None:
            return Special.AUTOMATIC
        return as_colour(said) or self._theme.named(colour.get(n("w:themeColor")))

    def _effect(self, effect: etree._Element, properties: etree._Element) -> Ink:
        """Return the colour of text that an effect fills (Word 2010, `w14:textFill`)."""
        outline = properties.find(n("w14:textOutline"))
        if outline is not None and outline.find(n("w14:noFill")) is None:
            return None  # its edge is seen, whatever fills it
        if effect.find(n("w14:noFill")) is not None:
            return Special.TRANSPARENT
        solid = effect.find(n("w14:solidFill"))
        if solid is None or not len(solid):
            return None
        changes = {each.tag: each.get(n("w14:val"), "") for each in solid[0]}
        share = changes.get(n("w14:alpha"), "0")
        if share.isdecimal() and int(share) >= _TRANSPARENT:
            return Special.TRANSPARENT
        name = solid[0].get(n("w14:val"), "")
        plain = not changes.keys() - {n("w14:alpha")} and share == "0"
        return as_colour(name) or self._theme.named(name) if plain else None

    def _shade(self, shade: etree._Element) -> Colour | None:
        """Return the colour of shading; None for stripes and grids."""
        pattern = shade.get(n("w:val"), "clear")
        fill = self._part(shade, "w:fill", "w:themeFill", WHITE)
        if pattern == "clear":
            return fill
        front = self._part(shade, "w:color", "w:themeColor", BLACK)
        if pattern == "solid":
            return front
        share = _SHARE.fullmatch(pattern)
        if share is None or fill is None or front is None:
            return None
        part = int(share[1]) / 100
        mixed = [round(a * part + b * (1 - part)) for a, b in zip(front, fill, strict=True)]
        return mixed[0], mixed[1], mixed[2]

    def _part(
        self, shade: etree._Element, plain: str, themed: str, automatic: Colour
    ) -> Colour | None:
        said = shade.get(n(plain), "auto")
        if said == "auto" and shade.get(n(themed)) is None:
            return automatic
        return as_colour(said) or self._theme.named(shade.get(n(themed)))


def _is_empty(shade: etree._Element) -> bool:
    """Say whether shading paints nothing, so that what is behind it shows."""
    pattern = shade.get(n("w:val"), "clear")
    no_fill = shade.get(n("w:fill"), "auto") == "auto" and shade.get(n("w:themeFill")) is None
    return pattern == "nil" or (pattern == "clear" and no_fill)
