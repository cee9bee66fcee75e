"""Marks what the tags do not reach in the content of a page or form, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pikepdf
from msgspec import Struct
from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
)

from .content import mcid

TEXT, PICTURE, DRAWING = "P", "Figure", "Artifact"
"""What a piece of content is: the type of the element that it gets, or a drawing beside text."""
_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_SHAPE = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_NEXT_LINE = frozenset({"'", '"'})
_LEADING = 10.0  # points, near enough to know that there is another line
_MOVES = {"cm": 5, "Tm": 5, "Td": 1, "TD": 1}  # and which operand says how far up
_MOST_LINES = 10  # more are no stamps but text, which is read as one
_PARTS = frozenset({"q", "Q", "BT", "ET"})  # a mark may not reach over these
_Step = ContentStreamInstruction | ContentStreamInlineImage


class Marked(Struct, frozen=True):
    """Content in which everything is marked, and the numbers of the new marks by their kind.

    Each list is one element: the pictures of a page, a line of text or, of many lines, all of them.
    """

    content: bytes
    elements: list[tuple[str, list[int]]]


def mark_rest(
    pdf: Pdf,
    holder: Object,
    content: bytes,
    reached: Mapping[int, Object],
    kinds: Mapping[str, str],
    *,
    is_picture: bool = False,
) -> Marked:
    """Return the content with marks around what is in no mark that has an element.

    `reached` are the marks that have one, `kinds` says of each object (“/Im1”) what it paints; one
    it does not name is left as it is. Of a page that `is_picture`, lines and shapes belong to the
    figure, and nothing is decoration. Raises PdfError where the content cannot be parsed.
    """
    marker = _Marker(holder.get(Name.Resources), reached, kinds, is_picture=is_picture)
    try:
        instructions = pikepdf.parse_content_stream(pdf.make_stream(content))
    except TypeError as error:  # an object that no content stream may hold, such as a reference
        raise pikepdf.PdfError(str(error)) from error
    for each in instructions:
        marker.take(each)
    return Marked(pikepdf.unparse_content_stream(marker.finished()), marker.elements())


class _Marker:
    """One way through a content stream."""

    def __init__(
        self,
        resources: Object | None,
        reached: Mapping[int, Object],
        kinds: Mapping[str, str],
        *,
        is_picture: bool,
    ) -> None:
        self.resources = resources if isinstance(resources, Dictionary) else None
        self.reached = reached
        self.kinds = kinds
        self.is_picture = is_picture
        self.pictures: list[int] = []
        self.lines: list[tuple[float, list[int]]] = []
        """The height of each line of text, and its marks."""
        self.heights = [0.0]
        """How far up the page's content has been moved, for each graphics state that is saved."""
        self.height = 0.0
        self.next = max(reached, default=-1) + 1
        self.out: list[_Step] = []
        self.open: list[tuple[bool, bool]] = []
        """Of each mark that is open: whether it has an element, and whether it stays."""
        self.shape: int | None = None
        """Where in `out` the path begins that is being drawn."""
        self.last: tuple[str, int] | None = None
        """The kind of the last new mark, and where it ends, as long as it could continue."""

    def take(self, each: _Step) -> None:
        if isinstance(each, ContentStreamInlineImage):
            self._put([each], PICTURE)
            return
        name, operands = str(each.operator), each.operands
        if name in ("BDC", "BMC"):
            self._begin(each, name, list(operands))
        elif name == "EMC":
            self._end(each)
        elif name in _SHOW:
            self.height -= _LEADING * (name in _NEXT_LINE)
            self._put([each], TEXT)
        elif name in _SHAPE:
            self.shape = len(self.out) if self.shape is None else self.shape
            self.out.append(each)
        elif name in _PAINT:
            start, self.shape = self.shape, None
            shape = self.out[start:] if start is not None else []
            del self.out[len(self.out) - len(shape) :]
            self._put([*shape, each], PICTURE if self.is_picture else DRAWING)
        elif name == "sh":
            self._put([each], PICTURE if self.is_picture else DRAWING)
        elif name == "Do":
            self._put([each], self.kinds.get(str(operands[0])) if operands else None)
        else:
            self.shape = None if name == "n" else self.shape
            if name in _PARTS:
                self.last = None
            self._move(name, list(operands))
            self.out.append(each)

    def finished(self) -> list[_Step]:
        self.out += [_operator("EMC") for _, stays in self.open if stays]
        return self.out

    def elements(self) -> list[tuple[str, list[int]]]:
        """Return the new elements: the figure, then the text."""
        texts = [numbers for _, numbers in self.lines]
        if len(texts) > _MOST_LINES:
            texts = [[number for numbers in texts for number in numbers]]
        figures = [(PICTURE, self.pictures)] if self.pictures else []
        return [*figures, *((TEXT, numbers) for numbers in texts)]

    def _move(self, name: str, operands: Sequence[Object]) -> None:
        """Follow how high on the page text is shown, as far as that separates lines."""
        if name == "q":
            self.heights.append(self.heights[-1])
        elif name == "Q" and len(self.heights) > 1:
            self.heights.pop()
        elif name == "BT":
            self.height = 0.0
        elif name == "T*":
            self.height -= _LEADING
        elif name in _MOVES and len(operands) > _MOVES[name]:
            by = operands[_MOVES[name]]
            up = float(by) if isinstance(by, int | float | Decimal) else 0.0
            if name == "cm":
                self.heights[-1] += up
            else:
                self.height = up if name == "Tm" else self.height + up

    def _same_line(self) -> bool:
        return abs(self.lines[-1][0] - self.heights[-1] - self.height) < 1

    def _number_of(self, kind: str) -> int:
        number, self.next = self.next, self.next + 1
        height = self.heights[-1] + self.height
        if kind == PICTURE:
            self.pictures.append(number)
        elif self.lines and self._same_line():
            self.lines[-1][1].append(number)
        else:
            self.lines.append((height, [number]))
        return number

    def _inside(self) -> bool:
        return any(has_element for has_element, _ in self.open)

    def _begin(self, each: _Step, name: str, operands: Sequence[Object]) -> None:
        self.last = None
        tag = str(operands[0]) if operands else ""
        number = self._number(operands[1]) if name == "BDC" and len(operands) > 1 else None
        has_element = tag == "/Artifact" or number in self.reached
        stays = self._inside() or (number is None or has_element)
        if tag == "/Artifact" and self.is_picture and not self._inside():
            has_element = stays = False
        self.open.append((has_element, stays))
        if stays:
            self.out.append(each)

    def _number(self, properties: object) -> int | None:
        if isinstance(properties, Dictionary):
            found = properties.get("/MCID")
            return found if isinstance(found, int) else None
        return mcid(str(properties).encode("latin-1", "replace"), self.resources)

    def _end(self, each: _Step) -> None:
        self.last = None
        _, stays = self.open.pop() if self.open else (False, False)
        if stays:
            self.out.append(each)

    def _put(self, pieces: list[_Step], kind: str | None) -> None:
        """Put what paints into the content, in a mark of its own where it is in none."""
        if kind is None or self._inside():
            self.last = None
            self.out += pieces
            return
        if self.last is not None and self.last[0] == kind and (kind != TEXT or self._same_line()):
            del self.out[self.last[1]]
        elif kind == DRAWING:
            self.out.append(_operator("BMC", Name.Artifact))
        else:
            properties = Dictionary(MCID=self._number_of(kind))
            self.out.append(_operator("BDC", Name("/" + kind), properties))
        self.out += pieces
        self.last = (kind, len(self.out))
        self.out.append(_operator("EMC"))


def _operator(name: str, *operands: Object) -> _Step:
    return ContentStreamInstruction(list(operands), Operator(name))
