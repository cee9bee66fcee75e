"""What a filled template says, block by block: what a writer of another form than Word begins from.

Words of the template and values of the paper are in the order in which Word shows them. Values
are what the inputs say, not yet written in any form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.text.paragraph import CT_P
from msgspec import Struct

from panel_papers.core import Leaf
from panel_papers.word.filling.slots import Slot, Slots
from panel_papers.word.xml import Element, attribute, children, is_a, own, value_at, within

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_PARTED = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


class Run(Struct, frozen=True):
    """Words of a template, or a value, and whether the template has them bold; `url` if linked."""

    value: Leaf
    strong: bool = False
    url: str | None = None


class Line(Struct, frozen=True):
    """One paragraph. `level` is 0 for the document's title, 1 to 9 for headings, None for text."""

    runs: tuple[Run, ...]
    level: int | None = None

    @property
    def alone(self) -> Leaf | None:
        """The value that is alone in the paragraph, if there is one."""
        return self.runs[0].value if len(self.runs) == 1 else None


class Grid(Struct, frozen=True):
    """A table of the template: its rows, each with its cells, each with its paragraphs."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


class OutlinePart(Struct, frozen=True):
    """One filled template: its name, and what its body holds in order."""

    template: str
    blocks: tuple[Line | Grid, ...]


def outline_of(template: str, document: Document, slots: Slots) -> OutlinePart:
    """Return what a template that was filled with marks says; the document stays as it is."""
    return OutlinePart(template, tuple(_Reader(document, slots).blocks(document.element.body)))


class _Reader:
    def __init__(self, document: Document, slots: Slots) -> None:
        self._slots = slots
        self._links = {
            rel_id: rel.target_ref
            for rel_id, rel in document.part.rels.items()
            if rel.reltype == RT.HYPERLINK
        }
        self._styles = {each.style_id: each.name or "" for each in document.styles}

    def blocks(self, parent: Element) -> Iterator[Line | Grid]:
        for each in parent:
            if isinstance(each, CT_P):
                line = self._line(each)
                if line.runs:
                    yield line
            elif is_a(each, "w:tbl"):
                yield self._grid(each)
            elif is_a(each, "w:sdt"):
                for content in children(each, "w:sdtContent"):
                    yield from self.blocks(content)

    def _grid(self, table: Element) -> Grid:
        return Grid(
            tuple(
                tuple(
                    tuple(b for b in self.blocks(cell) if isinstance(b, Line))
                    for cell in children(row, "w:tc")
                )
                for row in children(table, "w:tr")
            )
        )

    def _line(self, paragraph: CT_P) -> Line:
        name = self._styles.get(value_at(paragraph, "w:pPr", "w:pStyle"), "")
        heading = _HEADING.fullmatch(name)
        level = int(heading[1]) if heading else 0 if name == "Title" else None
        runs = [run for each in own(paragraph, "w:r", of="w:p") for run in self._runs(each)]
        return Line(tuple(_joined(runs)), level)

    def _runs(self, run: Element) -> Iterator[Run]:
        link = within(run, "w:hyperlink")
        url = None if link is None else self._links.get(attribute(link, "r:id"))
        look = [each for each in children(run, "w:rPr") for _ in children(each, "w:b")]
        for held in run:
            if is_a(held, "w:t"):
                for piece in self._slots.split(held.text or "", note=False):
                    value = piece.value if isinstance(piece, Slot) else piece
                    yield Run(value, bool(look), url)
            else:
                for name, text in _PARTED.items():
                    if is_a(held, name):
                        yield Run(text, bool(look), url)


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Yield runs with neighbours of plain text and one look made one."""
    held: Run | None = None
    for run in runs:
        same = held is not None and (held.strong, held.url) == (run.strong, run.url)
        if same and held is not None and type(held.value) is str and type(run.value) is str:
            held = Run(held.value + run.value, run.strong, run.url)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
