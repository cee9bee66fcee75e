"""The rows of a table that are totals of others, and whether they add up.

A row is a total by its label (“Sub-total”, “Net cost of services”, “Cyfanswm”) or by its numbers:
they are the sums of rows above or below it. Labels that only may mean a total need the numbers.

Nothing is said of a sum that cannot be calculated, as one of its parts is “n/a”, nor of averages
and rates. Rows “of which …” are part of the row above them, and count once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from panel_papers.content.data.group_totals import Group, Numbers, groups_by_value, numbers_of
from panel_papers.content.data.indented_rows import indented_groups
from panel_papers.content.data.longer_periods import longer_periods
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.net_totals import (
    plain_nets,
    sums_of_difference,
    sums_of_net,
    without_gross_of_net,
)
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.data.part_rows import find_parts, name_columns
from panel_papers.content.data.total_labels import is_gross, sound_of
from panel_papers.content.data.total_model import ColumnSum, TotalRow

_NIL = frozenset({"", "-", "–", "—", "nil", "0"})
_WHOLE = Decimal(100)
_DECIMALS = re.compile(r"\.(\d+)")
_FEWEST = 2  # rows that a sum is made of
_MOST_WORK = 200_000
_NEAR = 1_000
_MOST_TOTALS = 40  # totals that are tried as parts of another
_MOST_IN_BREAKDOWNS = 100
_MOST_CELLS = 500_000  # that are added up as totals of totals


def total_rows(table: DataTable) -> tuple[TotalRow, ...]:
    """Return the rows of totals of a table, from the first to the last."""
    return find_totals(table.columns, table.rows, table.marked)


def is_called_total(row: Sequence[DataCell]) -> bool:
    """Say whether a row is a total by its label alone."""
    return sound_of(label_of(row)).sure


def label_of(row: Sequence[DataCell]) -> str:
    """Return the text that names a row."""
    label = _label(row)
    return "" if label is None else label.text


def find_totals(
    headings: Sequence[str],
    rows: Sequence[Sequence[DataCell]],
    marked: frozenset[int] = frozenset(),
) -> tuple[TotalRow, ...]:
    """Return the rows of totals among rows under headings; `marked` are those set apart."""
    if len(rows) < _FEWEST:
        return ()
    within = frozenset(each.index for each in find_parts(headings, rows) if each.sure)
    labels = [_label(row) for row in rows]
    marked |= longer_periods(labels)
    columns = _columns(headings, rows)
    groups = _groups_of(columns, rows, labels, marked, within)
    indented = indented_groups(headings, rows, name_columns(headings, rows))
    groups |= {total: Group(parts, 0, sure=True) for total, parts in indented.items()}
    groups, nets = without_gross_of_net(rows, groups)
    nets |= plain_nets(rows, labels, columns)
    nets = {n: parts for n, parts in nets.items() if not is_called_total(rows[n])}
    found = list(_nets(headings, rows, labels, nets))
    known = {each.parts[0] for each in groups.values() if len(each.parts) == 1}
    known = {n for n in known if not is_called_total(rows[n])} | {*nets}
    cells = work = 0  # rows that were added up: beyond a limit only the nearest are
    for index, row in enumerate(rows):
        label = labels[index]
        if label is None or index in known:
            continue
        sound, group = sound_of(label.text), groups.get(index)
        sure = sound.sure or (sound.net and label is _first_text(row))
        suspect = sound.suspect or group is not None
        if not (sound.likely or suspect or index in marked or index == len(rows) - 1):
            continue
        before = (each for each in found if each.index < index)
        earlier = tuple(each.index for each in before if each.sure or each.proven)
        work += index
        if work > _MOST_WORK and index - max(earlier, default=0) > _NEAR:
            continue
        cells += 2 * (len(earlier) + min(len(earlier), _MOST_TOTALS) ** 2 // 2) * len(row)
        if group is not None:
            sums = tuple(_sums_of_group(headings, rows, index, group))
        elif cells > _MOST_CELLS:  # hundreds of totals: which is the total of which is not asked
            near = rows[max(earlier, default=-1) + 1 : index + 1]
            tried = _sums(headings, near, len(near) - 1, (), frozenset())
            sums = tuple(each for each in tried if each.adds_up)
        else:
            sums = tuple(_sums(headings, rows, index, earlier, within))
        gross = is_gross(label.text)
        if _is_alone(index, labels, earlier) or (gross and index == 0 and group is None):
            sums = ()  # below gross may be the income that comes off
        if sound.net and group is None:
            sums = sums_of_net(rows, index, labels, tuple(_alone(headings, row)), sums)
        proven = bool(sums) and all(each.adds_up and each.total for each in sums)
        proven = proven and (sound.likely or index in marked or _is_no_chance(sums, index, rows))
        proven = proven or (group is not None and group.sure)
        if gross and index - max(earlier, default=-1) > _FEWEST:
            suspect = True
        if sure or proven or suspect:
            found.append(TotalRow(index, label, sure, proven, sums))
    return tuple(sorted(found, key=lambda each: each.index))


def _is_alone(index: int, labels: Sequence[DataCell | None], earlier: Sequence[int]) -> bool:
    """Say whether a total is right below one of the same name: neither is a part of the other."""
    if not earlier or earlier[-1] != index - 1:
        return False
    label, above = labels[index], labels[index - 1]
    return label is not None and above is not None and label.text == above.text


def _nets(
    headings: Sequence[str],
    rows: Sequence[Sequence[DataCell]],
    labels: Sequence[DataCell | None],
    nets: Mapping[int, Sequence[int]],
) -> Iterator[TotalRow]:
    """Yield the rows that are what is left of gross expenditure after income above zero."""
    for index, parts in nets.items():
        label = labels[index]
        if label is not None:
            sums = sums_of_difference(rows, tuple(_alone(headings, rows[index])), index, parts)
            yield TotalRow(index, label, sound_of(label.text).net, proven=True, sums=sums)


def _alone(headings: Sequence[str], row: Sequence[DataCell]) -> Iterator[ColumnSum]:
    """Yield the numbers of a row that may be sums, without any parts yet."""
    for heading, cell in zip(headings, row, strict=True):
        found = _sum_of(cell, heading, ())
        is_rate = cell.full_unit == "%" or is_never_summed(heading, money=cell.is_money)
        if found is not None and not is_rate and not cell.is_year:
            yield found


def _first_text(row: Sequence[DataCell]) -> DataCell | None:
    return next((cell for cell in row if isinstance(cell.value, str) and cell.text), None)


def _columns(headings: Sequence[str], rows: Sequence[Sequence[DataCell]]) -> list[Numbers]:
    """Return the columns of numbers that may be added up."""
    columns: list[Numbers] = []
    for column, heading in enumerate(headings):
        cells = [row[column] for row in rows]
        money = all(cell.is_money for cell in cells if isinstance(cell.value, Decimal))
        numbers = None if is_never_summed(heading, money=money) else numbers_of(cells)
        if numbers is not None:
            columns.append(numbers)
    return columns


def _groups_of(
    columns: Sequence[Numbers],
    rows: Sequence[Sequence[DataCell]],
    labels: Sequence[DataCell | None],
    marked: frozenset[int],
    within: frozenset[int],
) -> dict[int, Group]:
    """Return the rows that are the sums of others by their numbers."""
    sounds = [None if label is None else sound_of(label.text) for label in labels]
    called = {n for n, each in enumerate(sounds) if each and (each.sure or each.net)}
    likely = {n for n, each in enumerate(sounds) if each and each.likely} | marked
    return groups_by_value(rows, columns, called=called | within, likely=likely - called)


def _sums_of_group(
    headings: Sequence[str], rows: Sequence[Sequence[DataCell]], index: int, group: Group
) -> Iterator[ColumnSum]:
    """Yield each number of a row that is the sum of a group, with its parts."""
    for column, cell in enumerate(rows[index]):
        heading = headings[column]
        if cell.full_unit == "%" or cell.is_year or is_never_summed(heading, money=cell.is_money):
            continue
        found = _sum_of(cell, heading, [rows[n][column] for n in group.parts])
        if found is not None and found.adds_up:
            yield found


def _label(row: Sequence[DataCell]) -> DataCell | None:
    """Return the text of a row that names a total, else its first text, else its first cell."""
    first: DataCell | None = None
    for cell in row:
        if isinstance(cell.value, str) and cell.text:
            if sound_of(cell.text).likely:
                return cell
            first = first or cell
    return first or (row[0] if row else None)


def _is_no_chance(
    sums: Sequence[ColumnSum], index: int, rows: Sequence[Sequence[DataCell]]
) -> bool:
    """Say whether numbers that happen to be sums are too many, or too long, for a coincidence."""
    if index != len(rows) - 1 or index < _FEWEST:
        return False
    digits = sum(len(str(abs(each.total)).replace(".", "").strip("0")) for each in sums)
    exact = all(each.total == each.sum for each in sums)
    return exact and index > _FEWEST and digits >= 4 * (1 + (len(sums) == 1))


def _sums(
    headings: Sequence[str],
    rows: Sequence[Sequence[DataCell]],
    index: int,
    earlier: tuple[int, ...],
    within: frozenset[int],
) -> Iterator[ColumnSum]:
    """Yield each number of a row with the sum, of those that it may stand for, that is nearest.

    The rows `within` others are “of which …”, and may be left out.
    """
    for column, cell in enumerate(rows[index]):
        heading = headings[column]
        if not isinstance(cell.value, Decimal) or cell.is_year:
            continue
        whole = cell.full_unit == "%" and cell.value == _WHOLE
        if not whole and (cell.full_unit == "%" or is_never_summed(heading, money=cell.is_money)):
            continue
        best: ColumnSum | None = None
        for group in _groups(len(rows), index, earlier):
            for used in (group, [n for n in group if n not in within]) if within else (group,):
                tried = _sum_of(cell, heading, [rows[n][column] for n in used])
                if tried is None or (len(tried.parts) < _FEWEST and len(group) > 1):
                    continue
                if best is None or abs(tried.total - tried.sum) < abs(best.total - best.sum):
                    best = tried
        if best is None or _is_average(best):
            continue
        if not best.adds_up:
            near = rows[max(0, index - _NEAR) : index] or rows[1 : _NEAR + 1]
            above = [row[column] for row in near]
            if any(_is_unknown(each) for each in above):
                continue
            best = _in_breakdowns(cell, heading, above) or best
        yield best


def _sum_of(cell: DataCell, heading: str, cells: Sequence[DataCell]) -> ColumnSum | None:
    """Return a number with the sum of the cells in its unit."""
    if not isinstance(cell.value, Decimal):
        return None
    parts = tuple(
        each
        for each in cells
        if isinstance(each.value, Decimal) and each.full_unit == cell.full_unit
    )
    total = sum((p.value for p in parts if isinstance(p.value, Decimal)), Decimal(0))
    return ColumnSum(cell, heading, cell.value, total, tolerance_of(cell, parts), parts)


def _in_breakdowns(cell: DataCell, heading: str, cells: Sequence[DataCell]) -> ColumnSum | None:
    """Return the sum of a first breakdown, where the rows are several, each of the same total.

    Such as men and women, then each age group; None where the rows are not such.
    """
    if len(cells) > _MOST_IN_BREAKDOWNS:
        return None
    groups: list[ColumnSum] = []
    open_cells: list[DataCell] = []
    for each in cells:
        open_cells.append(each)
        found = _sum_of(cell, heading, open_cells)
        if found is not None and found.adds_up and len(found.parts) >= _FEWEST:
            groups.append(found)
            open_cells = []
    rest = any(isinstance(each.value, Decimal) for each in open_cells)
    return groups[0] if len(groups) > 1 and not rest else None


def _is_unknown(cell: DataCell) -> bool:
    """Say whether a cell has words in the place of a number: “n/a”, “*”, “fewer than 5”."""
    return isinstance(cell.value, str) and cell.text.strip().casefold() not in _NIL


def _groups(count: int, index: int, earlier: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the rows that a total may be the sum of: nearest above, all above, totals, below."""
    last = max(earlier, default=-1)
    since = tuple(range(last + 1, index))
    totals = set(earlier)
    # a table with a total every few rows has no sum over all of them but that of its totals
    few = len(earlier) <= _MOST_TOTALS
    above = tuple(n for n in range(index) if n not in totals) if few else ()
    for group in (since, above):
        if len(group) >= _FEWEST:
            yield group
    if earlier:
        yield earlier
        yield (*earlier, *since)
        for start in range(max(1, len(earlier) - _MOST_TOTALS), len(earlier)):
            yield earlier[start:]  # the totals since a greater total
            yield (*earlier[start:], *since)
        if len(since) == 1:
            yield since
    if index == 0 and count > _FEWEST:  # a total with its parts below it
        yield tuple(range(1, count))


def _is_average(found: ColumnSum) -> bool:
    """Say whether a number lies among its parts, as an average or a highest value does."""
    values = [p.value for p in found.parts if isinstance(p.value, Decimal)]
    return (
        not found.adds_up
        and len(values) >= _FEWEST
        and min(values) <= found.total <= max(values)
        and min(values) >= 0
    )


def tolerance_of(cell: DataCell, parts: Sequence[DataCell]) -> Decimal:
    """Return what rounding each part and the total may add up to; nothing for whole numbers.

    Whole numbers are counts, or amounts that were rounded: a few parts may then be a few out.
    Percentages always are rounded.
    """
    places = max((_places(each.text) for each in (cell, *parts)), default=0)
    step = Decimal(1).scaleb(-places)
    if places == 0 and cell.full_unit != "%" and all(_is_small(each) for each in parts):
        return Decimal(0)
    return step * (len(parts) + 1) / 2


def _is_small(cell: DataCell) -> bool:
    return isinstance(cell.value, Decimal) and cell.scale == 1 and cell.value == int(cell.value)


def _places(text: str) -> int:
    found = _DECIMALS.search(text)
    return len(found[1]) if found else 0
