"""Rows of totals that are asked for: sums of what is printed, and ratios calculated from them.

Percentages, averages, rates and years are never added up. A column that divides one column by
another is calculated again from their totals.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.filter_checks import spelling_problems
from panel_papers.content.data.odd_numbers import number_hint
from panel_papers.content.exhibits.asking import Column
from panel_papers.content.exhibits.computed_cells import (
    ComputedCell,
    quantity_of,
)
from panel_papers.content.exhibits.gaps import gaps_in, gaps_left_out, without_headings
from panel_papers.content.exhibits.row_cells import NO_NUMBERS, Computed
from panel_papers.content.exhibits.shape import Total
from panel_papers.content.exhibits.total_cells import (
    file_of,
    no_total,
    prints_exactly,
    references_of,
    total_cell,
)
from panel_papers.content.exhibits.total_kinds import Kind, Kinds
from panel_papers.content.exhibits.turned_signs import base_of, is_turned
from panel_papers.content.exhibits.unread_amounts import unread_amounts
from panel_papers.content.figures.expressions import ExpressionError
from panel_papers.content.figures.quantities import Quantity
from panel_papers.core import InputsError, Level, Place, Problem, did_you_mean

_ENOUGH = 10


class Totalled(Struct, frozen=True):
    """A table with its rows of totals, their indexes, and warnings."""

    table: DataTable
    totals: tuple[int, ...]
    problems: tuple[Problem, ...]


def totalled(
    table: DataTable,
    total: Total,
    columns: Sequence[Column],
    computed: Mapping[str, Computed],
    *,
    formatted: Collection[str] = (),
    first: int | None = None,
    gap: str = "",
) -> Totalled:
    """Return a table with the rows of totals that are asked for.

    `columns` are those that print, by their names in the table, `formatted` those among them that
    have a format; `first` is how many rows `top` left; `gap` prints where a total would be wrong.
    Raises InputsError.
    """
    work = _Totals(table, total, columns, computed, formatted, gap)
    label = work.label_column()
    groups = work.groups()
    if not total.columns:
        work.problems += [
            each
            for name in dict.fromkeys(c.name.text for c in columns)
            for each in work.unread(name)
        ]
    if work.problems:
        raise InputsError(work.problems)
    rows: list[tuple[DataCell, ...]] = []
    totals = []
    for name, indexes in groups:
        rows += [table.rows[each] for each in indexes]
        if name is not None:
            totals.append(len(rows))
            rows.append(work.row(indexes, f"{name} total", label))
    every = [each for _, indexes in groups for each in indexes]
    totals.append(len(rows))
    words = "Total" if first is None else f"Total of these {first}"
    rows.append(work.row(every, words, label))
    advice = [each for each in (work.left_out(), work.gaps(every)) if each is not None]
    problems = tuple(dict.fromkeys([*work.problems, *advice]))
    if any(each.level is Level.ERROR for each in problems):
        raise InputsError(problems[:_ENOUGH])
    return Totalled(replace(table, rows=tuple(rows)), tuple(totals), problems)


class _Totals:
    """One table whose rows are added up."""

    def __init__(  # noqa: PLR0917 - what totals depend on
        self,
        table: DataTable,
        total: Total,
        columns: Sequence[Column],
        computed: Mapping[str, Computed],
        formatted: Collection[str],
        gap: str,
    ) -> None:
        self.table, self.total, self.columns = table, total, columns
        self.computed, self.formatted, self.gap = computed, formatted, gap
        self.problems: list[Problem] = []
        self.index = {name: n for n, name in enumerate(table.columns)}
        self.names = {name: name for name in table.columns}
        self.names |= {each.heading: each.name.text for each in columns}
        asked = {self.names[each.text] for each in total.columns if each.text in self.names}
        self.kinds = Kinds(table, computed, frozenset(asked))
        self.named = self._named()

    def _named(self) -> frozenset[str]:
        found = set()
        for said in self.total.columns:
            name = self.names.get(said.text)
            if name is None:
                self._unknown(said.text, said.place)
            else:
                found.add(name)
                if unread := self.unread(name):
                    self.problems += unread
                elif self.kinds.of(name) is Kind.NONE:
                    what, wanted = (
                        f"A total of “{said.text}” would have no meaning",
                        "columns that may be added up",
                    )
                    hint = f"delete “{said.text}” here: percentages, ratios, averages and rates "
                    hint += "are never added up"
                    self.problems.append(Problem("no-sum", said.place, what, wanted, hint))
        return frozenset(found)

    def unread(self, name: str) -> list[Problem]:
        """Return the errors of a column of the file without numbers that is one of amounts."""
        if name in self.computed or self.kinds.is_number(name):
            return []
        return unread_amounts(name, [row[self.index[name]] for row in self.table.rows])

    def _unknown(self, name: str, place: Place) -> None:
        known = ", ".join(f"“{each}”" for each in self.names)
        found, hint = (
            f"There is no column “{name}”, which “total” names",
            did_you_mean(name, self.names) or "write one of these here",
        )
        problem = Problem("unknown-column", place, found, f"one of {known}", hint)
        self.problems.append(problem)

    def label_column(self) -> str:
        """Return the column in which “Total” stands: the first that is printed and no number."""
        for column in self.columns:
            if not self.kinds.is_number(column.name.text):
                return column.name.text
        found, wanted = (
            "The table has only columns of numbers, so the word “Total” has no place",
            "",
        )
        hint = (
            "in the block, write a column of names first in “columns: […]”, or delete the "
            "line “total:”"
        )
        self.problems.append(Problem("total-label", self.total.place, found, wanted, hint))
        return ""

    def groups(self) -> list[tuple[str | None, list[int]]]:
        """Return the rows of each group, in the order of the data; one nameless group for all."""
        if self.total.by is None:
            return [(None, list(range(len(self.table.rows))))]
        name = self.names.get(self.total.by.text)
        if name is None:
            self._unknown(self.total.by.text, self.total.by.place)
            return []
        keys = [row[self.index[name]] for row in self.table.rows]
        for cell in keys:
            if not cell.text.strip() and len(self.problems) < _ENOUGH:
                found, wanted = (
                    f"The cell {cell.ref} is empty, and totals are made for each group of “{name}”",
                    "",
                )
                hint = "in the file, type the name of the group into each of its rows"
                self.problems.append(Problem("blank-cell", cell.place, found, wanted, hint))
        self.problems += spelling_problems(name, keys)
        import pandas  # type: ignore[import-untyped]  # noqa: PLC0415  # costs nearly a second

        frame: Any = pandas.DataFrame({"group": [cell.text for cell in keys]})
        found_groups = frame.groupby("group", sort=False).indices
        order = dict.fromkeys(cell.text for cell in keys)
        return [(key, [int(each) for each in found_groups[key]]) for key in order]

    def row(self, indexes: Sequence[int], words: str, label: str) -> tuple[DataCell, ...]:
        """Return a row of totals of some rows."""
        printed = {each.name.text for each in self.columns}
        place = self.total.place
        made: dict[str, DataCell] = {}
        for name in self.table.columns:
            if name == label:
                made[name] = DataCell(words, words, "", "total", place)
            elif name in printed and (not self.named or name in self.named):
                made[name] = self.cell(name, indexes)
            else:
                made[name] = no_total("", place)
        return tuple(made[name] for name in self.table.columns)

    def cell(self, name: str, indexes: Sequence[int]) -> DataCell:
        """Return the total of a column in some rows."""
        kind = self.kinds.of(name)
        if kind is Kind.NONE:
            return no_total("", self.total.place)
        cells = [self.table.rows[each][self.index[name]] for each in indexes]
        if name in self.computed:
            if not self._is_complete(name, indexes):
                return no_total(self.gap, self.total.place)
            operands = self.computed[name].operands if kind is not Kind.ROWS else {}
            parts = {i: self.cell(column, indexes) for i, column in operands.items()}
            if kind is Kind.AGAIN:
                return self._again(name, parts, cells)
            return self._sum(name, cells, self._shown(name, parts) if parts else None)
        return self._sum(name, cells)

    def _shown(self, name: str, parts: Mapping[str, DataCell]) -> str:
        """Return the formula of a column over totals: “sum of C2:C5 − sum of B2:B5”."""
        formula = self.computed[name].formula
        alone = len(formula.columns) == 1 or formula.is_sum
        files = {i: file_of(cell) for i, cell in parts.items()}
        several = len({file for file in files.values() if file}) > 1
        refs = {
            i: f"{cell.ref} of {files[i]}" if several and files[i] else cell.ref
            for i, cell in parts.items()
        }
        return formula.shown({i: ref if alone else f"({ref})" for i, ref in refs.items()})

    def _is_complete(self, name: str, indexes: Sequence[int]) -> bool:
        """Say whether no row lacks one column of a formula and has another; warns if one does."""
        operands = [self.index[column] for column in self.computed[name].operands.values()]
        for each in indexes:
            cells = [self.table.rows[each][column] for column in operands]
            missing = [cell for cell in cells if not isinstance(cell.value, Decimal)]
            if missing and len(missing) < len(cells):
                found = f"The column “{name}” gets no total, because the cell {missing[0].ref} has "
                found += "no number, and other cells of its row have"
                wanted, place = (
                    f"a number in each cell that “{name}” is calculated from",
                    missing[0].place,
                )
                hint = (
                    f"type a number into the cell {missing[0].ref}, 0 if it is nothing; or delete "
                )
                hint += "that whole row from the file"
                warning = Problem("total-incomplete", place, found, wanted, hint, Level.WARNING)
                self._wrong(warning)
                return False
        return True

    def _again(
        self, name: str, parts: Mapping[str, DataCell], cells: Sequence[DataCell]
    ) -> DataCell:
        computed = self.computed[name]
        values: dict[str, Quantity] = {}
        for identifier, cell in parts.items():
            quantity = quantity_of(cell, computed.operands[identifier])
            if quantity is None:
                return no_total(self.gap, self.total.place)
            values[identifier] = quantity
        how = self._shown(name, parts)
        try:
            found = computed.formula.expression.quantity(values)
        except ExpressionError as error:
            if error.code != "division-by-zero" or not self.gap:
                text = f"{error.found} in the total of “{name}”: {how}"
                hint = "add a line “gaps: n/a” to the block, to print “n/a” there"
                self.problems.append(
                    Problem(error.code, self.total.place, text, error.wanted, hint)
                )
            return no_total(self.gap, self.total.place)
        quantity = replace(found, of_percent=False, hundred=0)
        made = total_cell(quantity, cells, tuple(parts.values()), how, is_sum=False)
        made = replace(made, turned=is_turned(made, computed, base_of(computed, self.computed)))
        if name not in self.formatted and not prints_exactly(quantity.value / made.scale, cells):
            text = f"The total of “{name}” has many decimal places, or no end: {how}"
            hint = f"add a line “formats: {{{name}: 5.9}}” to the block, with a number that shows "
            hint += "how to round"
            wanted = ""
            self._wrong(Problem("missing-format", self.total.place, text, wanted, hint))
        return made

    def _sum(self, name: str, cells: Sequence[DataCell], how: str | None = None) -> DataCell:
        """Return the sum of the numbers in some cells of a column; `how` it is calculated."""
        numbers, value = [], Fraction(0)
        for cell in cells:
            quantity = quantity_of(cell, name)
            if quantity is not None:
                numbers.append(cell)
                value += quantity.value
            elif cell.value is not None and cell.text.strip() not in NO_NUMBERS:
                found = f"“{cell.text}” ({cell.ref}) is no number, and the total of “{name}” needs "
                found += "one"
                hint = number_hint(cell.text)
                self._wrong(Problem("not-a-number", cell.place, found, "", hint))
        if not numbers:
            return no_total(self.gap, self.total.place)
        first = next((cell for cell in numbers if cell.value), numbers[0])
        for cell in numbers:
            if cell.value and (cell.full_unit, cell.scale) != (first.full_unit, first.scale):
                found = f"“{cell.text}” ({cell.ref}) and “{first.text}” ({first.ref}) in the total "
                found += f"of “{name}” are in two units"
                hint = "write all its numbers in one unit; or name the columns that have a total "
                hint += "in the block, such as “total: {columns: [Budget]}”"
                self._wrong(Problem("mixed-units", cell.place, found, "", hint))
                return no_total("", self.total.place)
        self._once(name, numbers)
        how = how or f"sum of {references_of(numbers)}"
        known = quantity_of(first, name) or Quantity(value)
        quantity = replace(known, value=value, typed=False)
        return total_cell(quantity, [first, *numbers], tuple(numbers), how, is_sum=True)

    def _once(self, name: str, cells: Sequence[DataCell]) -> None:
        """Report a cell of a joined file that is in several rows, and would count twice."""
        seen: set[tuple[Place, str]] = set()
        for cell in cells:
            if isinstance(cell, ComputedCell):
                return
            key = cell.place, cell.ref
            if key in seen:
                found = f"“{cell.text}” ({cell.ref}) is in several rows of the joined table, and "
                found += "would be added up more than once"
                wanted = f"each number of the total of “{name}” once"
                hint = "in the block, name in “total: {columns: […]}” the other columns, "
                hint += f"without “{name}”"
                self._wrong(Problem("counted-twice", cell.place, found, wanted, hint))
                return
            seen.add(key)

    def _wrong(self, problem: Problem) -> None:
        if len(self.problems) < _ENOUGH:
            self.problems.append(problem)

    def gaps(self, indexes: Sequence[int]) -> Problem | None:
        """Return the warning that names the cells of the file without a number in its totals."""
        names = [
            name
            for name in dict.fromkeys(each.name.text for each in self.columns)
            if name not in self.computed
            and self.kinds.of(name) is Kind.SUM
            and (not self.total.columns or name in self.named)
        ]
        rows = [self.table.rows[n] for n in indexes]
        found = [gap for row in rows for gap in gaps_in([row[self.index[n]] for n in names])]
        found = without_headings(rows, found, len(names))
        return gaps_left_out(found, "the total", self.total.place)

    def left_out(self) -> Problem | None:
        """Return the advice that names the printed columns of numbers without a total."""
        if self.total.columns:
            return None
        numbers = [each for each in self.columns if self.kinds.is_number(each.name.text)]
        if not numbers:
            found, hint = (
                "No column that prints holds numbers to add up",
                "delete the line “total:” from this block",
            )
            return Problem("no-sum", self.total.place, found, "", hint)
        left = [each.heading for each in numbers if self.kinds.of(each.name.text) is Kind.NONE]
        if not left:
            return None
        summed = [each.heading for each in numbers if each.heading not in left]
        found = f"There is no total of {', '.join(f'“{name}”' for name in left)}"
        wanted = "columns that may be added up: no percentages, averages, rates or years, and no "
        wanted += "numbers to date of several periods"
        hint = "write in the block which columns have a total: “total: "
        hint += f"{{columns: [{', '.join(summed)}]}}”"
        level = Level.SUGGESTION if summed else Level.ERROR
        hint = hint if summed else "delete the line “total:” from this block"
        return Problem("no-sum", self.total.place, found, wanted, hint, level)
