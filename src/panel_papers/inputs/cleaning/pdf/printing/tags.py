"""Gives what is printed of an annotation its element in the accessibility tags.

A printed field stays a Form element: one that holds content and no widget has PrintField
attributes (ISO 32000-1 14.8.5.6, ISO 14289-1 7.18.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String

from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.inputs.cleaning.pdf.objects import Id, name_of
from panel_papers.inputs.cleaning.pdf.structure import elements_of, kids_of

_MARK = re.compile(rb"/MCID\s+(\d{1,7})")
_GROUPING = frozenset({"/Document", "/Part", "/Sect", "/Art", "/Div"})


class Spoken(Struct, frozen=True):
    """What a listener hears of something printed: the role of its element and its words.

    `alternative` is said in the place of the content, where it is given. `print_role` is the
    PrintField role of a field: tv (text), cb (check box), rb (radio button); `checked` its state.
    `box` is the place of a figure on its page.
    """

    role: str
    alternative: str = ""
    print_role: str = ""
    checked: bool | None = None
    description: str = ""
    box: tuple[float, ...] | None = None


def tags_of(pdf: Pdf) -> Tags | None:
    """Return the structure tree of a PDF; None where it has none."""
    root = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary) or not kids_of(root):
        return None
    if not isinstance(root.get(Name.ParentTree), Dictionary):
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([])))
    return Tags(pdf, root)


class Tags:
    """The structure tree of a PDF, as far as annotations and new content need it."""

    def __init__(self, pdf: Pdf, root: Object) -> None:
        self.pdf = pdf
        self.root = root
        self.numbers = NumberTree(root.ParentTree)
        self.holders: dict[Id, Object] = {}
        self.inside: set[Id] = set()
        self.next_mark: dict[Id, int] = {}
        self.said: dict[Id, str] = {}
        self.page_numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        for element in elements_of(root):
            if element.is_indirect:
                self.inside.add(element.objgen)
            for kid in kids_of(element):
                target = _target(kid)
                if target is not None:
                    self.holders.setdefault(target, element)

    def opening(self, page: Page, annotation: Object, spoken: Spoken) -> bytes:
        """Return the operator that opens the marked content of something printed on a page."""
        marks, mark = self._free_mark(page)
        element = self._element(annotation, page) or self._new_element(spoken, page)
        self._hold(element, annotation, page, mark)
        self._speak(element, spoken)
        while len(marks) < mark:
            marks.append(None)
        marks.append(element)
        return f"{_tag(element)} <</MCID {mark}>> BDC".encode("latin-1", "replace")

    def _speak(self, element: Object, spoken: Spoken) -> None:
        """Let an element say its words; radio buttons of one element say them together."""
        before, words = self.said.get(element.objgen), spoken.alternative
        if before and words:
            words = before if words in before.split("; ") else f"{before}; {words}"
        self.said[element.objgen] = words
        _speak(element, spoken, words)

    def _element(self, annotation: Object, page: Page) -> Object | None:
        """Return the element that held an annotation, in the tree."""
        element = self.holders.get(annotation.objgen) if annotation.is_indirect else None
        if element is not None and element.is_indirect:
            return element
        element = self._listed(annotation)
        if element is None:
            return None
        if element.objgen not in self.inside:  # Adobe Designer lists it in the parent tree only
            self._attach(element, page)
        return element

    def _listed(self, annotation: Object) -> Object | None:
        """Return the element that the parent tree lists for an annotation."""
        key = annotation.get(Name.StructParent)
        if not isinstance(key, int) or key not in self.numbers:
            return None
        found = self.numbers[key]
        if not isinstance(found, Dictionary) or not found.is_indirect:
            return None
        targets = [target for target in map(_target, kids_of(found)) if target is not None]
        return found if not targets or annotation.objgen in targets else None

    def _new_element(self, spoken: Spoken, page: Page) -> Object:
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{spoken.role}"))
        )
        self._attach(element, page)
        return element

    def _attach(self, element: Object, page: Page) -> None:
        """Hang an element under its parent, or into the document where that is not in the tree.

        It follows what the parent holds of its page and of those before.
        """
        parent = element.get(Name.P)
        if not isinstance(parent, Dictionary) or parent.objgen not in self.inside:
            parent = self._document()
            element.P = parent
        held = kids_of(parent)
        at, number = len(held), self.page_numbers.get(page.obj.objgen, 0)
        while at and self._page_number(held[at - 1]) > number:
            at -= 1
        parent.K = Array([*held[:at], element, *held[at:]])
        self.inside.add(element.objgen)

    def _page_number(self, kid: object) -> int:
        """Return the number of the page on which an element begins, or -1 where it has none."""
        for each in (kid, *(elements_of(kid) if isinstance(kid, Dictionary) else ())):
            page = each.get(Name.Pg) if isinstance(each, Dictionary) else None
            if isinstance(page, Dictionary) and page.objgen in self.page_numbers:
                return self.page_numbers[page.objgen]
        return -1

    def _document(self) -> Object:
        """Return the innermost element that holds the whole document, or the root without one."""
        holder = self.root
        while len(kids := kids_of(holder)) == 1:
            only = kids[0]
            if not isinstance(only, Dictionary) or name_of(only, "/S") not in _GROUPING:
                break
            holder = only
        return holder

    def _hold(self, element: Object, annotation: Object, page: Page, mark: int) -> None:
        """Put the marked content in the place of the annotation among an element’s kids."""
        content = Dictionary(Type=Name.MCR, Pg=page.obj, MCID=mark)
        kids = [content if _target(kid) == annotation.objgen else kid for kid in kids_of(element)]
        if not any(kid is content for kid in kids):
            kids.append(content)
        element.K = Array(kids)

    def _free_mark(self, page: Page) -> tuple[Object, int]:
        """Return the list of a page’s marked content, and a number that none of it has."""
        key = page.obj.get(Name.StructParents)
        marks = self.numbers.get(key) if isinstance(key, int) else None
        if not isinstance(marks, Array):
            free = max(self._keys(), default=-1) + 1
            marks = self.pdf.make_indirect(Array([]))
            self.numbers[free] = marks
            page.obj.StructParents, self.root.ParentTreeNextKey = free, free + 1
        place = page.obj.objgen
        if place not in self.next_mark:
            self.next_mark[place] = max([len(marks), *(number + 1 for number in _marks(page))])
        mark = self.next_mark[place]
        self.next_mark[place] = mark + 1
        return marks, mark

    def _keys(self) -> Iterator[int]:
        yield from (int(key) for key in self.numbers)
        for page in self.pdf.pages:
            key = page.obj.get(Name.StructParents)
            if isinstance(key, int):
                yield key


def _marks(page: Page) -> Iterator[int]:
    """Yield the numbers of marked content that a page uses."""
    for found in _MARK.finditer(readable_content(page.obj)):
        yield int(found[1])
    resources = page.obj.get(Name.Resources)
    listed = resources.get(Name.Properties) if isinstance(resources, Dictionary) else None
    for _, each in listed.items() if isinstance(listed, Dictionary) else ():
        number = each.get(Name.MCID) if isinstance(each, Dictionary) else None
        if isinstance(number, int):
            yield number


def _target(kid: object) -> Id | None:
    """Return the id of the object that a kid of an element refers to, if it is such a reference."""
    if not isinstance(kid, Dictionary) or name_of(kid, "/Type") != "/OBJR":
        return None
    target = kid.get(Name.Obj)
    return target.objgen if isinstance(target, Dictionary) and target.is_indirect else None


def _tag(element: Object) -> str:
    """Return the role of an element as a name in a content stream."""
    role = name_of(element, "/S") or "/Span"
    plain = re.fullmatch(r"/[A-Za-z0-9_.+-]+", role)
    return role if plain else "/Span"


def _speak(element: Object, spoken: Spoken, words: str) -> None:
    """Write role, words and PrintField attributes of an element."""
    if spoken.role != "Form":
        element.S = Name(f"/{spoken.role}")
    for key in (Name.Alt, Name.ActualText):
        if key in element:
            del element[key]
    if words:
        element.Alt = String(words)
    if spoken.box is not None:
        _add_attributes(element, Dictionary(O=Name.Layout, BBox=Array([*spoken.box])))
    if not spoken.print_role:
        return
    attributes = Dictionary(O=Name.PrintField, Role=Name(f"/{spoken.print_role}"))
    if spoken.checked is not None:
        attributes.checked = Name.on if spoken.checked else Name.off
    if spoken.description:
        attributes.Desc = String(spoken.description)
    _add_attributes(element, attributes)


def _add_attributes(element: Object, attributes: Object) -> None:
    held = element.get(Name.A)
    kept = list(held) if isinstance(held, Array) else [held] if held is not None else []
    element.A = Array([*kept, attributes]) if kept else attributes
