"""A column that says on which side each amount is, credit or debit, and amounts without a sign."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from panel_papers.content.data.model import DataCell
from panel_papers.core import Level

_SIDES = (
    (
        frozenset({"cr", "cr.", "credit", "credits"}),
        frozenset({"dr", "dr.", "debit", "debits"}),
        Level.ERROR,
    ),
    (
        frozenset({"income", "receipt", "receipts", "funding"}),
        frozenset({"expenditure", "expense", "expenses", "payment", "payments", "spending"}),
        Level.WARNING,
    ),
)
_NEARLY_ALL = 0.9
_WORDS = frozenset[str]().union(*(one | other for one, other, _ in _SIDES))


class OppositeSides(Struct, frozen=True):
    """The first cell of each side, and the level of a sum over both."""

    one: DataCell
    other: DataCell
    level: Level


def opposite_sides(rows: Sequence[Sequence[DataCell]], index: int) -> OppositeSides | None:
    """Return the two sides that rows name beside their amounts in the column `index`, or None.

    Amounts have their signs, and are added up as they are, where nearly all of one side are below
    zero and nearly none of the other: a refund below zero among them says nothing of the sides.
    """
    for n, first in enumerate(rows[0] if rows else ()):
        if n == index or first.text.casefold() not in _WORDS:
            continue
        firsts = {row[n].text.casefold(): row[n] for row in reversed(rows)}
        for one, other, level in _SIDES:
            sides = [next((firsts[e] for e in firsts if e in side), None) for side in (one, other)]
            if sides[0] and sides[1] and firsts.keys() <= one | other | {""}:
                shares = [_below_zero(rows, n, index, side) for side in (one, other)]
                signed = min(shares) <= 1 - _NEARLY_ALL and max(shares) >= _NEARLY_ALL
                return None if signed else OppositeSides(sides[0], sides[1], level)
    return None


def _below_zero(
    rows: Sequence[Sequence[DataCell]], n: int, index: int, side: frozenset[str]
) -> float:
    """Return which share of the amounts of a side is below zero; zeros have no sign."""
    values = [row[index].value for row in rows if row[n].text.casefold() in side]
    signs = [each < 0 for each in values if isinstance(each, Decimal) and each]
    return sum(signs) / max(len(signs), 1)
