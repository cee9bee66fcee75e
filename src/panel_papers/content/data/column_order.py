"""The order of columns that values of the data become: periods by meaning, names as they come.

Months and quarters without a year run from April or the first quarter on, unless the data begin
elsewhere: those of January to December, or of the last quarter of one year and the first of the
next. “Full year” stays behind the quarters, and “Target” before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.order import Order, in_order, period_of

_YEARS = frozenset({"year", "financial year"})
_APRIL = 4
_MONTHS_IN_A_YEAR = 12


def in_column_order(
    cells: Sequence[DataCell], runs: Sequence[Sequence[str]] = ()
) -> list[DataCell]:
    """Return cells in the order in which they are columns.

    `cells` are in the order in which they first appear; `runs` are the texts as they follow each
    other in the rows that become one row.
    """
    periods = {n: period_of(cell) for n, cell in enumerate(cells)}
    at = [n for n, period in periods.items() if period is not None]
    dated = [cells[n] for n in at]
    if len(dated) < 2:
        return list(cells)
    if len(dated) == len(cells) and (by_year := _by_year(cells)):
        return by_year
    known = [period for period in periods.values() if period is not None]
    cycles = {(each.kind, each.cycle) for each in known}
    different = len({each.key for each in known}) == len(known)
    if len(cycles) == 1 and known[0].cycle and different:
        names = {cell.text: period.key[-1] for cell, period in zip(dated, known, strict=True)}
        first = _first(names, known[0].cycle, runs)
        dated.sort(key=lambda cell: (names[cell.text] - first) % known[0].cycle)
    else:
        order, indexes = in_order(dated)
        dated = [dated[n] for n in indexes] if order is Order.KNOWN else dated
    placed = dict(zip(at, dated, strict=True))
    every = [placed.get(n, cell) for n, cell in enumerate(cells)]
    last = [cell for n, cell in enumerate(cells) if n not in placed and _ends(cell.text, runs)]
    return [each for each in every if each not in last] + last


def _by_year(cells: Sequence[DataCell]) -> list[DataCell]:
    """Return cells of years of which some have a budget and an outturn, by year; else nothing."""
    periods = [period_of(cell) for cell in cells]
    keys = [each.key for each in periods if each is not None and each.kind in _YEARS]
    if len(keys) < len(cells) or len(set(keys)) == len(keys):
        return []
    return [cell for _, cell in sorted(zip(keys, cells, strict=True), key=lambda each: each[0])]


def _ends(text: str, runs: Sequence[Sequence[str]]) -> bool:
    """Say whether a text comes last wherever it is, as “Full year” does behind quarters."""
    found = [run for run in runs if text in run and len(run) > 1]
    return bool(found) and all(run[-1] == text for run in found)


def _first(names: dict[str, int], cycle: int, runs: Sequence[Sequence[str]]) -> int:
    """Return the month or quarter with which a year begins in the data.

    It is the one from which the rows need the fewest steps back. Years begin in April, with the
    first quarter or in January, or with the first of an unbroken row such as Q3, Q4, Q1.
    """
    numbers = sorted(set(names.values()))
    steps = [
        (names[one], names[other])
        for run in runs
        for one, other in pairwise([each for each in run if each in names])
        if one != other
    ]
    usual = _APRIL if cycle == _MONTHS_IN_A_YEAR else 1

    def cost(first: int) -> tuple[int, int, int]:
        back = sum((b - first) % cycle < (a - first) % cycle for a, b in steps)
        return min(back, len(steps) - back), _gap_before(first), (first - usual) % cycle

    def _gap_before(first: int) -> int:
        """Return the length of the gap before a first number, the longest first."""
        if first not in numbers:
            return 0
        before = numbers[numbers.index(first) - 1]
        return -((first - before) % cycle or cycle)

    unbroken = [
        n
        for n in numbers
        if {(n + k) % cycle for k in range(len(numbers))} == {each % cycle for each in numbers}
    ]
    return min({usual, 1, *unbroken}, key=cost)
