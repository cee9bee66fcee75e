"""Tables: rows and cells with their spans and scopes, header rows apart from the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


from panel_papers.tagging.elements import Cell, Element, where
from panel_papers.tagging.reading import Reader
from panel_papers.tagging.wordxml import W, XmlElement, local, switched_on, unwrapped, value, whole



_ROW_LABEL = "cover label"
# The bits of the old form of tblLook (ECMA-376 part 4, 14.7.8).
_LOOK_BITS = {"firstRow": 0x0020, "firstColumn": 0x0080}


@dataclass
class GridCell:
    """A cell of the grid: its element, its XML, and where it stands."""

    element: Element
    xml: XmlElement
    row: int
    column: int


def read_table(reader: Reader, table: XmlElement, up: Element, flow: int) -> None:
    """Read a table into Table, THead, TBody, TR, TH and TD.

    What is a header is what the document marks: repeated header rows, or the first row and
    column where the table's look switches them on and its style sets them apart; and cells of
    the style “Cover Label”.
    """
    element = up.add("Table")
    element.heading = reader.heading
    rows = [row for row in unwrapped(table) if local(row) == "tr"]
    head_count = _head_count(reader, table, rows)
    groups: dict[str, Element] = {}
    cells: list[GridCell] = []
    spanning: dict[int, GridCell] = {}
    width = 0
    lines: list[tuple[Element, int]] = []
    for number, row in enumerate(rows):
        role = "THead" if number < head_count else "TBody"
        if role not in groups:
            groups[role] = element.add(role)
        line = groups[role].add("TR")
        line.repeats = switched_on(row.find(f"{W}trPr/{W}tblHeader"))
        reached = _read_row(reader, row, line, number, cells, spanning, flow)
        lines.append((line, reached))
        width = max(width, reached)
    for line, reached in lines:
        _pad(line, width - reached)
    _mark_headers(reader, table, cells, head_count)
    if not any(cell.element.role == "TH" for cell in cells):
        reader.remarks.append(f"a table has no header cells: {where(element)}")


def _read_row(
    reader: Reader,
    row: XmlElement,
    line: Element,
    number: int,
    cells: list[GridCell],
    spanning: dict[int, GridCell],
    flow: int,
) -> int:
    """Read one row and return how many columns of the grid it reaches."""
    column = whole(value(row, "trPr/gridBefore"))
    _pad(line, column)
    for xml in (c for c in unwrapped(row) if local(c) == "tc"):
        span = max(1, whole(value(xml, "tcPr/gridSpan"), 1))
        merge = xml.find(f"{W}tcPr/{W}vMerge")
        upper = spanning.get(column)
        if merge is not None and merge.get(W + "val") != "restart" and upper is not None:
            cell = upper.element.cell or Cell()
            upper.element.cell = replace(cell, rows=cell.rows + 1)
            # Text in a swallowed cell is painted: it stays with the cell that swallowed it.
            reader.blocks(xml, upper.element, flow)
        else:
            element = line.add("TD")
            element.cell = Cell(columns=span)
            found = GridCell(element, xml, number, column)
            cells.append(found)
            spanning.pop(column, None)
            if merge is not None:
                spanning[column] = found
            reader.blocks(xml, element, flow)
        column += span
    return column


def _pad(line: Element, columns: int) -> None:
    """Add an empty cell: every row has the same width (ISO 14289-1 7.5)."""
    if columns > 0:
        line.add("TD").cell = Cell(columns=columns)


def _head_count(reader: Reader, table: XmlElement, rows: list[XmlElement]) -> int:
    """Return how many rows from the top are header rows."""
    count = 0
    while count < len(rows) and switched_on(rows[count].find(f"{W}trPr/{W}tblHeader")):
        count += 1
    if count == 0 and len(rows) > 1 and _sets_apart(reader, table, "firstRow", "firstRow"):
        count = 1
    return count


def _sets_apart(reader: Reader, table: XmlElement, look: str, part: str) -> bool:
    """Return whether the table's look switches a part on and its style shows that part.

    Word switches the first column on in every new table; only the style makes it visible.
    """
    found = table.find(f"{W}tblPr/{W}tblLook")
    if found is None:
        return False
    said = found.get(W + look)
    if said is None:
        bits = int(found.get(W + "val", "0") or "0", 16)
        return bool(bits & _LOOK_BITS[look]) and part in reader.styles.table_parts(table)
    return said in {"1", "true", "on"} and part in reader.styles.table_parts(table)


def _mark_headers(
    reader: Reader, table: XmlElement, cells: list[GridCell], head_count: int
) -> None:
    first_column = _sets_apart(reader, table, "firstColumn", "firstCol")
    for cell in cells:
        scope = None
        if cell.row < head_count:
            scope = "Column"
        elif (first_column and cell.column == 0) or _has_row_label(reader, cell.xml):
            scope = "Row"
        if scope is not None:
            cell.element.role = "TH"
            cell.element.cell = replace(cell.element.cell or Cell(), scope=scope)


def _has_row_label(reader: Reader, cell: XmlElement) -> bool:
    paragraphs = list(_paragraphs(cell))
    return bool(paragraphs) and all(
        reader.styles.name(reader.styles.of_paragraph(p)) == _ROW_LABEL for p in paragraphs
    )


def _paragraphs(cell: XmlElement) -> Iterator[XmlElement]:
    return (block for block in unwrapped(cell) if local(block) == "p")
