"""A family of a body's own for tests: DejaVu Serif, which matplotlib brings, under another name.

So no computer has it installed, and its letters are not those of any font that we ship.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import matplotlib as mpl
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

FAMILY = "Ledger Serif"
CAPS = "Ledger Caps"
"""Its only face has PostScript outlines (.otf)."""
STYLES = {
    "Regular": "DejaVuSerif",
    "Bold": "DejaVuSerif-Bold",
    "Italic": "DejaVuSerif-Italic",
    "Bold Italic": "DejaVuSerif-BoldItalic",
}
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”•…€ა")]
"""The last is Georgian, which none of the shipped fonts has."""


def put_fonts(folder: Path) -> Path:
    """Put all faces of both families into a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        (folder / f"LedgerSerif-{style.replace(' ', '')}.ttf").write_bytes(face(style))
    (folder / "LedgerCaps.otf").write_bytes(caps())
    return folder


@cache
def face(style: str = "Regular", family: str = FAMILY) -> bytes:
    """Return a face of the family."""
    with TTFont(_source(style)) as font:
        _cut(font)
        _name(font, family, style)
        return _saved(font)


@cache
def caps() -> bytes:
    """Return a face with PostScript outlines."""
    with TTFont(_source("Regular")) as font:
        _cut(font)
        _name(font, CAPS, "Regular")
        glyphs, outlines = font.getGlyphSet(), {}
        for name in font.getGlyphOrder():
            pen = T2CharStringPen(glyphs[name].width, glyphs)
            glyphs[name].draw(pen)
            outlines[name] = pen.getCharString()
        for table in ("glyf", "loca", "cvt ", "fpgm", "prep", "gasp"):
            if table in font:
                del font[table]
        FontBuilder(font=font).setupCFF("LedgerCaps-Regular", {"FamilyName": CAPS}, outlines, {})
        font.sfntVersion, font["maxp"].tableVersion, font["post"].formatType = "OTTO", 0x5000, 3
        return _saved(font)


def changed(change: Callable[[TTFont], None], data: bytes | None = None) -> bytes:
    """Return a face after a change."""
    with TTFont(io.BytesIO(data or face())) as font:
        change(font)
        return _saved(font)


def _source(style: str) -> str:
    return f"{mpl.get_data_path()}/fonts/ttf/{STYLES[style]}.ttf"


def _cut(font: TTFont) -> None:
    options = subset.Options(name_IDs=["*"], drop_tables=["FFTM", "GPOS", "GSUB", "GDEF", "kern"])
    cut = subset.Subsetter(options)
    cut.populate(unicodes=LETTERS)
    cut.subset(font)


def _name(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in {0, 5, 13, 14}]
    full = family if style == "Regular" else f"{family} {style}"
    printed = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    for number, text in {1: family, 2: style, 3: full, 4: full, 6: printed}.items():
        names.setName(text, number, 3, 1, 0x409)


def _saved(font: TTFont) -> bytes:
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()
