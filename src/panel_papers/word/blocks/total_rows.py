"""The look of a row of totals: bold, under a line that is darker than those between rows."""

from __future__ import annotations

from panel_papers.word.elements import Element, element
from panel_papers.word.xml import qn

_LINE = "0B0C0C"  # the text's colour
_WEIGHT = 8  # eighths of a point


def set_apart(row: Element) -> None:
    """Give a row of a table the look of totals."""
    for cell in row.findall(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        if properties is not None:
            line = element("w:top", val="single", sz=_WEIGHT, space=0, color=_LINE)
            properties.append(element("w:tcBorders", [line]))
        for run in cell.iter(qn("w:r")):
            make_bold(run)


def make_bold(run: Element) -> None:
    """Set the letters of a run in bold."""
    look = run.find(qn("w:rPr"))
    if look is None:
        look = element("w:rPr")
        run.insert(0, look)
    if look.find(qn("w:b")) is None:
        look.insert(0 if look.find(qn("w:rStyle")) is None else 1, element("w:b"))
