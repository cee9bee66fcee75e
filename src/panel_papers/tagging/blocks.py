"""Structure of a Word document, block by block: headings, paragraphs, lists, quotations, contents.

Runs are read in `inlines`, tables in `tables`. Nothing is changed here: the coding step writes
into the same trees later, through the leaves' holders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from panel_papers.tagging.elements import Element, Leaf, Paint, Structure
from panel_papers.tagging.inlines import Field, Inlines
from panel_papers.tagging.numbering import ListItem, Numberings
from panel_papers.tagging.package import Relationship, WordPackage
from panel_papers.tagging.styles import Styles
from panel_papers.tagging.tables import read_table
from panel_papers.tagging.wordxml import W, XmlElement, local, unwrapped, value, whole

QUOTATIONS = frozenset({"quote", "intense quote", "block text"})


@dataclass
class OpenList:
    """A list that the next item may continue."""

    item: ListItem
    element: Element


class Reader:
    """What all containers of one document share: its styles, numberings, notes and leaves."""

    def __init__(self, package: WordPackage, language: str) -> None:
        self.package = package
        self.language = language
        self.part = package.document
        self.styles = Styles(_first(package, "styles"))
        self.numberings = Numberings(_first(package, "numbering"), self.styles)
        self.leaves: list[Leaf] = []
        self.fields: list[Field] = []
        self.heading = ""
        self.remarks: list[str] = []
        self.flows = 0
        self.notes: dict[tuple[str, str], tuple[str, XmlElement]] = {}
        self.cited: dict[str, int] = {"footnote": 0, "endnote": 0}
        self.arrows: dict[str, dict[str, Relationship]] = {}

    def new_flow(self) -> int:
        """Return the number of a new stream of text."""
        self.flows += 1
        return self.flows

    def relationship(self, identifier: str | None) -> Relationship | None:
        """Return an arrow from the part that is being read."""
        if self.part not in self.arrows:
            arrows = self.package.relationships(self.part)
            self.arrows[self.part] = {arrow.identifier: arrow for arrow in arrows}
        return self.arrows[self.part].get(identifier or "")

    def leaf(self, leaf: Leaf) -> Leaf:
        """Give a leaf its code and its place below its element."""
        leaf.code = len(self.leaves) + 1
        self.leaves.append(leaf)
        leaf.up.kids.append(leaf)
        return leaf

    def blocks(self, parent: XmlElement, up: Element, flow: int) -> None:
        """Read all blocks of a body, a cell, a note or a text box."""
        container = Container(self, up, flow)
        for block in unwrapped(parent):
            if local(block) == "p":
                container.paragraph(block)
            elif local(block) == "tbl":
                container.close()
                read_table(self, block, up, flow)


@dataclass
class Container:
    """The blocks of one parent, with what the next block may continue."""

    reader: Reader
    up: Element
    flow: int
    lists: list[OpenList] = field(default_factory=list)
    quotation: Element | None = None
    contents: list[Element] = field(default_factory=list)

    def close(self) -> None:
        """End whatever the next block could have continued."""
        self.lists.clear()
        self.contents.clear()
        self.quotation = None

    def paragraph(self, paragraph: XmlElement) -> None:
        """Read one paragraph into the element that its style and numbering ask for."""
        reader = self.reader
        style = reader.styles.name(reader.styles.of_paragraph(paragraph))
        level = reader.styles.heading_level(paragraph)
        item = reader.numberings.item(paragraph)
        depth = self._contents_depth(style)
        label_in: Element | None = None
        if depth is not None:
            block = self._contents_entry(depth)
        elif level is not None:
            self.close()
            block = self.up.add(f"H{level}")
            label_in = block if item is not None else None
        elif item is not None:
            self.contents.clear()
            self.quotation = None
            entry = self._list_entry(item)
            label_in, block = entry.add("Lbl"), entry.add("LBody").add("P")
        else:
            block = self._plain(paragraph, style)
        block.heading = reader.heading
        if label_in is not None:
            self._label(paragraph, label_in)
        Inlines(reader, paragraph, block, self.flow).read()
        if level is not None:
            self._heading(block)

    def _heading(self, block: Element) -> None:
        text = " ".join(block.text().split())
        if text:
            self.reader.heading = text
        elif not any(leaf.paint is Paint.PICTURE for leaf in block.leaves()):
            block.role = "P"

    def _plain(self, paragraph: XmlElement, style: str) -> Element:
        """Return the element of a paragraph that is no heading, item or entry.

        An empty paragraph does not end a list or a quotation: many are typed for their space.
        """
        if not any(local(e) in {"t", "drawing", "pict", "object"} for e in paragraph.iter()):
            return self.up.add("P")
        self.lists.clear()
        self.contents.clear()
        if style in QUOTATIONS:
            if self.quotation is None:
                self.quotation = self.up.add("BlockQuote")
            return self.quotation.add("P")
        self.quotation = None
        return self.up.add({"caption": "Caption", "title": "Title"}.get(style, "P"))

    def _contents_depth(self, style: str) -> int | None:
        """Return how deep an entry of a table of contents stands, from 1; None for no entry."""
        named = re.fullmatch(r"toc (\d)|table of figures", style)
        if named:
            return int(named[1] or 1)
        in_field = any(f.name == "TOC" and f.in_result for f in self.reader.fields)
        return 1 if in_field else None

    def _contents_entry(self, depth: int) -> Element:
        self.lists.clear()
        self.quotation = None
        if not self.contents:
            self.contents.append(self.up.add("TOC"))
        del self.contents[depth:]
        while len(self.contents) < depth:
            self.contents.append(self.contents[-1].add("TOC"))
        return self.contents[-1].add("TOCI").add("Reference")

    def _list_entry(self, item: ListItem) -> Element:
        """Return a new LI in the list that the item continues, or in a new one."""
        while self.lists and _ends(self.lists[-1].item, item):
            self.lists.pop()
        if not self.lists or not _same_list(self.lists[-1].item, item):
            host = self.up
            if self.lists:
                last = self.lists[-1].element.kids[-1]
                assert isinstance(last, Element)  # noqa: S101 - a list's kids are its LI
                host = next(e for e in last.walk() if e.role == "LBody")
            element = host.add("L")
            element.numbering = item.number_format
            self.lists.append(OpenList(item, element))
        return self.lists[-1].element.add("LI")

    def _label(self, paragraph: XmlElement, up: Element) -> None:
        holder = paragraph.find(W + "pPr")
        if holder is None:
            # The numbering comes from the style: the coding step makes the properties.
            holder = paragraph
        leaf = Leaf(Paint.LABEL, up, None, self.flow, self.reader.part, [holder])
        self.reader.leaf(leaf)


def _same_list(open_item: ListItem, item: ListItem) -> bool:
    return (open_item.numbering, open_item.level) == (item.numbering, item.level)


def _ends(open_item: ListItem, item: ListItem) -> bool:
    """Return whether an item ends an open list: it stands further out, or restarts beside it."""
    if open_item.numbering == item.numbering:
        return open_item.level > item.level
    return open_item.indent >= item.indent


def read_structure(package: WordPackage, language: str) -> Structure:
    """Return the structure of a Word document.

    Raises Refused for content that the engine's answer cannot be matched with: formulas, charts,
    pictures of the old kind.
    """
    reader = Reader(package, language)
    for kind in ("footnotes", "endnotes"):
        for part in package.related(kind):
            root = package.tree(part)
            for note in () if root is None else root:
                if note.get(W + "type") in {None, "normal"}:
                    reader.notes[kind[:-1], note.get(W + "id", "")] = (part, note)
    document = Element("Document")
    reader.blocks(package.body(), document, 0)
    for part, subtype in _furniture(package):
        root = package.tree(part)
        if root is not None:
            reader.part = part
            # The furniture has no parent: it is found through its leaves only.
            reader.blocks(root, Element("Artifact", furniture=subtype), reader.new_flow())
    return Structure(document, reader.leaves, _page_sizes(package), reader.remarks)


def _furniture(package: WordPackage) -> Iterator[tuple[str, str]]:
    for kind in ("header", "footer"):
        for part in dict.fromkeys(package.related(kind)):
            yield part, kind.title()


def _first(package: WordPackage, kind: str) -> XmlElement | None:
    parts = package.related(kind)
    return package.tree(parts[0]) if parts else None


def _page_sizes(package: WordPackage) -> set[tuple[float, float]]:
    """Return the sizes of the sections' pages in points; Word writes them in twentieths."""
    found = set()
    for section in package.body().iter(W + "sectPr"):
        size = section.find(W + "pgSz")
        if size is not None:
            found.add((whole(size.get(W + "w")) / 20, whole(size.get(W + "h")) / 20))
    return found


def paragraph_language(styles: Styles, paragraph: XmlElement, run: XmlElement) -> str | None:
    """Return the language that a run is marked with, None where nothing marks it."""
    found = styles.run_property(run, paragraph, "lang")
    return None if found is None else value_of(found)


def value_of(element: XmlElement) -> str | None:
    """Return an element's own `w:val`."""
    return element.get(W + "val") or None


__all__ = ["Reader", "read_structure", "value"]
