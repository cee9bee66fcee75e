"""Embeds a shipped face for the letters of form fields (ISO 32000-1 9.7)."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from panel_papers.core import FONTS, sha256

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_SANS, _SERIF, _MONO, _SYMBOLS = (
    "LiberationSans",
    "LiberationSerif",
    "LiberationMono",
    "PanelPapersSymbols",
)
_SERIF_NAMES = ("tim", "tiro", "serif", "georgia", "garamond", "cambria", "minion", "roman")
_MONO_NAMES = ("cour", "mono", "consol")
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{groups}endcmap CMapName currentdict /CMap defineresource pop end end
"""


def face_for(font: str, letters: str) -> str | None:
    """Return the shipped face that is most like a font and holds all letters; None without one."""
    plain = font.lower().replace("sans", "")
    family = _SANS
    if any(part in plain for part in _MONO_NAMES):
        family = _MONO
    elif any(part in plain for part in _SERIF_NAMES):
        family = _SERIF
    bold = "bold" in plain or plain.endswith(("bo", "tibo", "hebo", "cobo"))
    italic = "italic" in plain or "oblique" in plain
    style = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    names = (f"{family}-{style}", f"{_SANS}-{style}", f"{_SANS}-Regular", f"{_SYMBOLS}-Regular")
    return next((name for name in names if not lacking(name, letters)), None)


def lacking(face: str, letters: str) -> frozenset[str]:
    """Return the letters that a shipped face does not hold."""
    return frozenset(letters) - _held(face)


@cache
def _held(face: str) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 0.1 s that few files need

    with TTFont(FONTS / f"{face}.ttf", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def embed(pdf: Pdf, face: str, letters: str) -> Object:
    """Embed the letters of a face as a font whose codes are its glyphs, and return it."""
    font = _subset(face, letters)
    target = io.BytesIO()
    font.save(target)
    program = target.getvalue()
    glyphs = font.getGlyphOrder()
    scale = 1000 / font["head"].unitsPerEm
    head, places = font["head"], {glyph: at for at, glyph in enumerate(glyphs)}
    name = Name(f"/{_tag(program)}+{face.removesuffix('-Regular')}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array([round(e * scale) for e in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        ItalicAngle=round(font["post"].italicAngle),
        Ascent=round(font["hhea"].ascent * scale),
        Descent=round(font["hhea"].descent * scale),
        CapHeight=round((getattr(font["OS/2"], "sCapHeight", 0) or 1409) * scale),
        StemV=80,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([0, Array([round(font["hmtx"][glyph][0] * scale) for glyph in glyphs])]),
        CIDToGIDMap=Name.Identity,
    )
    whole = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_to_unicode(font.getBestCmap(), places)),
    )
    return pdf.make_indirect(whole)


def _subset(face: str, letters: str) -> TTFont:
    from fontTools import subset  # noqa: PLC0415 - 0.3 s that few files need
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    font = TTFont(FONTS / f"{face}.ttf", recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "kern"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes={ord(letter) for letter in letters} | {0x20})
    cut.subset(font)
    return font


def _tag(program: bytes) -> str:
    """Return six letters that name a subset (ISO 32000-1 9.6.4), the same for the same subset."""
    return "".join(chr(ord("A") + int(digit, 16)) for digit in sha256(program)[:6])


def _to_unicode(characters: dict[int, str], places: dict[str, int]) -> bytes:
    pairs = [
        f"<{places[glyph]:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for code, glyph in sorted(characters.items())
    ]
    groups = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    listed = "".join(
        f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar\n" for group in groups
    )
    return _CMAP.format(groups=listed).encode("ascii")
