"""Sums and means that say nothing: of percentages, of unit costs, of rows of different size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.filtering import grouped, kept
from panel_papers.content.data.long_list import cells_in, is_number, standing_for
from panel_papers.content.data.never_summed import has_no_sum, is_never_summed
from panel_papers.content.data.opposite_sides import opposite_sides
from panel_papers.core import Level, Place, Problem

_VISIBLE = Fraction(1, 20)  # a difference that shows with one decimal place
_FEWEST = 2
_WHOLE = Decimal(100)
# A label that says that each row counts the same.
_EACH_ALIKE = re.compile(r"\bunweighted\b|\b(?:average|mean) of (?:the|all|each)\b", re.IGNORECASE)

Row = tuple[DataCell, ...]


def doubtful_sum(  # noqa: PLR0917 - what a sum is of
    name: str,
    table: DataTable,
    rows: Sequence[Row],
    index: int,
    filters: Mapping[str, Sequence[str]],
    place: Place,
) -> Problem | None:
    """Return what is wrong with the sum of a column in some rows of a table, or None.

    Percentages are added up only where they are parts of one whole: with all rows, or without one
    of the filters, they make 100%.
    """
    numbers = [cell for cell in standing_for(cells_in(rows, index)) if is_number(cell)]
    if len(numbers) < _FEWEST:
        return None
    column = table.columns[index]
    if all(cell.full_unit == "%" for cell in numbers):
        if _are_parts(table, numbers, index, filters):
            return None
        found = f"“{name}” adds up percentages of “{column}”, which are no parts of one whole"
        hint = "write “aggregate: mean”, “min” or “max” here; or calculate the percentage of the "
        hint += "whole from two figures that are sums: “formula: collected / due * 100”"
        return Problem("no-sum", place, found, "", hint)
    if sides := opposite_sides(rows, index):
        found = f"“{name}” adds up “{sides.one.text}” ({sides.one.ref}) and “{sides.other.text}” "
        found += f"({sides.other.ref}), which are opposite, as if both were the same"
        hint = f"in the file, write a minus before each amount of “{sides.one.text}”; or keep one "
        hint += "of the two by “filter:” of this figure"
        return Problem("no-sum", place, found, "", hint, sides.level)
    money = all(cell.is_money for cell in numbers)
    if not has_no_sum(column, money=money):
        return None
    found = f"“{name}” adds up “{column}”, and the sum of such numbers has no meaning"
    hint = (
        "write “aggregate: mean”, “min” or “max” here, or calculate it from two figures that are "
    )
    hint += "sums: “formula: cost / units”"
    return Problem("no-sum", place, found, "", hint, Level.WARNING)


def _are_parts(
    table: DataTable,
    chosen: Sequence[DataCell],
    index: int,
    filters: Mapping[str, Sequence[str]],
) -> bool:
    """Say whether percentages are parts of 100%: they, all rows, or those without one filter."""
    if _is_whole(chosen):
        return True
    for left_out in (None, *filters):
        indexes = set(range(len(table.rows)))
        if left_out is not None:
            for name, choices in filters.items():
                if name != left_out:
                    indexes &= set(kept(grouped(table.rows, table.columns.index(name)), choices))
        if _is_whole([table.rows[n][index] for n in sorted(indexes)]):
            return True
    return False


def _is_whole(cells: Sequence[DataCell]) -> bool:
    numbers = [c.value for c in cells if isinstance(c.value, Decimal) and c.full_unit == "%"]
    numbers = [each for each in numbers if each != _WHOLE]  # without the row of their total
    places = max((len(cell.text.partition(".")[2].rstrip("% )")) for cell in cells), default=0)
    rounding = Decimal(len(numbers)).scaleb(-places) / 2
    difference = abs(sum(numbers, Decimal(0)) - _WHOLE)
    return bool(numbers) and difference <= rounding and min(numbers) >= 0


def unweighted_mean(
    table: DataTable, rows: Sequence[Row], index: int, place: Place, label: str = ""
) -> Problem | None:
    """Return a warning of a mean of percentages that is another by the size of the rows.

    A label such as “unweighted mean”, or “average of the wards”, says that each counts the same.
    """
    said = [cell for cell in standing_for(cells_in(rows, index)) if is_number(cell)]
    percents = len(said) >= _FEWEST and all(cell.full_unit == "%" for cell in said)
    rows = [row for row in rows if is_number(row[index])] if percents else []
    if not percents or _EACH_ALIKE.search(label):
        return None
    values = [Fraction(v) for row in rows if isinstance(v := row[index].value, Decimal)]
    mean = sum(values, Fraction(0)) / len(values)
    for n, name in enumerate(table.columns):
        weights = [_weight(row[n]) for row in rows]
        if is_never_summed(name, money=True) or not all(weights):
            continue
        pairs = zip(values, weights, strict=True)
        weighted = sum((v * w for v, w in pairs), Fraction(0)) / sum(weights)
        if abs(weighted - mean) < _VISIBLE:
            return None
        column = table.columns[index]
        found = f"The mean of “{column}” is {float(mean):.1f}% where each row counts the same, and "
        found += f"{float(weighted):.1f}% by the size of “{name}”"
        hint = "calculate it from two figures that are sums: “formula: collected / due * 100”; if "
        hint += "each row is to count the same, write “unweighted mean” into “label:” of the figure"
        return Problem("unweighted-mean", place, found, "", hint, Level.WARNING)
    return None


def _weight(cell: DataCell) -> Fraction:
    """Return the size of a row by one of its cells; 0 where the cell says none."""
    amount = cell.amount
    is_size = cell.full_unit != "%" and not cell.is_year and amount is not None and amount > 0
    return Fraction(amount) if is_size and amount is not None else Fraction(0)
