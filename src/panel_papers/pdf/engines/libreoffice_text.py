"""The text of LibreOffice's pages, letter by letter: where each is, in which colour, what it says.

Operators: ISO 32000-1 9.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace
from pikepdf import Array, ContentStreamInstruction, Dictionary, Object

from panel_papers.pdf.tagging.glyphs import MISSING, Glyphs
from panel_papers.pdf.tagging.refusal import Refused

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_THOUSANDTH = 0.001
_CODES = tuple(bytes([code]) for code in range(256))
_BLANK = ord(" ")


class Letter(Struct):
    """A glyph: its code in the font, its text, its start along the string and on the page.

    `shift` is what moves it from the end of the glyph before, in thousandths of the font's size.
    """

    code: bytes
    text: str
    along: float
    x: float
    y: float
    colour: int
    shift: float = 0


class Shown(Struct):
    """A string that is shown: its font, the matrix of its start, its letters."""

    font: str
    size: float
    matrix: Matrix
    letters: list[Letter] = field(default_factory=list)

    def lines(self, letters: Sequence[Letter]) -> list[bytes]:
        """Return a text object that shows some of the letters, side by side, in their places."""
        matrix = _product((1, 0, 0, 1, letters[0].along, 0), self.matrix)
        strings, codes = "", ""
        for number, letter in enumerate(letters):
            if letter.shift and number:
                strings, codes = f"{strings}<{codes}>{_written(letter.shift)}", ""
            codes += letter.code.hex().upper()
        return [
            b"BT",
            f"/{self.font} {_written(self.size)} Tf".encode(),
            f"{' '.join(map(_written, matrix))} Tm".encode(),
            f"[{strings}<{codes}>] TJ".encode(),
            b"ET",
        ]


def in_line(strings: Sequence[Shown]) -> list[Shown]:
    """Return the strings of one text object in the order in which a line is read.

    LibreOffice shows the letters of a font first, then those that it took from other fonts: “✓ no
    →” comes as “ no ” and “✓→”.
    """
    if len({shown.font for shown in strings}) < 2:
        return list(strings)
    across, down = strings[0].matrix[:2]
    letters = [
        (letter.x * across + letter.y * down, number, place)
        for number, shown in enumerate(strings)
        for place, letter in enumerate(shown.letters)
    ]
    found: list[Shown] = []
    last = (-1, -1)
    for _, number, place in sorted(letters):
        letter = strings[number].letters[place]
        if (number, place - 1) == last:
            found[-1].letters.append(letter)
        else:
            found.append(replace(strings[number], letters=[letter]))
        last = number, place
    return found


class Fonts:
    """The fonts of one PDF: the texts and widths of their glyphs, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], _Font] = {}

    def of(self, page: pikepdf.Page, name: str, place: str) -> _Font:
        """Return the font of a name on a page; raises Refused for one that cannot be read."""
        fonts = page.resources.get("/Font", Dictionary())
        font = fonts.get(name)
        if font is None or font.get("/Subtype") not in ("/TrueType", "/Type1"):
            raise Refused("a text in a kind of font that is not known here", place)
        found = self._known.get(font.objgen) if font.is_indirect else None
        if found is None:
            found = self._known[font.objgen] = _Font(font)
        return found


class _Font:
    """A simple font (ISO 32000-1 9.6): one byte a glyph."""

    def __init__(self, font: Object) -> None:
        self.texts = Glyphs(font).names
        first = int(font.get("/FirstChar", 0))
        self.widths = {
            number: float(width) for number, width in enumerate(font.get("/Widths", Array()), first)
        }


class TextReader:
    """Follows the operators of one page and returns what they show."""

    def __init__(self, page: pikepdf.Page, place: str, fonts: Fonts) -> None:
        self._page, self._place, self._fonts = page, place, fonts
        self._matrix, self._fill = _IDENTITY, 0
        self._stack: list[tuple[Matrix, int, str, float, dict[str, float]]] = []
        self._font, self._size = "", 0.0
        self._spacing = {"Tc": 0.0, "Tw": 0.0, "Tz": 100.0, "Ts": 0.0}
        self._line = self._at = _IDENTITY

    @property
    def fill(self) -> int:
        """The colour in which is filled, as one number."""
        return self._fill

    def corner(self) -> tuple[float, float]:
        """Return where the current matrix puts the point 0, 0 on the page."""
        return self._matrix[4], self._matrix[5]

    def read(self, instruction: ContentStreamInstruction) -> Iterator[Shown | None]:
        """Yield the strings that an operator shows; None for one that the page must keep."""
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("Tj", "TJ"):
            yield self._shown(operands[0] if operator == "TJ" else Array(operands))
        elif operator in ("'", '"'):
            raise Refused(f"an unknown operator {operator} in text", self._place)
        elif not self._moved(operator, operands):
            self._state(operator, operands)
            yield None

    def _moved(self, operator: str, operands: list[Object]) -> bool:
        """Follow an operator that is written again with each string; return whether it is one."""
        if operator == "BT":
            self._line = self._at = _IDENTITY
        elif operator in ("Td", "TD"):
            across, up = map(float, operands)
            self._line = self._at = _product((1, 0, 0, 1, across, up), self._line)
        elif operator == "Tm":
            self._line = self._at = _matrix(operands)
        elif operator == "Tf":
            self._font, self._size = str(operands[0])[1:], float(operands[1])
        else:
            return operator in {"ET", "BMC", "BDC", "EMC", "MP", "DP"}
        return True

    def _state(self, operator: str, operands: list[Object]) -> None:
        if operator == "q":
            kept = (self._matrix, self._fill, self._font, self._size, dict(self._spacing))
            self._stack.append(kept)
        elif operator == "Q":
            if self._stack:
                self._matrix, self._fill, self._font, self._size, self._spacing = self._stack.pop()
        elif operator == "cm":
            self._matrix = _product(_matrix(operands), self._matrix)
        elif operator == "rg":
            red, green, blue = (round(float(each) * 255) for each in operands)
            self._fill = red << 16 | green << 8 | blue
        elif operator in {"g", "k", "sc", "scn"}:
            self._fill = 0
        elif operator in self._spacing:
            self._spacing[operator] = float(operands[0])

    def _shown(self, pieces: Object) -> Shown:
        font = self._fonts.of(self._page, f"/{self._font}", self._place)
        shown = Shown(self._font, self._size, self._at)
        letters, texts, widths = shown.letters, font.texts, font.widths
        stretch, along, shift = self._spacing["Tz"] / 100, 0.0, 0.0
        rise, size, fill = self._spacing["Ts"], self._size, self._fill
        between, blank = self._spacing["Tc"], self._spacing["Tw"]
        (a, b, c, d, e, f), (g, h, i, j, k, m) = self._at, self._matrix
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                shift += float(piece)
                along -= float(piece) * _THOUSANDTH * size * stretch
                continue
            for code in bytes(piece):
                # No product of whole matrices: there are some thousand letters a page.
                across, up = along * a + rise * c + e, along * b + rise * d + f
                x, y = across * g + up * i + k, across * h + up * j + m
                said = texts.get(code, MISSING)
                letters.append(Letter(_CODES[code], said, along, x, y, fill, shift))
                wide = widths.get(code, 0.0) * _THOUSANDTH * size + between
                along += (wide + (blank if code == _BLANK else 0)) * stretch
                shift = 0.0
        self._at = _product((1, 0, 0, 1, along, 0), self._at)
        return shown


def _matrix(operands: Sequence[Object]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _written(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".") or "0"


def _product(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )
