"""Rows, lines and columns of a Word document that are too low or narrow to show their words."""

from __future__ import annotations

from lxml import etree

from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.styles import Styles, cell_of, child_of, paragraph_of

_FLAT = 40  # twentieths of a point: 2 points


def is_flat(run: etree._Element, styles: Styles) -> bool:
    """Say whether a run is in a row or line of an exact height of 2 points or less."""
    cell = cell_of(run)
    row = None if cell is None else cell.getparent()
    height = child_of(row, "w:trPr", "w:trHeight")
    if height is not None and _is_exact(height, "w:hRule", "w:val"):
        return True
    paragraph = paragraph_of(run)
    holders = [child_of(paragraph, "w:pPr")]
    holders += [style.find(n("w:pPr")) for style in styles.of_paragraph(paragraph)]
    for holder in holders:
        spacing = child_of(holder, "w:spacing")
        if spacing is not None and spacing.get(n("w:line")) is not None:
            return _is_exact(spacing, "w:lineRule", "w:line")
    return False


def is_narrow(run: etree._Element) -> bool:
    """Say whether a run is in a column of 2 points or less of a table whose widths are fixed.

    In other tables Word makes columns as wide as their longest words.
    """
    cell = cell_of(run)
    table = None if cell is None else next(cell.iterancestors(n("w:tbl")), None)
    layout = child_of(table, "w:tblPr", "w:tblLayout")
    if cell is None or layout is None or layout.get(n("w:type")) != "fixed":
        return False
    width = child_of(cell, "w:tcPr", "w:tcW")
    value = "" if width is None else width.get(n("w:w"), "")
    fixed = width is not None and width.get(n("w:type")) == "dxa"
    return fixed and value.isdecimal() and 0 < int(value) <= _FLAT


def _is_exact(element: etree._Element, rule: str, size: str) -> bool:
    value = element.get(n(size), "")
    return element.get(n(rule)) == "exact" and value.isdecimal() and int(value) <= _FLAT
