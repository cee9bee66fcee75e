"""Which rows below a row “of which:” are parts of the row above it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data.model import DataCell
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.data.total_labels import sound_of

Rows = Sequence[Sequence[DataCell]]


def parts_below(
    headings: Sequence[str], rows: Rows, names: Sequence[int], index: int, parent: int
) -> list[tuple[int, DataCell]]:
    """Return the rows with their labels that the row `index` makes parts of the row `parent`.

    They are those indented further than `parent`; else those that together are its numbers; else
    those without which the rows of the table are what its total says. Empty where none of these
    says where the parts end.
    """
    columns = _columns(headings, rows, parent)
    below = _below(rows, names, index)
    if not columns or not below:
        return []
    label = _label(rows[parent], names)
    outer = label.indent if label else 0
    deeper = [each for each in below if each[1].indent > outer]
    if deeper and below[: len(deeper)] == deeper:
        return deeper
    for count in range(1, len(below) + 1):
        if _add_up(rows, columns, [n for n, _ in below[:count]], parent):
            return below[:count]
    fitting = [n for n in range(1, len(below) + 1) if _fits_total(rows, names, columns, below[:n])]
    return below[: fitting[0]] if len(fitting) == 1 else []


def _columns(headings: Sequence[str], rows: Rows, parent: int) -> list[int]:
    """Return the columns of numbers that may be added up."""
    return [
        n
        for n, cell in enumerate(rows[parent])
        if isinstance(cell.value, Decimal)
        and not cell.is_year
        and cell.full_unit != "%"
        and not is_never_summed(headings[n], money=cell.is_money)
    ]


def _label(row: Sequence[DataCell], names: Sequence[int]) -> DataCell | None:
    return next((row[n] for n in names if row[n].text), None)


def _below(rows: Rows, names: Sequence[int], index: int) -> list[tuple[int, DataCell]]:
    """Return the rows down to the next heading or total."""
    found = []
    for n in range(index + 1, len(rows)):
        label = _label(rows[n], names)
        has_numbers = any(isinstance(cell.value, Decimal) for cell in rows[n])
        if label is None or not has_numbers or _is_total(label):
            break
        found.append((n, label))
    return found


def _is_total(label: DataCell) -> bool:
    sound = sound_of(label.text)
    return sound.sure or sound.net or sound.likely


def _sum(rows: Rows, column: int, indexes: Sequence[int]) -> Decimal:
    values = [rows[n][column].value for n in indexes]
    return sum((each for each in values if isinstance(each, Decimal)), Decimal(0))


def _add_up(rows: Rows, columns: Sequence[int], indexes: Sequence[int], total: int) -> bool:
    return all(_sum(rows, n, indexes) == rows[total][n].value for n in columns)


def _fits_total(
    rows: Rows, names: Sequence[int], columns: Sequence[int], parts: Sequence[tuple[int, DataCell]]
) -> bool:
    """Say whether the first total below is the sum of the rows above it but for the parts."""
    last = parts[-1][0]
    labels = [_label(row, names) for row in rows]
    total = next((n for n in range(last + 1, len(rows)) if (c := labels[n]) and _is_total(c)), None)
    if total is None:
        return False
    out = {n for n, _ in parts}
    start = max((n for n in range(parts[0][0]) if (c := labels[n]) and _is_total(c)), default=-1)
    counted = [n for n in range(start + 1, total) if n not in out]
    return _add_up(rows, columns, counted, total)
