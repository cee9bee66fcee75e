"""The table that a fence asks for, out of the table that a file holds.

Files are joined, rows filtered and pivoted, columns calculated, rows sorted, cut and added up, in
this order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataTable
from panel_papers.content.exhibits.asking import Ask, Column, Said
from panel_papers.content.exhibits.choosing import filter_problems, kept_rows, unknown_column
from panel_papers.content.exhibits.column_formulas import is_formula
from panel_papers.content.exhibits.computing import (
    Computation,
    has_formulas,
    with_computed,
)
from panel_papers.content.exhibits.joining import joined
from panel_papers.content.exhibits.pivoting import pivoted
from panel_papers.content.exhibits.ranking import ranked
from panel_papers.content.exhibits.row_cells import Computed
from panel_papers.content.exhibits.shape import Join, Pivot, Shape
from panel_papers.content.exhibits.source_totals import only, without_source_totals
from panel_papers.content.exhibits.totalling import totalled
from panel_papers.content.figures.formats import Format, read_format
from panel_papers.core import InputsError, Level, Problem


class Shaped(Struct, frozen=True):
    """A table with all that is calculated, and what is asked for with the names of its columns.

    `totals` are the indexes of the rows of totals that were asked for; `problems` are warnings;
    `notes` are sentences that the table's readers need.
    """

    ask: Ask
    table: DataTable
    totals: tuple[int, ...] = ()
    computed: Mapping[str, Computed] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def shaped(ask: Ask, table: DataTable, other: Callable[[Join], DataTable]) -> Shaped:
    """Return the table that is asked for; `other` reads the file of a join.

    Nothing is done where a fence asks for columns and rows as the file has them. Raises
    InputsError.
    """
    shape = ask.shape
    if replace(shape, gap=None) == Shape() and not has_formulas(ask.columns, table):
        return Shaped(ask, table)
    problems: list[Problem] = []
    table = _rows(ask, table, other, problems)
    formats = ask.formats
    made: tuple[str, ...] = ()
    if shape.pivot is not None:
        pivot = pivoted(table, shape.pivot, shape.gap or "")
        made = pivot.made
        table, formats = pivot.table, _spread(formats, shape.pivot, made)
        problems += pivot.problems
    columns = ask.columns or tuple(Column(n, Said(n, ask.place)) for n in table.columns)
    computation = _computed(columns, table, _formats(formats), shape.gap)
    columns, table = computation.columns, computation.table
    problems += computation.problems
    names = {each.heading: each.name.text for each in columns}
    ranking = ranked(table, shape, {name: name for name in table.columns} | names)
    problems += ranking.problems
    totals: tuple[int, ...] = ()
    table = ranking.table
    if shape.total is not None:
        found = totalled(
            table,
            shape.total,
            columns,
            computation.computed,
            formatted={names.get(name.text, name.text) for name, _ in formats},
            first=len(table.rows) if shape.top else None,
            gap=shape.gap or "",
        )
        table, totals = found.table, found.totals
        problems += found.problems
    if shape.pivot is not None and shape.gap:
        table = _with_gaps(table, shape.pivot, made, shape.gap)
    return Shaped(
        replace(ask, columns=columns, filters=(), formats=formats),
        table,
        totals,
        computation.computed,
        tuple(problems),
        (ranking.note,) if ranking.note else (),
    )


def _rows(
    ask: Ask, table: DataTable, other: Callable[[Join], DataTable], problems: list[Problem]
) -> DataTable:
    """Return the rows that the filter lets through, with the columns of a second file."""
    join = ask.shape.join
    right = other(join) if join else None
    known = {*table.columns}
    if join and right:
        known |= {heading for heading, _ in join.columns} or {*right.columns}
    unknown = [unknown_column(name, table) for name, _ in ask.filters if name.text not in known]
    if unknown:
        raise InputsError(unknown)
    here = [each for each in ask.filters if each[0].text in table.columns]
    there = [each for each in ask.filters if each[0].text not in table.columns]
    rows = kept_rows(here, table)
    problems += [p for p in filter_problems(here, table) if p.level is not Level.ERROR]
    if ask.shape.changes_rows:
        rows, warnings = without_source_totals(table, rows, ask)
        problems += warnings
    every, table = table, only(table, rows)
    if join and right:
        table, warnings = joined(table, right, join, every, adds_up=ask.shape.changes_rows)
        problems += warnings
        unknown = [
            unknown_column(name, table) for name, _ in there if name.text not in table.columns
        ]
        if unknown:
            raise InputsError(unknown)
        table = only(table, kept_rows(there, table))
    return table


def _computed(
    columns: Sequence[Column], table: DataTable, formats: Mapping[str, Format], gap: str | None
) -> Computation:
    """Return the table with its calculated columns; raises InputsError, also for unknown names."""
    problems = [
        unknown_column(each.name, table)
        for each in columns
        if each.name.text not in table.columns and not is_formula(each.name.text)
    ]
    try:
        found = with_computed(columns, table, formats, gap)
    except InputsError as error:
        raise InputsError([*problems, *error.problems]) from None
    if problems:
        raise InputsError(problems)
    return found


def _spread(
    formats: Sequence[tuple[Said, Said]], pivot: Pivot, made: Sequence[str]
) -> tuple[tuple[Said, Said], ...]:
    """Return the formats, those of the pivot's values for each of the columns that they became."""
    values = {said.text for said in pivot.values} if made else set()
    named = {name.text for name, _ in formats}
    found: list[tuple[Said, Said]] = []
    for name, example in formats:
        if name.text not in values:
            found.append((name, example))
            continue
        found += [(Said(each, name.place), example) for each in made if each not in named]
    return tuple(found)


def _with_gaps(table: DataTable, pivot: Pivot, made: Sequence[str], gap: str) -> DataTable:
    """Return a pivot's table that prints the gap where a cell of the file is empty."""
    values = made or [said.text for said in pivot.values]
    at = {table.columns.index(name) for name in values if name in table.columns}
    rows = tuple(
        tuple(
            replace(cell, text=gap) if n in at and cell.value is None and not cell.text else cell
            for n, cell in enumerate(row)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _formats(formats: Sequence[tuple[Said, Said]]) -> dict[str, Format]:
    read = {name.text: read_format(example.text) for name, example in formats}
    return {name: form for name, form in read.items() if form is not None}
