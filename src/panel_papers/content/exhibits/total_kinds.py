"""What becomes of each column in a row of totals: of the file's by unit, else by its formula."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.cumulative import is_cumulative, runs_over_time
from panel_papers.content.data.headings import read_heading
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.exhibits.computed_cells import ComputedCell
from panel_papers.content.exhibits.row_cells import Computed
from panel_papers.content.figures.formats import POINTS, RATIO

NEVER_SUMMED = frozenset({"%", POINTS, RATIO})
"""The units of which a sum says nothing."""


class Kind(Enum):
    """What becomes of a column in a row of totals."""

    SUM = "its numbers are added up, and sums of sums are sums"
    ROWS = "its numbers are added up, row by row"
    AGAIN = "it is calculated again from totals"
    NONE = "it has no total"
    NUMBER = "it is a number in a formula"


class Kinds:
    """What becomes of each column of a table; `asked` are those that are named to have a total."""

    def __init__(
        self, table: DataTable, computed: Mapping[str, Computed], asked: frozenset[str]
    ) -> None:
        self.table, self.computed, self.asked = table, computed, asked
        self.index = {name: n for n, name in enumerate(table.columns)}
        self._kinds: dict[str, Kind] = {}

    def of(self, name: str) -> Kind:
        """Return what becomes of a column of the table."""
        if name not in self._kinds:
            self._kinds[name] = self._kind(name)
        return self._kinds[name]

    def _kind(self, name: str) -> Kind:
        if name in self.computed:
            known = self.computed[name]
            kind = kind_of(known.formula.expression.node, known.operands, self.of)
            unit = self.unit(name)
            if kind is Kind.NUMBER or (unit in NEVER_SUMMED and kind is not Kind.AGAIN):
                return Kind.NONE
            return kind
        cells = [row[self.index[name]] for row in self.table.rows]
        numbers = [cell for cell in cells if isinstance(cell.value, Decimal)]
        if not numbers or any(cell.full_unit in NEVER_SUMMED for cell in numbers):
            return Kind.NONE
        if is_cumulative(name) and runs_over_time(self.table.columns, self.table.rows):
            return Kind.NONE
        averages = any(isinstance(each, ComputedCell) and not each.is_sum for each in numbers)
        if averages or all(_is_year(cell, name) for cell in numbers):
            return Kind.NONE
        money = all(cell.is_money for cell in numbers)
        doubtful = is_never_summed(name, money=money) or all(cell.is_year for cell in numbers)
        return Kind.NONE if doubtful and name not in self.asked else Kind.SUM

    def unit(self, name: str) -> str:
        """Return the unit of a column's numbers."""
        cells = (row[self.index[name]] for row in self.table.rows)
        return next((cell.full_unit for cell in cells if isinstance(cell.value, Decimal)), "")

    def is_number(self, name: str) -> bool:
        """Say whether a column holds numbers that are no years."""
        cells = [row[self.index[name]] for row in self.table.rows]
        return any(isinstance(c.value, Decimal) and not _is_year(c, name) for c in cells)


def _is_year(cell: DataCell, column: str) -> bool:
    return cell.is_year and read_heading(column).is_year


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
