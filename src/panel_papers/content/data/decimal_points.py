"""A point where a comma between thousands was meant: “3.842” among “1,264” and “5,106”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_papers.content.data.model import DataCell
from panel_papers.core import Level, Problem

_POINTED = re.compile(r"[-−+(]?[£€$]?[1-9]\d{0,2}\.\d{3}\)?")
_FEWEST = 2  # whole numbers beside it


def points_for_commas(
    names: Sequence[str], rows: Sequence[Sequence[DataCell]]
) -> Iterator[Problem]:
    """Yield the numbers with three decimals in columns of whole numbers in thousands.

    Where the others have commas it is an error; where they have none, a warning.
    """
    width = min((len(row) for row in rows), default=0)
    for index, name in enumerate(names[:width]):
        pointed: list[DataCell] = []
        others: list[DataCell] = []
        for row in rows:
            cell = row[index]
            if isinstance(cell.value, Decimal) and cell.value:
                (pointed if is_pointed(cell.text) else others).append(cell)
        if not pointed or len(pointed) > len(others) or not all(_is_whole(c) for c in others):
            continue
        commas = any("," in cell.text for cell in others)
        large = [cell for cell in others if abs(_number(cell)) >= 1000]
        if commas or (len(others) >= _FEWEST and len(large) * 2 > len(others)):
            level = Level.ERROR if commas else Level.WARNING
            yield from (_problem(cell, name, (large or others)[0], level) for cell in pointed)


def is_pointed(text: str) -> bool:
    """Say whether a number has a point where a comma between thousands may be meant."""
    return "." in text and bool(_POINTED.fullmatch(text))


def _problem(cell: DataCell, name: str, other: DataCell, level: Level) -> Problem:
    found = f"“{cell.text}” ({cell.ref}) has a decimal point in the column “{name}” of whole "
    found += f"numbers such as “{other.text}” ({other.ref})"
    hint = f"if thousands are meant, write “{cell.text.replace('.', '')}”, without a separator; if "
    hint += f"a decimal number is meant, write it with more places, such as “{cell.text}0”"
    return Problem("point-for-comma", cell.place, found, "", hint, level)


def _number(cell: DataCell) -> Decimal:
    return cell.value if isinstance(cell.value, Decimal) else Decimal(0)


def _is_whole(cell: DataCell) -> bool:
    return "." not in cell.text and cell.unit != "%"
