"""A total that would be drawn among its parts: a bar “Total” beside what it is the total of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_papers.content.data.times import says_time
from panel_papers.content.data.totals import find_totals, is_called_total
from panel_papers.content.exhibits.adding import sums_of_rows
from panel_papers.content.exhibits.asking import ChartAsk
from panel_papers.content.exhibits.chart_kinds import BARS, STACKED
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.core import Problem

_PERHAPS = re.compile(r"(?:overall|sum|summe|all):?", re.IGNORECASE)
_WANTED = "the parts alone: beside their total they look small, and it counts them twice"
_HINT = "{out}; if it is meant to be drawn, add a line “total: keep” to the block"


def totals_among_parts(
    ask: ChartAsk, x: ChosenColumn, columns: Sequence[ChosenColumn]
) -> list[Problem]:
    """Return the points, and the series of bars, that are totals of the others.

    What is called “All” or “Overall” is a total only where the numbers are its parts: a rate or an
    average of all is often drawn beside the rates of each.
    """
    if ask.keeps_total:
        return []
    return [*_points(x, columns), *(_series(columns) if ask.kind in BARS - STACKED else ())]


def _points(x: ChosenColumn, columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    every = [x, *columns]
    rows = list(zip(*(column.cells for column in every), strict=True))
    for total in find_totals([column.name for column in every], rows):
        cell = x.cells[total.index]
        if any(each.is_difference for each in total.sums):
            continue
        named = is_called_total([cell]) and not _PERHAPS.fullmatch(cell.text.strip())
        named = named and bool(total.sums)
        if named or (total.proven and not says_time(cell)):
            found = f"“{cell.text}” ({cell.ref}) is the total of the rows that it is drawn beside"
            yield Problem(
                "total-in-chart",
                cell.place,
                found,
                _WANTED,
                _HINT.format(
                    out="name only the other rows in a line “filter: {…: [A, B]}” of the block"
                ),
            )


def _series(columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    if len(columns) < 3:
        return
    for column in columns:
        sums = sums_of_rows(columns, column)
        numbers = sum(isinstance(cell.value, Decimal) for cell in column.cells)
        if len(sums) == numbers > 1 and all(each.adds_up and each.total for each in sums):
            found = f"The series “{column.heading}” is the total of the series that it is drawn "
            found += "beside"
            place = column.cells[0].place
            yield Problem(
                "total-in-chart",
                place,
                found,
                _WANTED,
                _HINT.format(out="delete it from “series:” of the block"),
            )
