"""The rows that a filter keeps, and what is wrong with a value that its column never holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.core import did_you_mean

_SHOWN = 8  # values in a message; a column may hold thousands


def holds(cell: DataCell, choice: str) -> bool:
    """Say whether a cell is what a filter chooses: as typed, or the same number or date.

    A number typed without a unit is that number in any unit.
    """
    if cell.text == choice or " ".join(cell.text.split()) == " ".join(choice.split()):
        return True
    if cell.value is None or isinstance(cell.value, str):
        return False
    meant = meaning(choice)
    return (
        isinstance(meant, Meaning) and meant.value == cell.value and meant.unit in ("", cell.unit)
    )


def kept(rows: Sequence[tuple[DataCell, ...]], index: int, choices: Iterable[str]) -> list[int]:
    """Return the indexes of the rows whose cell in a column is one of the choices."""
    known = list(choices)
    return [n for n, row in enumerate(rows) if any(holds(row[index], each) for each in known)]


def never_held(table: DataTable, index: int, choice: str) -> bool:
    """Say whether no row of a table holds a choice in a column."""
    return not any(holds(row[index], choice) for row in table.rows)


def held_values(table: DataTable, index: int, choice: str) -> tuple[str, str | None]:
    """Return the values that a column holds, in words, and which of them is like the choice."""
    held = list(dict.fromkeys(row[index].text for row in table.rows if row[index].text))
    shown = ", ".join(f"“{each}”" for each in held[:_SHOWN])
    more = f" and {len(held) - _SHOWN} more" if len(held) > _SHOWN else ""
    return f"{shown}{more}", did_you_mean(choice, held)
