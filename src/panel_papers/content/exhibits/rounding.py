"""Whether the rounded numbers of a table do not add up to what is calculated from exact ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from panel_papers.content.data import DataCell
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.computed_cells import ComputedCell
from panel_papers.content.exhibits.row_cells import Computed
from panel_papers.content.exhibits.tabling import cell_text


def rounding_shows(
    columns: Sequence[ChosenColumn], totals: Sequence[int], computed: Mapping[str, Computed]
) -> bool:
    """Say whether a printed total or difference is not that of the printed numbers."""
    by_name = {column.name: column for column in columns}
    return any(_in_totals(column, totals) for column in columns) or any(
        _in_rows(by_name[name], each, by_name) for name, each in computed.items() if name in by_name
    )


def printed_value(cell: DataCell, column: ChosenColumn) -> Decimal | None:
    """Return the number that a reader sees in a cell; None for no number."""
    meant = meaning(cell_text(cell, column).strip())
    value = meant.value if isinstance(meant, Meaning) else None
    if value is None and cell.value == 0:
        return Decimal(0)  # printed as a dash
    return value if isinstance(value, Decimal) else None


def _in_totals(column: ChosenColumn, totals: Sequence[int]) -> bool:
    for index in totals:
        cell = column.cells[index]
        if not isinstance(cell, ComputedCell) or not cell.is_sum:
            continue
        parts = [printed_value(each, column) for each in cell.parts]
        known = [each for each in parts if each is not None]
        if len(known) == len(parts) and sum(known) != printed_value(cell, column):
            return True
    return False


def _in_rows(column: ChosenColumn, computed: Computed, by_name: Mapping[str, ChosenColumn]) -> bool:
    """Say whether a difference of columns that are printed is not that of their printed numbers."""
    names = computed.operands
    if not computed.formula.is_sum or any(name not in by_name for name in names.values()):
        return False
    for row, cell in enumerate(column.cells):
        shown = _shown(cell, column)
        parts = {i: _shown(by_name[n].cells[row], by_name[n]) for i, n in names.items()}
        known = {i: value for i, value in parts.items() if value is not None}
        exact = {i: by_name[n].cells[row].amount for i, n in names.items()}
        if shown is None or len(known) < len(parts):
            continue
        rounded = known != exact or shown != cell.amount
        if rounded and computed.formula.expression.value(known) != shown:
            return True
    return False


def _shown(cell: DataCell, column: ChosenColumn) -> Fraction | None:
    value = printed_value(cell, column)
    return None if value is None else Fraction(value) * cell.scale
