"""Characters of a Word document that its PDF shows as empty boxes, or not at all.

LibreOffice does not say where no font of the machine has a character. It prints the box that a font
has for such a case, and the PDF's text still says which character is meant, so that only an eye
finds it; of characters that are joined, as in the emoji of a woman at work, it prints nothing.
"""

from __future__ import annotations

import io
import logging
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import pikepdf

from panel_papers.core import without_glyph
from panel_papers.pdf import Glyphs, paragraphs

# What every font has that is meant for text, so that usual documents cost no look at their fonts.
_EVERYWHERE = "cp1252"
_LOOK_LIKE_IT = frozenset("□▢▭▯☐⎕")
# Categories of Unicode: what is not to be seen, or sits on the character before it.
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
# Word's numbers for the signs of Symbol and Wingdings, for which LibreOffice takes others.
_SYMBOLS = frozenset(map(chr, range(0xF000, 0xF100)))
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})


def unprinted(docx: bytes, pdf: bytes) -> str:
    """Return the characters of a document that are boxes in its PDF or not there, each once.

    Boxes are known in embedded TrueType fonts; which character one stands for, the PDF says (by
    `ActualText`, or else by the font's `ToUnicode`). As not there are reported only characters that
    few fonts have. None of a PDF that cannot be read: that is for whoever needs its pages.
    """
    rare = without_glyph("".join(paragraphs(docx)), "linux")
    wanted = {*filter(_seen, rare)} - _SYMBOLS
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            boxes, said = _read(document, whole=bool(wanted))
    except pikepdf.PdfError:
        return ""
    lost = () if said is None else sorted(wanted - said)
    return "".join(dict.fromkeys([*filter(_seen, boxes), *lost]))


def _seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN


def _read(pdf: pikepdf.Pdf, *, whole: bool) -> tuple[str, frozenset[str] | None]:
    """Return the characters that are shown as boxes, and, of the `whole`, all that are said.

    None: a font does not say what its glyphs are.
    """
    fonts = {each.objgen: _Font(each) for each in pdf.objects if _is_font(each)}
    boxes = "".join(font.texts[code] for font in fonts.values() for code in sorted(font.boxes))
    said = "".join(text for font in fonts.values() for text in font.texts.values())
    if whole or boxes:  # a box that stands for many characters is named after the first of them
        for page in pdf.pages:
            for text, boxed in _spans(page, fonts):
                said += text
                boxes += text if boxed else ""
    return boxes, frozenset(said) if all(font.texts for font in fonts.values()) else None


def _is_font(value: pikepdf.Object) -> bool:
    """Say whether an object is a font that a content stream can name."""
    kind = value.get("/Type") if isinstance(value, pikepdf.Dictionary) else None
    return kind == "/Font" and not str(value.get("/Subtype")).startswith("/CIDFont")


class _Font:
    """A font: the `texts` of its codes, and the codes that show `boxes`."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.texts = Glyphs(font).names
        self._size = 2 if font.get("/Subtype") == "/Type0" else 1
        unusual = [code for code, text in self.texts.items() if _unusual(text)]
        self.boxes = frozenset(_boxes(font, unusual)) if unusual else frozenset()

    def shows_box(self, string: bytes) -> bool:
        """Say whether a string shows a box."""
        codes = (string[at : at + self._size] for at in range(0, len(string), self._size))
        return any(int.from_bytes(code, "big") in self.boxes for code in codes)


def _unusual(text: str) -> bool:
    """Say whether a text has a character to be seen that not every font has, and is no box."""
    rare = text.encode(_EVERYWHERE, "ignore").decode(_EVERYWHERE) != text
    return rare and any(map(_seen, text)) and not _LOOK_LIKE_IT.issuperset(text)


def _boxes(font: pikepdf.Object, codes: Iterable[int]) -> Iterator[int]:
    """Yield those of the codes that show what stands for no glyph (OpenType: glyph 0)."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - few documents need it

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # a font's odd date is harmless
    composite = font.get("/Subtype") == "/Type0"
    holder = font.DescendantFonts[0] if composite else font
    file = holder.get("/FontDescriptor", pikepdf.Dictionary()).get("/FontFile2")
    if file is None:
        return
    try:
        outlines = TTFont(io.BytesIO(file.read_bytes()))
        order, glyf = outlines.getGlyphOrder(), outlines["glyf"]
        maps = [] if composite else [table.cmap for table in outlines["cmap"].tables]
        for code in codes:
            if glyf[order[code] if composite else _named(maps, code)] == glyf[order[0]]:
                yield code
    except (TTLibError, struct.error, AssertionError, LookupError, ValueError):
        return  # a font written in a way that is not known here


def _named(maps: list[dict[int, str]], code: int) -> str:
    """Return the glyph of a simple font's code (ISO 32000-1, 9.6.6.4, symbolic fonts)."""
    return next((m[c] for m in maps for c in (code, 0xF000 | code) if c in m), ".notdef")


def _spans(
    page: pikepdf.Page, fonts: Mapping[tuple[int, int], _Font]
) -> Iterator[tuple[str, bool]]:
    """Yield what marks in a page's content say of its text, and whether a box is there."""
    held = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    named = {name: fonts.get(font.objgen) for name, font in held.items()}
    font: _Font | None = None
    marks: list[tuple[str, bool]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            font = named.get(str(operands[0]))
        elif operator in {"BMC", "BDC"}:
            marks.append((_actual_text(operands), False))
        elif operator == "EMC" and marks:
            yield marks.pop()
        elif operator in _SHOWS and font is not None and font.shows_box(_string(operands[-1])):
            marks = [(text, True) for text, _ in marks]


def _actual_text(operands: Iterable[pikepdf.Object]) -> str:
    """Return what the text that a mark begins is to be read as; “” where it does not say so."""
    *_, properties = operands
    return (
        str(properties.get("/ActualText", "")) if isinstance(properties, pikepdf.Dictionary) else ""
    )


def _string(shown: pikepdf.Object) -> bytes:
    """Return the bytes of a string, or of the strings of an array between which it is kerned."""
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    return b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
