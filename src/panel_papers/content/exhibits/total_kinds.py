"""What becomes of a calculated column in a row of totals, by its formula."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from enum import Enum


class Kind(Enum):
    """What becomes of a column in a row of totals."""

    SUM = "its numbers are added up, and sums of sums are sums"
    ROWS = "its numbers are added up, row by row"
    AGAIN = "it is calculated again from totals"
    NONE = "it has no total"
    NUMBER = "it is a number in a formula"


def kind_of(node: ast.expr, operands: Mapping[str, str], kind: Callable[[str], Kind]) -> Kind:
    """Return what becomes of a formula, from what becomes of its columns."""
    match node:
        case ast.Name():
            return kind(operands[node.id])
        case ast.UnaryOp():
            return kind_of(node.operand, operands, kind)
        case ast.BinOp():
            left = kind_of(node.left, operands, kind)
            right = kind_of(node.right, operands, kind)
            return _RULES[type(node.op)](left, right)
    return Kind.NUMBER


def _added(left: Kind, right: Kind) -> Kind:
    kinds = {left, right}
    if len(kinds) == 1:
        return left
    if kinds <= {Kind.SUM, Kind.ROWS, Kind.NUMBER}:
        return Kind.ROWS
    return Kind.AGAIN if kinds == {Kind.AGAIN, Kind.NUMBER} else Kind.NONE


def _multiplied(left: Kind, right: Kind) -> Kind:
    if Kind.NUMBER in {left, right}:
        return right if left is Kind.NUMBER else left
    if left is right is Kind.AGAIN:
        return Kind.AGAIN
    return Kind.ROWS if {left, right} & {Kind.SUM, Kind.ROWS} else Kind.NONE


def _divided(left: Kind, right: Kind) -> Kind:
    if right is Kind.NUMBER:
        return left
    fine = {Kind.SUM, Kind.AGAIN}
    return Kind.AGAIN if left in fine and right in fine else Kind.NONE


_RULES: Mapping[type[ast.operator], Callable[[Kind, Kind], Kind]] = {
    ast.Add: _added,
    ast.Sub: _added,
    ast.Mult: _multiplied,
    ast.Div: _divided,
    ast.Pow: lambda left, right: Kind.NUMBER if left is right is Kind.NUMBER else Kind.NONE,
}
