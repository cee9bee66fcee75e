"""The rows and columns of a data file that an exhibit asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.filter_checks import left_out_problems
from panel_papers.content.data.filtering import grouped, held_values, kept
from panel_papers.content.data.headings import read_heading
from panel_papers.content.exhibits.asking import Ask, Column, Said
from panel_papers.content.figures.formats import RATIO, WANTED, Format, read_format
from panel_papers.core import InputsError, Level, Place, Problem, did_you_mean

_SHOWN = 8  # values told in a hint; a column may hold thousands


class ChosenColumn(Struct, frozen=True):
    """One column of what was chosen: its heading, its name in the file, its cells, its format.

    `format_place` is where the format is asked for.
    """

    heading: str
    name: str
    cells: tuple[DataCell, ...]
    format: Format | None
    format_place: Place | None = None


def chosen(ask: Ask, columns: Sequence[Column], table: DataTable) -> tuple[ChosenColumn, ...]:
    """Return the columns, in the order asked, of the rows that the filter lets through.

    Raises InputsError with every name that the file does not have, a heading or column that
    comes twice, a format that shows none, and a filter that lets nothing through.
    """
    problems: list[Problem] = []
    wanted = list(columns) or [Column(name, Said(name, ask.place)) for name in table.columns]
    filters = [(name, values) for name, values in ask.filters]
    for said in [*(column.name for column in wanted), *(name for name, _ in filters)]:
        if said.text not in table.columns:
            problems.append(unknown_column(said, table))
    problems += _repeated(wanted)
    formats = _formats(ask, wanted, problems)
    if problems:
        raise InputsError(list(dict.fromkeys(problems)))
    rows = [table.rows[each] for each in kept_rows(filters, table)]
    return tuple(_column(ask, each, table, rows, formats) for each in wanted)


def _column(
    ask: Ask,
    asked: Column,
    table: DataTable,
    rows: Sequence[Sequence[DataCell]],
    formats: Mapping[str, Format],
) -> ChosenColumn:
    """Return one column; where its format says pounds or millions, its numbers are in full."""
    name = asked.name.text
    index, form = table.columns.index(name), formats.get(name)
    cells = tuple(row[index] for row in rows)
    if form is not None:
        form = form.with_sign(brackets=any(cell.brackets for cell in cells))
        cells = tuple(_in_full(cell) for cell in cells) if form.in_full else cells
        cells = tuple(_as_percentage(cell) for cell in cells) if form.unit == "%" else cells
    at = next((e.place for n, e in ask.formats if n.text in (asked.heading, name)), None)
    return ChosenColumn(_with_scale(asked.heading, ask, form), name, cells, form, at)


def _with_scale(heading: str, ask: Ask, form: Format | None) -> str:
    """Return the heading with the scale of its format, such as “Budget (£000)”, said once."""
    if form is None or not form.heading:
        return heading
    said = read_heading(heading)
    silent = not said.says_scale and read_heading(ask.caption.text).scale != form.scale
    return f"{heading} ({form.heading})" if silent else heading


def _in_full(cell: DataCell) -> DataCell:
    return cell if cell.amount is None else replace(cell, value=cell.amount, scale=1)


def _as_percentage(cell: DataCell) -> DataCell:
    """Return a calculated ratio as the percentage that it prints as."""
    if cell.unit != RATIO or not isinstance(cell.value, Decimal):
        return cell
    return replace(cell, value=cell.value * 100, unit="%")


def _formats(ask: Ask, wanted: Sequence[Column], problems: list[Problem]) -> dict[str, Format]:
    """Return the formats by the columns' names in the file; faults go to `problems`."""
    names = {column.heading: column.name.text for column in wanted}
    names |= {column.name.text: column.name.text for column in wanted}
    found: dict[str, Format] = {}
    for name, example in ask.formats:
        number_format = read_format(example.text)
        if name.text not in names:
            what = f"“formats:” names “{name.text}”, which is not a column that is printed here"
            hint = (
                did_you_mean(name.text, names)
                or "write one of these here, or delete this entry of “formats:”"
            )
            known = ", ".join(f"“{each.heading}”" for each in wanted)
            problems.append(
                Problem("unknown-column", name.place, what, f"one of the columns {known}", hint)
            )
        if number_format is None:
            what = f"“{example.text}” in “formats:” is no example of how to print numbers"
            problems.append(Problem("bad-format", example.place, what, WANTED))
        else:
            found[names.get(name.text, name.text)] = number_format
    return found


def _repeated(wanted: Sequence[Column]) -> list[Problem]:
    headings = [column.heading for column in wanted]
    names = [column.name.text for column in wanted]
    return [
        Problem(
            "duplicate-column",
            column.name.place,
            f"The column “{column.name.text}” is named a second time",
            "",
            "delete it here, where it is for the second time",
        )
        for index, column in enumerate(wanted)
        if column.name.text in names[:index] or column.heading in headings[:index]
    ]


def unknown_column(said: Said, table: DataTable) -> Problem:
    """Return the problem of a name that is no column of a file."""
    where = f"“{table.path}”" + (f", sheet “{table.sheet}”," if table.sheet else "")
    return Problem(
        "unknown-column",
        said.place,
        f"{where} has no column “{said.text}”",
        f"one of its columns: {', '.join(table.columns)}",
        did_you_mean(said.text, table.columns),
    )


def kept_rows(filters: Sequence[tuple[Said, tuple[Said, ...]]], table: DataTable) -> list[int]:
    """Return the indexes of the rows that all filters let through.

    Raises InputsError for values that are never there, and for rows that are meant and left out.
    """
    problems = [each for each in filter_problems(filters, table) if each.level is Level.ERROR]
    if problems:
        raise InputsError(problems)
    left = list(range(len(table.rows)))
    for name, values in filters:
        at, rows = table.columns.index(name.text), [table.rows[each] for each in left]
        found = kept(grouped(rows, at), [said.text for said in values])
        if not found:
            raise InputsError([_nothing_left(name, values, rows, at, table)])
        left = [left[each] for each in found]
    return left


def filter_problems(
    filters: Sequence[tuple[Said, tuple[Said, ...]]], table: DataTable
) -> list[Problem]:
    """Return what is wrong with filters of a table: values that are never there, rows left out."""
    asked = [
        (table.columns.index(name.text), name, values, [said.text for said in values])
        for name, values in filters
    ]
    groups = {at: grouped(table.rows, at) for at, *_ in asked}
    problems = [
        _never(name, said, at, table)
        for at, name, values, _ in asked
        for said in values
        if not kept(groups[at], [said.text])
    ]
    rows = {at: set(kept(groups[at], choices)) for at, _, _, choices in asked}
    for at, _, values, choices in asked:
        others = [found for column, found in rows.items() if column != at]
        both = set.intersection(*others) if others else None
        place = values[0].place
        problems += left_out_problems(table, at, groups[at], choices, others=both, place=place)
    return problems


def _never(name: Said, said: Said, at: int, table: DataTable) -> Problem:
    held, hint = held_values(table, at, said.text)
    found = (
        f"The filter asks for “{said.text}” in “{name.text}”, but no row of “{table.path}” has that"
    )
    return Problem("empty-filter", said.place, found, f"what the column holds: {held}", hint)


def _nothing_left(
    name: Said,
    values: Sequence[Said],
    rows: Sequence[Sequence[DataCell]],
    at: int,
    table: DataTable,
) -> Problem:
    held = list(dict.fromkeys(row[at].text for row in rows))
    shown = ", ".join(f"“{each}”" for each in held[:_SHOWN])
    more = f" and {len(held) - _SHOWN} more" if len(held) > _SHOWN else ""
    asked = " or ".join(f"“{said.text}”" for said in values)
    return Problem(
        "empty-filter",
        values[0].place,
        f"The filter lets no row of “{table.path}” through: “{name.text}” is never {asked}",
        f"what the column holds here: {shown}{more}",
        did_you_mean(values[0].text, held),
    )
