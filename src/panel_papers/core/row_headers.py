"""Whether the first column of a table names its rows, so that each cell is heard with its row."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_NAME = 100  # characters; longer texts say something, they name nothing
_PERIOD = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d)?\d\d)?")
_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
_BAND = re.compile(
    r"[£€$]?\d[\d,]{0,11}\s?[–-]\s?[£€$]?\d[\d,]{0,11}|[<>]\s?\d[\d,]{0,11}|\d[\d,]{0,11}\s?\+"
)
_TOTAL = re.compile(r"(?:sub[\s-]?)?totals?:?", re.IGNORECASE)


def names_rows(column: Sequence[str], columns: int) -> bool:
    """Return whether the first of several columns names the rows of its table.

    Its cells are then short texts, years, days or bands (“16–24”), no two of them alike but for
    subtotals: numbers name nothing, and a cell that is empty or says what another says names no row
    apart. In a table of two columns, or of
    three and a few rows, the first cell has just been heard, and headings would outnumber what they
    head, which accessibility checkers report (outloud TBL-010): such a table has none unasked.
    """
    if columns < 3 or (columns == 3 and len(column) < 3):
        return False
    cells = [" ".join(cell.split()) for cell in column]
    apart = [cell.casefold() for cell in cells if not _TOTAL.fullmatch(cell)]
    return bool(apart) and len(set(apart)) == len(apart) and all(_is_name(cell) for cell in cells)


def _is_name(cell: str) -> bool:
    named = any(character.isalpha() for character in cell) or any(
        kind.fullmatch(cell) for kind in (_PERIOD, _DAY, _BAND)
    )
    return named and len(cell) <= _LONGEST_NAME
