"""The rows that a filter keeps, and what is wrong with a value that its column never holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panel_papers.content.data.cells import Meaning, meaning
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

    def holds(self, cell: DataCell) -> bool:
        if cell.text == self._text or " ".join(cell.text.split()) == self._text:
            return True
        if cell.value is None or isinstance(cell.value, str):
            return False
        return self._meant.value == cell.value and self._meant.unit in ("", cell.unit)


def kept(rows: Sequence[tuple[DataCell, ...]], index: int, choices: Iterable[str]) -> list[int]:
    """Return the indexes of the rows whose cell in a column is one of the choices."""
    known = [_Choice(each) for each in choices]
    return [n for n, row in enumerate(rows) if any(each.holds(row[index]) for each in known)]


def never_held(table: DataTable, index: int, choice: str) -> bool:
    """Say whether no row of a table holds a choice in a column."""
    known = _Choice(choice)
    return not any(known.holds(row[index]) for row in table.rows)


def held_values(table: DataTable, index: int, choice: str) -> tuple[str, str | None]:
    """Return the values that a column holds, in words, and which of them is like the choice."""
    held = list(dict.fromkeys(row[index].text for row in table.rows if row[index].text))
    shown = ", ".join(f"“{each}”" for each in held[:_SHOWN])
    more = f" and {len(held) - _SHOWN} more" if len(held) > _SHOWN else ""
    return f"{shown}{more}", did_you_mean(choice, held)
