"""Spaces that LibreOffice does not paint: at a line break, a tab, the number of a heading.

It paints what comes before and after as two pieces of text, and a listener hears “1.Purpose”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pikepdf
from msgspec import Struct
from pikepdf import Array, ContentStreamInstruction, Dictionary, Object, Operator, String

from panel_papers.pdf.tagging.glyphs import Glyphs

_SHOWS = frozenset(["Tj", "TJ"])
_INLINE = frozenset(["/Span", "/Link", "/Reference", "/Quote", "/Code"])
_JOINED = "-\u00ad\u2010\u2011\u2013/"  # a line may end with these and no blank
_GAP = 0.15  # of the size of the letters; less is kerning

Marks = list[int]


class _Font(Struct):
    """A font of one byte a code: what its codes say, and how wide they are at the size 1000."""

    glyphs: Glyphs
    first: int
    widths: Sequence[float]

    def width(self, shown: bytes) -> float:
        codes = (code - self.first for code in shown)
        return sum(self.widths[c] for c in codes if 0 <= c < len(self.widths)) / 1000


class _Piece(Struct):
    """The text in one mark: where it begins and ends, and the operator that shows its last."""

    x: float
    y: float
    end: float = 0.0
    end_y: float = 0.0
    size: float = 0.0
    said: str = ""
    last: int = 0
    font: _Font | None = None


def paint_blanks(pdf: pikepdf.Pdf) -> None:
    """Paint a blank behind each piece of a paragraph that is painted apart from the next one."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    roles = root.get("/RoleMap", Dictionary())
    pages: dict[tuple[int, int], list[Marks]] = {}
    for home, marks in _paragraphs(root, roles):
        pages.setdefault(home, []).append(marks)
    fonts: dict[tuple[int, int], _Font | None] = {}
    for page in pdf.pages:
        if runs := pages.get(page.obj.objgen):
            _paint(pdf, page, runs, fonts)


def _paragraphs(root: Object, roles: Object) -> Iterator[tuple[tuple[int, int], Marks]]:
    """Yield the marks of each element that is no inline one, with those of its inline kids."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        found: dict[tuple[int, int], Marks] = {}
        for page, mark in _marks(element, roles, (0, 0)):
            found.setdefault(page, []).append(mark)
        yield from found.items()
        waiting += [kid for kid in _held(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _marks(
    element: Object, roles: Object, page: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], int]]:
    here = element.Pg.objgen if "/Pg" in element else page
    for kid in _held(element):
        if isinstance(kid, int):
            yield here, kid
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            yield (kid.Pg.objgen if "/Pg" in kid else here), int(kid.MCID)
        elif isinstance(kid, Dictionary) and str(roles.get(str(kid.get("/S")), kid.get("/S"))) in (
            _INLINE
        ):
            yield from _marks(kid, roles, here)


def _held(element: Object) -> list[object]:
    held = element.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def _paint(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    runs: Sequence[Marks],
    fonts: dict[tuple[int, int], _Font | None],
) -> None:
    instructions = list(pikepdf.parse_content_stream(page))
    if not all(isinstance(each, ContentStreamInstruction) for each in instructions):
        return  # a picture within the stream: LibreOffice writes none
    pieces = _pieces(page, instructions, fonts)
    blanks: dict[int, bytes] = {}
    for marks in runs:
        shown = [pieces[mark] for mark in marks if mark in pieces and pieces[mark].said.strip()]
        for one, two in pairwise(shown):
            if _apart(one, two) and one.font is not None and one.font.glyphs.space:
                blanks[one.last] = bytes.fromhex(one.font.glyphs.space[1:-1].decode())
    if not blanks:
        return
    written: list[object] = []
    for index, instruction in enumerate(instructions):
        written.append(instruction)
        if index in blanks:
            written.append(ContentStreamInstruction([String(blanks[index])], Operator("Tj")))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(written))  # type: ignore[arg-type]


def _apart(one: _Piece, two: _Piece) -> bool:
    """Return whether a reader sees a blank between two pieces that paint none."""
    if one.said[-1:].isspace() or two.said[:1].isspace():
        return False
    if abs(one.end_y - two.y) > one.size / 2:
        return one.said[-1] not in _JOINED
    return two.x - one.end > _GAP * one.size


def _pieces(
    page: pikepdf.Page, instructions: Sequence[object], fonts: dict[tuple[int, int], _Font | None]
) -> dict[int, _Piece]:
    """Return the text of each mark of a page."""
    found: dict[int, _Piece] = {}
    open_marks: list[int | None] = []
    font: _Font | None = None
    size = x = y = 0.0
    for index, each in enumerate(instructions):
        assert isinstance(each, ContentStreamInstruction)  # noqa: S101 - asked by the caller
        operator, operands = str(each.operator), each.operands
        if operator in ("BDC", "BMC"):
            named = operands[1] if len(operands) > 1 else None
            number: object = named.get("/MCID") if isinstance(named, Dictionary) else None
            open_marks.append(number if isinstance(number, int) else None)
        elif operator == "EMC" and open_marks:
            open_marks.pop()
        elif operator == "Tf":
            font, size = _font(page, str(operands[0]), fonts), float(operands[1])
        elif operator == "BT":
            x = y = 0.0
        elif operator == "Td":
            x, y = x + float(operands[0]), y + float(operands[1])
        elif operator == "Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator in _SHOWS and font is not None:
            mark = next((m for m in reversed(open_marks) if m is not None), None)
            said, width = _shown(operands[0], font, size)
            if mark is not None:
                piece = found.setdefault(mark, _Piece(x, y))
                piece.said += said
                piece.end, piece.end_y, piece.size = x + width, y, size
                piece.last, piece.font = index, font
            x += width
    return found


def _shown(operand: object, font: _Font, size: float) -> tuple[str, float]:
    """Return what a string or an array of strings says, and how wide it is."""
    said, width = "", 0.0
    for each in operand if isinstance(operand, Array) else [operand]:
        if isinstance(each, String):
            said += font.glyphs.read(bytes(each).hex().encode())
            width += font.width(bytes(each)) * size
        else:
            width -= float(each) / 1000 * size  # type: ignore[arg-type]
    return said, width


def _font(
    page: pikepdf.Page, name: str, fonts: dict[tuple[int, int], _Font | None]
) -> _Font | None:
    held = page.obj.Resources.get("/Font", Dictionary()).get(name)
    if held is None:
        return None
    if held.objgen not in fonts:
        simple = held.get("/Subtype") != "/Type0" and "/Widths" in held
        fonts[held.objgen] = (
            _Font(Glyphs(held), int(held.FirstChar), [float(w) for w in held.Widths])
            if simple
            else None
        )
    return fonts[held.objgen]
