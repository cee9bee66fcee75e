"""The cells of a sheet as texts and numbers, by which a table is found among titles and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panel_papers.content.data.scaling import is_year
from panel_papers.inputs import NUMBER, Bounds

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # no stubs


def grid_of(shown: Worksheet, formulas: Worksheet, bounds: Bounds) -> list[list[str]]:
    """Return the cells of the area; a formula without a result counts as a number."""
    area = {
        "min_row": bounds.top,
        "max_row": bounds.bottom,
        "min_col": bounds.left,
        "max_col": bounds.right,
    }
    grid = []
    pairs = zip(shown.iter_rows(**area), formulas.iter_rows(**area), strict=True)
    for results, typed in pairs:
        row = []
        for cell, formula in zip(results, typed, strict=True):
            value = cell.value if isinstance(cell.value, str) else formula.value
            text = value.strip() if isinstance(value, str) else value
            is_formula = formula.data_type == "f" and not isinstance(cell.value, str)
            if text is None or text == "":
                row.append("")
            elif isinstance(text, int) and is_year(str(text)):  # perhaps a heading
                row.append(str(text))
            else:
                row.append(text if isinstance(text, str) and not is_formula else NUMBER)
        grid.append(row)
    return grid
