"""The rows that a figure is made of: no number twice, and in the order of their periods."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.copied_rows import copied_row, copied_rows
from panel_papers.content.data.counting import Counted, Once, counted, unlike_totals
from panel_papers.content.data.cumulative import is_cumulative, runs_over_time
from panel_papers.content.data.long_list import chosen_rows
from panel_papers.content.data.order import Order, in_order, years_with_parts
from panel_papers.content.data.part_rows import SAY_PARTS, PartRow, named_beside
from panel_papers.content.data.times import says_time
from panel_papers.content.data.total_model import TotalRow
from panel_papers.content.data.two_sides import two_sides
from panel_papers.content.figures.confirming import wrong_total
from panel_papers.content.figures.fields import FigureEntry
from panel_papers.core import Level, Place, Problem
from panel_papers.inputs import FIGURES_YAML

_ENOUGH = 10
_OF_ALL = ("sum", "mean", "min", "max")
_BY_ORDER = ("first", "last", "change", "percentage_change")
Row = tuple[DataCell, ...]


def counted_rows(
    entry: FigureEntry,
    known: Once,
    left: Sequence[int],
    place: Place,
) -> tuple[Sequence[Row], list[Problem]]:
    """Return rows of a table, by their indexes, without totals of others and parts of others.

    They would count twice; each is a warning. A row that the filter names is taken as it is, and
    so are rows that are all totals. Errors are what the filter at the `place` names twice, and
    totals of the file that are not what is added up in their place.
    """
    table = known.table
    every = chosen_rows(table.rows, left)
    if entry.aggregate is None or entry.aggregate in ("first", "last") or len(left) < 2:
        return every, []
    found = counted(known, left, entry.filter or {})
    problems = []
    if entry.aggregate in _OF_ALL and entry.filter is not None:
        problems += [_twice(entry, known, row, other, place) for row, other in found.twice]
    if entry.aggregate == "sum" and entry.column is not None:
        for each in unlike_totals(known, found, {entry.column}):
            wanted = "the same total as in the file"
            problems.append(
                Problem(
                    "total-unlike-file", place, each.words(table), wanted, each.hint, each.level
                )
            )
        problems += _over_time(entry, known, found, place)
        if sides := two_sides(table, known.border, found.rows, {entry.column}):
            problems.append(
                sides.problem(
                    table,
                    place,
                    "name the rows of one of the two in this figure, as in “filter: {Service: "
                    "[Roads, Parks]}”",
                )
            )
    problems += _said(entry, known, found)
    if entry.aggregate == "count":  # a row is a row; the warning says what it is
        return every, problems
    if entry.aggregate in ("sum", "mean"):
        pairs = copied_rows(table, found.rows)[:_ENOUGH]
        problems += [copied_row(table.rows[one], table.rows[copy]) for one, copy in pairs]
    headings = known.headings if entry.column is not None else frozenset[int]()
    rows = found.rows
    if headings and (others := [index for index in rows if index not in headings]):
        rows = tuple(others)
    return chosen_rows(table.rows, rows), problems


def _over_time(entry: FigureEntry, known: Once, found: Counted, place: Place) -> list[Problem]:
    """Return the error of a sum over periods of numbers each of which holds those before."""
    if not is_cumulative(entry.column or ""):
        return []
    if not runs_over_time(known.table.columns, [known.table.rows[n] for n in found.rows]):
        return []
    what = f"A sum of “{entry.column}” over several periods counts twice"
    wanted = "one period: each of these numbers holds those before it"
    hint = (
        "write “aggregate: last” here, or keep one period by a line such as “filter: {Month: "
        "March}”"
    )
    return [Problem("no-sum", place, what, wanted, hint)]


def _twice(
    entry: FigureEntry, known: Once, row: TotalRow | PartRow, other: int, place: Place
) -> Problem:
    """Return the error of a total, or part, that a filter names beside the rows it counts again."""
    if isinstance(row, TotalRow):
        found = (
            f"{row.words}, a total, is in one {entry.aggregate} with rows that it is the total of"
        )
    else:
        above = named_beside(known.table.rows[other], known.table.rows[row.index], row.label)
        found = f"{row.words(known.table.rows)}, is in one {entry.aggregate} with {above} itself"
    hint = (
        f"delete “{row.label.text}” from “filter:” of this figure, or delete there the rows "
        "that it counts again"
    )
    return Problem("total-of-more", place, found, "each number once", hint)


def _said(entry: FigureEntry, known: Once, found: Counted) -> list[Problem]:
    """Return the warnings of rows that are left out, or that may have to be."""
    rows, counts = known.table.rows, entry.aggregate == "count"
    wanted = f"each number of “{entry.aggregate}” once"
    problems = []
    for each in (*found.totals, *found.parts, *found.doubtful):
        is_total = isinstance(each, TotalRow)
        out = not counts and each not in found.doubtful
        words = each.words if isinstance(each, TotalRow) else each.words(rows)
        if isinstance(each, TotalRow):
            words += " is a total and is left out" if out else " may be a total, and is counted"
            words += each.reason
        else:
            words += ", is left out" if out else ", is counted"
        hint = (
            "if that is right, change nothing; to end this warning, delete the row from the file, "
        )
        hint += (
            f"or name the rows to keep in {FIGURES_YAML}, as in “filter: {{Service: [Roads, "
            "Parks]}”"
        )
        if not out:
            hint = (
                f"if it is a total, name the rows to keep in {FIGURES_YAML}, as in “filter: "
                "{Service: [Roads, Parks]}”; if not, change nothing"
            )
        code = "total-row" if is_total else "part-row"
        heads = isinstance(each, PartRow) and each.heads
        level = Level.ERROR if heads and entry.aggregate in ("sum", "mean") else Level.WARNING
        hint = SAY_PARTS if heads else hint
        problems.append(Problem(code, each.label.place, words, wanted, hint, level))
    return problems


def wrong_totals_of(
    entry: FigureEntry,
    table: DataTable,
    rows: Sequence[Row],
    index: int,
    known: Once,
) -> list[Problem]:
    """Return the totals of a figure's column that do not add up, where it uses all their parts.

    They are errors: one of the numbers is wrong, and may be one that the figure counts. With a
    filter the author has chosen the rows, and they are warnings.
    """
    if entry.aggregate not in _OF_ALL or len(rows) < 2:
        return []
    wrong = [
        (total, each)
        for total in known.totals
        for each in total.sums
        if total.sure and each.cell is table.rows[total.index][index] and not each.adds_up
    ]
    if not wrong:
        return []
    used = {id(row) for row in rows}
    numbers = {n for n, row in enumerate(table.rows) if id(row) in used}
    level = Level.WARNING if entry.filter else Level.ERROR
    return [
        replace(wrong_total(table.rows[total.index], each), level=level)
        for total, each in wrong
        if known.leaves.get(total.index, frozenset([-1])) <= numbers
    ]


def in_period_order(
    entry: FigureEntry, rows: Sequence[Row], index: int, place: Place
) -> tuple[Sequence[Row], Problem | None]:
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
        found = (
            f"The order of the periods (“{unsure.text}” …) is not clear, and “{entry.aggregate}” "
        )
        found += "needs it"
        wanted = "each period once, with its year, such as “Q4 2025/26”"
        hint = (
            f"write the year into each period of {unsure.place.file}; or keep fewer rows by "
            "“filter:” here"
        )
        return rows, Problem("order-not-known", place, found, wanted, hint)
    if not entry.aggregate.endswith("change") or any(says_time(cell) for cell in rows[0]):
        return rows, None
    first, last = (next((c.text for c in row if c.text), "") for row in (rows[0], rows[-1]))
    found = (
        f"The change is calculated from the first row (“{first}”) to the last (“{last}”), which "
    )
    found += "are not dates or periods"
    wanted = "rows for periods, such as 2024/25 or Q4 2025/26"
    hint = (
        "if the first row of the data file is the earlier one, change nothing; if not, put "
        "the rows in order of time"
    )
    return rows, Problem("order-not-known", place, found, wanted, hint, Level.WARNING)
