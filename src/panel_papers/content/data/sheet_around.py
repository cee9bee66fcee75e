"""The texts above and below a table on a sheet, where its scale is often said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from panel_papers.content.data.headers import letters
from panel_papers.content.data.said_scale import Around
from panel_papers.core import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # no stubs

_MOST_ROWS = 12
_MOST_COLUMNS = 60
_FEW = 3  # texts of a row that is no header


def texts_around(sheet: Worksheet, first: int, last: int, file: str) -> tuple[Around, ...]:
    """Return the texts above the first row of a table and below its last.

    Rows are read as far as they hold a few texts and no numbers: beyond them is another table.
    """
    above = range(first - 1, max(0, first - 1 - _MOST_ROWS), -1)
    below = range(last + 1, min(sheet.max_row, last + _MOST_ROWS) + 1)
    return (*_texts(sheet, above, file, note=False), *_texts(sheet, below, file, note=True))


def _texts(sheet: Worksheet, rows: range, file: str, *, note: bool) -> Iterator[Around]:
    for row in rows:
        cells = [sheet.cell(row, n) for n in range(1, min(sheet.max_column, _MOST_COLUMNS) + 1)]
        filled = [cell for cell in cells if cell.value not in (None, "")]
        if len(filled) > _FEW or any(not isinstance(cell.value, str) for cell in filled):
            return
        for cell in filled:
            where = f"sheet “{sheet.title}”, cell {letters(cell.column)}{row}"
            yield Around(str(cell.value).strip(), Place(file, where=where), note)
