"""Differences divided by a number below zero, such as the variance of an income budget.

A shortfall of 37 on an income of -1,105 is “3.3%”: the sign is the opposite of the difference's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.content.exhibits.asking import Column
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.computed_cells import ComputedCell
from panel_papers.content.exhibits.row_cells import Computed
from panel_papers.content.exhibits.tabling import cell_text
from panel_papers.content.figures.divided_by import Formula, divisor_of
from panel_papers.core import Level, Place, Problem

_SHOWN = 3


def turned_sign(
    asked: Column,
    computed: Computed,
    others: Mapping[str, Computed],
    columns: Sequence[str],
    rows: Sequence[Sequence[DataCell]],
) -> Problem | None:
    """Return the warning for a calculated column that divides differences by numbers below zero.

    `others` are the columns that were calculated before; `rows` have the cells of `columns`.
    """
    base = base_of(computed, others)
    if base is None or base not in columns:
        return None
    index = columns.index(base)
    below = [row[index] for row in rows if _is_below_zero(row[index])]
    if not below:
        return None
    shown = ", ".join(f"{cell.text} ({cell.ref})" for cell in below[:_SHOWN])
    more = f" and {len(below) - _SHOWN} more" if len(below) > _SHOWN else ""
    return Problem(
        "share-of-negative",
        asked.name.place,
        f"“{asked.heading}” divides a difference by “{base}”, which is below zero in "
        f"{shown}{more}: so the percentage has the opposite sign of the difference",
        "a difference divided by numbers above zero",
        "print the rows of income in a second block, from a file in which income is typed "
        "without a minus",
        Level.WARNING,
    )


def base_of(computed: Computed, others: Mapping[str, Computed]) -> str | None:
    """Return the column by which a column divides differences; None for any other formula."""

    def behind(name: str) -> Formula | None:
        return _formula(others[name]) if name in others else None

    return divisor_of(_formula(computed), behind)


def is_turned(cell: ComputedCell, computed: Computed, base: str | None) -> bool:
    """Say whether the sign of a calculated cell is the opposite of its difference's."""
    if base is None or cell.quantity is None or not cell.quantity.value:
        return False
    if any(isinstance(part, ComputedCell) and part.turned for part in cell.parts):
        return True
    parts = zip(computed.operands.values(), cell.parts, strict=False)
    return any(name == base and _is_below_zero(part) for name, part in parts)


def judged_by_turned_sign(column: ChosenColumn, heading: str, place: Place) -> Problem | None:
    """Return what is wrong with judging a column in which some cells have the opposite sign.

    Where all have, whoever wrote the rules may have known: a warning.
    """
    judged = [each for each in column.cells if isinstance(each.value, Decimal) and each.value]
    turned = [each for each in judged if isinstance(each, ComputedCell) and each.turned]
    if not turned:
        return None
    shown = ", ".join(f"“{cell_text(each, column)}” ({each.ref})" for each in turned[:_SHOWN])
    more = f" and {len(turned) - _SHOWN} more" if len(turned) > _SHOWN else ""
    return Problem(
        "judged-by-opposite-sign",
        place,
        f"“{heading}” is rated by whether it is above or below zero, but in {shown}{more} "
        "that is the wrong way round, because the difference was divided by a number below "
        "zero",
        "",
        "add a column of the difference itself below “columns:” in this block, such as "
        f"“Difference: Actual - Budget”, and write “Difference” here in place of “{heading}”; or "
        "print the rows of income in a second table, with income above zero in its file",
        Level.ERROR if len(turned) < len(judged) else Level.WARNING,
    )


def _formula(computed: Computed) -> Formula:
    return Formula(computed.formula.expression.node, computed.operands)


def _is_below_zero(cell: DataCell) -> bool:
    return isinstance(cell.value, Decimal) and cell.value < 0
