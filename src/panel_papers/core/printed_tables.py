"""How large a table may be that is printed; a table of data that figures come from may be larger.

Each cell of a printed table takes about 3 ms and 55 kB until it is in the tagged PDF (measured:
1,490 rows of 8 columns take 35 s of processor time and 0.8 GB).
"""

from __future__ import annotations

from panel_papers.core.problems import Place, Problem

MOST_ROWS = 2_500
MOST_CELLS = 12_000


def table_too_large(
    rows: int, columns: int, place: Place, *, cells: int | None = None
) -> Problem | None:
    """Return the problem of a table with more rows or cells than can be printed, if it has.

    `cells` is their number where rows have fewer than there are columns.
    """
    if rows <= MOST_ROWS and (rows * columns if cells is None else cells) <= MOST_CELLS:
        return None
    return Problem(
        "table-too-large",
        place,
        f"This table is too large to print: {rows:,} rows and {columns:,} columns",
        f"at most {MOST_ROWS:,} rows and {MOST_CELLS:,} cells",
        "print only what readers need: delete rows or columns, or publish the whole table as "
        "a file on the website and give its address in the text",
    )
