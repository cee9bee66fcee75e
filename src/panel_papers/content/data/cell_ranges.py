"""References to cells, put together: B2, B3 and B4 are “B2:B4”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panel_papers.content.data.long_list import PlainCells
from panel_papers.content.data.model import DataCell


def cell_ranges(refs: Iterable[str]) -> str:
    """Return references to cells of one column, neighbours as a range: “B2:B5, B9”."""
    runs: list[tuple[str, int, int]] = []
    for ref in refs:
        letters = ref.rstrip("0123456789")
        row = int(ref[len(letters) :])
        if runs and runs[-1][0] == letters and runs[-1][2] == row - 1:
            runs[-1] = (letters, runs[-1][1], row)
        else:
            runs.append((letters, row, row))
    return ", ".join(
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
        for letters, first, last in runs
    )


def ranges_of(cells: Sequence[DataCell]) -> str:
    """Return where cells of one column are, as `cell_ranges` does; those of a list are not made."""
    if not isinstance(cells, PlainCells):
        return cell_ranges([cell.ref for cell in cells])
    letters, rows = cells.rows_said()
    follows = [row - 1 == before for before, row in zip((-1, *rows), rows, strict=False)]
    starts = [row for row, is_next in zip(rows, follows, strict=True) if not is_next]
    ends = [row for row, is_next in zip(rows, (*follows[1:], False), strict=True) if not is_next]
    return ", ".join(
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
        for first, last in zip(starts, ends, strict=True)
    )
