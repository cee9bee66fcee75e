"""Formulas that divide a difference by one number, as a percentage variance does.

Where that number is below zero, the result has the opposite sign of the difference: a shortfall of
37 on an income of -1,105 is “3.3%”, as if more had come in.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.figures.calculated import Calculated
from panel_papers.core import Level, Place, Problem


class Formula(Struct, frozen=True):
    """An expression, and what its identifiers stand for: names of figures or of columns."""

    node: ast.expr
    names: Mapping[str, str]


Behind = Callable[[str], Formula | None]
"""Returns the formula behind a name, or None where it has none."""


def divisor_of(formula: Formula, behind: Behind) -> str | None:
    """Return the name by which a formula divides a difference; None for any other formula.

    A result that is multiplied by a number, as with “* 100”, is the same share, and so is
    “actual / budget - 1”.
    """
    node = formula.node
    match node:
        case ast.Name(id=name):
            other = behind(formula.names[name])
            return None if other is None else divisor_of(other, behind)
        case (
            ast.BinOp(left=ast.Constant(), op=ast.Mult(), right=share)
            | ast.BinOp(left=share, op=ast.Mult(), right=ast.Constant())
        ):
            return divisor_of(replace(formula, node=share), behind)
        case (
            ast.BinOp(left=ast.Constant(value=1), op=ast.Sub(), right=ratio)
            | ast.BinOp(left=ratio, op=ast.Sub(), right=ast.Constant(value=1))
        ):
            return _divisor_of_names(formula, ratio)
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Name(id=name)):
            is_share = _is_difference(replace(formula, node=left), behind)
            return formula.names[name] if is_share else None
    return None


def _divisor_of_names(formula: Formula, ratio: ast.expr) -> str | None:
    """Return the divisor of “actual / budget”."""
    match ratio:
        case ast.BinOp(left=ast.Name(), op=ast.Div(), right=ast.Name(id=name)):
            return formula.names[name]
    return None


def _is_difference(formula: Formula, behind: Behind) -> bool:
    node = formula.node
    if isinstance(node, ast.Name):
        other = behind(formula.names[node.id])
        return other is not None and _is_difference(other, behind)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        parts = [each for each in (node.left, node.right) if not isinstance(each, ast.Constant)]
        return len(parts) == 1 and _is_difference(replace(formula, node=parts[0]), behind)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)


def share_of_negative(name: str, divisor: Calculated, place: Place) -> Problem:
    """Return the warning of a difference that is divided by a number below zero."""
    found = f"“{name}” divides a difference by “{divisor.name}”, which is {divisor.printed}: its "
    found += "sign is the opposite of the difference's"
    wanted = "a division by a number above zero"
    hint = f"in this formula, divide by “-{divisor.name}”; or, if “{divisor.name}” is income, "
    hint += "enter income above zero in the data file"
    return Problem("share-of-negative", place, found, wanted, hint, Level.WARNING)
