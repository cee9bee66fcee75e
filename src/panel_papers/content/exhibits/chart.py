"""A chart as a value: what it shows, before anybody draws it or puts it into words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.exhibits.asking import ChartAsk, Column
from panel_papers.content.exhibits.choosing import ChosenColumn, chosen
from panel_papers.content.exhibits.ordering import in_time, without_order
from panel_papers.content.exhibits.tabling import as_table, cell_text, lost_in_format, not_a_number
from panel_papers.content.exhibits.targets import Target, read_target
from panel_papers.content.figures.formats import Format, read_format
from panel_papers.core import InputsError, Place, Problem, Table

MOST_SERIES = 4  # as many as can be told apart without colour
_MOST_BARS = 48
_MOST_POINTS = 500
_MOST_LINES = 45  # of 10 pt, in the names of horizontal bars: what a page holds
_ENOUGH = 20
NAME_WIDTH = 30  # characters, of the names beside horizontal bars


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

    def drawn(self, value: Decimal) -> float:
        """Return a value in the thousands or millions that the axis counts in."""
        return float(value / self.format.scale)

    @property
    def has_bars(self) -> bool:
        """Whether the chart is made of bars."""
        return self.kind in {"bar", "stacked-bar"}


def read_chart(ask: ChartAsk, table: DataTable) -> tuple[Chart, Table]:
    """Return the chart and the table of its data.

    Raises InputsError with all that stops the data from being drawn as asked.
    """
    x = Column(ask.x_title or ask.x.text, ask.x)
    every = chosen(ask.ask, [x, *ask.ask.columns], table)
    x_column, *columns = in_time(ask, every)
    problems = [*_too_much(ask, x_column, columns), *_not_drawable(ask, columns)]
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
    return chart, as_table([x_column, *columns])


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
    shown = [read_format(cell.text) for cell in cells if isinstance(cell.value, Decimal)]
    alike = {replace(each, decimals=0, minus="", plus=False) for each in shown if each}
    if len(alike) == 1 and None not in shown:
        most = max(each.decimals for each in shown if each)
        return replace(alike.pop(), decimals=most, grouped=True)
    numbers = [cell.value for cell in cells if isinstance(cell.value, Decimal)]
    unit = next((cell.unit for cell in cells if cell.unit), "")
    places = [number.normalize().as_tuple().exponent for number in numbers]
    decimals = max((-each for each in places if isinstance(each, int)), default=0)
    percent = unit == "%"
    return Format("" if percent else unit, max(decimals, 0), tail="%" if percent else "")


def _of_file(column: ChosenColumn, shown: Format) -> Format:
    """Return the chart's format with the sign that the column's file has below zero."""
    return shown.with_sign(brackets=any(cell.brackets for cell in column.cells))


def _too_much(ask: ChartAsk, x: ChosenColumn, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return the faults of a chart with more in it than can be read."""
    problems = []
    points, hint = len(x.cells), "choose fewer with “filter”, or give a table"
    if ask.kind == "trend" and len(columns) > 1:
        found, wanted = f"{len(columns)} series in a trend", "one series and its target"
        fault = Problem("too-many-series", columns_place(ask), found, wanted, "use “kind: line”")
        problems.append(fault)
    elif len(columns) > MOST_SERIES:
        found = f"{len(columns)} series in one chart"
        wanted = f"at most {MOST_SERIES}, which can be told apart without colour"
        problems.append(Problem("too-many-series", columns_place(ask), found, wanted, hint))
    bars = points * (len(columns) if ask.kind == "bar" else 1)
    lines = sum(len(name_lines(cell.text)) for cell in x.cells)
    if ask.kind in {"bar", "stacked-bar"} and (bars > _MOST_BARS or lines > _MOST_LINES):
        found = f"{bars} bars, with names of {lines} lines in all"
        wanted = f"at most {_MOST_BARS} bars and {_MOST_LINES} lines, so that a page holds them"
        problems.append(Problem("too-many-categories", ask.x.place, found, wanted, hint))
    elif ask.kind in {"line", "trend"} and points < 2:
        found, wanted = "a line of one point", "at least two points"
        hint = "use “kind: bar”, say it in a sentence, or let “filter” keep more rows"
        problems.append(Problem("one-point", ask.x.place, found, wanted, hint))
    elif points > _MOST_POINTS:
        found, wanted = f"{points} points", f"at most {_MOST_POINTS}"
        problems.append(Problem("too-many-categories", ask.x.place, found, wanted, hint))
    seen: dict[str, DataCell] = {}
    for cell in x.cells:
        if not cell.text:
            found = f"an empty cell {cell.ref} in the column “{x.name}”"
            problems.append(Problem("point-without-name", cell.place, found, "a name"))
        elif cell.text in seen:
            found = f"“{cell.text}” for the second time in the column “{x.name}”, cell {cell.ref}"
            wanted = "each point once"
            hint = f"it stands in {seen[cell.text].ref}, too; choose the rows with “filter”"
            problems.append(Problem("duplicate-point", cell.place, found, wanted, hint))
        seen.setdefault(cell.text, cell)
    return problems


def columns_place(ask: ChartAsk) -> Place:
    """Return where the series are asked for."""
    return ask.ask.columns[0].name.place if ask.ask.columns else ask.ask.place


def name_lines(name: str) -> list[str]:
    """Return a name in the lines in which it stands beside a horizontal bar."""
    return textwrap.wrap(name, NAME_WIDTH) or [""]


def _not_drawable(ask: ChartAsk, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return the faults of the cells of the series."""
    problems = []
    why = f"“series” names the column for a {ask.kind} chart"
    for column in columns:
        blank = [c for c in column.cells if c.value is None or c.text in {"-", "–", "—"}]
        wrong = [c for c in column.cells if not isinstance(c.value, Decimal) and c not in blank]
        problems += [not_a_number(cell, column, why) for cell in wrong]
        if len(blank) == len(column.cells):
            found = f"the column “{column.name}” without a single number"
            problems.append(
                Problem("not-a-number", columns_place(ask), found, "numbers for a chart")
            )
        lost = lost_in_format(column)
        problems += [lost] if lost else []
        if ask.kind == "stacked-bar":
            hint = "use “kind: bar”"
            problems += [
                Problem(
                    "gap-in-stack",
                    cell.place,
                    f"no number in the column “{column.name}”, cell {cell.ref}",
                    "every number: the height of a stack is a sum",
                    hint,
                )
                for cell in blank
            ]
            problems += [
                Problem(
                    "negative-in-stack",
                    cell.place,
                    f"“{cell.text}” in the column “{column.name}”, cell {cell.ref}",
                    "no number below nil: the height of a stack is a sum",
                    hint,
                )
                for cell in column.cells
                if isinstance(cell.value, Decimal) and cell.value < 0
            ]
    return problems


def _units(ask: ChartAsk, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return a fault where the series are counted in different units: they share one axis."""
    units: dict[tuple[str, int], DataCell] = {}
    for cell in (cell for column in columns for cell in column.cells):
        if isinstance(cell.value, Decimal) and cell.value:
            units.setdefault((cell.full_unit, cell.scale), cell)
    formats = {column.format for column in columns if column.format}
    if any(each.words for each in formats):
        found, wanted = "a format in words in a chart", "digits, such as 3,755"
        return [Problem("bad-format", ask.ask.formats[0][1].place, found, wanted)]
    if len(units) > 1:
        one, other = list(units.values())[:2]
        found = f"“{one.text}” in cell {one.ref} and “{other.text}” in cell {other.ref}"
        wanted = "numbers of one unit: they share an axis"
        return [Problem("units-differ", other.place, found, wanted, "make two charts")]
    if len(formats) > 1:
        found, wanted = "series of different formats", "one format: they share an axis"
        return [Problem("units-differ", ask.ask.formats[-1][1].place, found, wanted)]
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
    is_line = ask.kind in {"line", "trend"}
    if len(places) < len(values) or len({isinstance(value, date) for value in values}) > 1:
        return evenly, is_line, []
    wrong = next((i for i, (a, b) in enumerate(pairwise(places), 1) if b <= a), None)
    if not is_line:
        return evenly, wrong is None, []
    if wrong is None:
        return tuple(places), True, []
    cell = x.cells[wrong]
    found = f"“{cell.text}” after “{x.cells[wrong - 1].text}”, cell {cell.ref}"
    wanted = f"“{x.name}” in rising order: the line goes from left to right"
    return evenly, False, [Problem("points-not-in-order", cell.place, found, wanted)]
