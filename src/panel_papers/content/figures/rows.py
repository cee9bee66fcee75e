"""The rows that a figure is made of: no totals of others, and in the order of their periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.kept_totals import parts_of
from panel_papers.content.data.order import Order, in_order, says_time, years_with_parts
from panel_papers.content.data.total_model import TotalRow
from panel_papers.content.figures.confirming import wrong_total
from panel_papers.content.figures.definitions import FigureEntry
from panel_papers.core import Level, Place, Problem

_OF_ALL = ("sum", "mean", "min", "max")
_BY_ORDER = ("first", "last", "change", "percentage_change")
Row = tuple[DataCell, ...]


def without_totals(
    entry: FigureEntry,
    table: DataTable,
    left: Sequence[int],
    total_rows: Callable[[DataTable], Sequence[TotalRow]],
) -> tuple[list[Row], list[Problem]]:
    """Return rows of a table, by their indexes, without those that are totals of others.

    They would count twice; each is a warning. `total_rows` finds them in a table. A row that the
    filter names is taken as it is, and so are rows that are all totals.
    """
    every = [table.rows[index] for index in left]
    if entry.aggregate is None or entry.aggregate in ("first", "last") or len(left) < 2:
        return every, []
    named = {choice for choices in (entry.filter or {}).values() for choice in choices}
    chosen = set(left)
    totals = [t for t in total_rows(table) if t.index in chosen and t.label.text not in named]
    counted = entry.aggregate == "count"  # a row is a row; the warning says what it is
    out = {each.index for each in totals if (each.sure or each.proven) and not counted}
    if not totals or len(out) == len(left):
        return every, []
    problems = []
    for each in totals:
        if each.index in out:
            found = f"{each.words}, a row of totals, which is left out{each.reason}"
            hint = "leave it out with “filter”, or delete it, and this warning goes"
        else:
            found = f"{each.words}, which may be a row of totals{each.reason}"
            hint = "leave it out with “filter” if it is one; it is counted as it is"
        wanted = f"each number of “{entry.aggregate}” once"
        problems.append(Problem("total-row", each.label.place, found, wanted, hint, Level.WARNING))
    return [table.rows[index] for index in left if index not in out], problems


def totals_beside_parts(
    entry: FigureEntry,
    table: DataTable,
    left: Sequence[int],
    total_rows: Callable[[DataTable], Sequence[TotalRow]],
    place: Place,
) -> list[Problem]:
    """Return the errors of totals that a filter names beside some of their parts.

    They would count the parts twice; `place` is that of the filter.
    """
    if entry.aggregate not in _OF_ALL or entry.filter is None or len(left) < 2:
        return []
    named = {choice for choices in entry.filter.values() for choice in choices}
    totals = [each for each in total_rows(table) if each.sure or each.proven]
    parts = parts_of(table, totals)
    chosen, problems = set(left), []
    for each in totals:
        if each.index not in chosen or each.label.text not in named:
            continue
        theirs = (parts.get(n, frozenset([n])) for n in chosen if n != each.index)
        if not any(rows <= parts.get(each.index, frozenset()) for rows in theirs):
            continue
        found = f"{each.words}, a total, and rows that it is the total of, in one {entry.aggregate}"
        wanted = "each number once"
        hint = f"delete “{each.label.text}” from “filter”, or the rows that are its parts"
        problems.append(Problem("total-of-more", place, found, wanted, hint))
    return problems


def wrong_totals_of(
    entry: FigureEntry,
    table: DataTable,
    rows: Sequence[Row],
    index: int,
    total_rows: Callable[[DataTable], Sequence[TotalRow]],
) -> list[Problem]:
    """Return the totals of a figure's column that do not add up, where it uses all their parts.

    They are errors: one of the numbers is wrong, and may be one that the figure counts. With a
    filter the author has chosen the rows, and they are warnings.
    """
    if entry.aggregate not in _OF_ALL or len(rows) < 2:
        return []
    wrong = [
        (total, each)
        for total in total_rows(table)
        for each in total.sums
        if total.sure and each.cell is table.rows[total.index][index] and not each.adds_up
    ]
    if not wrong:
        return []
    used = {id(row) for row in rows}
    numbers = {n for n, row in enumerate(table.rows) if id(row) in used}
    parts = parts_of(table, total_rows(table))
    level = Level.WARNING if entry.filter else Level.ERROR
    return [
        replace(wrong_total(table.rows[total.index], each), level=level)
        for total, each in wrong
        if parts.get(total.index, frozenset([-1])) <= numbers
    ]


def in_period_order(
    entry: FigureEntry, rows: list[Row], index: int, place: Place
) -> tuple[list[Row], Problem | None]:
    """Return rows from the earliest to the latest period, where the first or the last counts.

    `index` is the column of the figure, `place` that of its aggregate. The problem is an error
    where the rows name periods whose order is not sure.
    """
    if entry.aggregate not in _BY_ORDER or len(rows) < 2:
        return rows, None
    unsure: DataCell | None = None
    columns = [[row[n] for row in rows] for n in range(len(rows[0])) if n != index]
    for cells in [*years_with_parts(columns), *columns]:
        order, at = in_order(cells)
        if order is Order.KNOWN:
            return [rows[each] for each in at], None
        if order is Order.UNSURE:
            unsure = unsure or cells[0]
    if unsure is not None:
        found = f"“{entry.aggregate}” of rows whose periods have no sure order: “{unsure.text}” …"
        wanted = "each period once, with its year, such as “Q4 2025/26”"
        hint = "choose rows with “filter”, or write the year into each period"
        return rows, Problem("order-not-known", place, found, wanted, hint)
    if not entry.aggregate.endswith("change") or any(says_time(cell) for cell in rows[0]):
        return rows, None
    first, last = (next((c.text for c in row if c.text), "") for row in (rows[0], rows[-1]))
    found = f"a change from “{first}” to “{last}”, as the file has them: they are no periods"
    wanted = "rows for periods, such as 2024/25 or Q4 2025/26"
    hint = "check that the first row is the earlier one"
    return rows, Problem("order-not-known", place, found, wanted, hint, Level.WARNING)
