"""Tables: rows and cells with their spans and scopes, header rows apart from the body."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.pdf.tagging.elements import Cell, Element
from panel_papers.pdf.tagging.reading import Reader
from panel_papers.pdf.tagging.wordxml import (
    W,
    XmlElement,
    hexadecimal,
    local,
    switched_on,
    unwrapped,
    value,
    whole,
)

_ROW_LABEL = "cover label"
# The bits of the old form of tblLook (ECMA-376 part 4, 14.7.8).
_LOOK_BITS = {"firstRow": 0x0020, "firstColumn": 0x0080}


def read_table(reader: Reader, table: XmlElement, up: Element, flow: int) -> None:
    """Read a table into Table, THead, TBody, TR, TH and TD.

    What is a header is what the document marks: repeated header rows, or the first row and
    column where the table's look switches them on and its style sets them apart; cells that are
    marked as a first column's, and those of the style “Cover Label”.
    """
    element = up.add("Table")
    element.heading = reader.heading
    rows = [row for row in unwrapped(table) if local(row) == "tr"]
    reading = _TableReader(reader, table, flow, _head_count(reader, table, rows))
    groups: dict[str, Element] = {}
    for number, row in enumerate(rows):
        # A table of header rows only has no body to set them apart from.
        role = "THead" if number < reading.head_count < len(rows) else "TBody"
        if role not in groups:
            groups[role] = element.add(role)
        reading.row(row, groups[role].add("TR"), number)
    reading.even_out()
    if not reading.has_headers:
        reader.remark("a table has no header cells", element)


class _TableReader(Struct):
    """Reads one table; `spanning` holds the cell that still goes down at a column."""

    reader: Reader
    table: XmlElement
    flow: int
    head_count: int
    labels_first: bool = False
    has_headers: bool = False
    spanning: dict[int, Element] = field(default_factory=dict)
    widths: list[tuple[Element, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels_first = _sets_apart(self.reader, self.table, "firstColumn", "firstCol")

    def row(self, row: XmlElement, line: Element, number: int) -> None:
        """Read one row into its TR."""
        line.repeats = switched_on(row.find(f"{W}trPr/{W}tblHeader"))
        column = whole(value(row, "trPr/gridBefore"))
        _pad(line, column)
        for xml in (cell for cell in unwrapped(row) if local(cell) == "tc"):
            merge = xml.find(f"{W}tcPr/{W}vMerge")
            upper = self.spanning.get(column)
            span = max(1, whole(value(xml, "tcPr/gridSpan"), 1))
            if merge is not None and merge.get(W + "val") != "restart" and upper is not None:
                cell = upper.cell or Cell()
                upper.cell = replace(cell, rows=cell.rows + 1)
                # Text in a swallowed cell is painted: it stays with the cell that swallowed it.
                self.reader.blocks(xml, upper, self.flow)
            else:
                scope = self.scope(xml, number, column)
                element = line.add("TH" if scope else "TD")
                element.cell = Cell(columns=span, scope=scope)
                self.spanning.pop(column, None)
                if merge is not None:
                    self.spanning[column] = element
                self.reader.blocks(xml, element, self.flow)
            column += span
        self.widths.append((line, column))

    def scope(self, cell: XmlElement, row: int, column: int) -> str | None:
        """Return what a header cell is the header of, None for a cell of data."""
        found = None
        if row < self.head_count:
            found = "Column"
        elif (self.labels_first and column == 0) or self.is_row_label(cell) or _is_marked(cell):
            found = "Row"
        self.has_headers = self.has_headers or found is not None
        return found

    def is_row_label(self, cell: XmlElement) -> bool:
        """Return whether all paragraphs of a cell have the style of a row's label."""
        styles = self.reader.styles
        names = [styles.name(styles.of_paragraph(p)) for p in unwrapped(cell) if local(p) == "p"]
        return bool(names) and set(names) == {_ROW_LABEL}

    def even_out(self) -> None:
        """Give all rows the width of the widest (ISO 14289-1 7.5)."""
        widest = max((width for _, width in self.widths), default=0)
        for line, width in self.widths:
            _pad(line, widest - width)


def _is_marked(cell: XmlElement) -> bool:
    """Return whether a cell is marked as one of a first column that is set apart (17.3.1.8)."""
    mark = cell.find(f"{W}tcPr/{W}cnfStyle")
    if mark is None:
        return False
    said = mark.get(W + "firstColumn")
    return mark.get(W + "val", "")[2:3] == "1" if said is None else said in {"1", "true", "on"}


def _pad(line: Element, columns: int) -> None:
    """Add an empty cell over some columns."""
    if columns > 0:
        line.add("TD").cell = Cell(columns=columns)


def _head_count(reader: Reader, table: XmlElement, rows: list[XmlElement]) -> int:
    """Return how many rows from the top are header rows."""
    count = 0
    while count < len(rows) and switched_on(rows[count].find(f"{W}trPr/{W}tblHeader")):
        count += 1
    if count == 0 and len(rows) > 1 and _sets_apart(reader, table, "firstRow", "firstRow"):
        count = 1
    # A header cell that spans further rows makes header rows of them.
    while 0 < count < len(rows) and _continues(rows[count]):
        count += 1
    return count


def _continues(row: XmlElement) -> bool:
    """Return whether a cell of the row above continues in this row."""
    cells = (cell for cell in unwrapped(row) if local(cell) == "tc")
    merges = (cell.find(f"{W}tcPr/{W}vMerge") for cell in cells)
    return any(m is not None and m.get(W + "val") != "restart" for m in merges)


def _sets_apart(reader: Reader, table: XmlElement, look: str, part: str) -> bool:
    """Return whether the table's look switches a part on and its style shows that part.

    Word switches first row and column on in every new table; only a style makes them visible.
    """
    found = table.find(f"{W}tblPr/{W}tblLook")
    if found is None:
        return False
    said = found.get(W + look)
    if said is None:
        switched = bool(hexadecimal(found.get(W + "val")) & _LOOK_BITS[look])
    else:
        switched = said in {"1", "true", "on"}
    return switched and part in reader.styles.table_parts(table)
