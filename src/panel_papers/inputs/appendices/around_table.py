"""What is reported of a sheet beside its table: titles, notes and a second table, with the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.appendices.layout import Grid, Layout

_LONGEST = 60  # characters of a title in a message
_MEASURE = re.compile(
    r"[£$€%]|(?<![\d,.])[’'‘]?000|\b(?:thousands?|millions?|billions?|hundreds?|mn?|bn|k|pence"
    r"|pounds|euros?|dollars?|per cent|percent(?:ages?)?|hours|days|weeks|tonnes|kg|km|miles)\b",
    re.IGNORECASE,
)
"""What a text says where numbers may count in something: without the text they are others."""


def layout_problems(
    layout: Layout,
    grid: Grid,
    place: Callable[[int, int], Place],
    name: Callable[[int, int], str] | None,
    named: Place | None,
) -> Iterator[Problem]:
    """Yield what lies around a table.

    `place` says where a cell of the grid is, `name` what it is called (“B4”); None for a CSV file.
    `named` is where the author names the file, and may say which part of it is meant.
    """
    below = "below the line that names this file"
    below += f" ({named.without_column()})" if named else ""
    if name is None:
        yield from _in_csv(layout, grid, place)
        return
    first_row = "".join(c for c in name(layout.header, 0) if c.isdecimal())
    for row in layout.titles:
        column = next(n for n, cell in enumerate(grid[row]) if cell)
        found = f"“{_short(grid[row][column])}” is above the table’s header and does not print"
        hint = (
            f"if the headings of the columns are in row {first_row}, write “header_row: "
            f"{first_row}” {below}; to print the text, write "
            "it as “caption” there"
        )
        wanted = "a table whose first row is its header"
        yield Problem("title-above-table", place(row, column), found, wanted, hint, Level.WARNING)
    for row in layout.notes:
        column = next(n for n, cell in enumerate(grid[row]) if cell)
        found = f"“{_short(grid[row][column])}” is below the table and does not print"
        last = layout.body[-1] if layout.body else layout.header
        width = max(n for r in (layout.header, *layout.body) for n, c in enumerate(grid[r]) if c)
        left = min(n for n, cell in enumerate(grid[layout.header]) if cell)
        hint = (
            f"if the table is {name(layout.header, left)}:{name(last, width)}, write “range: "
            f"{name(layout.header, left)}:{name(last, width)}” {below}; to print the text, write "
            "it as “source_line” there"
        )
        wanted = "a sheet with its table only"
        yield Problem("note-below-table", place(row, column), found, wanted, hint, Level.WARNING)
    if layout.second is not None:
        row, column = layout.second
        ranges = [
            f"{name(top, left)}:{name(bottom, right)}" for top, left, bottom, right in layout.bounds
        ]
        first = _short(grid[row][column])
        found = f"The sheet has a second table, which begins at {name(row, column)} with “{first}”"
        hint = f"{below}, write one of these: " + " or ".join(f"“range: {each}”" for each in ranges)
        yield Problem("two-tables", place(row, column), found, "one table on the sheet", hint)


def _in_csv(layout: Layout, grid: Grid, place: Callable[[int, int], Place]) -> Iterator[Problem]:
    for rows, where, code, field in (
        (layout.titles, "above the header", "title-above-table", "caption"),
        (layout.notes, "below the table", "note-below-table", "source_line"),
    ):
        for row in rows:
            column = next(n for n, cell in enumerate(grid[row]) if cell)
            found = f"“{_short(grid[row][column])}” is {where} and does not print"
            wanted = "a file with its table only"
            if any(_MEASURE.search(cell) for cell in grid[row]):
                hint = "move what the numbers count in into the heading of each column that it is "
                hint += "for, as in “Budget (£000)”"
            else:
                hint = "delete this line from the file; to print the text, write it as "
                hint += f"“{field}” below the line that names this file"
            yield Problem(code, place(row, column), found, wanted, hint, Level.WARNING)
    if layout.second is not None:
        row, column = layout.second
        found = f"The file has a second table, which begins with “{_short(grid[row][column])}”"
        hint = (
            "cut the second table and save it as a file of its own, and list that where it is to "
        )
        hint += "print"
        yield Problem("two-tables", place(row, column), found, "one table in the file", hint)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
