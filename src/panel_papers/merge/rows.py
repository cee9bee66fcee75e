"""The rows of tables in a Word file, each as the one line that rdocx reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from panel_papers.merge.reading import Paragraph

Row = tuple[int, int]
"""Where a row is: the number of its table, and its own number there."""


def rows_with(paragraphs: Sequence[Paragraph], texts: Collection[str]) -> set[Row]:
    """Return the rows that have a cell with one of these texts."""
    known = set(texts)
    return {
        (each.cell.table, each.cell.row)
        for each in paragraphs
        if each.cell is not None and each.text in known
    }


def rows_at(paragraphs: Sequence[Paragraph], rows: Collection[Row]) -> list[str]:
    """Return what the rows at these places say."""
    found: dict[Row, list[str]] = {}
    for each in paragraphs:
        if each.cell is not None and (row := (each.cell.table, each.cell.row)) in rows:
            found.setdefault(row, []).append(each.text)
    return [" ".join(texts) for texts in found.values()]
