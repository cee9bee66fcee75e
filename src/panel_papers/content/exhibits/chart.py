"""A chart as a value: what it shows, before anybody draws it or puts it into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.headings import read_heading
from panel_papers.content.exhibits.asking import ChartAsk, Column
from panel_papers.content.exhibits.chart_kinds import BARS, LINES, PARTS, STACKED
from panel_papers.content.exhibits.choosing import ChosenColumn, chosen
from panel_papers.content.exhibits.limits import (
    better_as_table,
    columns_place,
    not_parts,
    too_much,
)
from panel_papers.content.exhibits.ordering import in_time, without_order
from panel_papers.content.exhibits.tabling import as_table, cell_text, lost_in_format, not_a_number
from panel_papers.content.exhibits.targets import Target, read_target
from panel_papers.content.exhibits.total_points import totals_among_parts
from panel_papers.content.figures.fitting import as_shown
from panel_papers.content.figures.formats import Format
from panel_papers.core import InputsError, Problem, Table

_ENOUGH = 20
_SCALES = {"k": "thousand", "m": "million", "bn": "billion"}


class Series(Struct, frozen=True):
    """One series: its name, and for each point its value and how that prints; None is a gap."""

    name: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]


class Chart(Struct, frozen=True):
    """What a chart shows.

    `labels` name the points; `positions` are where they lie along the horizontal axis, evenly
    spaced where they are names. `ordered` says whether one point comes after another in time or
    size. The axis prints in the `format`.
    """

    kind: str
    caption: str
    x_title: str
    y_title: str | None
    labels: tuple[str, ...]
    positions: tuple[float, ...]
    ordered: bool
    series: tuple[Series, ...]
    target: Target | None
    format: Format

    def drawn(self, value: Decimal | int) -> float:
        """Return a value in the thousands or millions that the axis counts in."""
        return float(Decimal(value) / self.format.scale)

    @property
    def has_bars(self) -> bool:
        """Whether the chart is made of bars."""
        return self.kind in BARS

    @property
    def has_parts(self) -> bool:
        """Whether the chart shows the parts of one whole, without axes."""
        return self.kind in PARTS

    @property
    def is_stacked(self) -> bool:
        """Whether the series lie upon each other."""
        return self.kind in STACKED

    @property
    def scale(self) -> str:
        """The unit that is printed once for all values, such as “£ million”; else empty."""
        if self.format.scale == 1:
            return ""
        tail = self.format.tail.strip()
        return f"{self.format.currency} {_SCALES.get(tail, tail)}".strip()

    def text(self, value: Decimal | Fraction | int) -> str:
        """Return a value as it prints in the picture: without what `scale` says."""
        shown = replace(self.format, currency="", tail="") if self.scale else self.format
        return shown.printed(Fraction(value))


def read_chart(ask: ChartAsk, table: DataTable) -> tuple[Chart, Table, list[Problem]]:
    """Return the chart, the table of its data, and advice.

    Raises InputsError with all that stops the data from being drawn as asked.
    """
    x = Column(ask.x_title or ask.x.text, ask.x)
    every = chosen(ask.ask, [x, *ask.ask.columns], table)
    x_column, *columns = in_time(ask, every)
    problems = [*too_much(ask, x_column, columns), *_not_drawable(ask, columns)]
    problems += not_parts(ask, x_column, columns) or totals_among_parts(ask, x_column, columns)
    problems += _units(ask, columns)
    positions, ordered, faults = _positions(ask, x_column)
    problems += faults or without_order(ask, x_column) if not problems else []
    target, faults = read_target(ask, columns)
    problems += faults
    if problems:
        raise InputsError(problems[:_ENOUGH])
    shown = _format(columns)
    columns = [
        replace(column, format=column.format or _of_file(column, shown)) for column in columns
    ]
    series = tuple(_series(column) for column in columns)
    chart = Chart(
        kind=ask.kind,
        caption=ask.ask.caption.text,
        x_title=x_column.heading,
        y_title=ask.y_title or (columns[0].heading if len(columns) == 1 else None),
        labels=tuple(cell_text(cell, x_column) for cell in x_column.cells),
        positions=positions,
        ordered=ordered,
        series=series,
        target=target,
        format=shown,
    )
    return chart, as_table([x_column, *columns]), better_as_table(ask, x_column)


def _series(column: ChosenColumn) -> Series:
    values = tuple(cell.value if isinstance(cell.value, Decimal) else None for cell in column.cells)
    texts = tuple(
        "" if cell.value is None or value is None else cell_text(cell, column)
        for cell, value in zip(column.cells, values, strict=True)
    )
    return Series(column.heading, values, texts)


def _format(columns: Sequence[ChosenColumn]) -> Format:
    """Return the format asked for, that of the file if it is one, or one without rounding."""
    asked = next((column.format for column in columns if column.format), None)
    if asked is not None:
        return asked
    cells = [cell for column in columns for cell in column.cells]
    shown = [as_shown(cell.text, cell.amount) for cell in cells if isinstance(cell.value, Decimal)]
    alike = {replace(each, decimals=0, minus="", plus=False) for each in shown if each}
    if len(alike) == 1 and None not in shown:
        most = max(each.decimals for each in shown if each)
        found = replace(alike.pop(), decimals=most, grouped=True)
        # below “Budget £000” a number such as £12 is in thousands, and its axis says so
        scaled = all(read_heading(column.heading).scale > 1 for column in columns)
        return replace(found, currency="") if scaled and found.scale == 1 else found
    numbers = [cell.value for cell in cells if isinstance(cell.value, Decimal)]
    unit = next((cell.unit for cell in cells if cell.unit), "")
    places = [number.normalize().as_tuple().exponent for number in numbers]
    decimals = max((-each for each in places if isinstance(each, int)), default=0)
    percent = unit == "%"
    return Format("" if percent else unit, max(decimals, 0), tail="%" if percent else "")


def _of_file(column: ChosenColumn, shown: Format) -> Format:
    """Return the chart's format with the sign that the column's file has below zero."""
    return shown.with_sign(brackets=any(cell.brackets for cell in column.cells))


def _not_drawable(ask: ChartAsk, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return the faults of the cells of the series."""
    problems = []
    why = f"“series” names the column for a {ask.kind} chart"
    for column in columns:
        blank = [c for c in column.cells if c.value is None or c.text in {"-", "–", "—"}]
        wrong = [c for c in column.cells if not isinstance(c.value, Decimal) and c not in blank]
        problems += [not_a_number(cell, column, why) for cell in wrong]
        if len(blank) == len(column.cells):
            found = f"The column “{column.name}” has no number at all"
            problems.append(
                Problem(
                    "not-a-number",
                    columns_place(ask),
                    found,
                    "",
                    "write the heading of a column of numbers after “series:” in the block",
                )
            )
        lost = lost_in_format(column)
        problems += [lost] if lost else []
    return problems


def _units(ask: ChartAsk, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return a fault where the series are counted in different units: they share one axis."""
    units: dict[tuple[str, int], DataCell] = {}
    for cell in (cell for column in columns for cell in column.cells):
        if isinstance(cell.value, Decimal) and cell.value:
            units.setdefault((cell.full_unit, cell.scale), cell)
    # brackets or a minus are what the file of each column has
    formats = {replace(column.format, minus="") for column in columns if column.format}
    if any(each.words for each in formats):
        found, wanted = "The format of a chart cannot be in words", "digits, such as 3,755"
        return [Problem("bad-format", ask.ask.formats[0][1].place, found, wanted)]
    if len(units) > 1:
        one, other = list(units.values())[:2]
        found = f"“{one.text}” in cell {one.ref} and “{other.text}” in cell {other.ref} share an "
        found += "axis, and are in two units"
        return [
            Problem(
                "units-differ",
                other.place,
                found,
                "",
                "name only columns of one unit after “series:” of this block, and make a "
                "second chart (a second block) of the others",
            )
        ]
    if len(formats) > 1:
        found = "The series of the chart share an axis, and have different formats"
        place = ask.ask.formats[-1][1].place
        return [
            Problem(
                "units-differ",
                place,
                found,
                "",
                "write one format for all of them in “formats:” of the block",
            )
        ]
    return []


def _positions(ask: ChartAsk, x: ChosenColumn) -> tuple[tuple[float, ...], bool, list[Problem]]:
    """Return where the points lie, whether they follow one another, and what is wrong with them.

    Dates and numbers lie as far apart as they are from each other under a line, and evenly under
    bars, as names do.
    """
    values = [cell.value for cell in x.cells]
    evenly = tuple(float(index) for index in range(len(values)))
    places: list[float] = [
        float(value.toordinal() if isinstance(value, date) else value)
        for value in values
        if isinstance(value, date | Decimal)
    ]
    is_line = ask.kind in LINES
    if len(places) < len(values) or len({isinstance(value, date) for value in values}) > 1:
        return evenly, is_line, []
    wrong = next((i for i, (a, b) in enumerate(pairwise(places), 1) if b <= a), None)
    if not is_line:
        return evenly, wrong is None, []
    if wrong is None:
        return tuple(places), True, []
    cell = x.cells[wrong]
    found = f"“{cell.text}” (cell {cell.ref}) comes after “{x.cells[wrong - 1].text}” in a line "
    found += "chart"
    wanted = f"“{x.name}” in rising order: the line goes from left to right"
    hint = (
        f"in the data file, put the rows in the order of “{x.name}”, each of its values once; or "
    )
    hint += "keep one row of each by a line in the block such as “filter: {Area: North}”"
    return evenly, False, [Problem("points-not-in-order", cell.place, found, wanted, hint)]
