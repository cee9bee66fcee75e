"""The values of figures: from cells of data, from other figures, or typed; and what must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, field

from panel_papers.content.data import DataCell, DataTable, read_data
from panel_papers.content.data.cell_ranges import ranges_of
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.counting import Once, once
from panel_papers.content.data.filter_checks import left_out_problems
from panel_papers.content.data.filtering import Groups, grouped, held_values, kept
from panel_papers.content.data.long_list import cells_in, standing_for
from panel_papers.content.data.percentages import ratio_under_percent
from panel_papers.content.data.scaling import is_year
from panel_papers.content.figures.aggregating import aggregated, in_words
from panel_papers.content.figures.calculated import Calculated, Taken
from panel_papers.content.figures.confirming import (
    compared,
    confirmed_total,
    sum_behind,
    wrong_total,
)
from panel_papers.content.figures.definitions import Definitions
from panel_papers.content.figures.divided_by import Formula, divisor_of, share_of_negative
from panel_papers.content.figures.doubtful_sums import doubtful_sum, unweighted_mean
from panel_papers.content.figures.expressions import Expression, ExpressionError
from panel_papers.content.figures.fields import FigureEntry
from panel_papers.content.figures.fitting import as_shown
from panel_papers.content.figures.printing import printed
from panel_papers.content.figures.quantities import YEAR, Quantity
from panel_papers.content.figures.rows import (
    counted_rows,
    in_period_order,
    wrong_totals_of,
)
from panel_papers.core import (
    Confirmed,
    FigureSource,
    InputsError,
    Level,
    Place,
    Problem,
    Stage,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import Part, plain_path

FOLDER = "data/"
# What a draft does without: such a figure prints as a gap.
_DEEPEST = 100
"""Figures that wait for each other; each is calculated from inside the one before."""
_GAPS = {"file-not-found", "blank-cell", "no-rows"}


class _Unknown(Exception):  # noqa: N818  # no fault itself: the fault is already reported
    """A figure that has no value."""


class Calculation(Struct):
    """One walk through the definitions; `problems` gathers what is wrong, `confirmed` what holds.

    `files` are the files of data by their paths; `folder` is the paper's folder as places have it;
    `withheld` are the paths that only a restricted appendix may use.
    """

    definitions: Definitions
    files: Mapping[str, bytes]
    folder: str
    withheld: frozenset[str]
    draft: bool
    problems: list[Problem] = field(default_factory=list)
    confirmed: list[Confirmed] = field(default_factory=list)
    _tables: dict[tuple[str, Part], DataTable | None] = field(default_factory=dict)
    _by_column: dict[tuple[int, int], Groups] = field(default_factory=dict)
    _by_choice: dict[tuple[int, int, tuple[str, ...]], frozenset[int]] = field(default_factory=dict)
    _counted_once: dict[int, Once] = field(default_factory=dict)
    _found: dict[str, Calculated | None] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def all(self) -> dict[str, Calculated]:
        """Return each figure that has a value; assertions that do not hold are among the faults."""
        for name in self.definitions.entries:
            self._figure(name)
        self._assert()
        return {name: each for name, each in self._found.items() if each is not None}

    def _figure(self, name: str) -> Calculated | None:
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            place = self.definitions.place(circle[-2], "formula")
            found = f"The figures are calculated from each other in a circle: {' → '.join(circle)}"
            hint = f"give one of them, such as “{name}”, a number of its own: “source:” and "
            hint += "“column:”, or “value:” and “note:”, in place of its “formula:”"
            self._tell("figure-circle", place, found, "", hint)
            return None
        if name in self._found or name not in self.definitions.entries:
            return self._found.get(name)
        if len(self._open) >= _DEEPEST:
            self._tell_of_depth(name)
            raise _Unknown
        self._open.append(name)
        try:
            self._found[name] = self._printed(name, self._taken(name))
        except _Unknown:
            self._found[name] = None
        except ExpressionError as error:
            place = self.definitions.place(name, "formula")
            self._tell(error.code, place, error.found, error.wanted, error.hint)
            self._found[name] = None
        finally:
            self._open.pop()
        return self._found[name]

    def _tell_of_depth(self, name: str) -> None:
        if any(each.code == "figures-too-deep" for each in self.problems):
            return  # each of thousands in a row would say the same
        first = self._open[0]
        self._tell(
            "figures-too-deep",
            self.definitions.place(first, "formula"),
            f"“{first}” is calculated from more than {len(self._open):,} figures in a row, each "
            f"defined below the one that needs it (the last is “{name}”)",
            f"at most {_DEEPEST} such figures in a row",
            "in this file, move each figure above the formulas that use it",
        )

    def _taken(self, name: str) -> Taken:
        entry = self.definitions.entries[name]
        if entry.formula is not None:
            return self._by_formula(name)
        if entry.value is not None:
            told = meaning(entry.value)
            if not isinstance(told, Meaning) or not isinstance(told.value, Decimal):
                place = self.definitions.place(name, "value")
                found = f"“value: {entry.value}” is not a number"
                wanted = "a number such as 3,755 or £86m"
                hint = "type the number in digits, without other words"
                self._tell("not-a-number", place, found, wanted, hint)
                raise _Unknown
            unit = told.unit or (YEAR if is_year(entry.value) and not entry.format else "")
            quantity = Quantity(Fraction(told.value), unit)
            note = f"typed by hand: {entry.note}"
            return Taken(quantity, note, brackets=entry.value.startswith("("))
        return self._from_data(name, entry)

    def _by_formula(self, name: str) -> Taken:
        expression = self.definitions.formulas[name]
        operands = [self._figure(each) for each in expression.names]
        known = [each for each in operands if each is not None]
        if len(known) < len(operands):
            raise _Unknown
        quantity = expression.quantity({each.name: each.quantity for each in known})
        self._check_divisor(name, quantity)
        sources = dict.fromkeys(source for each in known for source in each.sources)
        periods = tuple(dict.fromkeys(each.period for each in known if each.period))
        alike = len(periods) == 1 and all(each.period for each in known)
        return Taken(
            quantity,
            expression.text,
            tuple(sources),
            periods[0] if alike else None,
            periods if len(periods) > 1 else (),
            brackets=any(each.brackets for each in known),
        )

    def _check_divisor(self, name: str, quantity: Quantity) -> None:
        """Warn of a difference that is divided by a number below zero."""
        formulas = self.definitions.formulas
        divisor = divisor_of(_formula(formulas[name]), lambda other: _behind(formulas, other))
        base = self._found.get(divisor or "")
        if base is None or base.value >= 0 or not quantity.value:
            return
        place = self.definitions.place(name, "formula")
        self._report([share_of_negative(name, base, place)])

    def _from_data(self, name: str, entry: FigureEntry) -> Taken:
        table = self._table(name, entry)
        rows = self._rows(name, entry, table)
        place = self.definitions.place(name, "aggregate" if entry.aggregate else "column")
        if not rows:
            told = ", ".join(f"{k}: {' or '.join(v)}" for k, v in (entry.filter or {}).items())
            found = f"{table.path} has no row with {told}"
            place = self.definitions.place(name, "filter")
            hint = (
                f"change “filter:” of “{name}” here, so that one row at least has all these values"
            )
            self._tell("no-rows", place, found, "", hint)
            raise _Unknown
        index = 0 if entry.column is None else self._column(name, "column", entry.column, table)
        self._report(wrong_totals_of(entry, table, rows, index, self._once(table)))
        rows, problem = in_period_order(entry, rows, index, place)
        self._report([problem] if problem else [])
        cells = cells_in(rows, index)
        if entry.aggregate is None and len(cells) > 1:
            found = f"“{name}” is taken from {len(cells)} rows of {table.path}"
            hint = f"below “{name}:”, add “aggregate: sum” to add these rows up, or choose one of "
            hint += f"them: “filter: {{{table.columns[0]}: {rows[0][0].text}}}”"
            self._tell("which-row", place, found, "", hint)
            raise _Unknown
        try:
            quantity = aggregated(name, entry, cells, place)
        except InputsError as error:
            self._report(error.problems)
            raise _Unknown from None
        self._check_total(name, table, rows, index)
        self._check_sense(name, entry, table, rows, index)
        source = FigureSource(table.path, table.sheet, ranges_of(cells))
        said = standing_for(cells)
        return Taken(
            quantity,
            in_words(entry),
            (source,),
            scale=cells[0].scale if quantity.scaled else 1,
            unsaid=not any(c.unit for c in said) and entry.aggregate != "percentage_change",
            brackets=any(cell.brackets for cell in said),
            shown=as_shown(cells[0].text, cells[0].amount) if len(cells) == 1 else None,
        )

    def _check_sense(
        self,
        name: str,
        entry: FigureEntry,
        table: DataTable,
        rows: Sequence[tuple[DataCell, ...]],
        index: int,
    ) -> None:
        """Report a sum or mean that says nothing, and a ratio among percentages."""
        place = self.definitions.place(name, "aggregate")
        if entry.aggregate == "sum":
            problem = doubtful_sum(name, table, rows, index, entry.filter or {}, place)
        elif entry.aggregate == "mean":
            label = f"{entry.label or ''} {entry.column or ''}"
            problem = unweighted_mean(table, rows, index, place, label)
        else:
            cells = standing_for(cells_in(table.rows, index))
            problem = ratio_under_percent(table.columns[index], cells)
            if problem and problem.place not in {row[index].place for row in rows}:
                problem = None
        self._report([problem] if problem else [])

    def _check_total(
        self, name: str, table: DataTable, rows: Sequence[tuple[DataCell, ...]], index: int
    ) -> None:
        """Confirm a total that a figure is taken from, or warn that it does not add up."""
        behind = sum_behind(table, rows, index)
        if behind is not None and behind.adds_up:
            self.confirmed.append(confirmed_total(name, table, rows[0], behind))
        elif behind is not None:
            self._report([wrong_total(rows[0], behind)])

    def _table(self, name: str, entry: FigureEntry) -> DataTable:
        place = self.definitions.place(name, "source")
        try:
            path = plain_path(entry.source or "", place)
        except InputsError as error:
            self.problems += error.problems
            raise _Unknown from None
        key = (path, part := Part(entry.sheet, entry.header_row, entry.range))
        if key not in self._tables:
            self._tables[key] = None
            if path in self.withheld:
                found = f"“{path}” is a restricted appendix, and figures are public"
                wanted = "a file that may be public"
                copy = f"copy what may be public into a new file in {self.folder}/{FOLDER}, and "
                copy += "name it here"
                self._tell("restricted-and-public", place, found, wanted, copy)
            elif path not in self.files:
                found = f"There is no file “{path}” in {self.folder}"
                wanted = f"a .csv or .xlsx file in {self.folder}/{FOLDER}"
                hint = did_you_mean(path, self.files)
                hint = hint or (
                    "put the file into that folder, or write after “source:” the name of a "
                    "file that is there"
                )
                self._tell("file-not-found", place, found, wanted, hint)
            else:
                file = Place(f"{self.folder}/{path}")
                try:
                    with working_on(file, Stage.READING):
                        self._tables[key] = read_data(
                            self.files[path], path, file, part=part, named=place
                        )
                except InputsError as error:
                    self.problems += error.problems
        table = self._tables[key]
        if table is None:
            raise _Unknown
        self.problems += [each for each in table.problems if each not in self.problems]
        return table

    def _column(self, name: str, part: str, column: str, table: DataTable) -> int:
        if column in table.columns:
            return table.columns.index(column)
        place = self.definitions.document
        at = (
            place.key_place(("figures", name, part, column)) if place and part == "filter" else None
        )
        wanted = "one of " + ", ".join(f"“{each}”" for each in table.columns[:12])
        found = f"{table.path} has no column “{column}”"
        hint = (
            did_you_mean(column, table.columns)
            or f"write one of these as “{part}:” of “{name}” here"
        )
        self._tell("no-such-column", at or self.definitions.place(name, part), found, wanted, hint)
        raise _Unknown

    def _rows(
        self, name: str, entry: FigureEntry, table: DataTable
    ) -> Sequence[tuple[DataCell, ...]]:
        kept_by: dict[int, frozenset[int]] = {}
        for column, choices in (entry.filter or {}).items():
            index = self._column(name, "filter", column, table)
            place = self.definitions.place(name, "filter")
            for choice in choices:
                if not self._kept(table, index, (choice,)):
                    held, hint = held_values(table, index, choice)
                    hint = hint or f"write one of these in “filter:” of “{name}” here"
                    found = f"{table.path} has no row where “{column}” is “{choice}”"
                    wanted = f"a value of that column: {held}"
                    self._tell("no-rows", place, found, wanted, hint)
                    raise _Unknown
            kept_by[index] = self._kept(table, index, tuple(choices))
        filter_place = self.definitions.place(name, "filter")
        for index in kept_by:
            others = [found for column, found in kept_by.items() if column != index]
            both = frozenset.intersection(*others) if others else None
            choices = (entry.filter or {})[table.columns[index]]
            groups = self._groups(table, index)
            self._report(
                left_out_problems(table, index, groups, choices, others=both, place=filter_place)
            )
        left: Sequence[int] = range(len(table.rows))
        if kept_by:
            left = sorted(frozenset.intersection(*kept_by.values()))
        counted, problems = counted_rows(entry, self._once(table), left, filter_place)
        self._report(problems)
        return counted

    def _groups(self, table: DataTable, index: int) -> Groups:
        """Return the rows by a column; a table is looked through once for all figures."""
        key = id(table), index  # which `_tables` keeps
        if key not in self._by_column:
            self._by_column[key] = grouped(table.rows, index)
        return self._by_column[key]

    def _kept(self, table: DataTable, index: int, choices: tuple[str, ...]) -> frozenset[int]:
        """Return the indexes of the rows that hold one of some choices in a column."""
        key = id(table), index, choices
        if key not in self._by_choice:
            self._by_choice[key] = frozenset(kept(self._groups(table, index), choices))
        return self._by_choice[key]

    def _once(self, table: DataTable) -> Once:
        if id(table) not in self._counted_once:
            self._counted_once[id(table)] = once(table)
        return self._counted_once[id(table)]

    def _printed(self, name: str, taken: Taken) -> Calculated | None:
        entry = self.definitions.entries[name]
        place = self.definitions.place(name, "format" if entry.format else None)
        figure, problems = printed(name, entry, taken, place)
        self._report(problems)
        return figure

    def _assert(self) -> None:
        for each in self.definitions.assertions:
            known = {name: self._figure(name) for name in each.expression.names}
            values = {name: found.quantity for name, found in known.items() if found is not None}
            if len(values) < len(known):
                continue  # the figure's own fault is told
            came = compared(each, values)
            if isinstance(came, Confirmed):
                self.confirmed.append(came)
            else:
                self._tell(came.code, came.place, came.found, came.wanted, came.hint)

    def _report(self, problems: Iterable[Problem]) -> None:
        """Keep problems; raises _Unknown where one of them is an error."""
        found = list(problems)
        for each in found:
            self._tell(each.code, each.place, each.found, each.wanted, each.hint, level=each.level)
        if any(each.level is Level.ERROR for each in found):
            raise _Unknown

    def _tell(
        self,
        code: str,
        place: Place,
        found: str,
        wanted: str,
        hint: str | None = None,
        *,
        level: Level = Level.ERROR,
    ) -> None:
        if self.draft and code in _GAPS:
            level = Level.WARNING
        problem = Problem(code, place, found, wanted, hint, level)
        if problem not in self.problems:
            self.problems.append(problem)


def _formula(expression: Expression) -> Formula:
    return Formula(expression.node, {name: name for name in expression.names})


def _behind(formulas: Mapping[str, Expression], name: str) -> Formula | None:
    return _formula(formulas[name]) if name in formulas else None
