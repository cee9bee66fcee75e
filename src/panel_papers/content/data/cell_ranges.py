"""References to cells, put together: B2, B3 and B4 are “B2:B4”."""

from __future__ import annotations

from collections.abc import Iterable


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
