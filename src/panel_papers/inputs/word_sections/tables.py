"""The tables of a Word file: a header row, and rows of as many cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from lxml import etree
from msgspec.structs import replace

from panel_papers.core import Span, TableBlock, TableRow, canonical, cell_lines
from panel_papers.inputs.cleaning.word.names import is_on, n
from panel_papers.inputs.cleaning.word.styles import Styles, child_of, value_of
from panel_papers.inputs.word_sections.numbers import Item, Lists
from panel_papers.inputs.word_sections.problems import IN_TABLE, Findings
from panel_papers.inputs.word_sections.words import Words, whole_tags

Alignment = Literal["left", "right", "center"]
_ALIGNED: dict[str, Alignment] = {"right": "right", "end": "right", "center": "center"}
_FIRST_ROW = 0x0020
_HOLDERS = frozenset(map(n, ("w:sdt", "w:sdtContent", "w:customXml", "w:tbl", "w:tr", "w:tc")))
ReadWords = Callable[[etree._Element, str], Words]


class TableReader:
    """Reads tables; `read` gives the words of a paragraph at a place."""

    def __init__(self, styles: Styles, lists: Lists, findings: Findings, read: ReadWords) -> None:
        self._styles, self._lists, self._findings, self._read = styles, lists, findings, read

    def table(self, table: etree._Element, place: Callable[[str], str], number: int) -> TableBlock:
        """Return a table; `place` completes words such as “table 1, row 2”."""
        named = f"table {number}"
        where = place(named)
        rows = list(_children(table, "w:tr"))
        if _heading_rows(rows) > 1:
            self._findings.add("word-header-rows", where)
        cells = [
            [
                spans
                for cell in _children(row, "w:tc")
                for spans in (
                    self._cell(cell, place(f"{named}, row {at}"), is_header=at == 1),
                    *_covered(cell),
                )
            ]
            for at, row in enumerate(rows, 1)
        ]
        if any(map(_is_merged, rows)) or len({len(row) for row in cells}) > 1:
            self._findings.add("word-merged-cells", where)
        if cells and not self._has_header(table, rows[0], cells[0]):
            self._findings.add("word-header-row", where)
        if cells:
            cells[0] = [_not_strong(cell) for cell in cells[0]]
        most = max((len(row) for row in cells), default=0)
        cells = [[*row, *([()] * (most - len(row)))] for row in cells]
        found = tuple(
            TableRow(tuple(row), place(f"{named}, row {at}")) for at, row in enumerate(cells, 1)
        )
        aligned = [*self._alignments(rows), *(["left"] * most)][:most]
        return TableBlock(found, tuple(aligned), where)

    def _cell(self, cell: etree._Element, where: str, *, is_header: bool) -> tuple[Span, ...]:
        spans: list[Span] = []
        if next(cell.iter(n("w:tbl")), None) is not None:
            self._findings.add("word-nested-table", where)
        items: list[tuple[Item | None, str]] = []
        for paragraph in _paragraphs(cell):
            item = self._lists.item(paragraph)
            words = self._read(paragraph, where)
            if words.drawings:
                self._findings.add("word-picture-in-text", where, IN_TABLE)
            spans += [Span("\n")] if spans else []
            mark = _mark(item) if words.text.strip() else ""
            items.append((item if mark else None, mark + words.text))
            spans += [Span(mark)] if mark else []
            spans += [replace(each, text=each.text.replace("\t", " ")) for each in words.spans]
        if not _are_lists(items, is_header=is_header):
            self._findings.add("word-list-in-table", where)
        return canonical(whole_tags(spans))

    def _has_header(
        self, table: etree._Element, row: etree._Element, cells: list[tuple[Span, ...]]
    ) -> bool:
        if _heading_rows([row]):
            return True
        look = child_of(table, "w:tblPr", "w:tblLook")
        if look is not None and value_of(table, "w:tblPr", "w:tblStyle"):
            bits = look.get(n("w:val")) or "0"
            first = look.get(n("w:firstRow"))
            if is_on(first) if first is not None else bool(_bits(bits) & _FIRST_ROW):
                return True
        return all(
            all("strong" in span.marks for span in cell if span.text.strip())
            or self._styled_bold(paragraph)
            for cell, paragraph in zip(cells, _firsts(row), strict=False)
        )

    def _styled_bold(self, paragraph: etree._Element | None) -> bool:
        """Say whether a paragraph's own style is bold, as that of table headings is."""
        chain = () if paragraph is None else self._styles.of_paragraph(paragraph)
        found = (child_of(style, "w:rPr", "w:b") for style in chain)
        said = next((each for each in found if each is not None), None)
        return said is not None and is_on(said.get(n("w:val")))

    def _alignments(self, rows: list[etree._Element]) -> Iterator[Alignment]:
        """Yield how each column is aligned, where all its cells below the header agree."""
        if not rows:
            return
        body = rows[1:] or rows
        for column in range(len(list(_children(rows[0], "w:tc")))):
            found: set[Alignment] = set()
            for row in body:
                cells = list(_children(row, "w:tc"))
                for paragraph in _paragraphs(cells[column]) if column < len(cells) else ():
                    if next(paragraph.iter(n("w:t")), None) is not None:
                        found.add(self._aligned(paragraph))
            yield found.pop() if len(found) == 1 else "left"

    def _aligned(self, paragraph: etree._Element) -> Alignment:
        own = value_of(paragraph, "w:pPr", "w:jc")
        chain = self._styles.of_paragraph(paragraph)
        said = (value_of(style, "w:pPr", "w:jc") for style in chain)
        found = own or next((each for each in said if each), "")
        return _ALIGNED.get(found, "left")


def _mark(item: Item | None) -> str:
    """Return what is typed before an item in a cell, with a space."""
    if item is None:
        return ""
    return f"{item.label or '?'} " if item.ordered else "- "


def _are_lists(paragraphs: Sequence[tuple[Item | None, str]], *, is_header: bool) -> bool:
    """Say whether the items among a cell's paragraphs are printed as the lists that they are."""
    items = [item for item, _ in paragraphs if item is not None]
    if not items:
        return True
    depths = {(item.ordered, item.level, item.indent) for item in items}
    if is_header or len(depths) > len({item.ordered for item in items}):
        return False
    lines = [text for _, text in paragraphs]
    kinds = {at: block.kind for block in cell_lines(lines) for at in block.lines}
    return all(
        item is None
        or ("\n" not in text and kinds[at] == ("numbers" if item.ordered else "bullets"))
        for at, (item, text) in enumerate(paragraphs)
    )


def _children(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those in content controls."""
    for child in holder:
        if child.tag == n(name):
            yield child
        elif child.tag in (n("w:sdt"), n("w:sdtContent"), n("w:customXml")):
            yield from _children(child, name)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, also those in content controls or in a table in it."""
    for child in cell:
        if child.tag == n("w:p"):
            yield child
        elif child.tag in _HOLDERS:
            yield from _paragraphs(child)


def _covered(cell: etree._Element) -> list[tuple[Span, ...]]:
    """Return an empty cell for each further column that a cell goes over."""
    said = value_of(cell, "w:tcPr", "w:gridSpan") or "1"
    return [()] * (min(int(said), 63) - 1 if said.isdigit() else 0)


def _firsts(row: etree._Element) -> list[etree._Element | None]:
    return [next(_paragraphs(cell), None) for cell in _children(row, "w:tc")]


def _heading_rows(rows: list[etree._Element]) -> int:
    count = 0
    for row in rows:
        found = child_of(row, "w:trPr", "w:tblHeader")
        if found is None or not is_on(found.get(n("w:val"))):
            break
        count += 1
    return count


def _is_merged(row: etree._Element) -> bool:
    properties = child_of(row, "w:trPr")
    beside = ("w:gridBefore", "w:gridAfter")
    if any(value_of(properties, name) not in (None, "0") for name in beside):
        return True
    for cell in _children(row, "w:tc"):
        own = cell.find(n("w:tcPr"))
        if (value_of(own, "w:gridSpan") or "1") != "1":
            return True
        if any(child_of(own, name) is not None for name in ("w:vMerge", "w:hMerge")):
            return True
    return False


def _not_strong(cell: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a cell of a header, whose look the template decides."""
    if not all("strong" in each.marks for each in cell if not each.note and each.text.strip()):
        return cell
    return canonical(replace(each, marks=each.marks - {"strong"}) for each in cell)


def _bits(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0
