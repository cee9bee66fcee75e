"""The rows that a filter keeps, and what is wrong with a value that its column never holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from panel_papers.content.data.cells import Meaning, Value, meaning
from panel_papers.content.data.long_list import ListRows
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.core import did_you_mean

_SHOWN = 8  # values in a message; a column may hold thousands


class _Choice:
    """What a filter chooses: a text as typed, or the same number or date.

    A number typed without a unit is that number in any unit.
    """

    def __init__(self, typed: str) -> None:
        self._text, meant = " ".join(typed.split()), meaning(typed)
        self._meant = meant if isinstance(meant, Meaning) else Meaning(None)

    def holds(self, text: str, value: Value, unit: str) -> bool:
        if text == self._text or " ".join(text.split()) == self._text:
            return True
        if value is None or isinstance(value, str):
            return False
        return self._meant.value == value and self._meant.unit in ("", unit)


Groups = Mapping[tuple[str, Value, str], Sequence[int]]
"""The indexes of the rows with the same cell in a column, by its text, value and unit."""


def grouped(rows: Sequence[tuple[DataCell, ...]], index: int) -> Groups:
    """Return the rows of a table by what they have in a column."""
    if isinstance(rows, ListRows):
        return rows.grouped(index)
    groups: defaultdict[tuple[str, Value, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        cell = row[index]
        groups[cell.text, cell.value, cell.unit].append(n)
    return groups


def kept(groups: Groups, choices: Iterable[str]) -> list[int]:
    """Return the indexes of the rows, in their order, that hold one of the choices."""
    known = [_Choice(each) for each in choices]
    found = [rows for cell, rows in groups.items() if any(each.holds(*cell) for each in known)]
    return sorted(chain.from_iterable(found))


def held_values(table: DataTable, index: int, choice: str) -> tuple[str, str | None]:
    """Return the values that a column holds, in words, and which of them is like the choice."""
    held = list(dict.fromkeys(row[index].text for row in table.rows if row[index].text))
    shown = ", ".join(f"“{each}”" for each in held[:_SHOWN])
    more = f" and {len(held) - _SHOWN} more" if len(held) > _SHOWN else ""
    return f"{shown}{more}", did_you_mean(choice, held)
