"""Columns of small lines in a table: one a row, through the values of several columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.order import Order, in_order
from panel_papers.content.exhibits.asking import Ask, Column, Said
from panel_papers.content.exhibits.chart import Chart, Series
from panel_papers.content.exhibits.choosing import ChosenColumn, chosen
from panel_papers.content.exhibits.drawing import draw_small
from panel_papers.content.exhibits.tabling import cell_text, not_a_number
from panel_papers.content.exhibits.words import MOST_VALUES, line_text
from panel_papers.content.figures.formats import Format, read_format
from panel_papers.core import InputsError, Picture, Place, Problem, Table

_GAPS = frozenset({"", "-", "–", "—"})


def with_sparklines(table: Table, ask: Ask, data: DataTable) -> Table:
    """Return the table with a last column for each of the lines asked for.

    Raises InputsError for what cannot be drawn, and for a table whose rows are not those of the
    file: the lines would belong to others.
    """
    name = ask.columns[0].name.text if ask.columns else data.columns[0]
    pictures: list[tuple[int, int, Picture]] = []
    header, rows = table.header, table.rows
    for heading, names in ask.sparklines:
        wanted = [Column(each.text, each) for each in names if each.text != name]
        first, *columns = chosen(
            replace(ask, formats=()), [Column(name, Said(name, heading.place)), *wanted], data
        )
        shown = _format(ask, [name.text for name in names])
        columns = [replace(column, format=shown) for column in columns]
        problems = [
            *_misread(heading, header, [each.name for each in wanted]),
            *_other_rows(heading, table, first),
            *_undrawable(columns),
        ]
        if problems:
            raise InputsError(problems)
        for number, row in enumerate(zip(*(column.cells for column in columns), strict=True)):
            chart = _line(rows[number][0], columns, row)
            pictures.append((number, len(header), _picture(chart, ask.place)))
        header = (*header, heading.text)
        rows = tuple((*row, "") for row in rows)
    numeric = (*table.numeric, *(False for _ in ask.sparklines))
    return replace(table, header=header, rows=rows, numeric=numeric, pictures=tuple(pictures))


def _picture(chart: Chart, place: Place) -> Picture:
    drawn = draw_small(chart)
    return Picture(drawn.png, line_text(chart), place, drawn.pdf, drawn.svg)


def _line(name: str, columns: Sequence[ChosenColumn], row: Sequence[DataCell]) -> Chart:
    values = tuple(cell.value if isinstance(cell.value, Decimal) else None for cell in row)
    texts = tuple(
        "" if value is None else cell_text(cell, column)
        for cell, value, column in zip(row, values, columns, strict=True)
    )
    return Chart(
        kind="sparkline",
        caption="",
        x_title="",
        y_title=None,
        labels=tuple(column.heading for column in columns),
        positions=tuple(map(float, range(len(columns)))),
        ordered=True,
        series=(Series(name, values, texts),),
        target=None,
        format=columns[0].format or _exact(values),
    )


def _exact(values: Sequence[Decimal | None]) -> Format:
    """Return a format that rounds nothing: the cells print as the file shows them."""
    places = [value.normalize().as_tuple().exponent for value in values if value is not None]
    return Format(decimals=max(0, *(-each for each in places if isinstance(each, int)), 0))


def _format(ask: Ask, names: Sequence[str]) -> Format | None:
    """Return the format that the table has for one of the columns."""
    headings = {column.name.text: column.heading for column in ask.columns}
    known = {*names, *(headings.get(name, name) for name in names)}
    form = next((read_format(text.text) for name, text in ask.formats if name.text in known), None)
    return None if form is None else replace(form, absolute=False)


def _misread(heading: Said, header: Sequence[str], names: Sequence[Said]) -> list[Problem]:
    if heading.text in header:
        found = f"The heading “{heading.text}” is there a second time"
        return [
            Problem(
                "duplicate-column",
                heading.place,
                found,
                "",
                "write another heading before the colon in “sparkline: {Heading: […]}”",
            )
        ]
    if not 2 <= len(names) <= MOST_VALUES:
        found = f"The sparkline “{heading.text}” runs through {len(names)} columns"
        wanted = f"2 to {MOST_VALUES} columns of the file, in the order of the line"
        hint = f"write “sparkline: {{{heading.text}: [2022, 2023, 2024]}}”"
        return [Problem("one-point", heading.place, found, wanted, hint)]
    cells = [DataCell(c.text, c.text, "", "", c.place) for c in names]
    order, at = in_order(cells)
    if order is Order.KNOWN and at != sorted(at):
        found = f"The line runs from “{names[0].text}” back to “{names[-1].text}” in time"
        there = ", ".join(cells[n].text for n in at)
        hint = f"write “sparkline: {{{heading.text}: [{there}]}}”"
        return [Problem("points-not-in-order", names[0].place, found, "", hint)]
    return []


def _other_rows(heading: Said, table: Table, first: ChosenColumn) -> list[Problem]:
    if [row[0] for row in table.rows] == [cell.text for cell in first.cells]:
        return []
    found = "A table with a small line in each row (“sparkline:”) cannot have its rows changed"
    wanted = "rows of the file, in its order, the first column without a format"
    hint = (
        "delete the line “sparkline:” from this block, or the lines that change the rows "
        "(“sort:”, “pivot:”, “join:”, "
    )
    hint += "“top:”)"
    return [Problem("sparkline-rows", heading.place, found, wanted, hint)]


def _undrawable(columns: Sequence[ChosenColumn]) -> list[Problem]:
    cells = [(cell, column) for column in columns for cell in column.cells]
    wrong = [
        not_a_number(cell, column, "a sparkline runs through it")
        for cell, column in cells
        if not isinstance(cell.value, Decimal) and cell.text.strip() not in _GAPS
    ]
    if wrong:
        return wrong
    units = {cell.unit: cell for cell, _ in cells if isinstance(cell.value, Decimal) and cell.value}
    if len(units) > 1:
        one, other = list(units.values())[:2]
        found = f"“{one.text}” in cell {one.ref} and “{other.text}” in cell {other.ref} are in two "
        found += "units, and one line runs through them"
        return [
            Problem(
                "units-differ",
                other.place,
                found,
                "",
                "name only columns of one unit in “sparkline:” of the block",
            )
        ]
    rows = zip(*(column.cells for column in columns), strict=True)
    found = "The row has no number at all for its line"
    empty = [row[0] for row in rows if not any(isinstance(c.value, Decimal) for c in row)]
    return [
        Problem(
            "not-a-number",
            cell.place,
            found,
            "",
            "fill its cells in, or delete the row from the file",
        )
        for cell in empty
    ]
