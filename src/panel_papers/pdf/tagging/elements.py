"""The structure that is to be written: elements, and the leaves that the engine paints."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct, field

from panel_papers.pdf.tagging.numbering import ListItem
from panel_papers.pdf.tagging.wordxml import XmlElement


class Paint(Enum):
    """How the engine paints a leaf, and so how its colour gets into the coded copy."""

    TEXT = "the colour of its runs"
    LABEL = "a list label, in the colour of the paragraph's mark"
    PICTURE = "a picture, exchanged for a dot of the colour"
    CHART = "a chart, on a ground of the colour"
    NUMBER = "a note's number, always black: placed by its neighbours and its text"


class Cell(Struct, frozen=True):
    """What a table cell says of itself (ISO 32000-1 table 349): size, and for TH its scope."""

    columns: int = 1
    rows: int = 1
    scope: str | None = None


class Leaf(Struct, eq=False):
    """A piece of text, or a picture, that carries one code.

    `expected` is the text that the document gives it, None where the engine works it out (page
    numbers, list labels). `flow` numbers the stream of text it is in: the body is 0, each
    note, text box, header and footer has its own. `holders` are the XML elements that get the
    colour; `part` is the package part they are in. A `hidden` leaf need not be painted, a `leader`
    leaf holds a tab, whose dots are no text, and a `floating` picture is outside the order of
    the words. `furniture` is that of the element that the leaf is in, or of one further out.
    `item` is the place of a list label's paragraph in its list.
    """

    paint: Paint
    up: Element
    expected: str | None
    flow: int
    part: str
    holders: list[XmlElement]
    code: int = 0
    hidden: bool = False
    leader: bool = False
    floating: bool = False
    furniture: str | None = None
    item: ListItem | None = None


class Element(Struct, eq=False):
    """A structure element to be: kids in the document's order, and what its role asks for.

    `alt` is a figure's alternative text, `tip` and `target` are a link's, `numbering` is a list's
    format in Word's word, `identifier` a note's, and that of the links to it and back until they
    are made. `furniture` is not None for what is no part of the text (headers, footers, decorative
    pictures) and names the artifact's subtype, or “”. `repeats` marks a table row that the engine
    paints again on each page. `heading` is the text of the heading above, kept on paragraphs, list
    items and tables.
    """

    role: str
    up: Element | None = None
    kids: list[Element | Leaf] = field(default_factory=list)
    language: str | None = None
    alt: str | None = None
    tip: str | None = None
    target: str | None = None
    cell: Cell | None = None
    numbering: str | None = None
    identifier: str | None = None
    furniture: str | None = None
    repeats: bool = False
    heading: str | None = None

    def add(self, role: str) -> Element:
        """Return a new element as the last kid."""
        kid = Element(role, self)
        self.kids.append(kid)
        return kid

    def insert(self, place: int, kid: Element) -> None:
        """Put an element among the kids."""
        kid.up = self
        self.kids.insert(place, kid)

    def above(self) -> Iterator[Element]:
        """Yield this element and those it is in, from the inside out."""
        at: Element | None = self
        while at is not None:
            yield at
            at = at.up

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below, in the document's order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def leaves(self) -> Iterator[Leaf]:
        """Yield the leaves below, in the document's order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()

    def text(self) -> str:
        """Return the text that the document gives this element."""
        return "".join(leaf.expected or "" for leaf in self.leaves())

    def nearest_furniture(self) -> str | None:
        """Return what furniture this is part of, None for what is part of the text."""
        outer = (element.furniture for element in self.above())
        return next((said for said in outer if said is not None), None)

    def is_furniture(self) -> bool:
        """Return whether this is part of a header, a footer or a decoration."""
        return self.nearest_furniture() is not None

    def paragraph(self) -> Element | None:
        """Return the paragraph (or list item, or table) that this is or is in."""
        return next((element for element in self.above() if element.heading is not None), None)

    def nearest(self, *roles: str) -> Element | None:
        """Return the innermost element of one of the roles, this one or one it is in."""
        return next((e for e in self.above() if e.role in roles), None)


class Structure(Struct):
    """All that was read from a Word document: the tree, the furniture, the leaves in order."""

    document: Element
    leaves: list[Leaf]
    page_sizes: set[tuple[float, float]]
    notes: list[str]


def where(element: Element) -> str:
    """Return an element's place in words: the heading above, and how its paragraph begins."""
    words: list[str] = []
    for outer in element.above():
        if outer.furniture in {"Header", "Footer"}:
            return f"in the {outer.furniture.lower()}"
        if outer.heading is not None and not words:
            noun, gap = ("table", " ") if outer.role == "Table" else ("paragraph", "")
            text = gap.join(leaf.expected or "" for leaf in outer.leaves())
            beginning = " ".join(text.split())[:40]
            if beginning:
                words.append(f"in the {noun} “{beginning}”")
            if outer.heading:
                words.insert(0, f"under the heading “{outer.heading}”")
    return ", ".join(words) or "in the document"
