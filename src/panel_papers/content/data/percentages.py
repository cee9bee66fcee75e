"""Percentages, ratios and plain numbers in one column: “95.1%” above 0.972, or above 90.

A table of indicators holds both in earnest, each measure in a unit of its own. A column of teams,
services or months has one unit, and so has the target of a measure beside its result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from panel_papers.content.data.headings import read_heading
from panel_papers.content.data.model import DataCell
from panel_papers.content.data.order import period_of
from panel_papers.core import Level, Problem

_SHOWN = 3
_HIGHEST_RATIO = Decimal("1.5")
_LEAST_PERCENT = 20  # the others of a column in which 0.88 may be 88%
# What the rows of a table are, where all of them are measured alike.
_ALIKE = re.compile(
    r"teams?|wards?|services?|areas?|directorates?|departments?|schools?|months?|quarters?|years?"
    r"|periods?|sites?|depots?|divisions?|districts?|boroughs?|councils?|authorit(?:y|ies)"
    r"|officers?|contractors?|providers?|regions?|local authority|parish(?:es)?|library|libraries"
    r"|ysgol|ward(?:iau)?|gwasanaeth",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:measures?|indicators?|kpis?|pis?|metrics?|performance|descriptions?|units?|outcomes?"
    r"|category|type|mesur|dangosydd)\b",
    re.IGNORECASE,
)
# Columns of one row that are in one unit.
_SAME = re.compile(
    r"(?:(?:current|this|last|previous|latest|annual|year.end) )*"
    r"(?:target|actual|result|outturn|performance|forecast|year|quarter|baseline|value|q[1-4])"
    r"(?:[ ,].*)?",
    re.IGNORECASE,
)

Columns = Mapping[str, Sequence[DataCell]]
"""The cells of each column by its heading, row by row."""


def mixed_percentages(heading: str, columns: Columns) -> Problem | None:
    """Return the error of a column of percentages in which some numbers are written otherwise."""
    cells = columns[heading]
    if read_heading(heading).unit or any(cell.heading_unit for cell in cells):
        return None
    numbers = [cell for cell in cells if isinstance(cell.value, Decimal) and cell.value]
    percents = [cell for cell in numbers if cell.unit == "%"]
    plain = [cell for cell in numbers if not cell.unit]
    if len(percents) + len(plain) < len(numbers) or not plain:
        return None
    if not percents:
        return _ratios_beside(heading, columns)
    ratios = len(plain) <= len(percents) and all(_is_ratio(cell) for cell in plain)
    if any(abs(_number(cell)) <= 2 for cell in percents):
        ratios = False  # 0.4 beside 1.2% may be percent
    if not ratios and not _are_alike(columns):
        plain = list(_of_one_unit(heading, columns))
    if not plain:
        return None
    return _problem(heading, percents[0], plain)


def _problem(heading: str, percent: DataCell, plain: Sequence[DataCell]) -> Problem:
    shown = ", ".join(f"“{cell.text}” ({cell.ref})" for cell in plain[:_SHOWN])
    more = f" and {len(plain) - _SHOWN} more" if len(plain) > _SHOWN else ""
    first = plain[0]
    found = f"The column “{heading}” holds percentages such as “{percent.text}” ({percent.ref}), "
    found += f"and {shown}{more} without “%”"
    hint = f"write “{_in_percent(first)}” in the data, or give the cell the same number format as "
    hint += "the others"
    return Problem("mixed-percentages", first.place, found, "", hint)


def _ratios_beside(heading: str, columns: Columns) -> Problem | None:
    """Return the error of results that are ratios, where their targets are percentages."""
    cells = columns[heading]
    numbers = [cell for cell in cells if isinstance(cell.value, Decimal) and cell.value]
    if not _SAME.fullmatch(heading) or not all(_is_ratio(cell) for cell in numbers):
        return None
    for other, theirs in columns.items():
        if other != heading and _SAME.fullmatch(other):
            said = [cell for cell in theirs if isinstance(cell.value, Decimal)]
            if said and all(cell.unit == "%" and abs(_number(cell)) > 2 for cell in said):
                found = f"The column “{heading}” holds ratios such as “{numbers[0].text}” "
                found += f"({numbers[0].ref}), and “{other}” beside it percentages such as "
                found += f"“{said[0].text}” ({said[0].ref})"
                hint = (
                    f"write “{_in_percent(numbers[0])}” into the cell, and write the other "
                    "cells of this column in the same way"
                )
                return Problem("mixed-percentages", numbers[0].place, found, "", hint)
    return None


def _are_alike(columns: Columns) -> bool:
    """Say whether all rows are measured alike, as teams and months are."""
    if any(_MEASURE.search(heading) for heading in columns):
        return False
    heading, cells = next(iter(columns.items()))
    periods = len(cells) > 1 and all(period_of(cell) for cell in cells)
    return bool(_ALIKE.fullmatch(heading.strip())) or periods


def _of_one_unit(heading: str, columns: Columns) -> Iterator[DataCell]:
    """Yield the numbers without “%” beside percentages of the same row, in columns that mix both.

    Their target is “95%”, and the result 0.93.
    """
    others = [
        cells
        for name, cells in columns.items()
        if name != heading
        and any(cell.unit == "%" for cell in cells)
        and any(isinstance(cell.value, Decimal) and not cell.full_unit for cell in cells)
    ]
    for n, cell in enumerate(columns[heading]):
        plain = isinstance(cell.value, Decimal) and cell.value and not cell.full_unit
        if plain and any(cells[n].unit == "%" for cells in others if n < len(cells)):
            yield cell


def ratio_under_percent(heading: str, cells: Sequence[DataCell]) -> Problem | None:
    """Return a warning of 0.88 below “Rate (%)”, where the others are such as 93.5."""
    numbers = [cell for cell in cells if isinstance(cell.value, Decimal) and cell.value]
    if not numbers or any(cell.heading_unit != "%" and cell.unit != "%" for cell in numbers):
        return None
    low, others = [], []
    for cell in numbers:
        if not cell.unit and abs(_number(cell)) <= 1 and _is_ratio(cell):
            low.append(cell)
        else:
            others.append(abs(_number(cell)))
    whole = abs(sum((_number(cell) for cell in numbers), Decimal(0)) - 100) < 1
    if not low or not others or min(others) < _LEAST_PERCENT or whole or len(low) > len(others):
        return None
    if any(not min(others) / 2 <= abs(_number(cell)) * 100 for cell in low):
        return None
    cell = low[0]
    found = f"“{cell.text}” ({cell.ref}) below “{heading}” may be {_in_percent(cell)}: the others "
    found += f"are {min(others):f} and more"
    hint = f"write “{_in_percent(cell).rstrip('%')}”, or “{cell.text}%” if that is right"
    return Problem("ratio-or-percent", cell.place, found, "", hint, Level.WARNING)


def _number(cell: DataCell) -> Decimal:
    return cell.value if isinstance(cell.value, Decimal) else Decimal(0)


def _in_percent(cell: DataCell) -> str:
    value = _number(cell) * 100 if _is_ratio(cell) else _number(cell)
    return f"{value.normalize():f}%"


def _is_ratio(cell: DataCell) -> bool:
    value = _number(cell)
    return value != value.to_integral_value() and abs(value) <= _HIGHEST_RATIO
