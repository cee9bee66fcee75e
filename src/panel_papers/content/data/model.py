"""A table of data as its reader sees it and as it is calculated with, each cell with its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from panel_papers.core import Place, Problem


class DataCell(Struct, frozen=True, gc=False):
    """One cell.

    `text` is what the file shows, outer blanks off. `value` is None where the cell is blank; 5.9%
    is Decimal("5.9") with the unit “%”. `ref` is “B3”: column letter and row number, also for a
    CSV, where the row is the line in which the record begins. `place` has file, line and column for
    a CSV; for an .xlsx file its `where` names sheet and cell.

    `scale` is what 1 in `value` stands for: 1,000 below “Budget (£000)”. `heading_unit` is a unit
    that the heading says and the cell does not. `brackets` says that the file writes numbers below
    zero in brackets. `is_year` is true for a number that is a year. `sheet` is that of a workbook.
    `indent` is by how many spaces a text is indented.
    """

    text: str
    value: Decimal | date | str | None
    unit: str
    ref: str
    place: Place
    scale: int = 1
    heading_unit: str = ""
    brackets: bool = False
    is_year: bool = False
    sheet: str | None = None
    indent: int = 0

    @property
    def full_unit(self) -> str:
        """The unit that the cell or its heading says."""
        return self.unit or self.heading_unit

    @property
    def is_money(self) -> bool:
        """Whether its unit is a currency's sign."""
        return len(self.full_unit) == 1 and self.full_unit != "%"

    @property
    def amount(self) -> Decimal | None:
        """The number in full: £1,234,567 for 1,234.567 below “£000”; None for no number."""
        return self.value * self.scale if isinstance(self.value, Decimal) else None


class DataTable(Struct, frozen=True):
    """A table whose rows have one cell for each of the columns.

    `path` is that of the file in the paper's folder (“data/officers.csv”); `sheet` is None for a
    CSV. `problems` are warnings. `marked` are the indexes of rows that the sheet sets apart as
    totals: in bold letters or below a line. The rows of a long list are made as they are asked for.
    """

    path: str
    sheet: str | None
    columns: tuple[str, ...]
    rows: Sequence[tuple[DataCell, ...]]
    problems: tuple[Problem, ...] = ()
    marked: frozenset[int] = frozenset()
