"""A workbook opened twice, with its results and with its formulas."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from panel_papers.core import Place, Problem
from panel_papers.inputs.appendices.supplied import Supplied, refuse
from panel_papers.inputs.appendices.workbook_ranges import may_have_formulas, open_workbook

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.workbook import Workbook  # type: ignore[import-untyped]  # as above


def open_books(supplied: Supplied) -> tuple[Workbook, Workbook]:
    """Return the workbook with results and with formulas: the same where nothing is calculated.

    Raises InputsError as `open_workbook` does, and for a workbook that cannot be read.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  # costs 0.3 s

    calculated = may_have_formulas(open_workbook(supplied))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not concern the text
            books = [
                openpyxl.load_workbook(io.BytesIO(supplied.data), data_only=only, keep_links=False)
                for only in ((True, False) if calculated else (True,))
            ]
    except Exception as error:  # openpyxl raises whatever a broken part leads it to
        found = "The workbook is damaged and cannot be read"
        hint = "open it in Excel, let it repair the file, and save it"
        raise refuse("damaged-file", supplied.place, found, "", hint) from error
    return books[0], books[-1]


def result_problem(shown: Cell, formula: Cell, place: Place) -> Problem | None:
    """Return what is wrong with the result of a cell's formula, if anything is."""
    # an empty text as result keeps its type; a result that was never calculated has none
    if formula.data_type == "f" and shown.value is None and shown.data_type != "str":
        found = "The file does not hold the result of this formula"
        hint = "open the workbook in Excel, which calculates the formula, and save it"
        return Problem("no-result", place, found, "", hint)
    if shown.data_type == "e":
        found = f"The formula in this cell failed and shows “{shown.value}”"
        return Problem("spreadsheet-error", place, found, "", "correct the formula in Excel")
    return None


def plain_text(text: str) -> str:
    """Return the text of a cell as Excel shows it, with “_x000D_” and its like as characters."""
    from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(unescape(text))
