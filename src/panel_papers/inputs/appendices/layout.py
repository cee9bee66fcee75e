"""Where a table lies on a sheet: below its title, above its notes, and beside no second table.

Council workbooks have a title and a date above the header, notes below the table, and often another
table on the same sheet. What is no part of the table is found here, so that it is reported and
never read as a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

Grid = Sequence[Sequence[str]]
"""The cells of a sheet, row by row: “” for a blank, “number”, or the text itself."""

NUMBER = "number"
_NOTE = re.compile(
    r"(?:notes?|source|key|n\.?b\.?|ffynhonnell|nodyn|nodiadau)\b.*|[*†‡¹].*|\(\d\).*",
    re.IGNORECASE | re.DOTALL,
)
# What is said in place of a number: “n/a”, “to follow”, “not known”.
_NO_VALUE = re.compile(
    r"[-–—.*x#]*|n/?a|nil|none|tb[acd]|z|(?:to|not|no|see|awaiting|awaited|pending|unknown|suppressed"
    r"|confidential|exempt|excluded|included|within|under|green|amber|red|yes)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_WIDTH = 3  # columns of a table below whose title one cell of a row is filled


class Layout(Struct, frozen=True):
    """The rows of a grid, from 0: those above the header, the header, the table, the notes below.

    `second` is where another table begins, with the bounds of both (top, left, bottom, right).
    """

    titles: tuple[int, ...]
    header: int
    body: tuple[int, ...]
    notes: tuple[int, ...] = ()
    second: tuple[int, int] | None = None
    bounds: tuple[tuple[int, int, int, int], ...] = ()


def read_layout(
    grid: Grid, merged_titles: frozenset[int] = frozenset(), *, titled: bool = True
) -> Layout | None:
    """Return where the table of a grid lies, or None where all is blank.

    `merged_titles` are the rows whose one text lies in cells merged across the sheet. Without
    `titled` the first row that is filled is the header.
    """
    width = max((len(row) for row in grid), default=0)
    grid = [[*row, *[""] * (width - len(row))] for row in grid]
    filled = [n for n, row in enumerate(grid) if any(row)]
    if not filled:
        return None
    titles = _titles(grid, filled, merged_titles) if titled else []
    rest = filled[len(titles) :]
    header, *body = rest
    notes = _notes(grid, header, body)
    body = body[: len(body) - len(notes)]
    second = _second_below(grid, header, body) or _second_beside(grid, header, body)
    bounds = _bounds(grid, header, body, second) if second else ()
    return Layout(tuple(titles), header, tuple(body), tuple(notes), second, bounds)


def _count(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _titles(grid: Grid, filled: Sequence[int], merged: frozenset[int]) -> list[int]:
    """Return the rows above the header: one text each, while the table is wider.

    A blank row follows them, or they are merged, or the table has three columns or more; else the
    row may be a header of which a name is missing.
    """
    width = max(_count(grid[n]) for n in filled)
    if width < 2:
        return []
    found: list[int] = []
    for position, row in enumerate(filled[:-1]):
        cells = grid[row]
        following = filled[position + 1]
        is_few = _count(cells) == 1 or (_count(cells) * 2 <= width and following > row + 1)
        if not is_few or NUMBER in cells or not _is_header(grid, filled, position + 1, width):
            break
        found.append(row)
    apart = any(filled[n + 1] > filled[n] + 1 for n in range(len(found)))
    sure = width >= _LEAST_WIDTH or apart or any(row in merged for row in found)
    return found if sure else []


def _is_header(grid: Grid, filled: Sequence[int], position: int, width: int) -> bool:
    """Say whether a header follows from a row on: texts, one for most of the columns."""
    for row in (grid[n] for n in filled[position:]):
        if _count(row) == 1 or (_count(row) * 2 <= width and _count(row) < width):
            continue
        return not any(cell == NUMBER for cell in row)
    return False


def _notes(grid: Grid, header: int, body: Sequence[int]) -> list[int]:
    """Return the rows at the end that hold one text each, after a blank row or as a note says."""
    first = len(body)
    while first > 1:
        cells = [cell for cell in grid[body[first - 1]] if cell]
        if len(cells) != 1 or cells[0] == NUMBER or _count(grid[header]) < 2:
            break
        first -= 1
    for position in range(first, len(body)):
        row = body[position]
        text = next(cell for cell in grid[row] if cell)
        if row > body[position - 1] + 1 or _NOTE.fullmatch(text):
            return list(body[position:])
    return []


def _second_below(grid: Grid, header: int, body: Sequence[int]) -> tuple[int, int] | None:
    """Return the cell where a second header is among the rows, or None."""
    last = {c: row for row in body for c, cell in enumerate(grid[row]) if cell == NUMBER}
    first = {c: row for row in body[::-1] for c, cell in enumerate(grid[row]) if cell == NUMBER}
    names = [cell.casefold() for cell in grid[header]]
    before = header
    for position, row in enumerate(body):
        cells = grid[row]
        at = [c for c, cell in enumerate(cells) if cell]
        same = {c for c in at if cells[c] != NUMBER and cells[c].casefold() == names[c]}
        follows = position + 1 < len(body)
        apart = row > before + 1
        before = row
        if not follows or len(at) < 2:
            continue
        if len(same) >= 2 and len(same) * 2 >= len(at):
            return row, at[0]
        words = [c for c in at if c in last and is_word(cells[c])]
        if len({cells[c] for c in at}) < len(at):
            continue  # the columns of a table have names of their own
        if NUMBER not in cells and words and len(words) == len([c for c in at if c in last]):
            below = any(last[c] > row for c in words)
            above = any(first[c] < row for c in words)
            named = len(words) >= 2 or same & {*words}
            if (apart and (below or above)) or (below and above and named):
                return row, at[0]
    return None


@lru_cache(maxsize=20_000)  # the cells of a column say the same again and again
def is_word(cell: str) -> bool:
    """Say whether a text is a word that is not said in place of a number."""
    return not _NO_VALUE.fullmatch(cell) and any(c.isalpha() for c in cell)


def _second_beside(grid: Grid, header: int, body: Sequence[int]) -> tuple[int, int] | None:
    """Return the cell where another table begins beside the first, past a blank column."""
    rows = [header, *body]
    width = max(len(grid[row]) for row in rows)
    blocks = list(_column_blocks(grid, rows, width))
    if len(blocks) < 2:
        return None
    first = _extent(grid, rows, blocks[0])
    for block in blocks[1:]:
        extent = _extent(grid, rows, block)
        if extent != first and len(block) >= 2:
            return extent[0], block[0]
    return None


def _column_blocks(grid: Grid, rows: Sequence[int], width: int) -> Iterator[list[int]]:
    block: list[int] = []
    for column in range(width):
        if any(column < len(grid[row]) and grid[row][column] for row in rows):
            block.append(column)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _extent(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> tuple[int, int]:
    said = [row for row in rows if any(c < len(grid[row]) and grid[row][c] for c in columns)]
    return said[0], said[-1]


def _bounds(
    grid: Grid, header: int, body: Sequence[int], second: tuple[int, int]
) -> tuple[tuple[int, int, int, int], ...]:
    """Return the bounds of the first table and of the second: top, left, bottom, right."""
    row, column = second
    rows = [header, *body]
    width = max(len(grid[n]) for n in rows)
    if row == header or column > min(c for c, cell in enumerate(grid[header]) if cell):
        parts = ((rows, range(column)), ([n for n in rows if n >= row], range(column, width)))
    else:
        above, below = [n for n in rows if n < row], [n for n in rows if n >= row]
        parts = ((above, range(width)), (below, range(width)))
    return tuple(_around(grid, part, list(columns)) for part, columns in parts)


def _around(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> tuple[int, int, int, int]:
    said = [(r, c) for r in rows for c in columns if c < len(grid[r]) and grid[r][c]]
    at_rows, at_columns = [r for r, _ in said], [c for _, c in said]
    return min(at_rows), min(at_columns), max(at_rows), max(at_columns)
