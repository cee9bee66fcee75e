"""Columns that are calculated from others, row by row: `Variance: actual - budget`.

Units follow the rule of figures (`figures/quantities.py`). Nothing is rounded before it prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.headings import Heading, read_heading
from panel_papers.content.exhibits.asking import Column
from panel_papers.content.exhibits.column_formulas import (
    is_formula,
    read_column_formula,
)
from panel_papers.content.exhibits.computed_cells import (
    ComputedCell,
    as_decimal,
    look_of,
    plain_places,
)
from panel_papers.content.exhibits.row_cells import Computed, calculated_cell, without_number
from panel_papers.content.exhibits.turned_signs import base_of, is_turned, turned_sign
from panel_papers.content.figures.expressions import ExpressionError
from panel_papers.content.figures.formats import POINTS, RATIO, Format
from panel_papers.content.figures.quantities import YEAR
from panel_papers.core import InputsError, Level, Place, Problem

_ENOUGH = 10  # problems of one column
_MOST_PLACES = 6  # decimals that print unasked


class Computation(Struct, frozen=True):
    """A table with its calculated columns, and what is asked for with their names.

    `problems` are warnings.
    """

    table: DataTable
    columns: tuple[Column, ...]
    computed: Mapping[str, Computed]
    problems: tuple[Problem, ...]


def has_formulas(columns: Sequence[Column], table: DataTable) -> bool:
    """Say whether a column is to be calculated."""
    return any(_is_computed(column, table) for column in columns)


def _is_computed(column: Column, table: DataTable) -> bool:
    return column.name.text not in table.columns and is_formula(column.name.text)


def with_computed(
    columns: Sequence[Column],
    table: DataTable,
    formats: Mapping[str, Format],
    gap: str | None = None,
) -> Computation:
    """Return the table with a column for each formula among the columns that are asked for.

    `formats` are those asked for, by headings; `gap` is what prints where a number is missing.
    Raises InputsError with the problems of all formulas, and of their cells.
    """
    if not has_formulas(columns, table):
        return Computation(table, tuple(columns), MappingProxyType({}), ())
    work = _Computing(columns, table, formats, gap)
    for column in columns:
        work.column(column)
    if any(each.level is Level.ERROR for each in work.problems):
        raise InputsError(work.problems)
    return Computation(work.table, work.named(), work.computed, tuple(work.problems))


class _Computing:
    """One table on its way to its calculated columns."""

    def __init__(
        self,
        columns: Sequence[Column],
        table: DataTable,
        formats: Mapping[str, Format],
        gap: str | None,
    ) -> None:
        self.file, self.table, self.formats, self.gap = table, table, formats, gap
        self.asked = {each.heading: each for each in columns}
        self.columns = tuple(columns)
        self.computed: dict[str, Computed] = {}
        self.problems: list[Problem] = []
        self._names: dict[str, str | None] = {}
        self._open: list[str] = []

    def named(self) -> tuple[Column, ...]:
        """Return the columns asked for, the calculated ones by their names in the table."""
        return tuple(
            replace(each, name=replace(each.name, text=self._names.get(each.heading) or ""))
            if _is_computed(each, self.file)
            else each
            for each in self.columns
        )

    def column(self, asked: Column) -> str | None:
        """Return the name in the table of a column that is asked for; None where it has a fault."""
        if not _is_computed(asked, self.file):
            return asked.name.text if asked.name.text in self.file.columns else None
        if asked.heading in self._open:
            circle = " → ".join([*self._open[self._open.index(asked.heading) :], asked.heading])
            found = f"Columns are calculated from each other in a circle: {circle}"
            wanted = "formulas of columns that the file has"
            self._report("figure-circle", asked.name.place, found, wanted)
            return None
        if asked.heading in self._names:
            return self._names[asked.heading]
        self._open.append(asked.heading)
        self._names[asked.heading] = None
        computed = self._read(asked)
        if computed is not None:
            self._add(asked, computed)
        self._open.pop()
        return self._names[asked.heading]

    def _read(self, asked: Column) -> Computed | None:
        others = [h for h in self.asked if h != asked.heading]
        place = asked.name.place
        try:
            formula = read_column_formula(asked.name.text, {*self.file.columns, *others})
        except ExpressionError as error:
            self._report(error.code, place, error.found, error.wanted, error.hint)
            return None
        operands: dict[str, str] = {}
        for identifier, name in formula.columns.items():
            other = self.asked.get(name) if name != asked.heading else None
            if name in self.file.columns and other is not None and other.name.text != name:
                found = f"“{name}” is a column of the file and also the heading of another column "
                found += "here"
                wanted, hint = "", f"write another heading before the colon, in place of “{name}”"
                self._report("duplicate-column", place, found, wanted, hint)
                return None
            if name in self.file.columns:
                operands[identifier] = name
                continue
            known = self.column(other) if other is not None else None
            if known is None:
                return None  # its own problem is reported
            operands[identifier] = known
        taken = asked.heading in self.file.columns
        name = f"{asked.heading} (calculated)" if taken else asked.heading
        return Computed(name, formula, operands, place)

    def _add(self, asked: Column, computed: Computed) -> None:
        before = len(self.problems)
        cells = self._cells(computed)
        if len(self.problems) == before:
            cells = self._finished(asked, computed, cells)
        turned = turned_sign(asked, computed, self.computed, self.table.columns, self.table.rows)
        self.problems += [turned] if turned else []
        base = base_of(computed, self.computed)
        cells = [replace(each, turned=is_turned(each, computed, base)) for each in cells]
        self._names[asked.heading] = computed.name
        self.computed[computed.name] = computed
        rows = tuple((*row, cell) for row, cell in zip(self.table.rows, cells, strict=True))
        self.table = replace(self.table, columns=(*self.table.columns, computed.name), rows=rows)

    def _cells(self, computed: Computed) -> list[ComputedCell]:
        """Return the numbers of a column, without their look."""
        indexes = {i: self.table.columns.index(n) for i, n in computed.operands.items()}
        cells: list[ComputedCell] = []
        begun = len(self.problems)
        for row in self.table.rows:
            if len(self.problems) - begun >= _ENOUGH:
                return cells + [without_number("", (), "")] * (len(self.table.rows) - len(cells))
            parts = {identifier: row[index] for identifier, index in indexes.items()}
            cells.append(calculated_cell(computed, parts, self.gap, self.problems))
        return cells

    def _finished(
        self, asked: Column, computed: Computed, cells: list[ComputedCell]
    ) -> list[ComputedCell]:
        """Return the cells with unit, scale and text; reports units that differ or do not fit."""
        known = [cell for cell in cells if cell.quantity and not cell.quantity.typed]
        if not known:
            known = [cell for cell in cells if cell.quantity]
        first = known[0].quantity if known else None
        if first is None:
            return cells
        unit = "" if first.unit == YEAR else first.unit
        for cell in known:
            if cell.quantity and cell.quantity.unit != first.unit and cell.quantity.value:
                found = f"{cell.how} is in {_in_words(cell.quantity.unit)} and {known[0].how} in "
                found += f"{_in_words(unit)}, in one column"
                wanted = f"numbers of one unit in “{asked.heading}”"
                self._report("mixed-units", cell.parts[0].place, found, wanted)
                return cells
        heading, form = read_heading(asked.heading), self.formats.get(asked.heading)
        self._fits_heading(asked, heading, unit, form)
        operands = [part for cell in known for part in cell.parts]
        scale = heading.scale if heading.says_scale else _scale_of(operands, unit)
        said = unit in {RATIO, POINTS} or any(part.unit == unit for part in operands)
        said = said or (scale == 1 and heading.unit != unit)  # no heading says it: the cell does
        texts = self._texts(asked, computed, cells, scale, unit if said else "", form)
        own = {"unit": unit} if said else {"heading_unit": unit or heading.unit}
        return [
            cell
            if cell.quantity is None
            else replace(
                cell, text=text, value=as_decimal(cell.quantity.value / scale), scale=scale, **own
            )
            for cell, text in zip(cells, texts, strict=True)
        ]

    def _fits_heading(
        self, asked: Column, heading: Heading, unit: str, form: Format | None
    ) -> None:
        place = asked.name.place
        if unit == RATIO and heading.unit == "%" and (form is None or form.unit != "%"):
            found = f"The column “{asked.heading}” is in percent, and its formula gives a ratio: "
            found += "0.05 for 5%"
            hint = f"add a line “formats: {{{asked.heading}: 5.9%}}” to the block"
            self._report("ratio-or-percent", place, found, "", hint)
        elif heading.unit and unit and unit not in {heading.unit, RATIO}:
            found = f"The heading “{asked.heading}” gives another unit than its numbers have: "
            found += f"{_in_words(unit)}"
            wanted = "a heading that says the unit of its numbers"
            level = Level.WARNING if {unit, heading.unit} == {POINTS, "%"} else Level.ERROR
            self._report("wrong-unit", place, found, wanted, level=level)
        elif heading.unit in {"£", "€", "$"} and unit == RATIO:
            found = f"The heading “{asked.heading}” is for money, and its formula gives a ratio"
            self._report("wrong-unit", place, found, "a heading that says no currency")

    def _texts(  # noqa: PLR0917 - what the look of a column depends on
        self,
        asked: Column,
        computed: Computed,
        cells: Sequence[ComputedCell],
        scale: int,
        unit: str,
        form: Format | None,
    ) -> list[str]:
        """Return how the numbers print where no format is asked for: as those they come from."""
        operands = [part for cell in cells for part in cell.parts]
        look = look_of(operands)
        values = [cell.quantity.value / scale if cell.quantity else None for cell in cells]
        numbers = [part for part in operands if isinstance(part.value, Decimal)]
        alike = computed.formula.is_sum and all(part.scale == scale for part in numbers)
        if not alike and form is None:
            places = [plain_places(each, _MOST_PLACES) for each in values if each is not None]
            known = [each for each in places if each is not None]
            if len(known) < len(places):
                cell = next(
                    each
                    for each, value in zip(cells, values, strict=True)
                    if value is not None and plain_places(value, _MOST_PLACES) is None
                )
                found = f"The numbers of “{asked.heading}” have many decimal places, such as "
                found += f"{cell.how}"
                hint = f"add a line such as “formats: {{{asked.heading}: 5.9}}” to the block, to "
                hint += "round them"
                wanted = ""
                self._report("missing-format", asked.name.place, found, wanted, hint)
                return ["" for _ in cells]
            grouped = look.grouped or any(part.scale != scale for part in numbers)
            look = replace(look, decimals=max(known, default=0), grouped=grouped)
        elif form is not None:
            look = replace(look, decimals=max(look.decimals, 4))  # for messages only
        tail = f" {POINTS}" if unit == POINTS else ""
        return [
            cell.text if value is None else look.text(value, unit) + tail
            for cell, value in zip(cells, values, strict=True)
        ]

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


def _scale_of(operands: Sequence[DataCell], unit: str) -> int:
    """Return what 1 stands for in the numbers that a column comes from, where they agree."""
    if unit in {RATIO, POINTS, "%"}:
        return 1
    scales = {
        part.scale
        for part in operands
        if isinstance(part.value, Decimal) and part.full_unit == unit
    }
    return scales.pop() if len(scales) == 1 else 1


def _in_words(unit: str) -> str:
    return f"“{unit}”" if unit else "no unit"
