"""The rows of a table that a sum counts: each number once, as no total and as no part of another.

Tables, charts and figures ask this module, so that all of them count the same rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from panel_papers.content.data.heading_rows import heading_rows
from panel_papers.content.data.kept_totals import parts_of
from panel_papers.content.data.list_checks import counts_each_row
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.data.part_rows import PartRow, part_rows
from panel_papers.content.data.total_model import ColumnSum, TotalRow
from panel_papers.content.data.totals import tolerance_of, total_rows
from panel_papers.content.data.two_sides import Border, border_of
from panel_papers.core import Level

Filters = Mapping[str, Collection[str]]
"""The values that a filter keeps, by the names of the columns."""


class Once(Struct, frozen=True):
    """The rows of a table that are not the rows they are part of: its totals, and their parts.

    `leaves` are the rows that each total is the sum of, `headings` those without a number.
    `border` is where spending ends and its funding begins.
    """

    table: DataTable
    totals: tuple[TotalRow, ...]
    leaves: Mapping[int, frozenset[int]]
    parts: tuple[PartRow, ...]
    headings: frozenset[int] = frozenset()
    border: Border | None = None


class Counted(Struct, frozen=True):
    """What a sum counts of some rows, and which of them it leaves out: totals and parts.

    `doubtful` are those that may be totals or parts, and are counted. `twice` are pairs that a
    filter names: a total or a row with parts, and one of the rows that it holds.
    """

    rows: tuple[int, ...]
    totals: tuple[TotalRow, ...] = ()
    parts: tuple[PartRow, ...] = ()
    doubtful: tuple[TotalRow | PartRow, ...] = ()
    twice: tuple[tuple[TotalRow | PartRow, int], ...] = ()


class Difference(Struct, frozen=True):
    """A total of the file, and what the rows make that are added up in its place."""

    total: TotalRow
    cell: DataCell
    heading: str
    sum: Decimal
    parts: tuple[DataCell, ...]

    def words(self, table: DataTable) -> str:
        """Return both numbers, their rows, and what they differ by."""
        first, last = self.parts[0].ref, self.parts[-1].ref
        several = f"{len(self.parts)} rows ({first} to {last})"
        rows = several if first != last else f"1 row ({first})"
        value = self.cell.value
        assert isinstance(value, Decimal)  # noqa: S101  # as `unlike_totals` has made sure
        return (
            f"“{self.heading}” of {rows} adds up to {self.sum:,f}, but {self.total.words} in "
            f"{table.path}, which is left out as their total, is {value:,f} ({self.cell.ref}): "
            f"a difference of {abs(self.sum - value):,f}"
        )

    @property
    def level(self) -> Level:
        """A warning where whole numbers may have been rounded, else an error."""
        value = self.cell.value
        assert isinstance(value, Decimal)  # noqa: S101  # as `unlike_totals` has made sure
        whole = not any("." in each.text for each in (self.cell, *self.parts))
        near = abs(self.sum - value) <= (len(self.parts) + 1) // 2
        return Level.WARNING if whole and near else Level.ERROR

    @property
    def hint(self) -> str:
        """How to correct it."""
        if self.total.is_difference or "net" in self.total.label.text.lower():
            return (
                "in the file, type income with a minus, so that it is taken off; or name the "
                "rows to add up, as in “filter: {Service: [Roads, Parks]}”"
            )
        return (
            "if a number in the file is wrong, type the right one there; if not, name the "
            "rows to add up, as in “filter: {Service: [Roads, Parks]}”"
        )


def once(table: DataTable) -> Once:
    """Return which rows of a table would count twice, beside which."""
    if counts_each_row(table):
        return Once(table, (), {}, ())
    totals = total_rows(table)
    leaves = dict(parts_of(table, totals))
    if doubtful := [each for each in totals if each.index not in leaves and each.sums]:
        at = {id(cell): n for n, row in enumerate(table.rows) for cell in row}
        leaves |= {
            each.index: frozenset(at[id(cell)] for s in each.sums for cell in s.parts)
            for each in doubtful
        }
    headings, border = heading_rows(table), border_of(table, totals)
    return Once(table, totals, leaves, part_rows(table), headings, border)


def counted(
    known: Once,
    rows: Sequence[int],
    filters: Filters,
    *,
    apart: Collection[int] = (),
) -> Counted:
    """Return which of some rows a sum counts.

    Totals that a filter names stay, and so do rows that are all totals, or all parts. The rows
    `apart` are totals that are printed beside their parts and not added to them.
    """
    if not known.totals and not known.parts:
        return Counted(tuple(rows))
    here = set(rows)
    totals = [each for each in known.totals if each.index in here and each.index not in apart]
    sure = [each for each in totals if each.sure or each.proven]
    named = {each.index for each in sure if is_named(known, each.index, filters)}
    out = {each.index for each in sure} - named
    if len(out) == len(here):
        out = set()
    parts = [each for each in known.parts if each.index in here and each.index not in out]
    parts = [each for each in parts if not _is_counted_part(known, each, here, out)]
    named_parts = {each.index for each in parts if is_named(known, each.index, filters)}
    lost = {each.index for each in parts if each.sure} - named_parts
    if lost == here - out:
        lost = set()
    doubtful_totals = [e for e in totals if not (e.sure or e.proven) and e.index not in named]
    doubtful: list[TotalRow | PartRow] = [
        each for each in doubtful_totals if not is_named(known, each.index, filters)
    ]
    doubtful += [each for each in parts if not each.sure and each.index not in named_parts]
    left = tuple(each for each in rows if each not in out and each not in lost)
    return Counted(
        left,
        tuple(each for each in sure if each.index in out),
        tuple(each for each in parts if each.index in lost),
        tuple(doubtful) if left else (),
        tuple(_twice(known, left, [each for each in sure if each.index in named], parts)),
    )


def is_named(known: Once, index: int, filters: Filters) -> bool:
    """Say whether a filter names a total or a part itself, and not only the group that it is in."""
    table = known.table
    others = known.leaves.get(index) or next(
        ({each.parent} for each in known.parts if each.index == index and each.parent is not None),
        frozenset[int](),
    )
    for column, values in filters.items():
        if column not in table.columns:
            continue
        at = table.columns.index(column)
        text = table.rows[index][at].text
        if text in values and all(table.rows[n][at].text != text for n in others):
            return True
    return False


def _is_counted_part(known: Once, part: PartRow, here: set[int], out: set[int]) -> bool:
    """Say whether a part counts all the same: the row that it is part of is not added up."""
    if part.parent is None:
        return False
    if part.parent not in here:
        return True
    return part.parent in out and part.index in known.leaves.get(part.parent, frozenset())


def _twice(
    known: Once, left: Sequence[int], totals: Sequence[TotalRow], parts: Sequence[PartRow]
) -> Iterator[tuple[TotalRow | PartRow, int]]:
    """Yield the totals and parts that a filter names beside rows that hold the same numbers."""
    kept = set(left)
    for total in totals:
        leaves = known.leaves.get(total.index, frozenset())
        for other in left:
            if other != total.index and known.leaves.get(other, frozenset([other])) <= leaves:
                yield total, other
                break
    for part in parts:
        if part.index in kept and part.sure and part.parent is not None and part.parent in kept:
            yield part, part.parent


def unlike_totals(known: Once, found: Counted, columns: Collection[str]) -> list[Difference]:
    """Return the totals left out that are not what the rows counted in their place make.

    Of each total, the first of its columns is returned. Gross expenditure and income above zero
    do not add up to net; nor do averages to that of all.
    """
    wrong = (next(_differences(known, total, found, columns), None) for total in found.totals)
    return [each for each in wrong if each is not None]


def _differences(
    known: Once, total: TotalRow, found: Counted, columns: Collection[str]
) -> Iterator[Difference]:
    table = known.table
    sums = {id(each.cell): each for each in total.sums}
    for n, cell in enumerate(table.rows[total.index]):
        heading = table.columns[n]
        if heading not in columns or not isinstance(cell.value, Decimal) or cell.is_year:
            continue
        if cell.full_unit == "%" or is_never_summed(heading, money=cell.is_money):
            continue
        choices = _in_its_place(known, total, sums.get(id(cell)), found.rows)
        made = [_sum(cell, [table.rows[row][n] for row in rows]) for rows in choices if rows]
        if not made or any(each is None or _agrees(cell, *each) for each in made):
            continue
        last = made[-1]
        if last is not None:
            yield Difference(total, cell, heading, *last)


def _in_its_place(
    known: Once, total: TotalRow, held: ColumnSum | None, rows: Sequence[int]
) -> list[list[int]]:
    """Return the rows of which a total must be the sum: any of these lists; none where it is."""
    if held is not None and not held.is_difference:
        return []
    if held is not None:
        refs = {each.ref for each in held.parts}
        at = [n for n, c in enumerate(known.table.rows[total.index]) if c is held.cell]
        return [[n for n in rows if known.table.rows[n][at[0]].ref in refs]]
    if not total.sure:
        return []
    above = [n for n in rows if n < total.index] or [n for n in rows if n > total.index]
    totals = [each.index for each in known.totals if each.sure or each.proven]
    before = max((each for each in totals if each < total.index), default=-1)
    return [[n for n in above if n > before], above]


def _sum(cell: DataCell, cells: Sequence[DataCell]) -> tuple[Decimal, tuple[DataCell, ...]] | None:
    """Return the sum of cells of one unit; None where one has words in the place of a number."""
    if any(isinstance(each.value, str) and each.text.strip() not in _NOTHING for each in cells):
        return None
    parts = tuple(
        each
        for each in cells
        if isinstance(each.value, Decimal) and each.full_unit == cell.full_unit
    )
    total = sum((each.value for each in parts if isinstance(each.value, Decimal)), Decimal(0))
    return (total, parts) if parts else None


def _agrees(cell: DataCell, total: Decimal, parts: tuple[DataCell, ...]) -> bool:
    assert isinstance(cell.value, Decimal)  # noqa: S101  # as the caller has made sure
    return abs(cell.value - total) <= tolerance_of(cell, parts)


_NOTHING = frozenset({"", "-", "–", "—"})
