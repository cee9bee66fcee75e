"""Spending and its funding in one table: each side is a sum, both together say nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.total_model import TotalRow
from panel_papers.content.data.totals import label_of
from panel_papers.core import Level, Place, Problem

_REQUIREMENT = re.compile(
    r"(?:(?:total|net|revenue|overall|council|group) )*(?:budget|funding|expenditure) requirement"
    r"\b.*|(?:total |net )*(?:amount|expenditure|spending|spend|budget|cost) to (?:be )?"
    r"(?:funded?|financed?|met)\b.*",
    re.IGNORECASE,
)
_FUNDING = re.compile(
    r"(?:total )?(?:sources? of )?(?:funding|financing|resources available|funds available)"
    r"(?: (?:sources|available|total))?(?: \(.*\))?:?|total (?:[a-z]+ )?(?:funding|financing)"
    r"|(?:to be )?(?:funded|financed|met) (?:by|from)\b:?",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"council tax|precept|revenue support grant|\brsg\b|business rates|non-domestic rates|nndr"
    r"|collection fund|reserves?\b|grants?\b|borrowing|capital receipts|financed|funded|funding",
    re.IGNORECASE,
)


class Border(Struct, frozen=True):
    """The last row of spending, the row that parts it from its funding, and the last of funding."""

    spending: int
    row: int
    funding: int


class TwoSides(Struct, frozen=True):
    """The rows of spending and of its funding that one sum would count, and what parts them."""

    spending: tuple[int, ...]
    funding: tuple[int, ...]
    border: int

    def problem(self, table: DataTable, place: Place, hint: str) -> Problem:
        """Return the error of a sum over both."""
        first, other = self.spending[0], self.funding[0]
        names = [_name(table, first), _name(table, other)]
        found = f"A sum over “{names[0].text}” ({names[0].ref}), which is spending, and "
        found += f"“{names[1].text}” ({names[1].ref}), which is its funding, counts the same "
        border = _name(table, self.border)
        found += f"amount twice: “{border.text}” ({border.ref}) is between them"
        wanted = "a sum of the spending, or of the funding"
        return Problem("spending-and-funding", place, found, wanted, hint, Level.ERROR)


def two_sides(
    table: DataTable, border: Border | None, rows: Sequence[int], columns: Collection[str]
) -> TwoSides | None:
    """Return what a sum of some rows counts of spending and of its funding; None for one side.

    Funding below zero is taken off the spending, which is a sum that means something.
    """
    if border is None:
        return None
    at = [n for n, name in enumerate(table.columns) if name in columns]
    spending = tuple(n for n in rows if n <= border.spending and _numbers(table, n, at))
    below = (n for n in rows if border.spending < n <= border.funding)
    funding = tuple(n for n in below if _numbers(table, n, at))
    if not spending or not funding or _is_balance(table, spending, funding, at):
        return None
    return TwoSides(spending, funding, border.row)


def sounds_like_border(text: str) -> bool:
    """Say whether a text may name the row that parts spending from its funding."""
    text = text.strip()
    return bool(_REQUIREMENT.fullmatch(text) or _FUNDING.fullmatch(text))


def border_of(table: DataTable, found: Sequence[TotalRow]) -> Border | None:
    """Return where a table goes from spending to its funding; None where it does not.

    `found` are its rows of totals.
    """
    labels = [label_of(row) for row in table.rows]
    if not any(_SOURCE.search(each) for each in set(labels)):
        return None
    totals = {each.index for each in found if each.sure or each.proven}
    required = [n for n, label in enumerate(labels) if _REQUIREMENT.fullmatch(label.strip())]
    for n, label in enumerate(labels):
        if not _FUNDING.fullmatch(label.strip()):
            continue
        if not _has_number(table, n):  # “Funded by:” above its sources
            if n and any(_SOURCE.search(each) for each in labels[n + 1 :]):
                return Border(n - 1, n, len(labels) - 1)
            continue
        above = [each for each in (*totals, *required) if each < n - 1 and _spends(labels[each])]
        sources = [labels[each] for each in range(max(above, default=n) + 1, n)]
        if above and any(_SOURCE.search(each) for each in sources):
            return Border(max(above), max(above), n)
    for n in required:
        below = range(n + 1, len(labels))
        if any(_SOURCE.search(labels[each]) for each in below) and _covers(table, n, below):
            return Border(n, n, len(labels) - 1)
    return _equal_totals(table, labels, sorted(totals))


def _equal_totals(table: DataTable, labels: Sequence[str], totals: Sequence[int]) -> Border | None:
    """Return two totals of the same amounts where sources of funding are above the second."""
    for first, second in pairwise(totals):
        sources = labels[first + 1 : second]
        spends = _spends(labels[first]) and not any(map(_SOURCE.search, labels[:first]))
        if spends and any(map(_SOURCE.search, sources)) and _covers(table, first, [second]):
            return Border(first, first, second)
    return None


def _spends(label: str) -> bool:
    """Say whether a total is that of spending: “Total” is not known to be one."""
    return not _FUNDING.fullmatch(label.strip()) and not _SOURCE.search(label)


def _covers(table: DataTable, total: int, rows: Sequence[int]) -> bool:
    """Say whether rows add up to the row `total`, in all its columns of numbers."""
    columns = [n for n, cell in enumerate(table.rows[total]) if isinstance(cell.value, Decimal)]
    return bool(columns) and all(
        abs(sum(_values(table, rows, n), Decimal(0))) == abs(table.rows[total][n].amount or 0)
        for n in columns
    )


def _is_balance(
    table: DataTable, spending: Sequence[int], funding: Sequence[int], columns: Sequence[int]
) -> bool:
    """Say whether the funding is below zero where the spending is above it."""
    return all(
        sum(_values(table, spending, n), Decimal(0)) * sum(_values(table, funding, n), Decimal(0))
        <= 0
        for n in columns
    )


def _values(table: DataTable, rows: Sequence[int], column: int) -> Iterator[Decimal]:
    for n in rows:
        amount = table.rows[n][column].amount
        if amount is not None:
            yield amount


def _numbers(table: DataTable, row: int, columns: Sequence[int]) -> bool:
    return any(isinstance(table.rows[row][n].value, Decimal) for n in columns)


def _has_number(table: DataTable, row: int) -> bool:
    return any(isinstance(cell.value, Decimal) for cell in table.rows[row])


def _name(table: DataTable, row: int) -> DataCell:
    cells = table.rows[row]
    return next((cell for cell in cells if cell.text == label_of(cells)), cells[0])
