"""The parts of a Word document that hold text, and places in them as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree
from msgspec import Struct, field

from panel_papers.word.xml import Element, attribute, every, own, value_at, within

_NAMES = {
    RT.HEADER: "page header",
    RT.FOOTER: "page footer",
    RT.FOOTNOTES: "footnotes",
    RT.ENDNOTES: "endnotes",
}
_VARIANTS = {"first": ", first page", "even": ", even pages"}
_SECTION = "w:sectPr"
_IN_TEXT = (
    *("w:drawing", "w:pict", "w:object", "w:fldChar", "w:fldSimple"),
    *("w:footnoteReference", "w:endnoteReference"),
)


class Story(Struct, dict=True):
    """One part that holds text: its root element, and its name as a person says it (None: body).

    `numbers` are those that Word prints at the notes of a part of notes, by the notes' ids.
    """

    part: Part
    root: Element
    name: str | None
    numbers: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def outline(self) -> Mapping[Element, tuple[int, str]]:
        """For each paragraph, how many one counts in Word up to it, and the heading it is under.

        Counted once, and so before anything is filled. Word counts neither the paragraphs of
        tables nor those of text boxes.
        """
        found, count, heading = {}, 0, ""
        for each in every(self.root, "w:p"):
            boxed = within(each, "w:p") is not None
            count += within(each, "w:tc") is None and not boxed
            if not boxed and value_at(each, "w:pPr", "w:pStyle").startswith("Heading"):
                heading = own_text(each).strip()
            found[each] = count, heading
        return found

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
        numbers = _note_numbers(document.element.body, name.removesuffix("s"))
        yield Story(part, root, name + variants.get(rel_id, ""), numbers)


def _note_numbers(body: Element, kind: str) -> dict[str, int]:
    """Return the numbers of the notes of a kind: Word counts their marks in the text."""
    if kind not in {"footnote", "endnote"}:
        return {}
    marks = [attribute(mark, "w:id") for mark in every(body, f"w:{kind}Reference")]
    return {each: number for number, each in enumerate(dict.fromkeys(marks), 1)}


def own_text(paragraph: Element) -> str:
    """Return the text of a paragraph as typed, without that of text boxes anchored in it."""
    return "".join(node.text or "" for node in own(paragraph, "w:t", of="w:p"))


def holds_more_than_text(element: Element) -> bool:
    """Say whether an element holds what would be lost with it though it has no letters.

    A picture, a field, the mark of a footnote, the end of a section or of a page.
    """
    return bool(every(element, _SECTION)) or _holds_more_than_letters(element)


def holds_only(paragraph: Element, text: str) -> bool:
    """Say whether a paragraph holds this text alone, such as a tag; it may end a section, too.

    A section break that is typed behind a text is kept by Word in that text's paragraph.
    """
    return own_text(paragraph).strip() == text and not _holds_more_than_letters(paragraph)


def _holds_more_than_letters(element: Element) -> bool:
    return bool(every(element, *_IN_TEXT)) or any(
        attribute(br, "w:type") in {"page", "column"} for br in every(element, "w:br")
    )


def where(paragraph: Element, story: Story) -> str:
    """Say a paragraph's place in words: “under the heading “Costs”, table 1, row 3, column 2”."""
    box = within(paragraph, "w:txbxContent")
    anchor = None if box is None else within(box, "w:p")
    if box is not None and anchor is not None:
        inside = [p for p in every(box, "w:p") if within(p, "w:txbxContent") is box]
        return f"{where(anchor, story)}, text box{_of_several(paragraph, inside)}"
    note = within(paragraph, "w:footnote", "w:endnote")
    if note is not None:
        number = story.numbers.get(attribute(note, "w:id"))
        kind = (story.name or "").removesuffix("s")
        words = [f"{kind} {number}" if number else f"a {kind} without a mark in the text"]
        if within(paragraph, "w:tc") is None:
            return words[0] + _of_several(paragraph, every(note, "w:p"))
        return ", ".join([*words, *_cell_words(paragraph, note)])
    number, heading = story.outline[paragraph]
    words = [story.name] if story.name else []
    if story.name is None and heading:
        words.append(f"under the heading “{heading}”")
    return ", ".join([*words, *(_cell_words(paragraph, story.root) or [f"paragraph {number}"])])


def where_table(table: Element, story: Story) -> str:
    """Say a table's place in words: “under the heading “Costs”, table 1”."""
    first = next(iter(every(table, "w:p")), None)
    if first is None:
        return f"table {every(story.root, 'w:tbl').index(table) + 1}"
    words = where(first, story)
    return re.sub(r", row \d+, column \d+.*", "", words)


def _of_several(paragraph: Element, all_there: list[Element]) -> str:
    count = len(all_there)
    return f", paragraph {all_there.index(paragraph) + 1}" if count > 1 else ""


def _cell_words(paragraph: Element, root: Element) -> list[str]:
    cell = within(paragraph, "w:tc")
    row = None if cell is None else within(cell, "w:tr")
    table = None if row is None else within(row, "w:tbl")
    if cell is None or row is None or table is None:
        return []
    return [
        f"table {every(root, 'w:tbl').index(table) + 1}",
        f"row {list(own(table, 'w:tr', of='w:tbl')).index(row) + 1}",
        f"column {list(own(row, 'w:tc', of='w:tr')).index(cell) + 1}",
    ]
