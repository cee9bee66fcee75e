"""The cover sheet of a document: its rows, and which fact of a paper each of them is."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from docx.document import Document
from msgspec import Struct, field

from panel_papers.core import LABELS
from panel_papers.word import (
    Element,
    attribute,
    children,
    every,
    is_a,
    own,
    own_text,
    text_of,
    value_at,
    within,
)

_LONGEST_COVER = 30
"""Blocks from the beginning of a document among which its cover sheet is looked for."""
_FEWEST = 2
"""Rows of known labels that make a table a cover sheet."""


class Pair(Struct):
    """A label and its value on a cover sheet; `field` is the fact of paper.yaml, where known."""

    label: str
    value: str
    field: str | None


class Cover(Struct):
    """What a document's cover sheet says, and which of its blocks it is.

    `blocks` are those up to its end; `table` is its table, and `rows` what each row of it says;
    `title` is the line that is the report's title, where no row is.
    """

    blocks: list[Element] = field(default_factory=list)
    table: Element | None = None
    rows: list[list[Pair]] = field(default_factory=list)
    title: Element | None = None
    lines: list[tuple[Element, Pair]] = field(default_factory=list)

    @property
    def pairs(self) -> list[Pair]:
        """Every label with its value, in order."""
        return [pair for row in self.rows for pair in row] + [pair for _, pair in self.lines]

    @property
    def facts(self) -> dict[str, str]:
        """The facts of the paper, by their names in paper.yaml."""
        found: dict[str, str] = {}
        for pair in self.pairs:
            if pair.field is not None and pair.value:
                found.setdefault(pair.field, pair.value)
        if self.title is not None:
            found.setdefault("title", own_text(self.title).strip())
        return found

    @property
    def labels(self) -> dict[str, str]:
        """What the document calls the usual rows."""
        found: dict[str, str] = {}
        for pair in self.pairs:
            if pair.field in LABELS:
                found.setdefault(pair.field or "", pair.label)
        return found

    @property
    def own_rows(self) -> list[Pair]:
        """The rows that are not usual ones."""
        return [pair for pair in self.pairs if pair.field is None]


def find_cover(document: Document, known: Mapping[str, str]) -> Cover:
    """Return the cover sheet of a document, empty where it has none; `known` are labels."""
    blocks = [b for b in document.element.body if is_a(b, "w:p", "w:tbl", "w:sdt")]
    cover = Cover()
    for number, block in enumerate(blocks[:_LONGEST_COVER]):
        for table in [block] if is_a(block, "w:tbl") else own(block, "w:tbl", of="w:sdt"):
            rows = [_pairs(row, known) for row in _rows(table)]
            if sum(p.field is not None for row in rows for p in row) >= _FEWEST:
                cover = Cover(blocks[: number + 1], table, rows)
                break
        if cover.table is not None:
            break
    if cover.table is None:
        cover = _of_lines(blocks[:_LONGEST_COVER], known)
    if cover.blocks and "title" not in cover.facts:
        cover.title = _title(document, cover)
    return cover


def _of_lines(blocks: Sequence[Element], known: Mapping[str, str]) -> Cover:
    """Return a cover sheet that is typed in lines, such as “Report to: Cabinet”."""
    lines: list[tuple[Element, Pair]] = []
    last = 0
    for number, block in enumerate(blocks):
        pair = _line_pair(own_text(block), known) if is_a(block, "w:p") else None
        if pair is not None:
            lines.append((block, pair))
            last = number + 1
    return Cover(list(blocks[:last]), lines=lines) if len(lines) >= _FEWEST else Cover()


def _rows(table: Element) -> Iterator[Element]:
    return own(table, "w:tr", of="w:tbl")


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row, with those in content controls."""
    return list(own(row, "w:tc", of="w:tr"))


def cell_text(cell: Element) -> str:
    """Return the words of a cell, its paragraphs with a space between them."""
    lines = (own_text(p).strip() for p in every(cell, "w:p") if within(p, "w:tc") is cell)
    return " ".join(" ".join(lines).split())


def _pairs(row: Element, known: Mapping[str, str]) -> list[Pair]:
    texts = [cell_text(cell) for cell in cells_of(row)]
    filled = [text for text in texts if text]
    if len(texts) == 1 or len(filled) == 1:
        pair = _line_pair(filled[0], known) if filled else None
        if pair is None and len(texts) > 1 and filled and texts[0] == filled[0]:
            pair = _pair(texts[0], "", known)  # a template's label, and nothing beside it yet
        return [] if pair is None else [pair]
    found = zip(texts[::2], [*texts[1::2], ""], strict=False)
    return [_pair(label, value, known) for label, value in found if label]


def _pair(label: str, value: str, known: Mapping[str, str]) -> Pair:
    named = " ".join(label.strip(" :").split())
    return Pair(named, value, known.get(named.lower()))


def _line_pair(text: str, known: Mapping[str, str]) -> Pair | None:
    label, colon, value = text.partition(":")
    pair = _pair(label, " ".join(value.split()), known)
    return pair if colon and value.strip() and pair.field is not None else None


def _title(document: Document, cover: Cover) -> Element | None:
    """Return the line of the title: in the style Title, or the largest of those above the table."""
    names = {
        attribute(s, "w:styleId"): value_at(s, "w:name").casefold()
        for s in children(document.styles.element, "w:style")
    }
    typed = {id(block) for block, _ in cover.lines}
    lines: list[Element] = [
        b
        for b in list(document.element.body)[: len(cover.blocks) + 4]
        if is_a(b, "w:p") and own_text(b).strip() and id(b) not in typed
    ]
    styled = [b for b in lines if names.get(value_at(b, "w:pPr", "w:pStyle")) == "title"]
    if styled:
        return styled[0]
    above = [b for b in lines if any(b is each for each in cover.blocks)]
    largest: Element | None = None
    most = 0
    for line in above:
        size = max(_sizes(line), default=0)
        if size > most:
            largest, most = line, size
    return largest


def _sizes(paragraph: Element) -> list[int]:
    found = [attribute(s, "w:val") for s in every(paragraph, "w:sz")]
    return [int(each) for each in found if each.isdecimal()]


def says_nothing(block: Element) -> bool:
    """Say whether a block prints nothing."""
    return not text_of(block).strip() and not every(block, "w:drawing", "w:pict", "w:tbl")


def copied(cover: Cover) -> tuple[Cover, list[Element]]:
    """Return the cover sheet on copies of its blocks, which may be changed, and these."""
    blocks = [copy.deepcopy(block) for block in cover.blocks]
    whole = [e for block in cover.blocks for e in block.iter()]
    same = dict(zip(map(id, whole), (e for b in blocks for e in b.iter()), strict=True))
    table = None if cover.table is None else same[id(cover.table)]
    title = cover.title
    if title is not None:
        title = same[id(title)] if id(title) in same else copy.deepcopy(title)
    lines = [(same[id(block)], pair) for block, pair in cover.lines]
    return Cover(blocks, table, cover.rows, title, lines), blocks


def first_paragraph(cell: Element) -> Element | None:
    """Return the first paragraph of a cell."""
    return next(iter([*children(cell, "w:p"), *every(cell, "w:p")]), None)


def label_end(text: str) -> str:
    """Return what follows a label as the document types it: a colon, or nothing."""
    return ":" if text.rstrip().endswith(":") else ""
