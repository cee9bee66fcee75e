"""Titles and notes of a CSV file that have a line to themselves, without further commas.

Excel writes “All figures in £000,,,,” above a table, whoever types it “All figures in £000”.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence

from panel_papers.core import Place, Problem
from panel_papers.inputs.appendices.layout import read_layout

Rows = Sequence[Sequence[str]]


def evened(text: str, kind: Callable[[str], str]) -> str:
    """Return a file's text with the commas that its titles and notes lack; its lines stay.

    `kind` says for a cell what the layout of a table asks: its text, or that it is a number.
    Where a line may be a row of the table that is cut short, the text stays as it is.
    """
    lines = text.split("\n")
    if not _may_lack_commas(lines):
        return text
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    rows, ends = [], []
    try:
        for row in reader:
            rows.append([kind(cell) if cell.strip() else "" for cell in row])
            ends.append(reader.line_num - 1)
    except csv.Error:  # which is reported where the cells are read
        return text
    width, above, below = _lone(rows)
    layout = read_layout(rows)
    if layout is None or not {*above} <= {*layout.titles} or not {*below} <= {*layout.notes}:
        return text
    for n in (*above, *below):
        lines[ends[n]] += "," * (width - len(rows[n]))
    return "\n".join(lines)


def first_alone(widths: Sequence[int], place: Place) -> Problem | None:
    """Return the error of a first row that alone has another width than all others, or None."""
    first, *others = widths
    if len(others) < 2 or len(set(others)) > 1 or first == others[0]:
        return None
    found = f"The first row has {cells_said(first)}, and all other rows have {others[0]}"
    hint = "put a title above the table into double quotes, and leave the line below it empty; "
    hint += "a header needs a cell for each column"
    return Problem("uneven-row", place, found, "", hint)


def cells_said(count: int) -> str:
    """Return a number of cells: “1 cell”, “3 cells”."""
    return "1 cell" if count == 1 else f"{count} cells"


def _may_lack_commas(lines: Sequence[str]) -> bool:
    """Say whether the first or the last line that is filled is one cell."""
    first = next((line for line in lines if line.strip()), "")
    last = next((line for line in reversed(lines) if line.strip()), "")
    try:
        return any(len(row) == 1 for row in csv.reader([first, last]))
    except csv.Error:
        return False


def _lone(rows: Rows) -> tuple[int, list[int], list[int]]:
    """Return how wide the table is, and which rows above and below it are one text and shorter.

    None are, where the rows of the table differ in width themselves.
    """
    filled = [n for n, row in enumerate(rows) if any(row)]
    wide = [n for n in filled if sum(map(bool, rows[n])) > 1]
    if not wide:
        return 0, [], []
    width = len(rows[wide[0]])
    table = [n for n in filled if wide[0] <= n <= wide[-1]]
    ends = [n for n in filled if not wide[0] <= n <= wide[-1] and len(rows[n]) < width]
    if any(len(rows[n]) != width for n in table) or any(not rows[n][0] for n in ends):
        return 0, [], []
    return width, [n for n in ends if n < wide[0]], [n for n in ends if n > wide[-1]]
