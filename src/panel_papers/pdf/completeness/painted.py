"""What the pages of a PDF show, as PDFium reads them: letters, pictures, lines and areas.

PDFium is what Chrome shows PDFs with, and no engine of ours writes with it. Its C interface is
called directly: a report has some thousand objects, and each is asked only what is needed.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import NamedTuple

from pypdfium2 import PdfDocument, raw

from panel_papers.pdf.completeness.characters import character_of
from panel_papers.pdf.completeness.letters import TABLE
from panel_papers.pdf.completeness.pdfium_objects import (
    Matrix,
    address_of,
    bounds_of,
    clip_of,
    colour_of,
    matrix_of,
    moved,
    page_box,
    product,
)
from panel_papers.pdf.completeness.visible import Box, Fill, Text, covers, unseen

_Float = ctypes.c_float
_OPAQUE = 255
_DEEPEST = 8  # forms within forms
_HIGH, _LOW, _HALF = 0xD800 >> 10, 0xDC00 >> 10, 0xD800 >> 11  # of characters in UTF-16


class Image(NamedTuple):
    """A picture on a page: its box, its width and height before it is turned, and its angle."""

    box: Box
    width: float
    height: float
    angle: float


class Drawn(NamedTuple):
    """A path or a shading: its box, the colours it is painted in, how many segments it has."""

    box: Box
    fill: int | None
    stroke: int | None
    segments: int


class Page:
    """One page. `letters` is its text as texts are compared, `chars` PDFium's index of each letter.

    `starts` are the letters with which a word begins, as PDFium finds words.
    """

    def __init__(self, page: object) -> None:
        self._page = page
        self._text = raw.FPDFText_LoadPage(page)
        self.box = page_box(page)
        self.images: list[Image] = []
        self.drawn: list[Drawn] = []
        self.texts: list[Text] = []
        self._fills: list[Fill] = []
        self._order = 0
        objects = (
            raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))
        )
        for each in objects:
            self._read(each, None, 0)
        self.unseen = unseen(self.texts, self._fills, self.box)
        self._covers = covers(self.texts, self._fills)
        self.characters = self._characters()
        self.letters, self.chars, self.starts, self.unseen_letters = self._letters()
        self._lines: frozenset[int] | None = None

    def close(self) -> None:
        """Give the page back."""
        raw.FPDFText_ClosePage(self._text)

    def char_box(self, letter: int) -> Box:
        """Return the box of a letter's line: as wide as the letter, as high as its font."""
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._text, self.chars[letter], box)
        return Box(box.left, box.bottom, box.right, box.top)

    def char_angle(self, letter: int) -> float:
        """Return the angle at which a letter is painted, in degrees."""
        return math.degrees(raw.FPDFText_GetCharAngle(self._text, self.chars[letter]))

    def parted(self, letter: int) -> bool:
        """Return whether a letter and the one before it were painted as texts of their own."""
        before, own = (
            address_of(raw.FPDFText_GetTextObject(self._text, self.chars[index]))
            for index in (letter - 1, letter)
        )
        return before != own

    def letter_boxes(self, addresses: set[int]) -> dict[int, list[Box]]:
        """Return the boxes of the letters of some texts, by the texts' addresses."""
        found: dict[int, list[Box]] = {}
        box = [ctypes.c_double() for _ in range(4)]
        for index, character in enumerate(self.characters):
            if character.isspace():
                continue
            address = address_of(raw.FPDFText_GetTextObject(self._text, index))
            if address in addresses:
                raw.FPDFText_GetCharBox(self._text, index, *box)
                left, right, bottom, top = (each.value for each in box)
                found.setdefault(address, []).append(Box(left, bottom, right, top))
        return found

    @property
    def lines(self) -> frozenset[int]:
        """The letters with which a line of text begins, and the count of all letters."""
        if self._lines is None:
            parted = (letter for letter in self.starts if self._follows_break(letter))
            self._lines = frozenset({0, len(self.chars), *parted})
        return self._lines

    def _follows_break(self, letter: int) -> bool:
        before = self.characters[self.chars[letter - 1] + 1 : self.chars[letter]] if letter else ""
        return "\n" in before

    def original(self, start: int, end: int) -> str:
        """Return the text of some letters as it is painted, with its spaces."""
        if start >= end:
            return ""
        return "".join(self.characters[self.chars[start] : self.chars[end - 1] + 1])

    def _characters(self) -> str:
        count = raw.FPDFText_CountChars(self._text)
        if count <= 0:
            return ""
        # PDFium writes two units for a character beyond U+FFFF, whatever count it was given.
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = raw.FPDFText_GetText(self._text, 0, count, buffer)
        if written == count + 1:
            text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text
        # Glyphs without a character are not in the text: each is asked by itself.
        codes = [raw.FPDFText_GetUnicode(self._text, index) for index in range(count)]
        return "".join(_characters(codes))

    def _letters(self) -> tuple[str, list[int], set[int], str]:
        made: list[str] = []
        chars: list[int] = []
        starts: set[int] = set()
        lost: list[str] = []
        begins, before = True, ""
        hidden = self._hidden_chars() if self.unseen or self._covers else frozenset()
        for index, character in enumerate(self.characters):
            if character.isspace():
                begins = begins or before not in ("\x02", "\ufffe", "\u00ad")
                continue
            before = character
            letters = TABLE[ord(character)]
            if not letters:
                continue
            if index in hidden:
                lost.append(letters)
                continue
            if begins:
                starts.add(len(chars))
                begins = False
            made.append(letters)
            chars += [index] * len(letters)
        return "".join(made), chars, starts, "".join(lost)

    def _hidden_chars(self) -> frozenset[int]:
        """Return the characters that cannot be seen: their whole text, or what of it is cut off."""
        found = []
        box = [ctypes.c_double() for _ in range(4)]
        for index in range(len(self.characters)):
            address = address_of(raw.FPDFText_GetTextObject(self._text, index))
            seen = self.unseen.get(address, self.box)
            over = self._covers.get(address, ())
            if seen is not None and (over or address in self.unseen):
                raw.FPDFText_GetCharBox(self._text, index, *box)
                left, right, bottom, top = (each.value for each in box)
                x, y = (left + right) / 2, (bottom + top) / 2
                if seen.holds(x, y) and not any(each.has_inside(x, y) for each in over):
                    continue
            elif seen is not None:
                continue
            found.append(index)
        return frozenset(found)

    def _read(self, each: object, matrix: Matrix | None, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = matrix_of(each)
                matrix = inner if matrix is None else product(inner, matrix)
                for index in range(raw.FPDFFormObj_CountObjects(each)):
                    self._read(raw.FPDFFormObj_GetObject(each, index), matrix, depth + 1)
            return
        self._order += 1
        box = bounds_of(each)
        if matrix is not None:
            box = moved(box, matrix)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._read_text(each, box, matrix)
            return
        clip = clip_of(each)
        if clip is not None:
            box = box.within(clip if matrix is None else moved(clip, matrix))
        box = box.within(self.box)
        if box.right < box.left or box.top < box.bottom:
            return
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            own = matrix_of(each)
            own = own if matrix is None else product(own, matrix)
            self.images.append(
                Image(
                    box,
                    math.hypot(own.a, own.b),
                    math.hypot(own.c, own.d),
                    math.degrees(math.atan2(own.b, own.a)) % 360,
                )
            )
            upright = abs(own.b) + abs(own.c) < 1
            hides = upright and any(_overlap(text.box, box) for text in self.texts)
            opaque = hides and _is_opaque(each)
            self._fills.append(Fill(box, self._order, None, opaque))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._read_path(each, box)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            self.drawn.append(Drawn(box, 0, None, 4))
            self._fills.append(Fill(box, self._order, None, hides=False))

    def _read_text(self, each: object, box: Box, matrix: Matrix | None) -> None:
        mode = raw.FPDFTextObj_GetTextRenderMode(each)
        colour, alpha = colour_of(raw.FPDFPageObj_GetFillColor, each)
        clip = clip_of(each)
        if clip is not None and matrix is not None:
            clip = moved(clip, matrix)
        painted = mode not in (3, 7) and (alpha > 0 or mode in (1, 2))
        self.texts.append(
            Text(
                box,
                self._order,
                address_of(each),
                colour if mode in (0, 4) else None,
                clip,
                painted,
            )
        )

    def _read_path(self, each: object, box: Box) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, mode, stroked)
        fill = stroke = None
        segments = raw.FPDFPath_CountSegments(each)
        if mode.value:
            fill, alpha = colour_of(raw.FPDFPageObj_GetFillColor, each)
            if not alpha:
                fill = None
            elif alpha == 255 and segments <= 6 and box.right - box.left > 4 < box.top - box.bottom:
                self._fills.append(Fill(box, self._order, fill))
        if stroked.value:
            stroke, alpha = colour_of(raw.FPDFPageObj_GetStrokeColor, each)
            if not alpha:
                stroke = None
        if fill is not None or stroke is not None:
            self.drawn.append(Drawn(box, fill, stroke, segments))


class Painted:
    """The pages of a PDF, open as long as the block that it is used in."""

    def __init__(self, pdf: bytes) -> None:
        self._document = PdfDocument(pdf)
        self._open = [self._document[index] for index in range(len(self._document))]
        self.pages = [Page(each.raw) for each in self._open]

    def __enter__(self) -> Painted:
        """Return the pages."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        for page in self.pages:
            page.close()
        for each in self._open:
            each.close()
        self._document.close()

    def __iter__(self) -> Iterator[Page]:
        """Yield the pages."""
        return iter(self.pages)


def _characters(codes: Sequence[int]) -> Iterator[str]:
    """Yield a character for each code; of two halves of one (UTF-16), it and one without width."""
    before = 0
    for index, code in enumerate(codes):
        after = codes[index + 1] if index + 1 < len(codes) else 0
        if code >> 10 == _HIGH and after >> 10 == _LOW:
            yield chr(0x10000 + ((code & 0x3FF) << 10) + (after & 0x3FF))
        elif code >> 11 == _HALF:
            yield "\u200b" if code >> 10 == _LOW and before >> 10 == _HIGH else "\ufffd"
        else:
            yield character_of(code)
        before = code


def _overlap(one: Box, other: Box) -> bool:
    both = one.within(other)
    return both.left < both.right and both.bottom < both.top


def _is_opaque(image: object) -> bool:
    """Say whether nothing is seen through a picture; False where its pixels cannot be read."""
    if raw.FPDFPageObj_HasTransparency(image):
        return False
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(None, None, image)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        size = raw.FPDFBitmap_GetStride(bitmap) * raw.FPDFBitmap_GetHeight(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), size)
        return min(pixels[3::4], default=0) == _OPAQUE
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
