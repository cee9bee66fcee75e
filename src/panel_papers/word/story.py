"""The parts of a Word document that hold text, and the place of a paragraph in them as Word shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

_NAMES = {
    RT.HEADER: "page header",
    RT.FOOTER: "page footer",
    RT.FOOTNOTES: "footnotes",
    RT.ENDNOTES: "endnotes",
}
_VARIANTS = {"first": ", first page", "even": ", even pages"}


@dataclass
class Story:
    """One part that holds text: its root element, and its name as a person says it (None: body)."""

    part: Part
    root: etree._Element
    name: str | None

    @property
    def is_stationery(self) -> bool:
        """Whether the story is a page header or footer."""
        return self.name is not None and self.name.startswith("page ")

    def keep(self) -> None:
        """Write the root back where the part holds bytes (footnotes) and not elements."""
        if not isinstance(self.part, XmlPart):
            self.part._blob = etree.tostring(  # noqa: SLF001 - python-docx has no setter
                self.root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def stories(document: Document) -> Iterator[Story]:
    """Yield the body, then each header, footer and notes part once."""
    yield Story(document.part, document.element.body, None)
    variants = {
        ref.get(qn("r:id")): _VARIANTS.get(ref.get(qn("w:type")) or "", "")
        for tag in ("w:headerReference", "w:footerReference")
        for ref in document.element.body.iter(qn(tag))
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


def own_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph as typed, without that of text boxes anchored in it."""
    return "".join(
        node.text or ""
        for node in paragraph.iter(qn("w:t"))
        if next(node.iterancestors(qn("w:p"))) is paragraph
    )


def where(paragraph: etree._Element, story: str | None) -> str:
    """Say a paragraph's place in words: “under the heading “Costs”, table 1, row 3, column 2”."""
    words = [story] if story else []
    root = list(paragraph.iterancestors())[-1]
    if story is None and (heading := _heading_before(paragraph, root)):
        words.append(f"under the heading “{heading}”")
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        row = next(cell.iterancestors(qn("w:tr")))
        table = next(row.iterancestors(qn("w:tbl")))
        tables = list(root.iter(qn("w:tbl")))
        rows = list(table.iterchildren(qn("w:tr")))
        words.append(
            f"table {tables.index(table) + 1}, row {rows.index(row) + 1}, "
            f"column {list(row.iterchildren(qn('w:tc'))).index(cell) + 1}"
        )
    else:
        loose = [p for p in root.iter(qn("w:p")) if next(p.iterancestors(qn("w:tc")), None) is None]
        words.append(f"paragraph {loose.index(paragraph) + 1}")
    return ", ".join(words)


def _heading_before(paragraph: etree._Element, root: etree._Element) -> str | None:
    heading = None
    for other in root.iter(qn("w:p")):
        style = other.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and (style.get(qn("w:val")) or "").startswith("Heading"):
            heading = own_text(other)
        if other is paragraph:
            break
    return heading
