"""Finds fonts that say of their glyphs that they are other letters than those painted.

Search and copy follow a font's ToUnicode map (ISO 32000-1 9.10.3), the eye follows its glyphs. The
map of a font that is not embedded is compared with the encoding by which readers choose glyphs,
that of a composite TrueType font with the character map of its program. Programs of other kinds
number and name their glyphs as they like, so their maps are believed.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_CODE = rb"<([0-9A-Fa-f\s]+)>"
_CHARS = re.compile(rb"beginbfchar((?:(?!beginbf).)*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange((?:(?!beginbf).)*?)endbfrange", re.DOTALL)
_PAIR = re.compile(_CODE + rb"\s*" + _CODE)
_RANGE = re.compile(_CODE + rb"\s*" + _CODE + rb"\s*(?:" + _CODE + rb"|\[([^\[\]]*)\])", re.DOTALL)
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_LEAST = 3  # letters that are others
_SHARE = 0.25  # of the letters that can be compared
_LONGEST = 512  # codes in a range


class LyingFont(NamedTuple):
    """A font that calls its glyphs other letters, and the first page that uses it, from 1."""

    name: str
    page: int


def lying_fonts(pdf: Pdf) -> list[LyingFont]:
    """Return the fonts of a PDF whose letters are others than those that are painted."""
    found = []
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in _fonts(page.obj):
            if font.is_indirect:
                if font.objgen in seen:
                    continue
                seen.add(font.objgen)
            if _lies(font):
                name = str(font.get(Name.BaseFont, "/unnamed")).lstrip("/").split("+")[-1]
                found.append(LyingFont(name, number))
    return found


def _fonts(page: Object) -> Iterator[Object]:
    resources = page.get(Name.Resources)
    waiting = [resources]
    for _ in range(50):  # forms within forms end somewhere
        if not waiting:
            return
        held = waiting.pop()
        if not isinstance(held, Dictionary):
            continue
        fonts, forms = held.get(Name.Font), held.get(Name.XObject)
        if isinstance(fonts, Dictionary):
            yield from (each for _, each in fonts.items() if isinstance(each, Dictionary))
        if isinstance(forms, Dictionary):
            streams = (each for _, each in forms.items() if isinstance(each, Stream))
            waiting += [each.get(Name.Resources) for each in streams]


def _lies(font: Object) -> bool:
    told = font.get(Name.ToUnicode)
    if not isinstance(told, Stream):
        return False
    try:
        painted = _painted(font)
        if not painted:
            return False
        said = _said(told.read_bytes())
    except Exception:  # noqa: BLE001 - a damaged font is none that lies
        return False
    both = [
        (letter, _letter(said[code]))
        for code, letter in painted.items()
        if code in said and _letter(said[code])
    ]
    others = {pair for pair in both if pair[0] != pair[1]}
    return len(others) >= _LEAST and len(others) >= _SHARE * len(both)


def _letter(text: str) -> str:
    """Return a letter or figure as letters are compared; nothing for what is none."""
    plain = unicodedata.normalize("NFKD", text)[:1].casefold()
    return plain if plain.isalnum() and plain.isascii() else ""


def _said(cmap: bytes) -> dict[int, str]:
    """Return what a ToUnicode map says of each code."""
    found: dict[int, str] = {}
    for block in _CHARS.findall(cmap):
        for code, text in _PAIR.findall(block):
            found[int(b"".join(code.split()), 16)] = _text(text)
    for block in _RANGES.findall(cmap):
        for first, last, text, listed in _RANGE.findall(block):
            start, end = (int(b"".join(each.split()), 16) for each in (first, last))
            codes = range(start, min(end + 1, start + _LONGEST))
            if listed:
                texts = [_text(each) for each in re.findall(_CODE, listed)]
            else:
                base = _text(text)
                texts = [base[:-1] + chr(ord(base[-1]) + n) for n in range(len(codes)) if base]
            found.update(zip(codes, texts, strict=False))
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(b"".join(digits.split()).decode()).decode("utf-16-be", "replace")


def _painted(font: Object) -> Mapping[int, str]:
    """Return the letters that a font paints, by code, as far as they are certain."""
    subtype = str(font.get(Name.Subtype, ""))
    if subtype == "/Type0":
        return _of_program(font)
    descriptor = font.get(Name.FontDescriptor)
    embedded = isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    if subtype not in ("/Type1", "/TrueType", "/MMType1") or embedded:
        return {}
    return _of_encoding(font)


def _of_encoding(font: Object) -> dict[int, str]:
    from fontTools.agl import toUnicode  # noqa: PLC0415 - few files need it

    encoding = font.get(Name.Encoding)
    base = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    if "Symbol" in str(font.get(Name.BaseFont)) or "Dingbats" in str(font.get(Name.BaseFont)):
        return {}
    codec = _CODECS.get(str(base), "ascii")
    found = {code: bytes([code]).decode(codec, "ignore") for code in range(32, 256)}
    differences = encoding.get(Name.Differences) if isinstance(encoding, Dictionary) else None
    code = 0
    for each in list(differences) if isinstance(differences, Array) else ():
        if isinstance(each, Name):
            found[code] = toUnicode(str(each)[1:])
            code += 1
        else:
            code = int(each)
    return {code: letter for code, text in found.items() if (letter := _letter(text))}


def _of_program(font: Object) -> dict[int, str]:
    """Return the letters of a composite TrueType font by its own character map."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    inner = font.get(Name.DescendantFonts)[0]  # type: ignore[index]
    program = inner.FontDescriptor.get(Name.FontFile2)
    straight = str(inner.get(Name.CIDToGIDMap, "/Identity")) == "/Identity"
    if str(font.get(Name.Encoding)) != "/Identity-H" or program is None or not straight:
        return {}
    with TTFont(io.BytesIO(program.read_bytes()), lazy=True) as read:
        if "cmap" not in read:
            return {}
        best = read.getBestCmap() or {}
        letters = {read.getGlyphID(name): _letter(chr(code)) for code, name in best.items()}
    return {glyph: letter for glyph, letter in letters.items() if letter}
