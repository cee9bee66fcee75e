"""The drawings of LibreOffice's pages, such as charts, known by LibreOffice's own tags."""

from __future__ import annotations

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, NumberTree, Object

FILLS = frozenset([b"f", b"f*", b"F", b"B", b"B*", b"b", b"b*"])


class Drawing(Struct):
    """The numbers of the items of a drawing, such as a chart, and the colour of its ground."""

    items: list[int] = field(default_factory=list)
    ground: int = 0


class Marks:
    """Follows LibreOffice's own marks: they say what belongs to which drawing."""

    def __init__(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        self.drawings: dict[tuple[int, int], Drawing] = {}
        self._figures = _figures(pdf, page)
        self._open: list[tuple[int, int] | None] = []

    def follow(self, instruction: ContentStreamInstruction, fill: int) -> None:
        """Note what each drawing holds, and the colour of what it fills first."""
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            properties = instruction.operands[-1]
            number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            figure = None if number is None else self._figures.get(int(number))
            self._open.append(None if figure is None else figure.objgen)
        elif operator == "EMC" and self._open:
            self._open.pop()
        elif operator.encode() in FILLS and (drawing := self.drawing()) is not None:
            drawing.ground = drawing.ground or fill

    def drawing(self) -> Drawing | None:
        """Return the drawing that is being painted."""
        key = next((each for each in reversed(self._open) if each is not None), None)
        return None if key is None else self.drawings.setdefault(key, Drawing())


def _figures(pdf: pikepdf.Pdf, page: pikepdf.Page) -> dict[int, Object]:
    """Return the figure that each of a page's marks belongs to, by the mark's number."""
    root, key = pdf.Root.get("/StructTreeRoot"), page.obj.get("/StructParents")
    if root is None or key is None or "/ParentTree" not in root:
        return {}
    row = NumberTree(root.ParentTree).get(int(key))
    found: dict[int, Object] = {}
    for number, element in enumerate(row if isinstance(row, Array) else ()):
        above: Object | None = element
        while isinstance(above, Dictionary) and above.get("/S") not in (None, Name.Figure):
            above = above.get("/P")
        if isinstance(above, Dictionary) and above.get("/S") == Name.Figure:
            found[number] = above
    return found
