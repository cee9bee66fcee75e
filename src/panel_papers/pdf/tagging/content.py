"""A page's content stream, read into what it paints and what it only sets.

dxpdf (through Skia) writes one operator a line and one text object a word, and so does rdocx when
its module is done with it; what is written in any other way is refused, never guessed. Operators:
ISO 32000-1 annex A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import pikepdf
from msgspec import Struct

from panel_papers.pdf.tagging.glyphs import Glyphs
from panel_papers.pdf.tagging.refusal import Refused

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_STATE = frozenset(b"w J j M d ri i gs CS cs SC SCN sc scn G g RG rg K k Tc Tw Tz TL Ts Tr".split())
_PATH = frozenset(b"m l c v y h re W W*".split())
_PAINT = frozenset(b"S s f F f* B B* b b* sh".split())
_MARKS = frozenset(b"BDC BMC EMC MP DP".split())
_OTHER_FILLS = frozenset(b"g k sc scn".split())

# A word as Skia writes it, in one string or, where it is kerned, in many, or as rdocx does, in one
# array: taken whole, it is read four times as fast as line by line.
_WORD = re.compile(
    rb"^(BT\n/(\S+) \S+ Tf\n1 0 0 -1 (\S+) (\S+) Tm\n"
    rb"((?:(?:[-.\d]+ [-.\d]+ Td )?<[0-9A-Fa-f]*> Tj\n)+|\[[-.\d <>A-Fa-f]*\] TJ\n)ET)\n?",
    re.MULTILINE,
)
_STRING = re.compile(rb"<([0-9A-Fa-f\s]*)>|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Kind(Enum):
    """What a unit paints."""

    TEXT = "text"
    PATH = "path"
    IMAGE = "image"


_TEXT = Kind.TEXT  # looked up here once, not once a word


class Unit(Struct, eq=False):
    """The smallest thing that is tagged: one text object, one path, one picture.

    `x` and `y` are where it starts, in points from the page's lower left corner; `colour` is its
    fill as one number, for a dot of the coded copy the dot's. `box` is that of a picture or a path,
    `space` (the string that paints a space in its font) is known for words only.
    """

    kind: Kind
    raw: bytes
    colour: int
    text: str = ""
    x: float = 0.0
    y: float = 0.0
    box: Box | None = None
    space: bytes | None = None


Painted = list[bytes | Unit]


class FontShelf:
    """The fonts of one PDF, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Glyphs] = {}

    def of(self, page: pikepdf.Page) -> dict[bytes, Glyphs]:
        """Return a page's fonts by the names that its content uses."""
        fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", None)
        found: dict[bytes, Glyphs] = {}
        for name, font in () if fonts is None else fonts.items():
            if font.objgen not in self._known or font.objgen == (0, 0):
                self._known[font.objgen] = Glyphs(font)
            found[name[1:].encode()] = self._known[font.objgen]
        return found


def read_pages(pdf: pikepdf.Pdf) -> list[Painted]:
    """Return what each page paints: units, and between them the state as it was written.

    The engine's own marks are left out. Raises Refused for operators that are not known here.
    """
    shelf = FontShelf()
    pages = []
    for number, page in enumerate(pdf.pages, 1):
        reader = _PageReader(page, number, shelf.of(page))
        try:
            pages.append(reader.read())
        except (ValueError, IndexError, KeyError, AttributeError) as fault:
            raise reader.refuse("an operator is not written as expected") from fault
    return pages


class _PageReader:
    """Reads one page, operator by operator."""

    def __init__(self, page: pikepdf.Page, number: int, fonts: dict[bytes, Glyphs]) -> None:
        self.page = page
        self.number = number
        self.fonts = fonts
        self.out: Painted = []
        self.matrix = _IDENTITY
        self.fill = 0
        self.stack: list[tuple[Matrix, int]] = []
        self.path: list[bytes] = []

    def refuse(self, reason: str) -> Refused:
        return Refused(reason, f"page {self.number} of the engine's PDF")

    def read(self) -> Painted:
        data, at = _content(self.page), 0
        for word in _WORD.finditer(data):
            if word.start() > at:
                self.lines(data[at : word.start()])
            self.word(word)
            at = word.end()
        self.lines(data[at:])
        if self.path or self.stack:
            raise self.refuse("the content stops in the middle")
        return self.out

    def word(self, found: re.Match[bytes]) -> None:
        """Read a word; there are a thousand of them a page, so no more calls than need be."""
        raw, font, across, down, shown = found.groups()
        x, y, (a, b, c, d, e, f) = float(across), float(down), self.matrix
        glyphs = self.fonts.get(font) or self.glyphs(font)
        text = glyphs.known.get(shown) or glyphs.read_all(shown)
        unit = Unit(_TEXT, raw, self.fill, text, x * a + y * c + e, x * b + y * d + f)
        unit.space = glyphs.space
        self.out.append(unit)

    def glyphs(self, font: bytes) -> Glyphs:
        if font not in self.fonts:
            raise self.refuse("text without a known font")
        return self.fonts[font]

    def lines(self, data: bytes) -> None:
        lines = iter(data.split(b"\n"))
        for line in lines:
            if line == b"BT":
                self.text_object(lines)
            elif line.strip():
                self.operator(line)

    def text_object(self, lines: Iterator[bytes]) -> None:
        """Read a text object that is not written as usual: turned, spaced or in several parts."""
        unit = Unit(Kind.TEXT, b"", self.fill)
        raw, glyphs = [b"BT"], None
        for line in lines:
            words = line.split()
            operator = words[-1] if words else b""
            while b"(" in line and operator not in {b"Tj", b"TJ"}:
                line += b"\n" + next(lines, b")Tj")  # noqa: PLW2901 - a string over two lines
                operator = line.split()[-1]
            raw.append(line)
            if operator == b"ET":
                break
            if operator == b"Tf":
                glyphs = self.glyphs(words[0][1:])
            elif operator == b"Tm":
                inner = _matrix(words)
                unit.x, unit.y = _apply(self.matrix, inner[4], inner[5])
            elif operator in {b"Tj", b"TJ"} and glyphs is not None:
                unit.text += "".join(glyphs.read(shown) for shown in _strings(line))
            elif operator == b"rg":
                self.fill = unit.colour = _rgb(words)
            elif operator not in _STATE and operator != b"Td":
                raise self.refuse(f"an unknown operator {operator[:20]!r} in text")
        unit.raw = b"\n".join(raw)
        unit.space = None if glyphs is None else glyphs.space
        self.out.append(unit)

    def operator(self, line: bytes) -> None:
        words = line.split()
        # A dictionary may touch its operator: “<</MCID 0 >>BDC”.
        operator = words[-1].rpartition(b">>")[2]
        if operator in _MARKS:
            return
        if operator in _PATH:
            self.path.append(line)
        elif operator in _PAINT:
            self.path.append(line)
            box = _path_box(self.path, self.matrix)
            self.out.append(Unit(Kind.PATH, b"\n".join(self.path), self.fill, box=box))
            self.path = []
        elif operator == b"n":
            self.out.append(b"\n".join([*self.path, line]))
            self.path = []
        elif operator == b"Do":
            self.out.append(self.picture(words[0].decode(), line))
        else:
            self.state(operator, words)
            self.out.append(line)

    def state(self, operator: bytes, words: list[bytes]) -> None:
        if operator == b"q":
            self.stack.append((self.matrix, self.fill))
        elif operator == b"Q":
            if not self.stack:
                raise self.refuse("the content restores a state that it has not saved")
            self.matrix, self.fill = self.stack.pop()
        elif operator == b"cm":
            self.matrix = _product(_matrix(words), self.matrix)
        elif operator == b"rg":
            self.fill = _rgb(words)
        elif operator in _OTHER_FILLS:
            self.fill = 0
        elif operator not in _STATE:
            raise self.refuse(f"an unknown operator {operator[:20]!r}")

    def picture(self, name: str, line: bytes) -> Unit:
        picture = self.page.obj.Resources.XObject[name]
        if picture.get("/Subtype") != "/Image":
            raise self.refuse("a drawing within the drawing (form XObject)")
        unit = Unit(Kind.IMAGE, line, _dot_colour(picture))
        corners = [_apply(self.matrix, x, y) for x in (0, 1) for y in (0, 1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        unit.box = (min(xs), min(ys), max(xs), max(ys))
        unit.x, unit.y = unit.box[:2]
        return unit


def _path_box(path: list[bytes], matrix: Matrix) -> Box | None:
    """Return the box around the points of a path; curves stay within theirs."""
    points: list[tuple[float, float]] = []
    for line in path:
        *words, operator = line.split()
        numbers = [float(word) for word in words]
        if operator == b"re":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
        points += [_apply(matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys)) if points else None


def _content(page: pikepdf.Page) -> bytes:
    content = page.obj.get("/Contents")
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(s.read_bytes() for s in streams if isinstance(s, pikepdf.Stream))


def _dot_colour(picture: pikepdf.Object) -> int:
    """Return the colour of the coded copy's dots, two pixels wide; 0 for every other picture."""
    size = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    if size != (2, 1) or picture.get("/Filter") != "/FlateDecode":
        return 0
    data = picture.read_bytes()
    return int.from_bytes(data[:3], "big") if len(data) == 6 else 0


def _strings(line: bytes) -> Iterator[bytes]:
    """Yield the strings of a Tj or TJ line, in hexadecimal."""
    for digits, literal in _STRING.findall(line):
        if literal:
            yield _ESCAPE.sub(_unescape, literal).hex().encode()
        else:
            yield digits


def _unescape(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8) & 0xFF])
    return _ESCAPED.get(found[1], found[1])


def _rgb(words: list[bytes]) -> int:
    red, green, blue = (round(float(word) * 255) for word in words[:3])
    return red << 16 | green << 8 | blue


def _matrix(words: list[bytes]) -> Matrix:
    a, b, c, d, e, f = (float(word) for word in words[:6])
    return a, b, c, d, e, f


def _product(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]
