"""Structure of a Word document, block by block: headings, paragraphs, lists, quotations, contents.

Runs are read in `inlines`, tables in `tables`. Nothing is changed here: the coding step writes
into the same trees later, through the leaves' holders.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from panel_papers.pdf.tagging.code_lines import tag_code
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint, Structure
from panel_papers.pdf.tagging.inlines import read_paragraph
from panel_papers.pdf.tagging.numbering import ListItem
from panel_papers.pdf.tagging.package import WordPackage
from panel_papers.pdf.tagging.reading import Reader
from panel_papers.pdf.tagging.tables import read_table
from panel_papers.pdf.tagging.wordxml import W, XmlElement, local, unwrapped, whole

QUOTATIONS = frozenset({"quote", "intense quote", "block text"})
CODE = frozenset({"code block", "html preformatted", "source code"})
ROLES = {"caption": "Caption", "title": "Title"}
_SHOWN = tuple(W + name for name in ("t", "drawing", "pict", "object", "sym"))


def read_structure(package: WordPackage, language: str, *, charts: bool = False) -> Structure:
    """Return the structure of a Word document whose main language is `language`.

    `charts` says that the engine paints charts, and that they can be distinguished from all else.

    Raises Refused for content that the engine's answer cannot be matched with: formulas, charts,
    form fields, pictures of the old kind.
    """
    reader = Reader(package, language, read_blocks, charts=charts)
    document = Element("Document")
    reader.blocks(package.body(), document, 0)
    for subtype in ("Header", "Footer"):
        for part in dict.fromkeys(package.related(subtype.lower())):
            root = package.tree(part)
            if root is not None:
                # Furniture has no parent: it is reached through its leaves only.
                furniture = Element("Artifact", furniture=subtype)
                reader.apart(root, furniture, reader.new_flow(), part)
    return Structure(document, reader.leaves, _page_sizes(package), reader.remarks)


def _page_sizes(package: WordPackage) -> set[tuple[float, float]]:
    """Return the sizes of the sections' pages in points; Word writes them in twentieths."""
    found = set()
    for size in package.body().iter(W + "pgSz"):
        found.add((whole(size.get(W + "w")) / 20, whole(size.get(W + "h")) / 20))
    return found


def read_blocks(reader: Reader, parent: XmlElement, up: Element, flow: int) -> None:
    """Read all blocks of a body, a cell, a note or a text box into kids of `up`."""
    container = _Container(reader, up, flow)
    for block in unwrapped(parent):
        if local(block) == "p":
            container.paragraph(block)
        elif local(block) == "tbl":
            container.close()
            read_table(reader, block, up, flow)


class _OpenList(Struct):
    """A list that the next item may continue."""

    item: ListItem
    element: Element


class _Container(Struct):
    """The blocks of one parent, with what the next block may continue."""

    reader: Reader
    up: Element
    flow: int
    lists: list[_OpenList] = field(default_factory=list)
    quotation: Element | None = None
    contents: list[Element] = field(default_factory=list)
    initial: Element | None = None

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
        depth = self.contents_depth(paragraph, style)
        label: Element | None = None
        initial, self.initial = self.initial, None
        if depth is not None:
            block = self.contents_entry(depth)
        elif level is not None:
            self.close()
            block = self.up.add(f"H{level}")
            label = block if item is not None else None
        elif item is not None:
            self.contents.clear()
            self.quotation = None
            entry = self.list_entry(item)
            entry.heading = reader.heading
            label, block = entry.add("Lbl"), entry.add("LBody").add("P")
        elif initial is not None:
            block = initial
        else:
            block = self.plain(paragraph, style)
            self.initial = block if _is_initial(paragraph) else None
        block.heading = reader.heading
        # A paragraph in a frame is painted where the frame is, not where the words are.
        framed = paragraph.find(f"{W}pPr/{W}framePr") is not None
        flow = reader.new_flow() if framed else self.flow
        if label is not None:
            # The label takes the colour of the paragraph's mark, kept in the properties.
            leaf = Leaf(Paint.LABEL, label, None, flow, reader.part, [paragraph])
            leaf.hidden = item is None or not item.labelled
            leaf.item = item
            reader.keep(leaf)
        read_paragraph(reader, paragraph, block, flow)
        if level is not None:
            self.heading(block)
        elif style in CODE:
            tag_code(block)

    def heading(self, block: Element) -> None:
        """Remember a heading for the places that follow; an empty one is none."""
        text = " ".join(block.text().split())
        if text:
            self.reader.heading = text
        elif not any(leaf.paint is Paint.PICTURE for leaf in block.leaves()):
            block.role = "P"

    def plain(self, paragraph: XmlElement, style: str) -> Element:
        """Return the element of a paragraph that is no heading, item or entry.

        An empty paragraph does not end a list or a quotation: many are typed for their space. One
        of a style “List Continue” continues with the item before it.
        """
        if next(paragraph.iter(*_SHOWN), None) is None:
            return self.up.add("P")
        continued = re.fullmatch(r"list continue(?: (\d))?", style)
        if continued and self.lists:
            del self.lists[int(continued[1] or 1) :]
            return _last_body(self.lists[-1].element).add("P")
        self.lists.clear()
        self.contents.clear()
        if style in QUOTATIONS:
            if self.quotation is None:
                self.quotation = self.up.add("BlockQuote")
            return self.quotation.add("P")
        self.quotation = None
        return self.up.add(ROLES.get(style, "P"))

    def contents_depth(self, paragraph: XmlElement, style: str) -> int | None:
        """Return how deep an entry of a table of contents is, from 1; None for no entry.

        Entries have a style of contents, or are in a contents field's result, the first in the
        paragraph that the field begins in.
        """
        named = re.fullmatch(r"toc (\d)|table of figures", style)
        if named:
            return int(named[1] or 1)
        in_field = any(f.name == "TOC" and f.in_result for f in self.reader.fields)
        begun = "".join(code.text or "" for code in paragraph.iter(W + "instrText"))
        return 1 if in_field or begun.split()[:1] == ["TOC"] else None

    def contents_entry(self, depth: int) -> Element:
        """Return the element of an entry; deeper ones are in a TOC within the TOC."""
        self.lists.clear()
        self.quotation = None
        if not self.contents:
            self.contents.append(self.up.add("TOC"))
        del self.contents[depth:]
        while len(self.contents) < depth:
            self.contents.append(self.contents[-1].add("TOC"))
        return self.contents[-1].add("TOCI").add("Reference")

    def list_entry(self, item: ListItem) -> Element:
        """Return a new LI in the list that the item continues, or in a new one."""
        while self.lists and _ends(self.lists[-1].item, item):
            self.lists.pop()
        if not self.lists or not _same_list(self.lists[-1].item, item):
            host = self.up
            if self.lists:
                host = _last_body(self.lists[-1].element)
            element = host.add("L")
            element.numbering = item.number_format
            self.lists.append(_OpenList(item, element))
        return self.lists[-1].element.add("LI")


def _is_initial(paragraph: XmlElement) -> bool:
    """Return whether a paragraph is the large first letter of the next one (a drop cap)."""
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(W + "dropCap", "none") != "none"


def _last_body(element: Element) -> Element:
    """Return the LBody of a list's last item; an item is Lbl, then LBody."""
    last = element.kids[-1]
    body = last.kids[1] if isinstance(last, Element) else last
    assert isinstance(body, Element)  # noqa: S101 - list_entry's caller makes both
    return body


def _same_list(open_item: ListItem, item: ListItem) -> bool:
    return (open_item.numbering, open_item.level) == (item.numbering, item.level)


def _ends(open_item: ListItem, item: ListItem) -> bool:
    """Return whether an item ends an open list: it is further out, or restarts beside it."""
    if open_item.numbering == item.numbering:
        return open_item.level > item.level
    return open_item.indent >= item.indent
