"""Rows of a file that would count twice, left out before rows are sorted or added up again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from panel_papers.content.data import DataTable
from panel_papers.content.data.copied_rows import copied_row, copied_rows
from panel_papers.content.data.counting import (
    Counted,
    Difference,
    Once,
    counted,
    once,
    unlike_totals,
)
from panel_papers.content.data.part_rows import SAY_PARTS, PartRow, named_beside
from panel_papers.content.data.total_model import TotalRow
from panel_papers.content.data.two_sides import two_sides
from panel_papers.content.exhibits.asking import Ask
from panel_papers.content.exhibits.shape import Pivot
from panel_papers.core import InputsError, Level, Place, Problem

_ENOUGH = 10


def only(table: DataTable, rows: Sequence[int]) -> DataTable:
    """Return a table with some of its rows."""
    if len(rows) == len(table.rows):
        return table
    marked = frozenset(n for n, row in enumerate(rows) if row in table.marked)
    return replace(table, rows=tuple(table.rows[each] for each in rows), marked=marked)


def without_source_totals(
    table: DataTable, rows: Sequence[int], ask: Ask
) -> tuple[list[int], tuple[Problem, ...]]:
    """Return those of some rows that are no totals or parts of others; each other has a warning.

    Rows that a filter names stay, and so do rows that are all totals. Raises InputsError where the
    table would add up what its filter names twice, or where the rows that are added up are not
    what the file's own total says.
    """
    known = once(table)
    filters = {name.text: {said.text for said in values} for name, values in ask.filters}
    pivot = ask.shape.pivot
    apart = _apart(known, rows, pivot) if pivot else frozenset[int]()
    found = counted(known, rows, filters, apart=apart)
    of_sum = []
    if adds_up := ask.shape.total is not None or _aggregates(pivot):
        of_sum += [_twice(known, *each, _filter_place(ask, each[0])) for each in found.twice]
    if ask.shape.total is not None or (pivot and pivot.aggregate == "sum"):
        place = ask.shape.total.place if ask.shape.total else ask.place
        differences = unlike_totals(known, found, _added_up(ask, table))
        of_sum += [_unlike_file(each, table, place) for each in differences]
        columns = _added_up(ask, table)
        sides = two_sides(table, known.border, found.rows, columns)
        if sides is not None and not _is_apart(ask):
            hint = "name the rows of one side in a line such as “filter: {Service: [Roads, "
            hint += "Parks]}” of this block, and make a second table of the other"
            of_sum.append(sides.problem(table, place, hint))
    warned = count_warnings(known, found, adds_up=adds_up)
    of_sum += [each for each in warned if each.level is Level.ERROR]
    if any(each.level is Level.ERROR for each in of_sum):
        raise InputsError(of_sum[:_ENOUGH])
    copies = copied_rows(table, found.rows) if adds_up else []
    copied = [copied_row(table.rows[first], table.rows[copy]) for first, copy in copies]
    return list(found.rows), (
        *of_sum,
        *warned,
        *copied[:_ENOUGH],
    )


def _is_apart(ask: Ask) -> bool:
    """Say whether a pivot keeps each row apart: only its total would add both sides."""
    return ask.shape.total is None


def _aggregates(pivot: Pivot | None) -> bool:
    return pivot is not None and pivot.aggregate not in (None, "count")


def _apart(known: Once, rows: Sequence[int], pivot: Pivot) -> frozenset[int]:
    """Return the totals that a pivot puts into columns of their own, beside all of their parts."""
    table = known.table
    if pivot.columns is None or pivot.columns.text not in table.columns:
        return frozenset()
    heads = [table.columns.index(each.text) for each in pivot.rows if each.text in table.columns]
    across = table.columns.index(pivot.columns.text)
    found = set()
    for total in known.totals:
        leaves = known.leaves.get(total.index, frozenset()) & set(rows)
        own = table.rows[total.index]
        if leaves and all(
            all(table.rows[n][head].text == own[head].text for head in heads)
            and table.rows[n][across].text != own[across].text
            for n in leaves
        ):
            found.add(total.index)
    return frozenset(found)


def _added_up(ask: Ask, table: DataTable) -> Collection[str]:
    """Return the names of the file's columns that are added up, or go into what is."""
    if pivot := ask.shape.pivot:
        return {each.text for each in pivot.values}
    names = {each.heading: each.name.text for each in ask.columns}
    total = ask.shape.total
    asked = [names.get(each.text, each.text) for each in total.columns] if total else []
    asked = asked or list(names.values())
    if not asked:
        return table.columns
    return {name for name in table.columns if any(name in each for each in asked)}


def _filter_place(ask: Ask, row: TotalRow | PartRow) -> Place:
    said = [each for _, values in ask.filters for each in values]
    return next((each.place for each in said if each.text == row.label.text), ask.place)


def _twice(known: Once, row: TotalRow | PartRow, other: int, place: Place) -> Problem:
    """Return the error of a total and a part of it that a filter names, in one sum."""
    rows = known.table.rows
    if isinstance(row, TotalRow):
        part = named_beside(rows[other], rows[row.index], row.label)
        found = f"{row.words}, a total, and {part}, which is in it, are added up"
    else:
        found = f"{row.words(rows)}, is added to it"
    hint = f"delete “{row.label.text}” from “filter:” of this block, or delete the line “total:”"
    return Problem("total-of-more", place, found, "each number once", hint)


def _unlike_file(found: Difference, table: DataTable, place: Place) -> Problem:
    """Return the error of a total of the file that is not what is added up in its place."""
    hint = (
        f"{found.hint}; to print no total of this column, name the others: “total: {{columns: "
        "[Budget]}”"
    )
    wanted = "the same total as in the file"
    return Problem("total-unlike-file", place, found.words(table), wanted, hint, found.level)


def count_warnings(known: Once, found: Counted, *, adds_up: bool) -> list[Problem]:
    """Return the warnings of rows left out of sums, or that may have to be.

    An “of which:” that does not say where its parts end is an error where rows are added up.
    """
    rows = known.table.rows
    said: list[tuple[TotalRow | PartRow, str, str, str]] = []
    leave_out = (
        "if that is right, change nothing; to end this warning, delete the row from the file, or "
        "leave it "
    )
    leave_out += (
        "out in the block by a line such as “filter: {Service: [Roads, Parks]}”, which names "
        "the rows to keep"
    )
    for total in found.totals:
        text = f"{total.words} is a total and is left out{total.reason}"
        wanted = "rows that are no totals of others: they would count twice"
        said.append((total, "total-row", text, wanted))
    for part in found.parts:
        text = f"{part.words(rows)}, is left out"
        wanted = "rows that are in no other row: they would count twice"
        said.append((part, "part-row", text, wanted))
    problems = [
        Problem(code, row.label.place, text, wanted, leave_out, Level.WARNING)
        for row, code, text, wanted in said
    ]
    for each in found.doubtful:
        if isinstance(each, TotalRow):
            code, text = "total-row", f"{each.words}, which may be a row of totals{each.reason}"
        else:
            code, text = "part-row", each.words(rows)
        wanted = "rows that are no totals or parts of others: they would count twice"
        hint = (
            "if it is one, name the rows to keep in the block, as in “filter: {Service: "
            "[Roads, Parks]}”; if not, change nothing"
        )
        heads = isinstance(each, PartRow) and each.heads
        level = Level.ERROR if heads and adds_up else Level.WARNING
        problems.append(
            Problem(code, each.label.place, text, wanted, SAY_PARTS if heads else hint, level)
        )
    return problems
