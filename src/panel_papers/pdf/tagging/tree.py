"""The structure tree of the PDF: elements, attributes, and the tree that leads back to them.

ISO 32000-1 14.7 and 14.8; ISO 14289-1 clause 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from panel_papers.pdf.tagging.annotations import LinkArea
from panel_papers.pdf.tagging.elements import Element, Leaf
from panel_papers.pdf.tagging.marking import Segment, in_order

# Word's words for list formats, in PDF's (table 347).
_NUMBERING = {
    "bullet": "Disc",
    "decimal": "Decimal",
    "lowerLetter": "LowerAlpha",
    "upperLetter": "UpperAlpha",
    "lowerRoman": "LowerRoman",
    "upperRoman": "UpperRoman",
}
# An empty cell still holds its place in the grid.
_KEPT_EMPTY = frozenset({"TR", "TH", "TD"})
_NODE_SIZE = 64


class TreeWriter:
    """Writes the structure tree of one PDF; `counts` says how many elements of each role."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        segment_of: dict[Leaf, Segment],
        areas: Sequence[LinkArea],
    ) -> None:
        self.pdf = pdf
        self.segment_of = segment_of
        self.areas = areas
        self.counts: Counter[str] = Counter()
        self._objects: dict[Element, pikepdf.Object] = {}
        self._alive: dict[Element, bool] = {}
        self._parents: list[pikepdf.Object] = []
        self._identifiers: list[tuple[str, pikepdf.Object]] = []

    def write(self, document: Element, pages: list[list[Segment]]) -> None:
        """Write the tree below the catalogue; `pages` has the segment of each MCID."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        # The pages come first in the parent tree, by their numbers; then the annotations.
        self._parents = [Array()] * len(pages)
        root.K = Array([self._element(document, root)])
        for number, (page, owners) in enumerate(zip(self.pdf.pages, pages, strict=True)):
            page.obj.StructParents = number
            row = Array([self._objects[segment.up] for segment in owners])
            self._parents[number] = self.pdf.make_indirect(row)
        root.ParentTree = self._number_tree()
        root.ParentTreeNextKey = len(self._parents)
        if self._identifiers:
            names = [
                v
                for name, e in sorted(self._identifiers, key=lambda i: i[0])
                for v in (String(name), e)
            ]
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        if self.counts["Title"]:
            root.RoleMap = Dictionary(Title=Name.P)
        self.pdf.Root.StructTreeRoot = root

    def _number_tree(self) -> pikepdf.Object:
        nodes = []
        for start in range(0, len(self._parents), _NODE_SIZE):
            part = self._parents[start : start + _NODE_SIZE]
            numbers = [v for key, entry in enumerate(part, start) for v in (key, entry)]
            limits = [start, start + len(part) - 1]
            node = Dictionary(Nums=Array(numbers), Limits=Array(limits))
            nodes.append(self.pdf.make_indirect(node))
        return self.pdf.make_indirect(Dictionary(Kids=Array(nodes)))

    def _is_alive(self, element: Element) -> bool:
        """Return whether an element holds anything painted; empty paragraphs do not."""
        if element not in self._alive:
            self._alive[element] = element.furniture is None and (
                element.role in _KEPT_EMPTY
                or any(area.link is element for area in self.areas)
                or any(
                    bool(kid.marks) if isinstance(kid, Segment) else self._is_alive(kid)
                    for kid in in_order(element, self.segment_of)
                )
            )
        return self._alive[element]

    def _element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        written = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent)
        )
        self._objects[element] = written
        self.counts[element.role] += 1
        own_page: int | None = None
        kids: list[pikepdf.Object | int] = []
        for kid in in_order(element, self.segment_of):
            if isinstance(kid, Element):
                if self._is_alive(kid):
                    kids.append(self._element(kid, written))
                continue
            for page, mark in kid.marks:
                own_page = page if own_page is None else own_page
                kids.append(mark if page == own_page else self._mark(page, mark))
        for area in self.areas:
            if area.link is element:
                kids.append(self._annotation(area, written))
        if own_page is not None:
            written.Pg = self.pdf.pages[own_page].obj
        if kids:
            written.K = Array(kids)
        self._describe(element, written)
        return written

    def _mark(self, page: int, mark: int) -> pikepdf.Object:
        return Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=mark)

    def _annotation(self, area: LinkArea, written: pikepdf.Object) -> pikepdf.Object:
        annotation = area.parts[0]
        annotation.StructParent = len(self._parents)
        self._parents.append(written)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pdf.pages[area.page].obj)

    def _describe(self, element: Element, written: pikepdf.Object) -> None:
        """Write what the role asks for: language, alternative text, attributes."""
        if element.language:
            written.Lang = String(element.language)
        if element.alt:
            written.Alt = String(element.alt)
        if element.identifier:
            written.ID = String(element.identifier)
            self._identifiers.append((element.identifier, written))
        if element.role == "Figure":
            boxes = [
                box
                for kid in in_order(element, self.segment_of)
                if isinstance(kid, Segment)
                for box in kid.boxes
            ]
            if boxes:
                written.A = Dictionary(
                    O=Name.Layout, Placement=Name.Block, BBox=Array(_around(boxes))
                )
        elif element.numbering:
            name = _NUMBERING.get(element.numbering, "Decimal")
            written.A = Dictionary(O=Name.List, ListNumbering=Name("/" + name))
        elif element.cell:
            attributes = Dictionary(O=Name.Table)
            if element.cell.scope:
                attributes.Scope = Name("/" + element.cell.scope)
            if element.cell.columns > 1:
                attributes.ColSpan = element.cell.columns
            if element.cell.rows > 1:
                attributes.RowSpan = element.cell.rows
            if len(attributes.keys()) > 1:
                written.A = attributes


def _around(boxes: list[tuple[float, float, float, float]]) -> list[float]:
    return [
        round(min(box[0] for box in boxes), 2),
        round(min(box[1] for box in boxes), 2),
        round(max(box[2] for box in boxes), 2),
        round(max(box[3] for box in boxes), 2),
    ]
