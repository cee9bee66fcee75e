"""Whether the totals of a table are the sums of what is printed above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data import DataCell
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.totals import ColumnSum, TotalRow, find_totals, tolerance_of
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.computed_cells import ComputedCell
from panel_papers.content.exhibits.rounding import printed_value
from panel_papers.core import Level, Place, Problem, Table

ROUNDING = "Figures may not sum because of rounding."
"""What is printed below a table whose rounded numbers do not add up to its rounded total."""

_INDEX = "\n"  # behind the heading of a supplied table: two may have the same
_TOTAL_COLUMN = {"total", "totals", "grand total", "cyfanswm"}


def sum_problems(columns: Sequence[ChosenColumn]) -> tuple[Problem, ...]:
    """Return the totals, in rows and in columns, that are not the sums of their parts."""
    return (*_of_rows(columns), *_of_columns(columns))


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
        sums = [found for n in range(len(column.cells)) if (found := _row_sum(columns, column, n))]
        proven = len(sums) > 1 and all(each.adds_up and each.total for each in sums)
        if len(columns) > 1 and (proven or column.name.casefold().strip() in _TOTAL_COLUMN):
            what = f"the series “{column.heading}”, the total of the others, in a stack of them"
            wanted, hint = "each number once: the stack is the total", "leave it out of “series”"
            problems.append(Problem("total-in-stack", place, what, wanted, hint))
    return tuple(problems)


def table_problems(table: Table) -> tuple[Problem, ...]:
    """Return the totals of a supplied table that are not the sums of their parts, as warnings.

    Its cells are texts as they print; `place` is that of its file.
    """
    columns = []
    for index, heading in enumerate(table.header):
        cells = tuple(_text_cell(row[index], n, index, table) for n, row in enumerate(table.rows))
        columns.append(ChosenColumn(heading, f"{heading}{_INDEX}{index}", cells, None))
    return tuple(
        Problem(p.code, p.place, p.found, p.wanted, p.hint, Level.WARNING)
        for p in _of_rows(columns)
    )


def _text_cell(text: str, row: int, column: int, table: Table) -> DataCell:
    meant = meaning(text.strip())
    known = meant if isinstance(meant, Meaning) else Meaning(text)
    ref = f"row {row + 2}"
    return DataCell(text.strip(), known.value, known.unit, ref, table.place)


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


def _of_rows(columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    for total in _totals(columns):
        if total.sure:
            yield from (_wrong(total.label, each) for each in total.sums if not each.adds_up)


def _wrong(label: DataCell, found: ColumnSum) -> Problem:
    difference = abs(found.total - found.sum)
    heading = found.heading.partition(_INDEX)[0]
    parts = f"{len(found.parts)} rows ({found.parts[0].ref} to {found.parts[-1].ref})"
    what = f"“{label.text}” of “{heading}” is {_text(found.total)} ({found.cell.ref}), but the "
    what += f"{parts} make {_text(found.sum)}: a difference of {_text(difference)}"
    hint = "correct the number in the data; where a filter leaves out rows, leave out the total too"
    wanted = "a total that adds up"
    return Problem("total-not-sum", found.cell.place, what, wanted, hint, _level(found))


def _level(found: ColumnSum) -> Level:
    """Return a warning where the whole numbers of a file may have been rounded, else an error."""
    whole = not any("." in each.text for each in (found.cell, *found.parts))
    near = abs(found.total - found.sum) <= (len(found.parts) + 1) // 2
    return Level.WARNING if whole and near else Level.ERROR


def _of_columns(columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    """Yield the numbers of a column “Total” that are not the sums of their rows.

    Only where most of them are: else the column is the total of something else.
    """
    for column in columns:
        if column.name.casefold().strip() not in _TOTAL_COLUMN:
            continue
        sums = [found for n in range(len(column.cells)) if (found := _row_sum(columns, column, n))]
        wrong = [each for each in sums if not each.adds_up]
        if len(wrong) * 2 < len(sums):
            for each in wrong:
                what = (
                    f"“{column.name}” is {_text(each.total)} ({each.cell.ref}), but its row makes "
                )
                what += f"{_text(each.sum)}: a difference of {_text(abs(each.total - each.sum))}"
                hint = "correct the number in the data"
                wanted = "a total that adds up"
                yield Problem("total-not-sum", each.cell.place, what, wanted, hint, _level(each))


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
