"""The parts of a Word document that hold text, and places in them as Word shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from panel_papers.word.xml import Element, attribute, every, own, value_at, within

_NAMES = {
    RT.HEADER: "page header",
    RT.FOOTER: "page footer",
    RT.FOOTNOTES: "footnotes",
    RT.ENDNOTES: "endnotes",
}
_VARIANTS = {"first": ", first page", "even": ", even pages"}
_BESIDE_TEXT = (
    *("w:drawing", "w:pict", "w:object", "w:sectPr", "w:fldChar", "w:fldSimple"),
    *("w:footnoteReference", "w:endnoteReference"),
)


@dataclass
class Story:
    """One part that holds text: its root element, and its name as a person says it (None: body)."""

    part: Part
    root: Element
    name: str | None

    @property
    def is_stationery(self) -> bool:
        """Whether the story is a page header or footer."""
        return self.name is not None and self.name.startswith("page ")

    @property
    def is_header(self) -> bool:
        """Whether the story is a page header."""
        return self.name is not None and self.name.startswith(_NAMES[RT.HEADER])

    def keep(self) -> None:
        """Write the root back where the part holds bytes (footnotes) and not elements."""
        if not isinstance(self.part, XmlPart):
            self.part._blob = etree.tostring(
                self.root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def stories(document: Document) -> Iterator[Story]:
    """Yield the body, then each header, footer and notes part once."""
    yield Story(document.part, document.element.body, None)
    variants = {
        attribute(reference, "r:id"): _VARIANTS.get(attribute(reference, "w:type"), "")
        for reference in every(document.element.body, "w:headerReference", "w:footerReference")
    }
    seen: set[str] = set()
    for rel_id, rel in sorted(document.part.rels.items()):
        name = _NAMES.get(rel.reltype)
        if name is None or rel.is_external or rel.target_part.partname in seen:
            continue
        part = rel.target_part
        seen.add(part.partname)
        root = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
        yield Story(part, root, name + variants.get(rel_id, ""))


def own_text(paragraph: Element) -> str:
    """Return the text of a paragraph as typed, without that of text boxes anchored in it."""
    return "".join(node.text or "" for node in own(paragraph, "w:t", of="w:p"))


def holds_more_than_text(element: Element) -> bool:
    """Say whether an element holds what would be lost with it though it has no letters.

    A picture, a field, the mark of a footnote, the end of a section or of a page.
    """
    return bool(every(element, *_BESIDE_TEXT)) or any(
        attribute(br, "w:type") in {"page", "column"} for br in every(element, "w:br")
    )


def where(paragraph: Element, story: str | None) -> str:
    """Say a paragraph's place in words: “under the heading “Costs”, table 1, row 3, column 2”."""
    words = [story] if story else []
    root = list(paragraph.iterancestors())[-1]
    if story is None and (heading := _heading_before(paragraph, root)):
        words.append(f"under the heading “{heading}”")
    cell = within(paragraph, "w:tc")
    row = None if cell is None else within(cell, "w:tr")
    table = None if row is None else within(row, "w:tbl")
    if cell is None or row is None or table is None:
        loose = [p for p in root.iter(qn("w:p")) if within(p, "w:tc") is None]
        words.append(f"paragraph {loose.index(paragraph) + 1}")
    else:
        words += [
            f"table {every(root, 'w:tbl').index(table) + 1}",
            f"row {list(own(table, 'w:tr', of='w:tbl')).index(row) + 1}",
            f"column {list(own(row, 'w:tc', of='w:tr')).index(cell) + 1}",
        ]
    return ", ".join(words)


def _heading_before(paragraph: Element, root: Element) -> str | None:
    heading = None
    for other in root.iter(qn("w:p")):
        if value_at(other, "w:pPr", "w:pStyle").startswith("Heading"):
            heading = own_text(other)
        if other is paragraph:
            break
    return heading
