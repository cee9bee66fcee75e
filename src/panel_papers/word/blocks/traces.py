"""Where each paragraph that was written from prose was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panel_papers.content import Source, SyntaxTreeNode
from panel_papers.core import Exhibit, Prose, Table
from panel_papers.word.blocks.exhibits import ExhibitWriter
from panel_papers.word.elements import Element
from panel_papers.word.origins import BlockOrigin, CaptionOrigin, DataOrigin, Origin
from panel_papers.word.xml import every


class Traces:
    """The paragraphs of one document, each with what it was made from."""

    def __init__(self) -> None:
        self.all: list[tuple[Element, Origin]] = []

    def block(
        self, paragraph: Element, node: SyntaxTreeNode, prose: Prose, cell: int | None = None
    ) -> None:
        """Note where a paragraph was typed; `cell` is the column of a cell's."""
        if node.map:
            self.all.append((paragraph, BlockOrigin(prose, node.map[0] + 1, cell)))

    def made_of(self, origin: DataOrigin, drawn: Element) -> None:
        """Note what all paragraphs of an element are made from."""
        self.all += [(each, origin) for each in every(drawn, "w:p")]

    def exhibit(
        self,
        made: Sequence[Element],
        exhibit: Exhibit,
        prose: Prose,
        writer: ExhibitWriter,
        rest: DataOrigin | None,
    ) -> None:
        """Note where captions and sources were typed, and what all else is made from."""
        for block in made:
            printed = writer.printed_from(block, exhibit)
            if printed is not None:
                origin = CaptionOrigin(prose, exhibit.line, *printed, exhibit.place)
                self.all.append((block, origin))
            elif rest is not None:
                self.made_of(rest, block)

    def lists_in_cells(
        self,
        table: Element,
        replaced: Iterable[Element],
        rows: Sequence[SyntaxTreeNode],
        source: Source,
    ) -> None:
        """Note that cells whose paragraphs were `replaced` by lists are changed where typed."""
        gone = set(replaced)
        self.all = [each for each in self.all if each[0] not in gone]
        known = {paragraph for paragraph, _ in self.all}
        for drawn, row in zip(every(table, "w:tr"), rows, strict=True):
            rest = DataOrigin(source.place(row), is_item=True)
            self.all += [(each, rest) for each in every(drawn, "w:p") if each not in known]


def data_origin(exhibit: Exhibit) -> DataOrigin:
    """Return what a table or chart is made from: its block, and the file that its data are in."""
    tables = (exhibit.content, exhibit.data, exhibit.values)
    data = next((each.place for each in tables if isinstance(each, Table)), None)
    return DataOrigin(exhibit.place, data)
