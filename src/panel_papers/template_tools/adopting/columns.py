"""The columns of a cover table: no more than its rows use, so that no cell is a merged one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from panel_papers.template_tools.adopting.cover import cells_of
from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    element,
    every,
    own,
    put,
    remove,
    set_attribute,
    value_at,
)

_AFTER_SPAN = (
    *("hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
    *("tcFitText", "vAlign", "hideMark"),
)
_SHORT_ROWS = ("w:gridBefore", "w:gridAfter")


def span_of(cell: Element) -> int:
    """Return how many columns a cell takes."""
    said = value_at(cell, "w:tcPr", "w:gridSpan")
    return int(said) if said.isdecimal() and int(said) else 1


def join_columns(table: Element) -> None:
    """Make one column of those that no row has a cell's edge between.

    A table whose rows all have a label and one wide cell becomes one of two columns. Where some
    rows have two facts beside each other and others one, cells that are merged are left.
    """
    rows = list(own(table, "w:tr", of="w:tbl"))
    if any(child(row, "w:trPr", name) is not None for row in rows for name in _SHORT_ROWS):
        return
    ends = {id(row): _ends(cells_of(row)) for row in rows}
    if len({len(each) for each in ends.values()}) == 1:
        ends = dict.fromkeys(ends, ends[id(rows[0])])
    edges = sorted({0, *(end for each in ends.values() for end in each)})
    if not _join_grid(table, edges):
        return
    for row in rows:
        start = 0
        for cell, end in zip(cells_of(row), ends[id(row)], strict=True):
            _span(cell, edges.index(end) - edges.index(start))
            start = end


def _ends(cells: Sequence[Element]) -> list[int]:
    return [sum(map(span_of, cells[: n + 1])) for n in range(len(cells))]


def _join_grid(table: Element, edges: Sequence[int]) -> bool:
    """Keep the columns between these edges; say whether the table has columns enough for them."""
    grid = child(table, "w:tblGrid")
    columns = children(grid, "w:gridCol")
    if not columns or edges[-1] > len(columns):
        return False
    for start, end in itertools.pairwise(edges):
        widths = [attribute(each, "w:w") for each in columns[start:end]]
        if all(each.isdecimal() for each in widths):
            set_attribute(columns[start], "w:w", sum(map(int, widths)))
        for extra in columns[start + 1 : end]:
            remove(extra)
    for extra in columns[edges[-1] :]:
        remove(extra)
    return True


def _span(cell: Element, columns: int) -> None:
    properties = child(cell, "w:tcPr")
    for old in every(properties, "w:gridSpan") if properties is not None else ():
        remove(old)
    if properties is not None and columns > 1:
        put(properties, element("w:gridSpan", val=columns), _AFTER_SPAN)
