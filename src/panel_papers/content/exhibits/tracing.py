"""What the register of figures says of a table's calculated cells: “C5 − B5”, file and sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from panel_papers.content.data import DataCell
from panel_papers.content.data.cell_ranges import cell_ranges
from panel_papers.content.exhibits.asking import Ask
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.computed_cells import ComputedCell, sources_of
from panel_papers.content.exhibits.tabling import cell_text
from panel_papers.content.figures.formats import RATIO, plain_number
from panel_papers.content.figures.quantities import YEAR
from panel_papers.core import Figure, FigureSource


def traced(columns: Sequence[ChosenColumn], ask: Ask, folder: str) -> tuple[Figure, ...]:
    """Return a figure for each calculated cell; `folder` is the paper's, as places have it."""
    if not any(isinstance(cell, ComputedCell) for column in columns for cell in column.cells):
        return ()
    rows = list(zip(*(column.cells for column in columns), strict=True))
    return tuple(
        _figure(cell, column, label, ask, folder)
        for label, row in zip(_labels(rows), rows, strict=True)
        for cell, column in zip(row, columns, strict=True)
        if isinstance(cell, ComputedCell) and cell.quantity is not None
    )


def _labels(rows: Sequence[Sequence[DataCell]]) -> list[str]:
    """Return what each row is called: its first text, or its texts where others begin alike."""
    texts = [[c.text for c in row if isinstance(c.value, str) and c.text] for row in rows]
    first = Counter(each[0] for each in texts if each)
    return [
        (each[0] if first[each[0]] == 1 else ", ".join(each)) if each else f"row {number}"
        for number, each in enumerate(texts, 1)
    ]


def _figure(cell: ComputedCell, column: ChosenColumn, label: str, ask: Ask, folder: str) -> Figure:
    assert cell.quantity is not None  # noqa: S101  # asked by the caller
    unit, value = cell.quantity.unit, cell.quantity.value
    if unit == RATIO and column.format is not None and column.format.unit == "%":
        unit, value = "%", value * 100
    return Figure(
        name=ask.caption.text,
        label=f"{label}: {column.heading}",
        printed=cell_text(cell, column),
        value=plain_number(value),
        unit="" if unit in {YEAR, RATIO} else unit,
        formula=cell.how,
        sources=_sources(list(sources_of(cell)), folder),
        period=None,
        compared=(),
        source_note="",
        place=ask.place,
        uses=(ask.place,),
    )


def _sources(cells: Sequence[DataCell], folder: str) -> tuple[FigureSource, ...]:
    """Return the cells of files, by file, sheet and column."""
    groups: dict[tuple[str, str | None, str], list[str]] = {}
    for cell in cells:
        letters = cell.ref.rstrip("0123456789")
        refs = groups.setdefault((cell.place.file, cell.sheet, letters), [])
        if not refs or refs[-1] != cell.ref:
            refs.append(cell.ref)
    return tuple(
        FigureSource(file.removeprefix(f"{folder}/"), sheet, cell_ranges(dict.fromkeys(refs)))
        for (file, sheet, _), refs in groups.items()
    )
