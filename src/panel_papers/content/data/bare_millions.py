"""Numbers of a workbook that end in “m” without a currency: millions of money, or metres."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data.headings import is_length, is_money, read_heading
from panel_papers.content.data.model import DataCell
from panel_papers.core import Level, Problem

_MILLION = 10**6
_LAST = frozenset("mMn)")
_BARE = re.compile(r"[-−+(]?(?P<number>[\d,]*\d(?:\.\d+)?)\s?(?:m|M|mn)\)?")
Row = tuple[DataCell, ...]


def with_millions(names: Sequence[str], rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
    """Return the rows with “12.3m” below “Budget” in full, and a warning where nobody knows.

    Below “Residents (millions)” the number counts in what the heading says, and so it is in full,
    too; below “Length” it is metres.
    """
    problems: list[Problem] = []
    millions = set()
    for index, name in enumerate(names):
        first = next((row[index] for row in rows if is_bare(row[index])), None)
        if first is None or is_length(name):
            continue
        if is_money(name) or read_heading(name).scale == _MILLION:
            millions.add(index)
        elif read_heading(name).scale == 1:
            problems.append(_unclear(name, first))
    if not millions:
        return list(rows), problems
    every = [
        tuple(_in_full(cell) if n in millions else cell for n, cell in enumerate(row))
        for row in rows
    ]
    return every, problems


def is_bare(cell: DataCell) -> bool:
    """Say whether a text has “m” behind the number that its cell holds."""
    if cell.text[-1:] not in _LAST or not isinstance(cell.value, Decimal):
        return False
    if cell.unit or cell.scale > 1:
        return False
    found = _BARE.fullmatch(cell.text)
    if found is None:
        return False
    step = Decimal(1).scaleb(-len(found["number"].partition(".")[2]))
    return abs(Decimal(found["number"].replace(",", "")) - abs(cell.value)) <= step


def _in_full(cell: DataCell) -> DataCell:
    if not is_bare(cell) or not isinstance(cell.value, Decimal):
        return cell
    return replace(cell, value=cell.value.scaleb(6))


def _unclear(name: str, cell: DataCell) -> Problem:
    found = f"“{cell.text}” ({cell.ref}) in the column “{name}” may be in millions or in metres, "
    found += f"and figures and charts take it as {cell.value}"
    hint = f"write “{name} (millions)” or “{name} (metres)” as the heading"
    return Problem("unclear-scale", cell.place, found, "", hint, Level.WARNING)
