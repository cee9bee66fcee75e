"""Whether the totals of a table are the sums of what is printed above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell
from panel_papers.content.data.part_rows import says_part
from panel_papers.content.data.total_model import ColumnSum, TotalRow
from panel_papers.content.data.totals import find_totals, tolerance_of
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.computed_cells import ComputedCell
from panel_papers.content.exhibits.rounding import printed_value
from panel_papers.content.exhibits.tabling import cell_text
from panel_papers.core import AddsUp, Level, Place, Problem

ROUNDING = "Figures may not sum because of rounding."
"""What is printed below a table whose rounded numbers do not add up to its rounded total."""

INDEX = "\n"
"""Behind the name of a column of text comes its index: two columns may have the same heading."""

_TOTAL_COLUMN = re.compile(r"(?:(?:grand )?totals?|cyfanswm)(?:\s*[(£].*)?", re.IGNORECASE)


class CheckedSum(Struct, frozen=True):
    """A total that was compared with the sum of its parts; `label` names its row.

    The label is None for a number of a column “Total”.
    """

    label: DataCell | None
    sum: ColumnSum


def sum_problems(columns: Sequence[ChosenColumn]) -> tuple[Problem, ...]:
    """Return the totals, in rows and in columns, that are not the sums of their parts."""
    return tuple(wrong_sum(each) for each in checked_sums(columns) if not each.sum.adds_up)


def sums_that_hold(columns: Sequence[ChosenColumn]) -> tuple[AddsUp, ...]:
    """Return the totals that are the sums of their parts, those of one row or column together."""
    held: dict[tuple[str, bool], list[CheckedSum]] = {}
    for each in checked_sums(columns):
        if each.sum.adds_up and each.sum.parts:
            key = each.label.ref if each.label else each.sum.heading
            held.setdefault((key, each.sum.is_whole), []).append(each)
    at = {column.name: column for column in columns}
    return tuple(_adds_up(those, at) for those in held.values())


def _adds_up(those: Sequence[CheckedSum], at: Mapping[str, ChosenColumn]) -> AddsUp:
    """Return the totals of one row or column, which are the sums of their parts."""
    first = those[0]
    headings = tuple(dict.fromkeys(at[each.sum.heading].heading for each in those))
    if first.label is None:
        count = f"{len(those)} rows" if len(those) > 1 else "1 row"
        return AddsUp(None, headings, count)
    parts = _rows_of(first.sum.parts[0].ref, first.sum.parts[-1].ref)
    cell = first.sum.cell
    printed = cell_text(cell, at[first.sum.heading]) if len(those) == 1 else None
    return AddsUp(first.label.text, headings, parts, printed, first.sum.is_whole)


def _rows_of(first: str, last: str) -> str:
    """Return “rows 3 to 8” for B3 and B8, “lines 3 to 8” for “line 3” and “line 8”."""
    what = "line" if first.startswith("line") else "row"
    begin, end = (each.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZline ") for each in (first, last))
    return f"{what}s {begin} to {end}" if begin != end else f"{what} {begin}"


def columns_of_file(
    columns: Sequence[ChosenColumn], totals: Sequence[int]
) -> tuple[ChosenColumn, ...]:
    """Return the columns that hold what a file holds, without the rows of `totals`.

    What we calculate has no sums to be checked: they are calculated from exact numbers.
    """
    out = set(totals)
    found = (
        replace(each, cells=tuple(c for n, c in enumerate(each.cells) if n not in out))
        for each in columns
    )
    return tuple(each for each in found if not any(isinstance(c, ComputedCell) for c in each.cells))


def stack_problems(columns: Sequence[ChosenColumn], place: Place) -> tuple[Problem, ...]:
    """Return the series of a stack that are the total of the others, by name or by numbers."""
    problems = []
    for column in columns:
        sums = sums_of_rows(columns, column)
        proven = len(sums) > 1 and all(each.adds_up and each.total for each in sums)
        if len(columns) > 1 and says_part(column.heading):
            what = f"The series “{column.heading}” is stacked on the one it is a part of"
            wanted, hint = "each number once", f"delete “{column.name}” from “series:” of the block"
            problems.append(Problem("part-counted-again", place, what, wanted, hint))
        if len(columns) > 1 and (proven or _TOTAL_COLUMN.fullmatch(column.name.strip())):
            what = f"The series “{column.heading}” is stacked on those it is the total of"
            wanted = "each number once: the height of the stack is the total"
            hint = f"delete “{column.name}” from “series:” of the block"
            problems.append(Problem("total-in-stack", place, what, wanted, hint))
    return tuple(problems)


def is_rounded(columns: Sequence[ChosenColumn]) -> bool:
    """Say whether a total adds up, and the rounded numbers that are printed do not."""
    at = {column.name: column for column in columns}
    for total in _totals(columns):
        for each in total.sums:
            if not each.adds_up:
                continue
            column = at[each.heading]
            parts = [printed_value(cell, column) for cell in each.parts]
            whole = printed_value(each.cell, column)
            known = [part for part in parts if part is not None]
            if whole is not None and len(known) == len(parts) and sum(known) != whole:
                return True
    return False


def _totals(columns: Sequence[ChosenColumn]) -> tuple[TotalRow, ...]:
    rows = list(zip(*(column.cells for column in columns), strict=True))
    return find_totals([column.name for column in columns], rows)


def rows_of_totals(columns: Sequence[ChosenColumn]) -> tuple[int, ...]:
    """Return the indices of the rows that are totals, by their names or by their numbers."""
    return tuple(each.index for each in _totals(columns) if each.sure or each.proven)


def checked_sums(columns: Sequence[ChosenColumn]) -> tuple[CheckedSum, ...]:
    """Return each total, in rows and in columns, with the sum of its parts.

    A column “Total” counts where most of its numbers are the sums of their rows: else it is the
    total of something else. So do rows that are totals by their numbers, not by their names.
    """
    found = [
        CheckedSum(total.label, each)
        for total in _totals(columns)
        for each in total.sums
        if total.sure or (total.proven and each.adds_up)
    ]
    for column in columns:
        if _TOTAL_COLUMN.fullmatch(column.heading.strip()):
            sums = sums_of_rows(columns, column)
            if sum(not each.adds_up for each in sums) * 2 < len(sums):
                found += [CheckedSum(None, each) for each in sums]
    return tuple(found)


def wrong_sum(checked: CheckedSum) -> Problem:
    """Return the problem of a total that is not the sum of its parts, with the difference."""
    found = checked.sum
    difference = abs(found.total - found.sum)
    heading = found.heading.partition(INDEX)[0]
    hint = "in the file, type the right number in place of the wrong one"
    if checked.label is None:
        what = f"“{heading}” is {_text(found.total)} ({found.cell.ref}), but its row makes "
        what += f"{_text(found.sum)}: a difference of {_text(difference)}"
    else:
        what = f"“{checked.label.text}” of “{heading}” is {_text(found.total)} ({found.cell.ref}), "
        what += f"but the {found.made_of} {_text(found.sum)}: a difference of {_text(difference)}"
        hint += "; if “filter:” of the block leaves out rows that the total counts, delete the "
        hint += "total from it"
    wanted = "a total that adds up"
    return Problem("total-not-sum", found.cell.place, what, wanted, hint, _level(found))


def _level(found: ColumnSum) -> Level:
    """Return a warning where the whole numbers of a file may have been rounded, else an error."""
    whole = not any("." in each.text for each in (found.cell, *found.parts))
    near = abs(found.total - found.sum) <= (len(found.parts) + 1) // 2
    return Level.WARNING if whole and near else Level.ERROR


def sums_of_rows(columns: Sequence[ChosenColumn], total: ChosenColumn) -> list[ColumnSum]:
    """Return each number of a column with the sum of the other numbers of its row."""
    found = (_row_sum(columns, total, index) for index in range(len(total.cells)))
    return [each for each in found if each is not None]


def _row_sum(columns: Sequence[ChosenColumn], total: ChosenColumn, index: int) -> ColumnSum | None:
    cell = total.cells[index]
    if not isinstance(cell.value, Decimal):
        return None
    parts = tuple(
        part
        for column in columns
        if column is not total
        and isinstance((part := column.cells[index]).value, Decimal)
        and part.full_unit == cell.full_unit
        and not part.is_year
    )
    if len(parts) < 2:
        return None
    value = sum((part.value for part in parts if isinstance(part.value, Decimal)), Decimal(0))
    tolerance = tolerance_of(cell, parts)
    return ColumnSum(cell, total.name, cell.value, value, tolerance, parts)


def _text(number: Decimal) -> str:
    return f"{number:,f}"
