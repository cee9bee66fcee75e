"""What the pages of a PDF show, as PDFium reads them: letters, pictures, lines and areas.

PDFium is what Chrome shows PDFs with, and no engine of ours writes with it. Its C interface is
called directly: a report has some thousand objects, and each is asked only what is needed.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, NamedTuple

from pypdfium2 import PdfDocument, raw

from panel_papers.pdf.completeness.characters import character_of
from panel_papers.pdf.completeness.letters import TABLE
from panel_papers.pdf.completeness.visible import Box, Fill, Text, covers, unseen

_Float = ctypes.c_float
# PDFium is used by one thread at a time, so its answers may share their places.
_SIDES = (_Float(), _Float(), _Float(), _Float())
_SHADES = (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())
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


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


class Page:
    """One page. `letters` is its text as texts are compared, `chars` PDFium's index of each letter.

    `starts` are the letters with which a word begins, as PDFium finds words.
    """

    def __init__(self, page: object) -> None:
        self._page = page
        self._text = raw.FPDFText_LoadPage(page)
        self.box = _page_box(page)
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
            _address(raw.FPDFText_GetTextObject(self._text, self.chars[index]))
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
            address = _address(raw.FPDFText_GetTextObject(self._text, index))
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
            address = _address(raw.FPDFText_GetTextObject(self._text, index))
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

    def _read(self, each: object, matrix: _Matrix | None, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = _matrix(each)
                matrix = inner if matrix is None else _product(inner, matrix)
                for index in range(raw.FPDFFormObj_CountObjects(each)):
                    self._read(raw.FPDFFormObj_GetObject(each, index), matrix, depth + 1)
            return
        self._order += 1
        box = _bounds(each)
        if matrix is not None:
            box = _moved(box, matrix)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._read_text(each, box, matrix)
            return
        clip = _clip(each)
        if clip is not None:
            box = box.within(clip if matrix is None else _moved(clip, matrix))
        box = box.within(self.box)
        if box.right < box.left or box.top < box.bottom:
            return
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            own = _matrix(each)
            own = own if matrix is None else _product(own, matrix)
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

    def _read_text(self, each: object, box: Box, matrix: _Matrix | None) -> None:
        mode = raw.FPDFTextObj_GetTextRenderMode(each)
        colour, alpha = _colour(raw.FPDFPageObj_GetFillColor, each)
        clip = _clip(each)
        if clip is not None and matrix is not None:
            clip = _moved(clip, matrix)
        painted = mode not in (3, 7) and (alpha > 0 or mode in (1, 2))
        self.texts.append(
            Text(
                box, self._order, _address(each), colour if mode in (0, 4) else None, clip, painted
            )
        )

    def _read_path(self, each: object, box: Box) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, mode, stroked)
        fill = stroke = None
        segments = raw.FPDFPath_CountSegments(each)
        if mode.value:
            fill, alpha = _colour(raw.FPDFPageObj_GetFillColor, each)
            if not alpha:
                fill = None
            elif alpha == 255 and segments <= 6 and box.right - box.left > 4 < box.top - box.bottom:
                self._fills.append(Fill(box, self._order, fill))
        if stroked.value:
            stroke, alpha = _colour(raw.FPDFPageObj_GetStrokeColor, each)
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


def _page_box(page: object) -> Box:
    """Return the crop box, or the media box where there is none (ISO 32000-1 14.11.2)."""
    sides = [_Float() for _ in range(4)]
    if not raw.FPDFPage_GetCropBox(page, *sides) and not raw.FPDFPage_GetMediaBox(page, *sides):
        return Box(0, 0, raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page))
    return Box(*(each.value for each in sides))


def _bounds(each: object) -> Box:
    left, bottom, right, top = _SIDES
    raw.FPDFPageObj_GetBounds(each, left, bottom, right, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _matrix(each: object) -> _Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, found)
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    return _Matrix(
        first.a * then.a + first.b * then.c,
        first.a * then.b + first.b * then.d,
        first.c * then.a + first.d * then.c,
        first.c * then.b + first.d * then.d,
        first.e * then.a + first.f * then.c + then.e,
        first.e * then.b + first.f * then.d + then.f,
    )


def _moved(box: Box, by: _Matrix) -> Box:
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    across = [by.a * x + by.c * y + by.e for x, y in corners]
    up = [by.b * x + by.d * y + by.f for x, y in corners]
    return Box(min(across), min(up), max(across), max(up))


def _colour(get: Callable[..., int], each: object) -> tuple[int, int]:
    red, green, blue, alpha = _SHADES
    if not get(each, red, green, blue, alpha):
        return 0, 255
    return red.value << 16 | green.value << 8 | blue.value, alpha.value


def _clip(each: object) -> Box | None:
    """Return the box to which an object is cut, or None."""
    path = raw.FPDFPageObj_GetClipPath(each)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    found: Box | None = None
    x, y = _Float(), _Float()
    for index in range(max(count, 0)):
        across, up = [], []
        for at in range(raw.FPDFClipPath_CountPathSegments(path, index)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, index, at), x, y)
            across.append(x.value)
            up.append(y.value)
        if across:
            box = Box(min(across), min(up), max(across), max(up))
            found = box if found is None else found.within(box)
    return found


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


def _address(each: Any) -> int:  # noqa: ANN401 - a pointer of a library without types
    return ctypes.addressof(each.contents) if each else 0
