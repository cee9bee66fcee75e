"""Symbols in Wingdings, Webdings and Symbol as Unicode characters, which any set of fonts prints.

ECMA-376 part 1, 17.3.3.30 (`w:sym`). These fonts are on Windows alone; their codes, written as
U+F020 to U+F0FF or as the letters that are typed, mean nothing in another font.
"""

from __future__ import annotations

from itertools import groupby

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.styles import Styles
from panel_papers.pdf.preparation.symbol_tables import SYMBOL_FONTS, UNKNOWN
from panel_papers.pdf.preparation.xml import (
    XmlElement,
    n,
    new,
    new_text,
    run_like,
    set_run_property,
    split_run,
)

# What the characters are printed in: Greek letters and mathematics as Symbol draws them, like
# Times; all else in the symbols' font of Windows, for which each engine has a stand-in.
_PRINTED_IN = {"symbol": "Times New Roman"}
_SYMBOLS = "Segoe UI Symbol"


def write_symbols(parts: WordParts) -> None:
    """Put Unicode characters in the place of symbols; one that Unicode has not stays as it is."""
    styles = Styles(parts)
    in_styles = styles.mention_font(SYMBOL_FONTS)
    for story in parts.stories():
        for run in list(story.root.iter(n("w:r"))):
            pieces = [
                (child, made)
                for child in run
                if (made := _written(run, child, styles, in_styles=in_styles)) is not None
            ]
            if pieces:
                split_run(run, pieces)
                parts.touch(story.part)


def _written(
    run: XmlElement, child: XmlElement, styles: Styles, *, in_styles: bool
) -> list[XmlElement] | None:
    """Return the runs for a symbol or text in a symbol font; None for all else."""
    if child.tag == n("w:sym"):
        font = child.get(n("w:font"), "").lower()
        code = child.get(n("w:char"), "")
        text = chr(int(code, 16)) if _is_hexadecimal(code) else ""
    elif child.tag == n("w:t"):
        own = run.find(f"{n('w:rPr')}/{n('w:rFonts')}")
        fonts = styles.value(run, "rFonts") if own is None and in_styles else own
        font = "" if fonts is None else fonts.get(n("w:ascii"), "").lower()
        text = child.text or ""
    else:
        return None
    if font not in SYMBOL_FONTS or all(_unicode(font, c) is None for c in text):
        return None
    made = []
    for is_known, letters in groupby(text, key=lambda c: _unicode(font, c) is not None):
        codes = "".join(letters)
        if not is_known:
            made.append(run_like(run, new_text(codes)))
            continue
        piece = run_like(run, new_text("".join(_unicode(font, c) or c for c in codes)))
        face = _PRINTED_IN.get(font, _SYMBOLS)
        set_run_property(piece, new("w:rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face))
        made.append(piece)
    return made


def _is_hexadecimal(code: str) -> bool:
    return 0 < len(code) <= 4 and all(c in "0123456789abcdefABCDEF" for c in code)


def _unicode(font: str, character: str) -> str | None:
    """Return the character that a font shows for a code; None where it shows none that is known."""
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
    elif code > 0xFF:  # a letter of Windows' own code page, such as the bullet of 0x95
        encoded = character.encode("cp1252", "ignore")
        code = encoded[0] if encoded else 0
    if not 0x20 <= code <= 0xFF:
        return None
    shown = SYMBOL_FONTS[font][code - 0x20]
    return None if shown == UNKNOWN else shown
