"""The rows of a long list of data, held column by column: cells are made where they are asked for.

A report has some dozens of rows, a list of payments 100,000: as a cell each, they take a hundred
times the time that it takes to part them at their commas. What is asked of whole columns is
answered from the texts themselves; each cell that is made is the one that the file's reader makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import overload

from msgspec import Struct

from panel_papers.content.data.cells import Value
from panel_papers.content.data.headers import letters
from panel_papers.content.data.headings import Heading
from panel_papers.content.data.model import DataCell
from panel_papers.content.data.sayings import Said, data_cell, said_of
from panel_papers.content.data.scaling import with_heading
from panel_papers.core import Place

Row = tuple[DataCell, ...]
_NOWHERE = Place("")
FIRST_LINE = 2
"""The line of the first row, below the header; the number of a line is that of its row."""


class WholeNumbers(Struct, frozen=True):
    """The numbers of a column that are all digits with a point: 12.50 is 1250 with 2 `places`."""

    values: Sequence[int]
    places: int


class ListColumn(Struct, frozen=True):
    """A column: its texts as typed, row by row.

    `numbers` are those of a column of nothing but plain numbers; for any other column `sayings` are
    what its texts say, each once, in their order.
    """

    texts: Sequence[str]
    sayings: Mapping[str, Said]
    heading: Heading
    numbers: WholeNumbers | None = None
    holds_years: bool = False

    def cell(self, typed: str, ref: str = "", place: Place = _NOWHERE) -> DataCell:
        """Return the cell of a text of this column."""
        said = self.sayings.get(typed) or said_of(typed)
        return with_heading(data_cell(said, ref, place), self.heading, is_year=self.holds_years)

    def forms(self) -> Iterator[DataCell]:
        """Yield a cell of each text of the column; of plain numbers, which are alike, the first."""
        for typed in self.texts[:1] if self.numbers else self.sayings:
            yield self.cell(typed)


class ListRows(Sequence[Row]):
    """The rows of a list, from its second line on; a row that was asked for stays the same."""

    def __init__(self, columns: Sequence[ListColumn], place: Place) -> None:
        self.columns, self._place = tuple(columns), place
        self._names = [letters(n + 1) for n in range(len(columns))]
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.columns[0].texts)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(self._row(n) for n in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._row(at)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self)))

    def _row(self, index: int) -> Row:
        made = self._made.get(index)
        if made is None:
            line, start, cells = index + FIRST_LINE, 1, []
            for name, column in zip(self._names, self.columns, strict=True):
                typed = column.texts[index]
                place = Place(self._place.file, line, start)
                cells.append(column.cell(typed, f"{name}{line}", place))
                start += len(typed) + 1
            made = self._made[index] = tuple(cells)
        return made

    def letters(self, column: int) -> str:
        """Return what a spreadsheet calls a column."""
        return self._names[column]

    def grouped(self, column: int) -> dict[tuple[str, Value, str], list[int]]:
        """Return the indexes of the rows by what they have in a column: text, value, unit."""
        known, indexes = self.columns[column], defaultdict[str, list[int]](list)
        for n, typed in enumerate(known.texts):
            indexes[typed].append(n)
        groups: dict[tuple[str, Value, str], list[int]] = {}
        for typed, rows in indexes.items():
            cell = known.cell(typed)
            key = cell.text, cell.value, cell.unit
            groups[key] = sorted([*groups[key], *rows]) if key in groups else rows
        return groups


class ChosenRows(Sequence[Row]):
    """Some rows of a list, in the order of their `indexes`."""

    def __init__(self, rows: ListRows, indexes: Sequence[int]) -> None:
        self.rows, self.indexes = rows, indexes

    def __len__(self) -> int:
        return len(self.indexes)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> ChosenRows: ...
    def __getitem__(self, index: int | slice) -> Row | ChosenRows:
        if isinstance(index, slice):
            return ChosenRows(self.rows, self.indexes[index])
        return self.rows[self.indexes[index]]


class PlainCells(Sequence[DataCell]):
    """The cells of some rows in a column of plain numbers: one unit and scale, none a year."""

    def __init__(self, chosen: ChosenRows, column: int, numbers: WholeNumbers) -> None:
        self._chosen, self._column, self._numbers = chosen, column, numbers

    def __len__(self) -> int:
        return len(self._chosen)

    @overload
    def __getitem__(self, index: int) -> DataCell: ...
    @overload
    def __getitem__(self, index: slice) -> PlainCells: ...
    def __getitem__(self, index: int | slice) -> DataCell | PlainCells:
        if isinstance(index, slice):
            return PlainCells(self._chosen[index], self._column, self._numbers)
        return self._chosen[index][self._column]

    def whole_numbers(self) -> tuple[list[int], Fraction]:
        """Return whole numbers, and what 1 of them stands for: the amounts of the cells."""
        values = self._numbers.values
        step = Fraction(self[0].scale, 10**self._numbers.places)
        return [values[n] for n in self._chosen.indexes], step

    def rows_said(self) -> tuple[str, list[int]]:
        """Return the letters of the column, and the numbers of the rows."""
        rows = self._chosen.rows
        return rows.letters(self._column), [n + FIRST_LINE for n in self._chosen.indexes]


def chosen_rows(rows: Sequence[Row], indexes: Sequence[int]) -> Sequence[Row]:
    """Return some of the rows of a table."""
    if isinstance(rows, ListRows):
        return ChosenRows(rows, indexes)
    return [rows[n] for n in indexes]


def cells_in(rows: Sequence[Row], column: int) -> Sequence[DataCell]:
    """Return the cells of some rows in a column."""
    if isinstance(rows, ListRows):
        rows = ChosenRows(rows, range(len(rows)))
    if isinstance(rows, ChosenRows) and (numbers := rows.rows.columns[column].numbers):
        return PlainCells(rows, column, numbers)
    return [row[column] for row in rows]


def standing_for(cells: Sequence[DataCell]) -> Sequence[DataCell]:
    """Return cells that have every unit, scale and sign that `cells` have: all, or two alike."""
    return list(cells[:2]) if isinstance(cells, PlainCells) else cells


def is_number(cell: DataCell) -> bool:
    """Say whether a cell holds a number."""
    return isinstance(cell.value, Decimal)
