"""Gives what a part's tags do not reach an honest place in them: readable, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from .content import content_of
from .coverage import Scan, Scanner
from .geometry import page_box
from .marking import PICTURE, mark_rest
from .sources import Source
from .structure import Tree, standard_type

_GROUPS = frozenset({"Document", "Part", "Sect", "Div", "Art", "NonStruct"})
"""Elements within which a paragraph may be beside anything (ISO 32000-1 table 333)."""
_UNREADABLE = (pikepdf.PdfError, ValueError, RuntimeError, NotImplementedError)


def complete(source: Source, tree: Tree, scans: list[Scan], scanner: Scanner) -> None:
    """Tag what the tree does not reach: paragraphs behind the page's own content.

    A picture becomes a figure, with the author's words where the page is one picture; lines and
    shapes become decoration. What is on no page of `scans` without its tags is left as it is. The
    scans of the pages that are changed are made again.
    """
    order: _Order | None = None
    for index, page in enumerate(source.pdf.pages):
        alternative = source.part.pictures.get(index + 1)
        if alternative is not None and _describe(tree, page.obj, alternative):
            alternative = None
        scan = scans[index]
        if scan.unreadable or not (scan.missed or scan.images or alternative is not None):
            continue
        order = order or _Order(source, tree)
        try:
            _complete_page(source, order, page.obj, kinds_of(page.obj, scanner), alternative)
        except _UNREADABLE:
            continue
        scans[index] = Scanner(tree.marks).page(page.obj)


def kinds_of(holder: Object, scanner: Scanner) -> dict[str, str]:
    """Return what each object paints that a page or form can paint: text before pictures.

    A form that the tags reach themselves is left out: what is in it is theirs.
    """
    resources = holder.get(Name.Resources)
    listed = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    kinds: dict[str, str] = {}
    for name, painted in listed.items() if isinstance(listed, Dictionary) else ():
        if not isinstance(painted, Stream):
            continue
        if painted.get(Name.Subtype) == Name.Image:
            kinds[name] = PICTURE
        elif not scanner.tree.get(painted.objgen):
            found = scanner.page(painted)
            kinds[name] = "P" if found.text else PICTURE if found.pictures else "Artifact"
    return kinds


def _describe(tree: Tree, page: Object, alternative: str) -> bool:
    """Give the author's words to the page's own figure; say whether there is one."""
    for element in tree.marks.get(page.objgen, {}).values():
        if standard_type(tree, str(element.get("/S"))[1:]) == "Figure":
            if Name.Alt not in element and Name.ActualText not in element:
                element.Alt = String(alternative)
            return True
    return False


def _complete_page(
    source: Source, order: _Order, page: Object, kinds: Mapping[str, str], alternative: str | None
) -> None:
    tree, content = order.tree, content_of(page)
    reached = tree.marks.get(page.objgen, {})
    is_picture = alternative is not None
    marked = mark_rest(source.pdf, page, content, reached, kinds, is_picture=is_picture)
    index = source.page_numbers[page.objgen]
    parent, at = order.place_after(index)
    kids = _kids(parent)
    for kind, numbers in marked.elements:
        element = source.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name("/" + kind),
                P=parent,
                Pg=page,
                K=Array(numbers),
            )
        )
        if kind == PICTURE and alternative is not None:
            element.Alt = String(alternative)
            element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page_box(page))
        tree.elements.append((element, kind))
        tree.marks[page.objgen].update(dict.fromkeys(numbers, element))
        kids.insert(at, element)
        order.last[index] = element
        at += 1
    parent.K = Array(kids)
    page.Contents = source.pdf.make_stream(marked.content)


class _Order:
    """The order in which a tree is read: which element is the last of each page."""

    def __init__(self, source: Source, tree: Tree) -> None:
        self.tree = tree
        owners: dict[tuple[int, int], int] = {}
        for holder, marks in tree.marks.items():
            index = source.page_numbers.get(holder)
            if index is not None:
                for element in marks.values():
                    owners[element.objgen] = max(index, owners.get(element.objgen, 0))
        self.last: dict[int, Object] = {}
        for element in _in_order(tree.root):
            index = owners.get(element.objgen)
            if index is not None:
                self.last[index] = element

    def place_after(self, index: int) -> tuple[Object, int]:
        """Return the group, and the place in it, behind all that is on a page or before it."""
        before = [number for number in self.last if number <= index]
        if not before:
            return self._top(), 0
        element = self.last[max(before)]
        while not self._is_group(parent := element.P):
            element = parent
        names = [getattr(kid, "objgen", None) for kid in _kids(parent)]
        return parent, names.index(element.objgen) + 1

    def _top(self) -> Object:
        kids = [kid for kid in _kids(self.tree.root) if isinstance(kid, Dictionary)]
        if len(kids) == 1 and self._type(kids[0]) in _GROUPS:
            return kids[0]
        return self.tree.root

    def _is_group(self, element: Object) -> bool:
        return element.objgen == self.tree.root.objgen or self._type(element) in _GROUPS

    def _type(self, element: Object) -> str:
        return standard_type(self.tree, str(element.get("/S"))[1:])


def _kids(element: Object) -> list[object]:
    found = element.get("/K")
    return list(found) if isinstance(found, Array) else [] if found is None else [found]


def _in_order(root: Object) -> Iterator[Object]:
    """Yield the elements below one as they are read; the tree was walked, so it has no loop."""
    waiting: list[object] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and ("/S" in element or element.objgen == root.objgen):
            yield element
            waiting.extend(reversed(_kids(element)))
