"""A Word document as its paragraphs, each with its place in words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import cast

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from panel_papers.checks.protocol import Subject
from panel_papers.checks.word_art import Art, art_of
from panel_papers.core import Place, WordFile
from panel_papers.word import (
    Element,
    Story,
    attribute,
    child,
    children,
    every,
    own,
    stories,
    value_at,
    within,
)

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEEPEST = 20  # styles based on styles
_LONGEST = 60


class Block(Struct, frozen=True):
    """One paragraph: its element, its text as it shows, its place in words.

    `style` is the id of its style, `level` that of a heading, from 1; 0 for all else. `story` is
    the name of a header, footer or notes part, None for the body.
    """

    element: Element
    text: str
    where: str
    style: str
    level: int
    story: str | None
    in_table: bool
    in_box: bool


class WordText(Struct, frozen=True, eq=False, dict=True):
    """A Word document: what places call it, whether it was supplied, and its paragraphs.

    `part` is 0 for the report and n for appendix n.
    """

    file: str
    part: int
    supplied: bool
    document: Document

    def place(self, where: str | None) -> Place:
        """Return a place in the document."""
        return Place(self.file, where=where)

    @cached_property
    def styles(self) -> dict[str, Element]:
        """The styles by their ids."""
        return {
            attribute(s, "w:styleId"): s for s in children(self.document.styles.element, "w:style")
        }

    @cached_property
    def default_style(self) -> str:
        """The id of the style of paragraphs that name none."""
        for name, style in self.styles.items():
            is_default = attribute(style, "w:default") in {"1", "true", "on"}
            if is_default and attribute(style, "w:type") == "paragraph":
                return name
        return ""

    @cached_property
    def _chains(self) -> dict[str, Sequence[Element]]:
        """The chains that were asked for: few, and asked for at every run of text."""
        return {}

    def chain(self, style: str) -> Sequence[Element]:
        """Return a style, the one it is based on, and so on."""
        if style not in self._chains:
            self._chains[style] = tuple(self._chain(style))
        return self._chains[style]

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            found = self.styles.get(style)
            if found is None:
                return
            yield found
            style = value_at(found, "w:basedOn")

    def style_name(self, style: str) -> str:
        """Return a style's name in small letters."""
        return value_at(self.styles.get(style), "w:name").lower()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All paragraphs: those of the body, then of notes, headers and footers."""
        return tuple(block for story in stories(self.document) for block in self._of(story))

    @cached_property
    def art(self) -> tuple[Art, ...]:
        """The words that are drawn; of a document that we made without our own DRAFT."""
        found = (each for story in stories(self.document) for each in art_of(story))
        return tuple(each for each in found if self.supplied or not each.is_ours)

    @property
    def body(self) -> tuple[Block, ...]:
        """The paragraphs of the body, in their order."""
        return tuple(block for block in self.blocks if block.story is None)

    def _of(self, story: Story) -> Iterator[Block]:
        cells = _cells(story.root)
        heading, count = "before the first heading", 0
        for paragraph in every(story.root, "w:p"):
            if any(holder.tag == _FALLBACK for holder in paragraph.iterancestors()):
                continue
            text = text_of(paragraph)
            style = value_at(paragraph, "w:pPr", "w:pStyle") or self.default_style
            cell, box = within(paragraph, "w:tc"), within(paragraph, "w:txbxContent")
            level = self.level(paragraph, style) if cell is None else 0
            where = heading
            if story.name is not None:
                where = story.name
            elif level and text.strip():
                heading, count = f"under the heading “{shortened(text)}”", 0
                where = f"the heading “{shortened(text)}”"
            elif level:
                where = f"an empty heading {heading}"
            elif cell is not None:
                # a cell that is in no row is a damaged file's
                where = f"{heading}, {cells.get(cell, 'in a table')}"
            elif box is not None:
                where = f"{heading}, in a text box"
            else:
                count += bool(text.strip())
                if text.strip() or count:
                    where += f", {'paragraph' if text.strip() else 'after paragraph'} {count}"
            yield Block(
                paragraph, text, where, style, level, story.name, cell is not None, box is not None
            )

    def level(self, paragraph: Element, style: str) -> int:
        """Return a heading's level, from 1, by its style's name or outline; 0 for no heading."""
        outline = value_at(paragraph, "w:pPr", "w:outlineLvl")
        for each in self.chain(style):
            name = value_at(each, "w:name").lower()
            if name.startswith("heading ") and name[8:].isdecimal():
                return int(name[8:])
            outline = outline or value_at(each, "w:pPr", "w:outlineLvl")
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0


def _cells(root: Element) -> dict[Element, str]:
    """Return the place of each cell: “table 1, row 3, column 2”."""
    return {
        cell: f"table {number}, row {row_number}, column {column}"
        for number, table in enumerate(every(root, "w:tbl"), 1)
        for row_number, row in enumerate(own(table, "w:tr", of="w:tbl"), 1)
        for column, cell in enumerate(own(row, "w:tc", of="w:tr"), 1)
    }


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph as it shows, without that of text boxes anchored in it."""
    shown = (qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen"))
    parts = []
    for node in paragraph.iter(*shown):
        if within(node, "w:p") is not paragraph or within(node, "w:tabs") is not None:
            continue
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        else:
            parts.append("-" if node.tag == qn("w:noBreakHyphen") else " ")
    return "".join(parts)


def is_struck(document: WordText, block: Block) -> bool:
    """Say whether all words of a paragraph are struck through, by themselves or by their styles."""
    runs = [run for run in every(block.element, "w:r") if any(t.text for t in children(run, "w:t"))]
    return bool(runs) and all(_run_is_struck(document, block, run) for run in runs)


def _run_is_struck(document: WordText, block: Block, run: Element) -> bool:
    styles = (*document.chain(value_at(run, "w:rPr", "w:rStyle")), *document.chain(block.style))
    for holder in (run, *styles):
        for name in ("w:strike", "w:dstrike"):
            switch = child(holder, "w:rPr", name)
            if switch is not None:
                return attribute(switch, "w:val") not in {"0", "false", "off"}
    return False


def shortened(text: str) -> str:
    """Return a text short enough to be quoted."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def part_root(document: Document, kind: str) -> Element | None:
    """Return the root of a part that the document leads to, such as “theme”; None without it."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def numbered(text: WordText, block: Block) -> bool:
    """Say whether Word numbers the paragraph or gives it a bullet."""
    properties = child(block.element, "w:pPr", "w:numPr")
    if properties is not None:
        return value_at(properties, "w:numId") != "0"
    for style in text.chain(block.style):
        properties = child(style, "w:pPr", "w:numPr")
        if properties is not None:
            return value_at(properties, "w:numId") != "0"
    return False


def documents_of(subject: Subject) -> list[WordText]:
    """Return the Word documents that were made from a paper, then those supplied with it."""
    if subject.opened:
        return list(cast("tuple[WordText, ...]", subject.opened))
    name = subject.paper.name
    found = [
        _opened(f"{name}-appendix-{number}.docx" if number else f"{name}-report.docx", number, data)
        for number, data in sorted(subject.documents.items())
    ]
    return found + [
        _opened(each.place.file, each.number, each.content.data, supplied=True)
        for each in subject.paper.appendices
        if isinstance(each.content, WordFile)
    ]


@lru_cache(maxsize=64)  # a dozen checks look at each document in turn: it is opened once
def _opened(file: str, part: int, data: bytes, *, supplied: bool = False) -> WordText:
    return WordText(file, part, supplied, docx.Document(io.BytesIO(data)))
