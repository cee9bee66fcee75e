"""The colours of a cell's letters and of its ground, as Excel shows them.

None is a colour that is not known: then nothing is said of the cell.
"""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from lxml import etree

from panel_papers.core import BLACK, WHITE, Colour, as_colour

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.styles.colors import Color  # type: ignore[import-untyped]  # as above
    from openpyxl.styles.fills import PatternFill  # type: ignore[import-untyped]  # as above
    from openpyxl.workbook import Workbook  # type: ignore[import-untyped]  # as above

# The order in which cells number a theme's colours (ECMA-376 part 1, 18.8.3).
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
_SYSTEM = {64: BLACK, 65: WHITE}  # of letters and of windows (18.8.27)
_PENS = {"[white]": WHITE, "[black]": BLACK}  # what a number format says of colours (18.8.31)


class SheetColours:
    """The colours of a workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        self._theme = _theme(getattr(book, "loaded_theme", None))

    def letters(self, cell: Cell) -> Colour | None:
        """Return the colour of a cell's letters, which its number format may say."""
        pens = [pen for pen in _PENS if pen in str(cell.number_format).lower()]
        if pens:
            return _PENS[pens[0]] if ";" not in str(cell.number_format) else None
        return self.of(cell.font.color, BLACK)

    def ground(self, cell: Cell) -> Colour | None:
        """Return the colour of a cell's fill; None for a pattern."""
        return self.of_fill(cell.fill)

    def of_fill(self, fill: PatternFill) -> Colour | None:
        """Return the colour of a fill; white for none."""
        kind = getattr(fill, "patternType", "gradient")
        if kind in (None, "none"):
            return WHITE
        return self.of(fill.fgColor, WHITE) if kind == "solid" else None

    def of(self, colour: Color | None, automatic: Colour) -> Colour | None:
        """Return a colour as red, green and blue; `automatic` where it is the program's choice."""
        if colour is None:
            return automatic
        match colour.type:
            case "rgb":
                found = as_colour(str(colour.rgb)[-6:])
            case "theme":
                found = self._theme.get(int(colour.theme))
            case "indexed":
                found = _indexed(int(colour.indexed))
            case _:
                return automatic
        return None if found is None else _tinted(found, float(colour.tint or 0))


def _indexed(number: int) -> Colour | None:
    from openpyxl.styles.colors import (  # noqa: PLC0415
        COLOR_INDEX,
    )

    if number in _SYSTEM:
        return _SYSTEM[number]
    return as_colour(str(COLOR_INDEX[number])[-6:]) if 0 <= number < len(COLOR_INDEX) else None


def _theme(xml: bytes | None) -> dict[int, Colour]:
    """Return the colours of a theme by their numbers."""
    usual = {0: WHITE, 1: BLACK}
    if not xml:
        return usual
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return usual
    for number, name in enumerate(_ORDER):
        found = root.find(f".//{{*}}clrScheme/{{*}}{name}")
        if found is not None and len(found):
            colour = as_colour(found[0].get("lastClr") or found[0].get("val") or "")
            if colour is not None:
                usual[number] = colour
    return usual


def _tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made darker (below 0) or lighter (18.8.19)."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(each / 255 for each in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
