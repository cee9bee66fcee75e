"""The cells of a table, each with the unit and the scale that its column's heading says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data.bare_millions import with_millions
from panel_papers.content.data.decimal_points import points_for_commas
from panel_papers.content.data.headings import Heading, read_heading, units_below
from panel_papers.content.data.model import DataCell
from panel_papers.content.data.rounded_note import unrounded
from panel_papers.content.data.said_scale import Around, headings_of
from panel_papers.core import Level, Problem

_YEAR = re.compile(r"[0-9]{4}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SILENT = Heading()
Row = tuple[DataCell, ...]


def with_headings(names: Sequence[str], rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with what the headings say of their cells.

    A first row that says the units of the columns (“£000”, “%”) is part of the headings.
    """
    names, rows = _without_units(names, rows)
    return _with_all(rows, names, [read_heading(name) for name in names])


def _without_units(
    names: Sequence[str], rows: Sequence[Row]
) -> tuple[Sequence[str], Sequence[Row]]:
    """Return names and rows with a first row of units (“£000”, “%”) as part of the names."""
    if len(rows) > 1 and units_below(units := [cell.text for cell in rows[0]]):
        return [f"{name} ({unit})" for name, unit in zip(names, units, strict=False)], rows[1:]
    return names, rows


def _with_all(
    rows: Sequence[Row], names: Sequence[str], headings: Sequence[Heading]
) -> tuple[Row, ...]:
    """Return the rows with what `headings` say; a column of years keeps what its own name says."""
    own = [read_heading(name) for name in names]
    years = _years(rows)
    headings = [
        mine if is_year and not mine.says_scale else heading
        for mine, heading, is_year in zip(own, headings, years or [False] * len(own), strict=False)
    ]
    if not any(years) and all(each == _SILENT for each in headings):
        return tuple(rows)
    return tuple(
        tuple(
            with_heading(cell, heading, is_year=is_year)
            for cell, heading, is_year in zip(row, headings, years, strict=False)
        )
        for row in rows
    )


def with_heading(cell: DataCell, heading: Heading, *, is_year: bool) -> DataCell:
    """Return a cell with what the heading of its column says; `is_year`: the column has years."""
    if not isinstance(cell.value, Decimal) or (heading == _SILENT and not is_year):
        return cell
    if cell.unit == "%" or (cell.unit and heading.unit and cell.unit != heading.unit):
        return cell
    # a cell that says “£1.2m” itself is not counted in the thousands of its heading
    in_full = cell.scale == 1 and any(c.isalpha() for c in cell.text)
    scale = cell.scale if cell.scale > 1 else 1 if in_full else heading.scale
    unit = "" if cell.unit else heading.unit
    return replace(
        cell,
        scale=scale,
        heading_unit=unit,
        is_year=(heading.is_year or is_year) and is_year_cell(cell),
    )


def scaled(
    names: Sequence[str], rows: Sequence[Row], around: Sequence[Around]
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows with the units and scales of headings, titles and notes, and problems."""
    names, rows = _without_units(names, rows)
    years = _years(rows)
    numeric = [
        not years[n] and any(isinstance(row[n].value, Decimal) for row in rows)
        for n in range(min(len(years), len(names)))
    ]
    if len(numeric) < len(names):
        return _with_all(rows, names, [read_heading(name) for name in names]), []
    rows, unclear = with_millions(names, rows)
    headings, problems = headings_of(names, around, numeric)
    problems += [*unclear, *unrounded(names, rows, around)]
    problems += points_for_commas(names, rows)
    return _with_all(rows, names, headings), problems


def _years(rows: Sequence[Row]) -> list[bool]:
    """Return for each column whether all that it holds could be years, as the file writes them."""
    width = min((len(row) for row in rows), default=0)
    found = []
    for index in range(width):
        said = [row[index] for row in rows if row[index].text]
        found.append(bool(said) and all(is_year_cell(cell) for cell in said))
    return found


def is_year_cell(cell: DataCell) -> bool:
    """Say whether a cell could be a year, as the file writes it."""
    return isinstance(cell.value, Decimal) and not cell.unit and is_year(cell.text)


def is_year(text: str) -> bool:
    """Say whether a text could be a year: four digits without a comma, from 1900 to 2100."""
    return len(text) == 4 and bool(_YEAR.fullmatch(text)) and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def divided_unsaid(name: str, cells: Sequence[tuple[DataCell, int]]) -> Problem | None:
    """Return what is wrong where number formats divide and the heading says otherwise, or nothing.

    `cells` come with what their number format divides by without a word. Where the heading names
    another scale, that is an error.
    """
    heading = read_heading(name)
    for cell, divided in cells:
        if divided == 1 or (heading.says_scale and heading.scale == divided):
            continue
        size = {1000: "thousands", 10**6: "millions", 10**9: "billions"}.get(
            divided, f"numbers of {divided:,}"
        )
        found = f"“{cell.text}” ({cell.ref}) is divided by {divided:,} by its number format, and "
        found += f"the heading “{name}” does not say {size}"
        hint = (
            f"in Excel, write it into the heading, such as “{name} (£{_short(divided)})”, or "
            "give the column "
        )
        hint += "a number format that does not divide"
        level = Level.ERROR if heading.says_scale else Level.WARNING
        return Problem("format-divides", cell.place, found, "", hint, level)
    return None


def _short(divided: int) -> str:
    return {1000: "000", 10**6: "m", 10**9: "bn"}.get(divided, "000")
