"""The look of single cells: the shade and symbol of a rating, bold letters.

A rating is its word. The symbol before it distinguishes the ratings by shape and the shade by its
lightness, so that they are read in grey too.
"""

from __future__ import annotations

from collections.abc import Iterable

from panel_papers.core import CellMark, Table
from panel_papers.word.blocks.total_rows import make_bold
from panel_papers.word.elements import Element, element, put_language, run_properties
from panel_papers.word.runs import runs_with_gaps, text_runs
from panel_papers.word.xml import qn

SHADES = {"red": "F0A098", "amber": "FFD88A", "green": "E1F3E6", "blue": "86A3D0"}
"""The shade of each rating: black text has a contrast of 7 to 1 on all, and their greys differ."""
_SPACE = "\N{NO-BREAK SPACE}"
NO_LANGUAGE = "zxx"
"""“No linguistic content” (ISO 639-2): a symbol; the word behind it is what a listener needs."""


def texts_with_symbols(table: Table) -> list[list[str]]:
    """Return the texts of a table's rows as they print, symbols before them."""
    rows = [list(row) for row in table.rows]
    for mark in table.marks:
        if mark.symbol:
            text = rows[mark.row][mark.column]
            rows[mark.row][mark.column] = f"{mark.symbol}{_SPACE}{text}"
    return rows


def marked_runs(text: str, mark: CellMark | None) -> list[Element]:
    """Return the runs of a cell, its symbol before its text."""
    if mark is None or not mark.symbol:
        return list(runs_with_gaps(text))
    look = run_properties()
    put_language(look, NO_LANGUAGE)
    return [*text_runs(mark.symbol, look), *text_runs(f"{_SPACE}{text}")]


def put_looks(table: Element, marks: Iterable[CellMark]) -> None:
    """Give the cells of a table their shades and bold letters; the first row is its header."""
    rows = table.findall(qn("w:tr"))
    for mark in marks:
        cell = rows[mark.row + 1].findall(qn("w:tc"))[mark.column]
        shade = SHADES.get(mark.look)
        properties = cell.find(qn("w:tcPr"))
        if shade is not None and properties is not None:
            properties.append(element("w:shd", val="clear", color="auto", fill=shade))
        for run in cell.iter(qn("w:r")):
            make_bold(run)
