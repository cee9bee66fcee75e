"""A table of data as its reader sees it and as it is reckoned with, each cell with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from panel_papers.core import Place, Problem


class DataCell(Struct, frozen=True):
    """One cell.

    `text` is what the file shows, outer blanks off. `value` is None where the cell is blank; 5.9%
    is Decimal("5.9") with the unit “%”. `ref` is “B3”: column letter and row number, also for a
    CSV, where the row is the line in which the record begins. `place` has file, line and column for
    a CSV; for an .xlsx file its `where` names sheet and cell.
    """

    text: str
    value: Decimal | date | str | None
    unit: str
    ref: str
    place: Place


class DataTable(Struct, frozen=True):
    """A table whose rows have one cell for each of the columns.

    `path` is that of the file in the paper's folder (“data/officers.csv”); `sheet` is None for a
    CSV. `problems` are warnings.
    """

    path: str
    sheet: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[DataCell, ...], ...]
    problems: tuple[Problem, ...] = ()
