"""One number out of several cells: their sum, mean, change and so on, with its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from panel_papers.content.data import DataCell
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.headings import read_heading
from panel_papers.content.data.long_list import PlainCells
from panel_papers.content.figures.fields import FigureEntry
from panel_papers.content.figures.formats import POINTS
from panel_papers.content.figures.quantities import YEAR, Quantity
from panel_papers.core import InputsError, Place, Problem
from panel_papers.inputs import FIGURES_YAML

_ENOUGH = 10  # problems of one column
Numbers = Sequence[Fraction] | Sequence[int]


def aggregated(name: str, entry: FigureEntry, cells: Sequence[DataCell], place: Place) -> Quantity:
    """Return what a figure makes of its cells; `place` is that of its aggregate.

    Raises InputsError for each cell that holds no number, or another unit than the first.
    """
    how = entry.aggregate or "first"
    if how == "count":
        said = cells if entry.column is None else [each for each in cells if each.text]
        return Quantity(Fraction(len(said)))
    numbers, step = _numbers(name, cells)
    unit, scaled = cells[0].full_unit, cells[0].scale > 1  # as those of all the others
    years = how in ("first", "last", "min", "max") and all(cell.is_year for cell in cells)
    if years and (entry.format is None or read_heading(entry.column or "").is_year):
        unit = YEAR
    if how in ("change", "percentage_change"):
        if len(numbers) < 2:
            found = f"“{name}” is a change, and only one row is left to calculate it from"
            wanted = "two rows at least, the first and the last"
            hint = f"change “filter:” of “{name}” here so that it keeps both rows"
            raise InputsError([Problem("which-row", place, found, wanted, hint)])
        unit = POINTS if unit == "%" else unit
        if how == "percentage_change":
            unit, scaled = "%", False
            if numbers[0] == 0:
                found = f"“{name}” is a percentage change from 0, which cannot be calculated"
                wanted = "a first number other than 0"
                hint = f"in {FIGURES_YAML}, write “aggregate: change” for “{name}”"
                at = cells[0].place
                raise InputsError([Problem("division-by-zero", at, found, wanted, hint)])
    made = _AGGREGATES[how](numbers)
    return Quantity(made if how == "percentage_change" else made * step, unit, scaled=scaled)


def _numbers(name: str, cells: Sequence[DataCell]) -> tuple[Numbers, Fraction]:
    """Return the amounts of cells, as numbers and what 1 of these stands for."""
    if isinstance(cells, PlainCells):
        return cells.whole_numbers()
    problems = []
    out = (
        f"name the rows to keep below “{name}” in {FIGURES_YAML}, as in “filter: {{Service: "
        "[Roads, Parks]}”"
    )
    for cell in cells:
        if cell.value is None:
            found = f"The cell {cell.ref} is empty, and the figure “{name}” needs its number"
            wanted, hint = "", f"type its number into the cell, 0 for nothing, or {out}"
            problems.append(Problem("blank-cell", cell.place, found, wanted, hint))
        elif not isinstance(cell.value, Decimal):
            meant = meaning(cell.text)
            stored = isinstance(meant, Meaning) and isinstance(meant.value, Decimal)
            what = "is a number stored as text" if stored else "is not a number"
            found = f"“{cell.text}” ({cell.ref}) {what}, and the figure “{name}” needs one"
            wanted, hint = "", f"type the number into the cell, or {out}"
            problems.append(Problem("not-a-number", cell.place, found, wanted, hint))
        elif (cell.full_unit, cell.scale) != (cells[0].full_unit, cells[0].scale):
            found = f"“{cell.text}” ({cell.ref}) is in another unit or scale than “{cells[0].text}”"
            wanted = f"numbers of one unit and scale for the figure “{name}”"
            hint = f"write all in one unit and scale, or {out}"
            problems.append(Problem("mixed-units", cell.place, found, wanted, hint))
    if problems:
        raise InputsError(problems[:_ENOUGH])
    return [Fraction(cell.amount) for cell in cells if cell.amount is not None], Fraction(1)


_AGGREGATES: Mapping[str, Callable[[Numbers], Fraction]] = {
    "sum": lambda numbers: Fraction(sum(numbers)),
    "mean": lambda numbers: Fraction(sum(numbers)) / len(numbers),
    "min": lambda numbers: Fraction(min(numbers)),
    "max": lambda numbers: Fraction(max(numbers)),
    "first": lambda numbers: Fraction(numbers[0]),
    "last": lambda numbers: Fraction(numbers[-1]),
    "change": lambda numbers: Fraction(numbers[-1] - numbers[0]),
    "percentage_change": lambda numbers: (
        abs(Fraction(1) / numbers[0]) * (numbers[-1] - numbers[0]) * 100
    ),
}


def in_words(entry: FigureEntry) -> str:
    """Return which cells a figure is made of, and how: “sum of “Spent” where …”."""
    column = f"“{entry.column}”" if entry.column else "rows"
    how = f"{(entry.aggregate or '').replace('_', ' ')} of {column}" if entry.aggregate else column
    where = " and ".join(
        f"“{name}” is {' or '.join(f'“{each}”' for each in choices)}"
        for name, choices in (entry.filter or {}).items()
    )
    return f"{how} where {where}" if where else how
