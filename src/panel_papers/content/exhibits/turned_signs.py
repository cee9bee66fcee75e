"""Differences divided by a number below zero, such as the variance of an income budget.

A shortfall of 37 on an income of -1,105 is “-3.3%”: the sign is the opposite of the difference's.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.content.exhibits.asking import Column
from panel_papers.content.exhibits.row_cells import Computed
from panel_papers.core import Level, Problem

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
    base = _base(computed, others)
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
        f"{shown}{more}: there the sign is the opposite of the difference's",
        "a difference divided by numbers above zero",
        "give rows of income a table of their own, with income above zero",
        Level.WARNING,
    )


def _base(computed: Computed, others: Mapping[str, Computed]) -> str | None:
    """Return the column by which differences are divided; None for any other formula."""
    node = computed.formula.expression.node
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
        return None
    if not isinstance(node.right, ast.Name) or not _is_difference(node.left, computed, others):
        return None
    return computed.operands.get(node.right.id)


def _is_difference(node: ast.expr, computed: Computed, others: Mapping[str, Computed]) -> bool:
    if isinstance(node, ast.Name):
        known = others.get(computed.operands.get(node.id, ""))
        return known is not None and _is_difference(known.formula.expression.node, known, others)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)


def _is_below_zero(cell: DataCell) -> bool:
    return isinstance(cell.value, Decimal) and cell.value < 0
