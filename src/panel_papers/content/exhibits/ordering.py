"""The points of a line in the order of their periods; a line through names is refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data.order import Order, in_order, rising_sizes
from panel_papers.content.data.times import says_time
from panel_papers.content.exhibits.asking import ChartAsk
from panel_papers.content.exhibits.chart_kinds import LINES
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.core import Problem


def in_time(ask: ChartAsk, columns: Sequence[ChosenColumn]) -> tuple[ChosenColumn, ...]:
    """Return the columns of a line, of which the first names the points, from the earliest on.

    What is no line, and points that are no periods, stay as the file has them.
    """
    if ask.kind not in LINES:
        return tuple(columns)
    order, at = in_order(columns[0].cells)
    if order is not Order.KNOWN:
        return tuple(columns)
    return tuple(replace(c, cells=tuple(c.cells[index] for index in at)) for c in columns)


def without_order(ask: ChartAsk, x: ChosenColumn) -> list[Problem]:
    """Return the problem of a line whose points do not follow one another, or nothing."""
    if ask.kind not in LINES or all(isinstance(cell.value, Decimal) for cell in x.cells):
        return []
    order, _ = in_order(x.cells)
    named = rising_sizes(x.cells) or all(says_time(cell) for cell in x.cells)
    if order is Order.KNOWN or (order is Order.NAMES and named):
        return []
    first, second = x.cells[0], x.cells[1]
    if order is Order.UNSURE:
        found = f"It is not sure whether “{first.text}” or “{second.text}” is earlier"
        wanted = f"periods in “{x.name}” that each say their year, such as “Q4 2025/26”"
        hint = f"write the year into each period of {first.place.file}, or write “kind: bar” in "
        hint += "this block"
        return [Problem("points-not-in-order", first.place, found, wanted, hint)]
    found = (
        f"The line of a chart joins “{first.text}” to “{second.text}”, which are names, not dates "
        "or sizes"
    )
    wanted = f"dates, periods or sizes in “{x.name}”, so that one point follows another"
    return [
        Problem("line-through-names", ask.x.place, found, wanted, "write “kind: bar” in this block")
    ]
