"""The values of figures: from cells of data, from other figures, or typed; and what must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, field

from panel_papers.content.data import DataCell, DataTable, read_data
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.figures.definitions import Definitions, FigureEntry
from panel_papers.content.figures.expressions import ExpressionError
from panel_papers.content.figures.formats import Format, plain_format, plain_number
from panel_papers.core import (
    FigureSource,
    InputsError,
    Level,
    Period,
    Place,
    Problem,
    Stage,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import plain_path

FOLDER = "data/"
# What a draft does without: such a figure prints as a gap.
_GAPS = {"file-not-found", "blank-cell", "no-rows"}
_TOTALS = {"total", "totals", "grand total", "sum", "overall"}


class Reckoned(Struct, frozen=True):
    """A figure's value and unit, how it prints, and where it comes from."""

    name: str
    entry: FigureEntry
    value: Fraction
    unit: str
    printed: str
    formula: str
    sources: tuple[FigureSource, ...]
    period: Period | None
    compared: tuple[Period, ...]


class _Taken(Struct, frozen=True):
    """A value as it was taken, before it is printed."""

    value: Fraction
    unit: str
    formula: str
    sources: tuple[FigureSource, ...] = ()
    period: Period | None = None
    compared: tuple[Period, ...] = ()


class _Unknown(Exception):  # noqa: N818  # no fault itself: the fault is already told
    """A figure that has no value."""


class Reckoning(Struct):
    """One walk through the definitions; `problems` gathers what is wrong.

    `files` are the files of data by their paths; `folder` is the paper's folder as places have it;
    `withheld` are the paths that only a restricted appendix may use.
    """

    definitions: Definitions
    files: Mapping[str, bytes]
    folder: str
    withheld: frozenset[str]
    draft: bool
    problems: list[Problem] = field(default_factory=list)
    _tables: dict[tuple[str, str | None], DataTable | None] = field(default_factory=dict)
    _found: dict[str, Reckoned | None] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def all(self) -> dict[str, Reckoned]:
        """Return each figure that has a value; assertions that do not hold are among the faults."""
        for name in self.definitions.entries:
            self._figure(name)
        self._assert()
        return {name: each for name, each in self._found.items() if each is not None}

    def _figure(self, name: str) -> Reckoned | None:
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            place = self.definitions.place(circle[-2], "formula")
            found = f"figures that wait for each other: {' → '.join(circle)}"
            wanted = "formulas that end at a source or a value"
            self._tell("figure-circle", place, found, wanted)
            return None
        if name in self._found or name not in self.definitions.entries:
            return self._found.get(name)
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

    def _taken(self, name: str) -> _Taken:
        entry = self.definitions.entries[name]
        if entry.formula is not None:
            return self._by_formula(name)
        if entry.value is not None:
            told = meaning(entry.value)
            if not isinstance(told, Meaning) or not isinstance(told.value, Decimal):
                place = self.definitions.place(name, "value")
                found = f"“{entry.value}”, which is no number"
                self._tell("not-a-number", place, found, "a number such as 3,755 or £86m")
                raise _Unknown
            return _Taken(Fraction(told.value), told.unit, f"typed by hand: {entry.note}")
        return self._from_data(name, entry)

    def _by_formula(self, name: str) -> _Taken:
        expression = self.definitions.formulas[name]
        operands = [self._figure(each) for each in expression.names]
        known = [each for each in operands if each is not None]
        if len(known) < len(operands):
            raise _Unknown
        value = expression.value({each.name: each.value for each in known})
        units = {each.unit for each in known}
        sums = not any(sign in expression.text for sign in "*/")
        sources = dict.fromkeys(source for each in known for source in each.sources)
        periods = tuple(dict.fromkeys(each.period for each in known if each.period))
        alike = len(periods) == 1 and all(each.period for each in known)
        return _Taken(
            value,
            units.pop() if sums and len(units) == 1 else "",
            expression.text,
            tuple(sources),
            periods[0] if alike else None,
            periods if len(periods) > 1 else (),
        )

    def _from_data(self, name: str, entry: FigureEntry) -> _Taken:
        table = self._table(name, entry)
        rows = self._rows(name, entry, table)
        place = self.definitions.place(name, "aggregate" if entry.aggregate else "column")
        if not rows:
            told = ", ".join(f"{k}: {' or '.join(v)}" for k, v in (entry.filter or {}).items())
            found, wanted = f"no row of {table.path} with {told}", "at least one row"
            self._tell("no-rows", self.definitions.place(name, "filter"), found, wanted)
            raise _Unknown
        if entry.column is None:
            cells = [row[0] for row in rows]
        else:
            index = self._column(name, "column", entry.column, table)
            cells = [row[index] for row in rows]
        if entry.aggregate is None and len(cells) > 1:
            found = f"{len(cells)} rows of {table.path}"
            hint = "say “aggregate: sum” (or another), or choose one row with “filter”"
            self._tell("which-row", place, found, "one row, or what to make of several", hint)
            raise _Unknown
        self._warn_of_totals(entry, rows)
        value, unit = self._aggregate(name, entry, cells, place)
        source = FigureSource(table.path, table.sheet, _ranges([cell.ref for cell in cells]))
        return _Taken(value, unit, _in_words(entry), (source,))

    def _table(self, name: str, entry: FigureEntry) -> DataTable:
        place = self.definitions.place(name, "source")
        try:
            path = plain_path(entry.source or "", place)
        except InputsError as error:
            self.problems += error.problems
            raise _Unknown from None
        key = (path, entry.sheet)
        if key not in self._tables:
            self._tables[key] = None
            if path in self.withheld:
                found = f"“{path}”, which a restricted appendix is made of"
                wanted, copy = "a file that is no restricted appendix", "copy what may be public"
                self._tell("restricted-and-public", place, found, wanted, copy)
            elif path not in self.files:
                found = f"“{path}”, which is no file of data in {self.folder}"
                wanted = f"a .csv or .xlsx file in {self.folder}/{FOLDER}"
                hint = did_you_mean(path, self.files)
                self._tell("file-not-found", place, found, wanted, hint)
            else:
                file = Place(f"{self.folder}/{path}")
                try:
                    with working_on(file, Stage.READING):
                        self._tables[key] = read_data(self.files[path], path, file, entry.sheet)
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
        found = f"no column “{column}” in {table.path}"
        hint = did_you_mean(column, table.columns)
        self._tell("no-such-column", at or self.definitions.place(name, part), found, wanted, hint)
        raise _Unknown

    def _rows(self, name: str, entry: FigureEntry, table: DataTable) -> list[tuple[DataCell, ...]]:
        rows = list(table.rows)
        for column, choices in (entry.filter or {}).items():
            index = self._column(name, "filter", column, table)
            for choice in choices:
                if not any(_is(row[index], choice) for row in table.rows):
                    known = dict.fromkeys(row[index].text for row in table.rows if row[index].text)
                    found = f"no row of {table.path} where “{column}” is “{choice}”"
                    hint = did_you_mean(choice, known)
                    place = self.definitions.place(name, "filter")
                    self._tell("no-rows", place, found, "a value of that column", hint)
                    raise _Unknown
            rows = [row for row in rows if any(_is(row[index], choice) for choice in choices)]
        return rows

    def _warn_of_totals(self, entry: FigureEntry, rows: Sequence[tuple[DataCell, ...]]) -> None:
        """Warn of a row of totals among those that are added up: they would count twice."""
        if entry.aggregate not in ("sum", "mean", "count") or len(rows) < 2:
            return
        for cell in (row[0] for row in rows if row[0].text.casefold() in _TOTALS):
            found = f"“{cell.text}”, a row of totals among those of “{entry.aggregate}”"
            hint = "leave it out with “filter”, or delete it"
            wanted = "each number once"
            self._tell("total-row", cell.place, found, wanted, hint, level=Level.WARNING)

    def _aggregate(
        self, name: str, entry: FigureEntry, cells: Sequence[DataCell], place: Place
    ) -> tuple[Fraction, str]:
        if entry.aggregate == "count":
            said = cells if entry.column is None else [each for each in cells if each.text]
            return Fraction(len(said)), ""
        numbers = self._numbers(name, cells)
        unit = cells[0].unit
        if entry.aggregate in ("change", "percentage_change"):
            if len(numbers) < 2:
                found, wanted = (
                    "a change within one row",
                    "two rows at least, the first and the last",
                )
                self._tell("which-row", place, found, wanted)
                raise _Unknown
            if entry.aggregate == "percentage_change":
                unit = "%"
                if numbers[0] == 0:
                    found = "a percentage of 0, with which the rows begin"
                    wanted = "a first number other than 0"
                    self._tell("division-by-zero", cells[0].place, found, wanted)
                    raise _Unknown
        return _AGGREGATES[entry.aggregate or "first"](numbers), unit

    def _numbers(self, name: str, cells: Sequence[DataCell]) -> list[Fraction]:
        """Return the numbers of the cells; each that holds none, or another unit, is a fault."""
        before = len(self.problems)
        for cell in cells:
            if cell.value is None:
                found, hint = f"a blank cell ({cell.ref})", "fill it, or leave the row out"
                self._tell("blank-cell", cell.place, found, f"a number for “{name}”", hint)
            elif not isinstance(cell.value, Decimal):
                found = f"“{cell.text}” ({cell.ref})"
                told = meaning(cell.text)
                stored = isinstance(told, Meaning) and isinstance(told.value, Decimal)
                found += ", a number stored as text" if stored else ""
                self._tell("not-a-number", cell.place, found, f"a number for “{name}”")
            elif cell.unit != cells[0].unit:
                found = f"“{cell.text}” beside “{cells[0].text}”"
                wanted = f"numbers of one kind for “{name}”"
                self._tell("mixed-units", cell.place, found, wanted)
        if len(self.problems) > before:
            self.problems[before:] = self.problems[before : before + 10]
            raise _Unknown
        return [Fraction(cell.value) for cell in cells if isinstance(cell.value, Decimal)]

    def _printed(self, name: str, taken: _Taken) -> Reckoned:
        """Return the figure with its number as it prints."""
        entry = self.definitions.entries[name]
        form = entry.format or plain_format(taken.value, taken.unit)
        place = self.definitions.place(name, "format" if entry.format else None)
        if form is None:
            found = f"{plain_number(taken.value)}, a number without end"
            hint = "format: 5.9%"
            self._tell("missing-format", place, found, "an example of how to round it", hint)
            raise _Unknown
        self._compare_units(taken, form, place)
        try:
            printed = form.printed(taken.value)
        except ValueError:
            found = f"{plain_number(taken.value)}, spelled out"
            self._tell("number-too-large", place, found, "a number that has words")
            raise _Unknown from None
        if taken.value and not form.rounded(taken.value):
            found = f"{plain_number(taken.value)}, which prints as “{printed}”"
            hint = "“£86m” divides by a million: is the number given in millions already?"
            wanted = "a format that shows something of it"
            self._tell("prints-as-nothing", place, found, wanted, hint, level=Level.WARNING)
        return Reckoned(
            name=name,
            entry=entry,
            value=taken.value,
            unit=taken.unit or form.unit,
            printed=printed,
            formula=taken.formula,
            sources=taken.sources,
            period=entry.period or taken.period,
            compared=taken.compared,
        )

    def _compare_units(self, taken: _Taken, form: Format, place: Place) -> None:
        if not taken.unit or form.unit == taken.unit:
            return
        level = Level.ERROR if form.unit else Level.WARNING
        printed = f"printed with “{form.unit}”" if form.unit else "printed without it"
        found = f"a number in “{taken.unit}”, {printed}"
        self._tell("wrong-unit", place, found, f"a format with “{taken.unit}”", level=level)
        if form.unit:
            raise _Unknown

    def _assert(self) -> None:
        for each in self.definitions.assertions:
            known = {name: self._figure(name) for name in each.expression.names}
            values = {name: found.value for name, found in known.items() if found is not None}
            if len(values) < len(known):
                continue  # the figure's own fault is told
            try:
                if each.expression.holds(values):
                    continue
                sides = each.expression.sides(values)
            except ExpressionError as error:
                self._tell(error.code, each.place, error.found, error.wanted, error.hint)
                continue
            told = ", but ".join(f"{_side(text, value)}" for text, value in sides)
            found = f"“{each.text}” does not hold: {told}"
            hint = "correct the data, or the assertion where it is wrong"
            parts = "; ".join(
                f"{name} is {plain_number(value)}"
                for name, value in values.items()
                if name not in {text for text, _ in sides}
            )
            hint += f" ({parts})" if parts else ""
            wanted = f"figures for which “{each.text}” is true"
            self._tell("assertion-failed", each.place, found, wanted, hint)

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


_AGGREGATES: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "min": min,
    "max": max,
    "first": lambda numbers: numbers[0],
    "last": lambda numbers: numbers[-1],
    "change": lambda numbers: numbers[-1] - numbers[0],
    "percentage_change": lambda numbers: (numbers[-1] - numbers[0]) / abs(numbers[0]) * 100,
}


def _side(text: str, value: Fraction) -> str:
    number = plain_number(value)
    return number if text == number else f"{text} is {number}"


def _is(cell: DataCell, choice: str) -> bool:
    """Say whether a cell is what a filter chooses: as typed, or the same number or date."""
    if cell.text == choice:
        return True
    told = meaning(choice)
    return (
        isinstance(told, Meaning)
        and told.value is not None
        and not isinstance(told.value, str)
        and (told.value, told.unit) == (cell.value, cell.unit)
    )


def _in_words(entry: FigureEntry) -> str:
    column = f"“{entry.column}”" if entry.column else "rows"
    how = f"{(entry.aggregate or '').replace('_', ' ')} of {column}" if entry.aggregate else column
    where = " and ".join(
        f"“{name}” is {' or '.join(f'“{each}”' for each in choices)}"
        for name, choices in (entry.filter or {}).items()
    )
    return f"{how} where {where}" if where else how


def _ranges(refs: Sequence[str]) -> str:
    """Return references to cells of one column, neighbours as a range: “B2:B5, B9”."""
    runs: list[tuple[str, int, int]] = []
    for ref in refs:
        letters = ref.rstrip("0123456789")
        row = int(ref[len(letters) :])
        if runs and runs[-1][0] == letters and runs[-1][2] == row - 1:
            runs[-1] = (letters, runs[-1][1], row)
        else:
            runs.append((letters, row, row))
    return ", ".join(
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
        for letters, first, last in runs
    )
