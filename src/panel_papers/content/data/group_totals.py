"""Rows that are the sums of the rows above or below them, found by their numbers alone.

A budget report has “Place” below (or above) its services without the word “Total”. Such a row
is found where it is the sum of a contiguous run of rows in every column of numbers, and where that
is no coincidence: the digits that agree are counted, since 1, 2, 3 are often a sum by chance and
358,023 never is. Round numbers, zeros and columns that follow from others count for little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal
from math import log10

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data.model import DataCell

MOST_ROWS = 5_000
"""Rows of a table in which groups are looked for; a longer one is a list, not a report."""

_MOST_PARTS = 200  # of one group
_FEWEST = 2
_POSSIBLE = 0.6  # digits that agree: less is never looked at
_DOUBTFUL = 2.0  # of several columns: it may be a total
_SURE = 2.2
_DOUBTFUL_ALONE = 3.4  # the same for a single column of numbers
_SURE_ALONE = 4.5
_TOGETHER = 1.8  # of groups that make up the whole table
_ALONE = 2.0  # of a group of one row, in a table that is made of groups


class Group(Struct, frozen=True):
    """The rows that a row is the sum of; `digits` is how much agrees.

    `apart` says that it has a gap in a column of names, or names what all its parts are in. `sure`
    is false where the numbers agree and may do so by chance.
    """

    parts: tuple[int, ...]
    digits: float
    apart: bool = False
    sure: bool = False


class Numbers(Struct, frozen=True):
    """The numbers of a column as whole numbers of its smallest step; None for none.

    `rounding` is the step to which the file shows them: 0 where they are exact.
    """

    values: tuple[int | None, ...]
    rounding: int

    def tolerance(self, parts: int) -> int:
        """Return what rounding the parts and their sum may add up to."""
        return self.rounding * (parts + 1) // 2


def groups_by_value(
    rows: Sequence[Sequence[DataCell]],
    columns: Sequence[Numbers],
    *,
    called: Collection[int],
    likely: Collection[int],
) -> dict[int, Group]:
    """Return the rows that are sums of others, by their indexes.

    `columns` are those that may be added up. The rows `called` a total by their labels are no
    parts of a group; for those that are `likely`, fewer digits need to agree.
    """
    if not columns or len(rows) > MOST_ROWS or not _has_names(rows):
        return {}
    below = len(rows) - 1
    above = _Search(rows, columns, called, likely).found()
    turned = _Search(
        rows[::-1],
        [Numbers(each.values[::-1], each.rounding) for each in columns],
        {below - n for n in called},
        {below - n for n in likely},
        heading=True,
    ).found()
    headed = {
        below - index: replace(each, parts=tuple(sorted(below - n for n in each.parts)))
        for index, each in turned.items()
    }
    first, second = sorted((above, headed), key=_weight, reverse=True)
    used = {n for index, each in first.items() for n in (index, *each.parts)}
    apart = {i: each for i, each in second.items() if not used & {i, *each.parts}}
    return first | apart


def _weight(found: dict[int, Group]) -> tuple[bool, float]:
    return any(each.sure for each in found.values()), sum(each.digits for each in found.values())


def _has_names(rows: Sequence[Sequence[DataCell]]) -> bool:
    return any(isinstance(cell.value, str) and cell.text for row in rows for cell in row)


class _Search:
    """One walk down the rows, keeping those that are part of no group yet."""

    def __init__(
        self,
        rows: Sequence[Sequence[DataCell]],
        columns: Sequence[Numbers],
        called: Collection[int],
        likely: Collection[int],
        *,
        heading: bool = False,
    ) -> None:
        self.rows, self.columns, self.heading = rows, columns, heading
        self.called, self.likely = frozenset(called), frozenset(likely)
        self.alike = Counter(self._values(n) for n in range(len(rows)))
        self.numbers = [[c for c in columns if c.values[n] is not None] for n in range(len(rows))]

    def _values(self, index: int) -> tuple[int | None, ...]:
        return tuple(column.values[index] for column in self.columns)

    def found(self) -> dict[int, Group]:
        """Return the groups: all of a table that is made of them, else those beyond chance.

        A group of one row, whose total repeats it, is found only where the table is made of groups.
        """
        for lone in (True, False):
            groups, confirmed = self._walk(at_least=_POSSIBLE, lone=lone)
            sizes = {len(each.parts) for each in groups.values()}
            if lone and 1 not in sizes:
                continue
            # pairs of equal rows may be chance, where no larger group or total is beside them
            least = min((each.digits for each in groups.values()), default=0.0)
            likely = sizes != {1} or least >= _SURE_ALONE
            if groups and (confirmed or (likely and self._is_whole(groups))):
                return {n: replace(each, sure=True) for n, each in groups.items()}
        chances = max(0.0, log10(2 * len(self.rows)) - 1)
        groups, _ = self._walk(at_least=None)
        return {
            index: replace(each, sure=self._is_sure(index, each, chances))
            for index, each in groups.items()
        }

    def _is_sure(self, index: int, group: Group, chances: float) -> bool:
        if index in self.likely or group.apart:
            return True
        enough = _SURE if self._several(index) else _SURE_ALONE
        return group.digits >= enough + chances

    def _several(self, index: int) -> bool:
        return len(self.numbers[index]) > 1

    def _is_whole(self, groups: dict[int, Group]) -> bool:
        """Say whether two groups or more are all that the table holds, beside totals by label."""
        used = {n for index, each in groups.items() for n in (index, *each.parts)} | self.called
        every = all(n in used or not self.numbers[n] for n in range(len(self.rows)))
        digits = sum(each.digits for each in groups.values())
        return every and len(groups) > 1 and digits >= _TOGETHER * (1 + len(groups) // 4)

    def _walk(self, at_least: float | None, *, lone: bool = False) -> tuple[dict[int, Group], bool]:
        """Return the groups, and whether a row that is called a total is the sum of them.

        With `lone`, a row that repeats the one before is the total of a group of one.
        """
        rest: list[int] = []  # the rows that are part of nothing yet
        groups: dict[int, Group] = {}
        confirmed = False
        for index, numbers in enumerate(self.numbers):
            if not numbers:
                continue
            if index in self.called:
                if not self.heading:
                    confirmed |= self._is_confirmed(index, rest, groups)
                    self._close(index, rest)
                continue
            group = self._group(index, rest)
            if group is None and lone:
                group = self._repeated(index, rest)
            if group is not None and self._is_enough(index, group, at_least):
                groups[index] = group
                rest = rest[: -len(group.parts)]
            rest.append(index)
        if self.heading and not confirmed:
            confirmed = any(self._is_confirmed(n, rest, groups) for n in self.called)
        return groups, confirmed

    def _is_enough(self, index: int, group: Group, at_least: float | None) -> bool:
        if index in self.likely or group.apart:
            return True
        if at_least is None:
            at_least = _DOUBTFUL if self._several(index) else _DOUBTFUL_ALONE
        return group.digits >= at_least

    def _is_confirmed(self, index: int, rest: Sequence[int], groups: dict[int, Group]) -> bool:
        """Say whether a total is the sum of groups and other rows, and not of all rows."""
        if not any(n in groups for n in rest) or len(rest) < _FEWEST:
            return False
        return any(
            column.values[index] and self._difference(index, rest, column) == 0
            for column in self.numbers[index]
        ) and all(
            abs(self._difference(index, rest, column)) <= column.tolerance(len(rest))
            for column in self.numbers[index]
        )

    def _close(self, index: int, rest: list[int]) -> None:
        """Put a row that is called a total in the place of its parts."""
        for count in range(1, min(len(rest), _MOST_PARTS) + 1):
            parts = rest[-count:]
            if all(
                abs(self._difference(index, parts, column)) <= column.tolerance(count)
                for column in self.numbers[index]
            ):
                rest[-count:] = [index]
                return

    def _difference(self, index: int, parts: Sequence[int], column: Numbers) -> int:
        return (column.values[index] or 0) - sum(column.values[n] or 0 for n in parts)

    def _group(self, index: int, rest: Sequence[int]) -> Group | None:
        """Return the rows nearest to a row, among the rest, that it is the sum of."""
        lead, *others = self.numbers[index]
        sought, total = lead.values[index] or 0, 0
        best: Group | None = None
        for count in range(1, min(len(rest), _MOST_PARTS) + 1):
            total += lead.values[rest[-count]] or 0
            if count < _FEWEST or abs(sought - total) > lead.tolerance(count):
                continue
            parts = rest[-count:]
            if any(abs(self._difference(index, parts, c)) > c.tolerance(count) for c in others):
                continue
            digits = self._digits(index, parts)
            if digits and (best is None or digits >= best.digits):
                best = Group(tuple(parts), digits, apart=self._is_set_apart(index, parts))
        return best

    def _repeated(self, index: int, rest: Sequence[int]) -> Group | None:
        """Return the row before as a group of one, where a row of another name repeats it."""
        if not rest or index in self.likely:
            return None
        before = rest[-1]
        values = self._values(index)
        if self.alike[values] != _FEWEST or self._values(before) != values:
            return None
        if [c.text for c in self.rows[index]] == [c.text for c in self.rows[before]]:
            return None  # a copy
        if _are_peers(self.rows[index], self.rows[before]):
            return None
        seen: list[tuple[int, ...]] = []
        digits = 0.0
        for column in self.numbers[index]:
            value = column.values[index] or 0
            if value and not _follows((value,), seen):
                digits += log10(abs(value) / _step([value]))
            seen.append((value,))
        return Group((before,), digits) if digits >= _ALONE else None

    def _digits(self, index: int, parts: Sequence[int]) -> float:
        """Return how many digits agree beyond what follows from other columns."""
        seen: list[tuple[int, ...]] = []
        digits = 0.0
        for column in self.numbers[index]:
            values = tuple(column.values[n] or 0 for n in (*parts, index))
            if _follows(values, seen):
                continue
            seen.append(values)
            digits += _digits(values, column.tolerance(len(parts)))
        return digits

    def _is_set_apart(self, index: int, parts: Sequence[int]) -> bool:
        """Say whether a row has a gap where its parts have names, or names their group."""
        row = self.rows[index]
        own = {cell.text for cell in row if isinstance(cell.value, str) and cell.text}
        for column, cell in enumerate(row):
            theirs = [self.rows[n][column] for n in parts]
            if not all(isinstance(each.value, str) and each.text for each in theirs):
                continue
            if not cell.text:
                return True
            texts = {each.text for each in theirs}
            if len(texts) == 1 and texts & own and cell.text not in texts:
                return True
            if cell.text not in texts and any(
                cell.text == row[n].text == self.rows[part][n].text
                for part in parts[:1]
                for n in range(len(row))
                if n != column
            ):
                return True  # “Place” among the services of “Place”
        return False


def _are_peers(row: Sequence[DataCell], before: Sequence[DataCell]) -> bool:
    """Say whether two rows have names of their own in one group that both name."""
    pairs = [
        (one.text, other.text)
        for one, other in zip(row, before, strict=True)
        if isinstance(one.value, str) and isinstance(other.value, str) and one.text and other.text
    ]
    groups = {one for one, other in pairs if one == other}
    own = {each for one, other in pairs if one != other for each in (one, other)}
    return bool(groups and own and not groups & own)


def _follows(values: tuple[int, ...], seen: Sequence[tuple[int, ...]]) -> bool:
    """Say whether a column is another, or the sum or difference of two others: a variance."""
    for n, one in enumerate(seen):
        if values in (one, tuple(-v for v in one)):
            return True
        for other in seen[:n]:
            for a, b in ((1, 1), (1, -1), (-1, 1)):
                if all(v == a * x + b * y for v, x, y in zip(values, one, other, strict=True)):
                    return True
    return False


def _digits(values: tuple[int, ...], tolerance: int) -> float:
    """Return how many digits of a sum agree, the last of `values`; zeros at all ends are none."""
    *parts, total = values
    if not total or sum(1 for each in parts if each) < _FEWEST:
        return 0.0
    step = _step(values)
    if sum(parts) != total:
        step = max(step, 2 * tolerance)
    return max(0.0, log10(abs(total) / step))


def _step(values: Sequence[int]) -> int:
    """Return the power of ten that all of some numbers, not all zero, are multiples of."""
    step = 1
    while all(each % (step * 10) == 0 for each in values):
        step *= 10
    return step


def numbers_of(cells: Sequence[DataCell]) -> Numbers | None:
    """Return the numbers of a column; None where they have several units, or are too few."""
    known = [cell for cell in cells if isinstance(cell.value, Decimal)]
    if len(known) <= _FEWEST or len({(cell.full_unit, cell.scale) for cell in known}) > 1:
        return None
    if any(cell.full_unit == "%" for cell in known) or all(cell.is_year for cell in known):
        return None
    places = max(_places(cell.value) for cell in known if isinstance(cell.value, Decimal))
    shown = max(len(cell.text.partition(".")[2].rstrip("%) ")) for cell in known)
    rounded = places or known[0].scale > 1
    return Numbers(
        tuple(
            int(cell.value.scaleb(places)) if isinstance(cell.value, Decimal) else None
            for cell in cells
        ),
        10 ** max(0, places - min(shown, places)) if rounded else 0,
    )


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
