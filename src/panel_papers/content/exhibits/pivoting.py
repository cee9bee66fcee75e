"""Rows put together by what they have in common: `pivot`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.column_order import in_column_order
from panel_papers.content.data.cumulative import is_cumulative, runs_over_time
from panel_papers.content.data.filter_checks import spelling_problems
from panel_papers.content.data.odd_numbers import number_hint
from panel_papers.content.exhibits.choosing import unknown_column
from panel_papers.content.exhibits.computed_cells import (
    ComputedCell,
    Look,
    as_decimal,
    look_of,
    quantity_of,
)
from panel_papers.content.exhibits.gaps import gaps_in, gaps_left_out
from panel_papers.content.exhibits.row_cells import NO_NUMBERS
from panel_papers.content.exhibits.shape import Pivot, Said
from panel_papers.content.exhibits.total_cells import references_of
from panel_papers.content.figures.doubtful_sums import doubtful_sum, unweighted_mean
from panel_papers.content.figures.formats import POINTS, RATIO
from panel_papers.content.figures.quantities import YEAR, Quantity
from panel_papers.core import InputsError, Level, Place, Problem

_ENOUGH = 10
_MOST_COLUMNS = 60
_MEAN_PLACES = 1  # more than the numbers that it is the mean of
_AGGREGATES: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "min": min,
    "max": max,
}


class Pivoted(Struct, frozen=True):
    """The table that a pivot makes; `made` are the columns that one column's values became."""

    table: DataTable
    made: tuple[str, ...]
    problems: tuple[Problem, ...]


def pivoted(table: DataTable, pivot: Pivot, gap: str = "") -> Pivoted:
    """Return a row for each combination of the pivot's rows, a column for each of its columns.

    `gap` prints where there is no number.
    Raises InputsError for names that the file does not have, cells that are no number, and rows
    that come together without an aggregate that says what to make of them.
    """
    asked = [*pivot.rows, *([pivot.columns] if pivot.columns else []), *pivot.values]
    problems = [unknown_column(said, table) for said in asked if said.text not in table.columns]
    if problems:
        raise InputsError(problems)
    work = _Pivoting(table, pivot, gap)
    found = work.table()
    if any(each.level is Level.ERROR for each in work.problems):
        raise InputsError(work.problems[:_ENOUGH])
    return Pivoted(found, work.made, tuple(work.problems))


class _Pivoting:
    def __init__(self, table: DataTable, pivot: Pivot, gap: str) -> None:
        self.file, self.pivot, self.gap = table, pivot, gap
        self.problems: list[Problem] = []
        self.made: tuple[str, ...] = ()
        self.gaps: list[DataCell] = []  # cells without a number that come together with others
        self.index = {name: n for n, name in enumerate(table.columns)}
        self.looks = {
            said.text: self._look([row[self.index[said.text]] for row in table.rows])
            for said in pivot.values
        }

    def _look(self, cells: Sequence[DataCell]) -> Look:
        """Return how a column prints: as in the file, means with one more decimal place."""
        look = look_of(cells)
        mean = self.pivot.aggregate == "mean"
        return replace(look, decimals=look.decimals + _MEAN_PLACES) if mean else look

    def table(self) -> DataTable:
        """Return the pivot's table; its problems are in `problems`."""
        names = [said.text for said in self.pivot.rows]
        across = self._headers()
        if self.problems:
            return self.file
        keys = {str(n): self._keys(name) for n, name in enumerate(names)}
        if self.pivot.columns is not None:
            keys["column"] = self._keys(self.pivot.columns.text)
        if self.problems:
            return self.file
        groups = _groups(keys)
        different = list(dict.fromkeys(key[: len(names)] for key in groups))
        rows = tuple(self._row(key, groups, across) for key in different)
        values = [said.text for said in self.pivot.values]
        columns = (*names, *(across or values))
        self._said_missing(different, groups, across)
        if left_out := gaps_left_out(self.gaps, f"the {self.pivot.aggregate}", self.pivot.place):
            self.problems.append(left_out)
        for each in {name for name in columns if columns.count(name) > 1}:
            found = f"The table that “pivot:” makes would have two columns “{each}”"
            hint = "write other columns after “rows:” or “columns:” below “pivot:” in this block"
            self._report("duplicate-column", self.pivot.place, found, "", hint)
        self.made = tuple(across)
        return replace(self.file, columns=columns, rows=rows, marked=frozenset())

    def _headers(self) -> list[str]:
        """Return the values that become columns, in the order of their periods or of the data."""
        if self.pivot.columns is None:
            return []
        at = self.index[self.pivot.columns.text]
        different: dict[str, DataCell] = {}
        runs: dict[tuple[str, ...], list[str]] = {}
        heads = [self.index[said.text] for said in self.pivot.rows]
        for row in self.file.rows:
            different.setdefault(row[at].text, row[at])
            runs.setdefault(tuple(row[n].text for n in heads), []).append(row[at].text)
        cells = list(different.values())
        if len(cells) > _MOST_COLUMNS:
            found, wanted = (
                f"The table that “pivot:” makes would have {len(cells)} columns",
                f"at most {_MOST_COLUMNS}",
            )
            hint = "keep fewer rows by “filter:” of the block, or name the column after “rows:” of "
            hint += "“pivot”"
            place = self.pivot.columns.place
            self._report("too-many-categories", place, found, wanted, hint)
        return [cell.text for cell in in_column_order(cells, list(runs.values()))]

    def _keys(self, name: str) -> list[str]:
        cells = [row[self.index[name]] for row in self.file.rows]
        for cell in cells:
            if not cell.text.strip() and len(self.problems) < _ENOUGH:
                found = f"The cell {cell.ref} is empty, and “pivot” groups the rows by “{name}”"
                hint = "in the file, type into it what its row belongs to, as in the other rows"
                self._report("blank-cell", cell.place, found, "", hint)
        self.problems += spelling_problems(name, cells)
        return [cell.text for cell in cells]

    def _row(
        self,
        key: tuple[str, ...],
        groups: Mapping[tuple[str, ...], Sequence[int]],
        across: Sequence[str],
    ) -> tuple[DataCell, ...]:
        wanted = [(*key, name) for name in across] or [key]
        first = next(groups[each][0] for each in wanted if each in groups)
        head = [self.file.rows[first][self.index[said.text]] for said in self.pivot.rows]
        made: list[DataCell] = []
        for each in wanted:
            found = groups.get(each, ())
            for said in self.pivot.values:
                if found:
                    self._runs_on(said, found)
                    made.append(self._cell(found, said, each))
                else:
                    made.append(_missing(head[0].place, self.gap))
        return (*head, *made)

    def _cell(self, found: Sequence[int], said: Said, key: Sequence[str]) -> DataCell:
        """Return what the pivot makes of the cells of one combination, by their rows."""
        cells = [self.file.rows[n][self.index[said.text]] for n in found]
        how = self.pivot.aggregate
        if how == "count":
            return _counted(cells)
        if len(cells) == 1 and how != "mean":
            return cells[0]
        if how is None:
            combination = ", ".join(f"“{each}”" for each in key)
            text = f"{len(cells)} rows have {combination} ({cells[0].ref}, {cells[1].ref}), and "
            text += "the table has one cell for them"
            hint = "below “pivot:” in the block, write “aggregate: sum” to add such rows up (or "
            hint += "mean, min, max, count)"
            self._report("which-row", cells[1].place, text, "", hint)
            return cells[0]
        numbers = self._numbers(cells, said)
        self.gaps += gaps_in(cells)
        if not numbers:
            return _missing(cells[0].place, self.gap)
        quantities = [q for cell in numbers if (q := quantity_of(cell, said.text))]
        first = next((q for q in quantities if q.value), quantities[0])
        if how == "sum" and first.unit in {"%", POINTS, RATIO, YEAR}:
            text = f"The sum of “{said.text}” ({numbers[0].ref} …) has no meaning"
            self._report("no-sum", said.place, text, "", "write “mean”, “min” or “max”")
            return cells[0]
        self._check_sense(found, said)
        value = _AGGREGATES[how]([each.value for each in quantities])
        return _made(numbers, replace(first, value=value), how, self.looks[said.text])

    def _runs_on(self, said: Said, rows: Sequence[int]) -> None:
        """Report a sum over periods of numbers each of which holds those before."""
        if self.pivot.aggregate != "sum" or not is_cumulative(said.text):
            return
        if runs_over_time(self.file.columns, [self.file.rows[n] for n in rows]):
            cell = self.file.rows[rows[0]][self.index[said.text]]
            found = f"A sum of “{said.text}” ({cell.ref} …) over several periods counts twice: "
            found += "each of its numbers holds those before it"
            hint = "below “pivot:”, name the column of periods after “columns:”; or keep the last "
            hint += "period only by a line such as “filter: {Month: March}”"
            if not any(each.code == "no-sum" for each in self.problems):
                self._report("no-sum", said.place, found, "", hint)

    def _check_sense(self, found: Sequence[int], said: Said) -> None:
        """Report once for a column that its sums or means say nothing."""
        if any(each.code in {"no-sum", "unweighted-mean"} for each in self.problems):
            return
        rows, index = [self.file.rows[n] for n in found], self.index[said.text]
        problem = None
        if self.pivot.aggregate == "sum":
            problem = doubtful_sum("pivot", self.file, rows, index, {}, said.place)
        elif self.pivot.aggregate == "mean":
            problem = unweighted_mean(self.file, rows, index, said.place, said.text)
        self.problems += [problem] if problem else []

    def _numbers(self, cells: Sequence[DataCell], said: Said) -> list[DataCell]:
        """Return the cells with numbers, which must be of one unit and scale."""
        numbers = [cell for cell in cells if isinstance(cell.value, Decimal)]
        for cell in cells:
            other = not isinstance(cell.value, Decimal | None)
            if other and cell.text.strip() not in NO_NUMBERS:
                found = f"“{cell.text}” ({cell.ref}) in “{said.text}” is no number"
                self._report("not-a-number", cell.place, found, "", number_hint(cell.text))
        first = next((cell for cell in numbers if cell.value), None)
        for cell in numbers:
            if first and cell.value and _kind(cell) != _kind(first):
                found = f"“{cell.text}” ({cell.ref}) and “{first.text}” ({first.ref}) in "
                found += f"“{said.text}” are in two units"
                hint = "in the file, write all numbers of this column in one unit, such as pounds"
                self._report("mixed-units", cell.place, found, "", hint)
        return numbers

    def _said_missing(
        self,
        rows: Sequence[tuple[str, ...]],
        groups: Mapping[tuple[str, ...], Sequence[int]],
        across: Sequence[str],
    ) -> None:
        """Report the combinations for which there is no row: their cells are empty."""
        missing = [(*row, name) for row in rows for name in across if (*row, name) not in groups]
        if not missing or self.pivot.columns is None:
            return
        shown = "; ".join(", ".join(each) for each in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        found = f"The file has no row for {shown}{more}: the table is empty there"
        hint = "if that is right, change nothing; if rows are missing, add them to the file"
        place = self.pivot.columns.place
        self._report("no-combination", place, found, "", hint, level=Level.WARNING)

    def _report(  # noqa: PLR0917 - the parts of a problem
        self,
        code: str,
        place: Place,
        found: str,
        wanted: str,
        hint: str | None = None,
        level: Level = Level.ERROR,
    ) -> None:
        self.problems.append(Problem(code, place, found, wanted, hint, level))


def _groups(keys: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], list[int]]:
    """Return the rows of each combination, in the order in which they first come."""
    import pandas  # type: ignore[import-untyped]  # noqa: PLC0415  # costs nearly a second

    frame: Any = pandas.DataFrame(keys)
    found: dict[tuple[str, ...], list[int]] = {}
    numbers = frame.groupby(list(keys), sort=False).ngroup()
    names = frame.loc[~numbers.duplicated()]
    for number, key in zip(
        numbers[names.index], names.itertuples(index=False, name=None), strict=True
    ):
        found[key] = []
        assert number == len(found) - 1  # noqa: S101  # groups are numbered as they come
    lists = list(found.values())
    for row, number in enumerate(numbers):
        lists[number].append(row)
    return found


def _kind(cell: DataCell) -> tuple[str, int]:
    return cell.full_unit, cell.scale


def _missing(place: Place, gap: str) -> DataCell:
    return ComputedCell(gap, None, "", "no row", place)


def _counted(cells: Sequence[DataCell]) -> ComputedCell:
    how = f"count of {references_of(cells)}"
    number = Fraction(len(cells))
    return ComputedCell(
        text=f"{len(cells):,}",
        value=Decimal(len(cells)),
        unit="",
        ref=how,
        place=cells[0].place,
        quantity=Quantity(number),
        how=how,
        parts=tuple(cells),
        is_sum=True,
    )


def _made(
    cells: Sequence[DataCell], quantity: Quantity, aggregate: str, look: Look
) -> ComputedCell:
    """Return the cell that an aggregate makes, which looks like its column in the file."""
    first = next((cell for cell in cells if cell.value), cells[0])
    value = quantity.value / first.scale
    how = f"{aggregate} of {references_of(cells)}"
    return ComputedCell(
        text=look.text(value, first.unit),
        value=as_decimal(value),
        unit=first.unit,
        ref=how,
        place=first.place,
        scale=first.scale,
        heading_unit=first.heading_unit,
        brackets=any(cell.brackets for cell in cells),
        quantity=quantity,
        how=how,
        parts=tuple(cells),
        is_sum=aggregate == "sum",
    )
