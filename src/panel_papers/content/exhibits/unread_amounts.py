"""Columns of amounts in which no cell is read as a number: “50 CR”, “30-”, “circa 40”.

Without a word, their totals would be empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.content.data import DataCell
from panel_papers.content.data.headings import read_heading
from panel_papers.content.data.odd_numbers import is_odd_number, number_hint
from panel_papers.content.exhibits.row_cells import NO_NUMBERS
from panel_papers.core import Problem

_ENOUGH = 10


def unread_amounts(name: str, cells: Sequence[DataCell]) -> list[Problem]:
    """Return the errors of a column without any number whose cells were meant as numbers.

    They are where a ledger writes them so, or where the heading says a currency or scale.
    """
    texts = [cell for cell in cells if cell.text.strip() and cell.text.strip() not in NO_NUMBERS]
    heading = read_heading(name)
    is_amount = heading.says_scale or bool(heading.unit)
    return [
        Problem(
            "not-a-number",
            cell.place,
            f"“{cell.text}” ({cell.ref}) is no number, and the total of “{name}” needs one",
            "",
            number_hint(cell.text),
        )
        for cell in texts
        if is_odd_number(cell.text) or (is_amount and any(c.isdecimal() for c in cell.text))
    ][:_ENOUGH]
