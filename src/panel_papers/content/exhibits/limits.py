"""How much a chart may hold so that it can be read, and when a table says it better."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.content.data.indented_rows import indented_groups
from panel_papers.content.data.part_rows import find_parts, name_columns
from panel_papers.content.data.total_labels import sound_of
from panel_papers.content.exhibits.asking import ChartAsk
from panel_papers.content.exhibits.chart_kinds import BARS, CHART_KINDS, LINES, PARTS, STACKED
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.look import NAME_WIDTH
from panel_papers.content.exhibits.measuring import wrapped
from panel_papers.core import Level, Place, Problem

MOST_SERIES = 4  # as many as can be told apart without colour
MOST_PARTS = 5  # of a pie
_MOST_BARS = 48
_MOST_POINTS = 500
_MOST_LINES = 45  # of 10 pt, in the names of horizontal bars: what a page holds
_MANY_BARS = 25  # beyond these, a reader looks up single values, as in a table
_FEWER = "keep fewer rows by a line such as “filter: {Year: 2024}” in the block, or begin the "
_FEWER += "block with “```table”"
_TOTAL = re.compile(r"\b(?:(?:sub-?|grand )?totals?|sum|overall)\b", re.IGNORECASE)
_WHOLE = (Decimal(98), Decimal(102))  # percentages that were rounded one by one


def columns_place(ask: ChartAsk) -> Place:
    """Return where the series are asked for."""
    return ask.ask.columns[0].name.place if ask.ask.columns else ask.ask.place


def too_much(ask: ChartAsk, x: ChosenColumn, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return the problems of a chart with more in it than can be read, or with less."""
    return [*_series(ask, columns), *_points(ask, x, columns), *_names(x)]


def better_as_table(ask: ChartAsk, x: ChosenColumn) -> list[Problem]:
    """Return the advice to give a table in place of a chart with very many bars."""
    if ask.kind not in BARS or len(x.cells) <= _MANY_BARS:
        return []
    found = f"The chart has {len(x.cells)} categories"
    wanted = f"at most {_MANY_BARS}: of more, readers look up single values"
    hint = "begin the block with “```table”, or keep fewer rows by a line such as “filter: {Year: "
    hint += "2024}”"
    return [Problem("table-instead", ask.x.place, found, wanted, hint, level=Level.SUGGESTION)]


def _series(ask: ChartAsk, columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    kind, count = CHART_KINDS[ask.kind], len(columns)
    if kind.one_series and count > 1:
        found, wanted = f"The {ask.kind} chart has {count} series", kind.one_series
        hint = f"write “kind: {kind.of_more}” in the block"
        yield Problem("too-many-series", columns_place(ask), found, wanted, hint)
    elif count > MOST_SERIES:
        found = f"The chart has {count} series"
        wanted = f"at most {MOST_SERIES}, which differ without colour"
        yield Problem("too-many-series", columns_place(ask), found, wanted, _FEWER)


def _points(ask: ChartAsk, x: ChosenColumn, columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    points = len(x.cells)
    bars = points * (len(columns) if ask.kind in BARS - STACKED else 1)
    lines = sum(len(wrapped(cell.text, NAME_WIDTH)) for cell in x.cells) if points < 500 else points
    if ask.kind in BARS and (bars > _MOST_BARS or lines > _MOST_LINES):
        found = f"The chart has {bars} bars, with names of {lines} lines in all"
        wanted = f"at most {_MOST_BARS} bars and {_MOST_LINES} lines, so that a page holds them"
        yield Problem("too-many-categories", ask.x.place, found, wanted, _FEWER)
    elif ask.kind in PARTS and points > MOST_PARTS:
        found, wanted = f"The {ask.kind} chart has {points} parts", f"at most {MOST_PARTS} parts"
        hint = "write “kind: bar” in the block; or add the smallest parts up in the file, as "
        hint += "“Other”"
        yield Problem("too-many-categories", ask.x.place, found, wanted, hint)
    elif ask.kind in LINES and points < 2:
        found, wanted = "The line has one point only", "at least two points"
        hint = "write “kind: bar”; or, if rows are missing, let “filter:” of the block keep more "
        hint += "of them"
        yield Problem("one-point", ask.x.place, found, wanted, hint)
    elif ask.kind in PARTS and points < 2:
        found, wanted = f"The {ask.kind} chart has one part only", "at least two parts"
        hint = "if rows are missing, let “filter:” of the block keep more of them; if not, say the "
        hint += "number in the text in place of the chart"
        yield Problem("one-point", ask.x.place, found, wanted, hint)
    elif points > _MOST_POINTS:
        found, wanted = f"The chart has {points} points", f"at most {_MOST_POINTS}"
        yield Problem("too-many-categories", ask.x.place, found, wanted, _FEWER)


def _names(x: ChosenColumn) -> Iterator[Problem]:
    seen: dict[str, DataCell] = {}
    for cell in x.cells:
        if not cell.text:
            found = (
                f"The cell {cell.ref} in the column “{x.name}” is empty, and is to name a "
                "point of the chart"
            )
            hint = "in the file, type the name into the cell, or delete the row"
            yield Problem("point-without-name", cell.place, found, "", hint)
        elif cell.text in seen:
            first = seen[cell.text].ref
            found = f"“{cell.text}” is in the column “{x.name}” twice: {first} and {cell.ref}"
            hint = "add a line such as “filter: {Area: North}” to the block, so that each point is "
            hint += "left once"
            yield Problem("duplicate-point", cell.place, found, "", hint)
        seen.setdefault(cell.text, cell)


def not_parts(ask: ChartAsk, x: ChosenColumn, columns: Sequence[ChosenColumn]) -> list[Problem]:
    """Return why values are no parts of one whole, or cannot be stacked: gaps, minuses, totals."""
    if ask.kind not in STACKED | PARTS:
        return []
    what = f"a {ask.kind}" if ask.kind in PARTS else "a stack"
    problems = [each for column in columns for each in _unstackable(column, what)]
    if ask.kind not in PARTS or problems:
        return problems
    problems += _rows_twice(x, columns[0], what)
    for cell in x.cells:
        if _TOTAL.search(cell.text) or sound_of(cell.text).net:
            found = f"“{cell.text}” (cell {cell.ref}) is a total, and is drawn as a part of {what}"
            hint = f"name the other rows in the block: “filter: {{{x.name}: [A, B]}}”"
            problems.append(Problem("total-in-pie", cell.place, found, "", hint))
    cells = columns[0].cells
    whole = sum((c.value for c in cells if isinstance(c.value, Decimal)), Decimal(0))
    if not whole:
        found, wanted = f"The parts of {what} are all 0", "at least one part above 0"
        hint = "type the right numbers into the data file, or delete this block"
        problems.append(Problem("not-a-whole", columns_place(ask), found, wanted, hint))
    elif any(c.unit == "%" for c in cells) and not _WHOLE[0] <= whole <= _WHOLE[1]:
        found, wanted = f"The percentages of {what} add up to {whole}%", "parts of 100%"
        hint = "write “kind: bar” in the block"
        problems.append(Problem("not-a-whole", columns_place(ask), found, wanted, hint))
    return problems


def _rows_twice(x: ChosenColumn, values: ChosenColumn, what: str) -> Iterator[Problem]:
    """Yield the parts of a pie that are parts of another: “of which: recycling”."""
    rows = list(zip(x.cells, values.cells, strict=True))
    names = [x.name, values.name]
    for total, parts in indented_groups(names, rows, name_columns(names, rows)).items():
        cell, first = rows[total][0], rows[parts[0]][0]
        found = f"“{cell.text}” ({cell.ref}) is the sum of the rows indented below it, from "
        found += f"“{first.text}” ({first.ref}) on, and a part of {what}"
        hint = f"name the other rows in the block: “filter: {{{x.name}: [A, B]}}”"
        yield Problem("total-in-pie", cell.place, found, "", hint)
    for each in find_parts(names, rows):
        if each.sure:
            found = f"{each.words(rows)}, which {what} would count again"
            hint = f"name the rows to draw in the block: “filter: {{{x.name}: [A, B]}}”"
            yield Problem("part-counted-again", each.label.place, found, "each number once", hint)


def _unstackable(column: ChosenColumn, what: str) -> Iterator[Problem]:
    hint = (
        "if the number in the file is wrong, type the right one there; if not, write “kind: "
        "bar” in the block"
    )
    why = (
        "the size of a part is what is seen"
        if what != "a stack"
        else "this kind of chart shows a sum"
    )
    for cell in column.cells:
        if cell.value is None or cell.text in {"-", "–", "—"}:
            found = f"The cell {cell.ref} in the column “{column.name}” has no number"
            yield Problem("gap-in-stack", cell.place, found, f"every number: {why}", hint)
        elif isinstance(cell.value, Decimal) and cell.value < 0:
            found = f"“{cell.text}” in the column “{column.name}”, cell {cell.ref}, is below 0"
            yield Problem("negative-in-stack", cell.place, found, f"no number below 0: {why}", hint)
