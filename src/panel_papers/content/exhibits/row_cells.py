"""One calculated cell: its number from the cells of its row, or why it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell
from panel_papers.content.exhibits.column_formulas import ColumnFormula
from panel_papers.content.exhibits.computed_cells import DASHES, ComputedCell, quantity_of
from panel_papers.content.figures.expressions import ExpressionError
from panel_papers.content.figures.quantities import Quantity
from panel_papers.core import Place, Problem

_ZERO = Quantity(Fraction(0), typed=True)
_GAPS = "empty cells, dashes and “n/a”"
NO_NUMBERS = frozenset({*DASHES, "n/a", "N/A", "n/k", "tbc", "TBC", "..", "…"})
"""What a file writes where it has no number."""


class Computed(Struct, frozen=True):
    """A calculated column of a table: its name there, its formula, and where that is typed.

    `operands` are the table's columns by their identifiers in the formula.
    """

    name: str
    formula: ColumnFormula
    operands: Mapping[str, str]
    place: Place


def calculated_cell(
    computed: Computed, parts: Mapping[str, DataCell], gap: str | None, problems: list[Problem]
) -> ComputedCell:
    """Return the number of a row, without its look; `parts` are the cells by their identifiers.

    `gap` is what prints where a number is missing or divided by zero; without it, `problems` gets
    an error.
    """
    every, how = tuple(parts.values()), _how(computed, parts)
    values: dict[str, Quantity] = {}
    for identifier, cell in parts.items():
        quantity = quantity_of(cell, computed.operands[identifier])
        if quantity is None:
            if gap is None or not _is_gap(cell):
                problems.append(_no_number(cell, computed, gap))
            return without_number(gap or "", every, how)
        values[identifier] = _ZERO if not (quantity.unit or quantity.value) else quantity
    try:
        found = computed.formula.expression.quantity(values)
    except ExpressionError as error:
        if error.code != "division-by-zero" or gap is None:
            problems.append(_of_expression(error, computed, how, every))
        return without_number(gap or "", every, how)
    return ComputedCell(
        text="",
        value=None,
        unit="",
        ref=how,
        place=every[0].place,
        brackets=any(each.brackets for each in every),
        quantity=replace(found, of_percent=False, hundred=0),
        how=how,
        parts=every,
    )


def without_number(text: str, parts: tuple[DataCell, ...], how: str) -> ComputedCell:
    """Return a calculated cell that has no number."""
    place = parts[0].place if parts else Place("")
    return ComputedCell(text, None, "", how, place, how=how, parts=parts)


def _is_gap(cell: DataCell) -> bool:
    return cell.value is None or cell.text.strip() in NO_NUMBERS


def _no_number(cell: DataCell, computed: Computed, gap: str | None) -> Problem:
    blank = _is_gap(cell)
    empty = f"The cell {cell.ref} is empty"
    what = f"“{cell.text}” ({cell.ref}) is not a number" if cell.text else empty
    found = f"{what}, and the formula of “{computed.name}” needs it"
    hint = (
        "type a number into the cell; or add a line “gaps: n/a” to the block, to print “n/a” "
        "where a number is "
    )
    hint += "missing"
    code = "blank-cell" if blank and not cell.text else "not-a-number"
    wanted = "a number" + ("" if blank or gap is None else f": “gaps” is for {_GAPS}")
    hint = (
        hint
        if blank
        else (
            "type a number into the cell, or leave its row out in the block by a line such as "
            "“filter: {Service: [Roads, Parks]}”, which names the rows to keep"
        )
    )
    return Problem(code, cell.place, found, wanted, hint)


def _of_expression(
    error: ExpressionError, computed: Computed, how: str, cells: Sequence[DataCell]
) -> Problem:
    shown = ", ".join(f"“{cell.text}” ({cell.ref})" for cell in cells)
    found = f"{error.found} in “{computed.name}”: {how}, with {shown}"
    hint = error.hint
    if error.code == "division-by-zero":
        hint = (
            "type a number into the cell; or add a line “gaps: n/a” to the block, to print "
            "“n/a” there"
        )
    return Problem(error.code, cells[0].place, found, error.wanted, hint)


def _how(computed: Computed, parts: Mapping[str, DataCell]) -> str:
    """Return how a cell is calculated: “C5 − B5”, with files where there are two."""
    files = {(each.place.file, each.sheet) for cell in parts.values() for each in _leaves(cell)}
    references = {i: _reference(cell, several=len(files) > 1) for i, cell in parts.items()}
    return computed.formula.shown(references)


def _leaves(cell: DataCell) -> Iterator[DataCell]:
    if isinstance(cell, ComputedCell):
        for part in cell.parts[:1]:
            yield from _leaves(part)
    else:
        yield cell


def _reference(cell: DataCell, *, several: bool) -> str:
    if isinstance(cell, ComputedCell):
        return f"({cell.how})" if " " in cell.how else cell.how
    if not several:
        return cell.ref
    name = cell.place.file.rpartition("/")[2]
    return f"{cell.ref} of {name}" + (f" ({cell.sheet})" if cell.sheet else "")
