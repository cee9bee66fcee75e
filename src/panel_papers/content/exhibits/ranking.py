"""Rows in the order that is asked for, and the first of them: `sort` and `top`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.order import Order, in_order, period_of
from panel_papers.content.exhibits.computed_cells import ComputedCell
from panel_papers.content.exhibits.row_cells import NO_NUMBERS
from panel_papers.content.exhibits.shape import Said, Shape
from panel_papers.core import InputsError, Level, Place, Problem, did_you_mean

_ENOUGH = 10
_DIRECTIONS = {"descending": True, "desc": True, "ascending": False, "asc": False}


class Ranking(Struct, frozen=True):
    """A table in its order; `note` is what its readers must know of rows that were cut off."""

    table: DataTable
    problems: tuple[Problem, ...] = ()
    note: str | None = None


class Key(Struct, frozen=True):
    """A column by which rows are sorted: its name in the table, its heading, the direction."""

    name: str
    heading: str
    descending: bool
    place: Place


def sort_keys(sort: Sequence[Said], names: dict[str, str]) -> list[Key]:
    """Return the columns of a sort; `names` are the table's columns by what they may be called.

    Raises InputsError for names that are none.
    """
    keys, problems = [], []
    for said in sort:
        heading, descending = said.text, False
        if heading not in names:
            start, _, last = heading.rpartition(" ")
            if last.lower() in _DIRECTIONS:
                heading, descending = start.strip(), _DIRECTIONS[last.lower()]
        if heading in names:
            keys.append(Key(names[heading], heading, descending, said.place))
            continue
        known = ", ".join(f"“{each}”" for each in names)
        found, hint = (
            f"The table has no column “{heading}” to sort by",
            did_you_mean(heading, names) or "write one of these here",
        )
        wanted = f"one of the columns {known}, perhaps with “descending” behind it"
        problems.append(Problem("unknown-column", said.place, found, wanted, hint))
    if problems:
        raise InputsError(problems)
    return keys


def ranked(table: DataTable, shape: Shape, names: dict[str, str]) -> Ranking:
    """Return a table's rows as sorted, and only as many as asked for. Raises InputsError."""
    if not shape.sort:
        return Ranking(table)
    keys = sort_keys(shape.sort, names)
    ranks = {}
    problems: list[Problem] = []
    for number, key in enumerate(keys):
        index = table.columns.index(key.name)
        try:
            ranks[number] = _ranks([row[index] for row in table.rows], key)
        except InputsError as error:
            problems += error.problems
    if problems:
        raise InputsError(problems)
    import pandas  # type: ignore[import-untyped]  # noqa: PLC0415  # costs nearly a second

    frame: Any = pandas.DataFrame(ranks, dtype="float64")
    directions = [not key.descending for key in keys]
    ordered = frame.sort_values(
        by=list(ranks), ascending=directions, kind="stable", na_position="last"
    )
    order = [int(each) for each in ordered.index]
    cut = order[: shape.top] if shape.top else order
    sorted_table = replace(table, rows=tuple(table.rows[each] for each in cut), marked=frozenset())
    if len(cut) == len(order):
        return Ranking(sorted_table)
    last = [ranks[n][cut[-1]] for n in ranks]
    ties = [row for row in order[len(cut) :] if [ranks[n][row] for n in ranks] == last]
    return _with_ties(sorted_table, table, shape, keys, ties) if ties else Ranking(sorted_table)


def _with_ties(
    cut: DataTable, table: DataTable, shape: Shape, keys: Sequence[Key], ties: Sequence[int]
) -> Ranking:
    headings = " and ".join(f"“{key.heading}”" for key in keys)
    verb = "are" if len(ties) > 1 else "is"
    count = f"{len(ties)} more rows" if len(ties) > 1 else "1 more row"
    named = "; ".join(table.rows[each][0].text for each in ties[:5])
    found = f"{count} with the same {headings} as row {len(cut.rows)}, the last one, {verb} left "
    found += f"out: {named}"
    wanted = "an order that says which rows come first"
    hint = f"write “top: {len(cut.rows) + len(ties)}” to print them too, or add a second column to "
    hint += "“sort:”"
    place = shape.top_place or keys[0].place
    problem = Problem("tie-at-top", place, found, wanted, hint, Level.WARNING)
    verb = "have" if len(ties) > 1 else "has"
    heading = " and ".join(key.heading for key in keys)
    return Ranking(cut, (problem,), f"{count} {verb} the same {heading} as the last one.")


def _ranks(cells: Sequence[DataCell], key: Key) -> list[float | None]:
    """Return the place of each cell among the different values of its column; None for a gap."""
    found = [_value(cell) for cell in cells]
    known = [(cell, value) for cell, value in zip(cells, found, strict=True) if value is not None]
    if not known:
        return [None for _ in cells]
    kinds: dict[type, DataCell] = {}
    for cell, value in known:
        kinds.setdefault(type(value), cell)
    if len(kinds) > 1:
        one, other = list(kinds.values())[:2]
        text = f"“{one.text}” ({one.ref}) and “{other.text}” ({other.ref}) cannot be sorted "
        text += "together"
        wanted = f"numbers, dates or texts alone in “{key.heading}”"
        hint = f"in the data file, write only one of these kinds into “{key.heading}”; or name "
        hint += "another column after “sort:” in the block"
        raise InputsError([Problem("mixed-kinds", other.place, text, wanted, hint)])
    kind = next(iter(kinds))
    if kind is Decimal:
        _one_unit([cell for cell, _ in known], key)
    values: dict[Any, float] = {}
    if kind is str:
        values = dict(_of_texts([cell for cell, _ in known], key))
    else:
        different: list[Any] = sorted({value for _, value in known})
        values = {value: float(number) for number, value in enumerate(different)}
    return [None if value is None else values[value] for value in found]


def _value(cell: DataCell) -> Decimal | date | str | None:
    if isinstance(cell, ComputedCell) and cell.quantity is not None:
        return cell.amount
    if isinstance(cell.value, Decimal):
        return cell.amount
    if isinstance(cell.value, str) and cell.text.strip() in NO_NUMBERS:
        return None
    return cell.text if isinstance(cell.value, str) else cell.value


def _one_unit(cells: Sequence[DataCell], key: Key) -> None:
    first = next((cell for cell in cells if cell.value), cells[0])
    wrong = [c for c in cells if c.value and c.full_unit != first.full_unit]
    if wrong:
        found = f"“{wrong[0].text}” ({wrong[0].ref}) and “{first.text}” ({first.ref}) cannot be "
        found += "sorted together"
        wanted = f"numbers of one unit in “{key.heading}”"
        raise InputsError([Problem("mixed-units", wrong[0].place, found, wanted)])


def _of_texts(cells: Sequence[DataCell], key: Key) -> dict[Hashable, float]:
    """Return the rank of each text: by the periods that they name, else by the alphabet."""
    different: dict[str, DataCell] = {}
    for cell in cells:
        different.setdefault(cell.text, cell)
    periods = {text: period_of(cell) for text, cell in different.items()}
    if all(each is not None for each in periods.values()):
        order, at = in_order(list(different.values()))
        if order is not Order.KNOWN:
            first = cells[0]
            found = (
                "The rows cannot be sorted, as not all periods say their year: "
                f"“{first.text}” ({first.ref}) …"
            )
            hint = f"write the year into each period of {first.place.file}, as in “August 2026”"
            raise InputsError([Problem("order-not-known", key.place, found, "", hint)])
        texts = list(different)
        return {texts[index]: float(number) for number, index in enumerate(at)}
    folded = sorted({text.casefold() for text in different})
    ranks = {text: float(number) for number, text in enumerate(folded)}
    return {text: ranks[text.casefold()] for text in different}
