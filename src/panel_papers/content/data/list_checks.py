"""Long lists in which each row counts once: nothing in them sounds like a total, part or heading.

What is looked for is more than counting.py finds, so that a list in doubt is gone through there.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from panel_papers.content.data.group_totals import MOST_ROWS
from panel_papers.content.data.long_list import ListColumn, ListRows
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.net_totals import says_net_alone
from panel_papers.content.data.part_rows import sounds_like_part
from panel_papers.content.data.total_labels import sound_of
from panel_papers.content.data.two_sides import sounds_like_border


def counts_each_row(table: DataTable) -> bool:
    """Say whether a table is a long list of which a sum counts every row."""
    rows = table.rows
    if not isinstance(rows, ListRows) or len(rows) <= MOST_ROWS or table.marked:
        return False
    numeric = [column for column in rows.columns if _holds_numbers(column)]
    return (
        any(_is_filled(column) for column in numeric)
        and not any(_sounds_like_more(column) for column in rows.columns)
        and not any(_ends_with_sum(column) for column in numeric)
    )


def _holds_numbers(column: ListColumn) -> bool:
    return any(isinstance(cell.value, Decimal) for cell in column.forms())


def _is_filled(column: ListColumn) -> bool:
    return all(cell.value is not None for cell in column.forms())


def _sounds_like_more(column: ListColumn) -> bool:
    """Say whether a text of a column may name a total, a part of another row, or a heading."""
    return column.numbers is None and any(map(_names_more, column.forms()))


def _names_more(cell: DataCell) -> bool:
    sound = sound_of(cell.text)
    return (
        cell.indent > 0
        or sound.likely
        or sound.suspect
        or says_net_alone(cell.text)
        or sounds_like_part(cell.text)
        or sounds_like_border(cell.text)
    )


def _ends_with_sum(column: ListColumn) -> bool:
    """Say whether the last number of a column may be the sum of the numbers above it."""
    if column.numbers is not None:
        *above, last = column.numbers.values
        return abs(sum(above) - last) <= len(above) + 1  # twice what rounding may account for
    last_cell = column.cell(column.texts[-1])
    if not isinstance(last_cell.value, Decimal):
        return False
    total = -last_cell.value  # which is counted with all others
    for typed, count in Counter(column.texts).items():
        cell = column.cell(typed)
        if isinstance(cell.value, Decimal) and cell.full_unit == last_cell.full_unit:
            total += cell.value * count
    return abs(total - last_cell.value) <= len(column.texts)
