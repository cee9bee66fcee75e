"""Takes table rows out of a Word document that Word hides, or in which nothing is left."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, is_on, n
from panel_papers.inputs.cleaning.word.stories import Story, text_of
from panel_papers.inputs.cleaning.word.styles import child_of, value_of

_SHOWN = ("w:drawing", "w:pict", "w:object", "w:sym", "w:fldChar", "m:oMath")


def remove_hidden_rows(story: Story, what: str, tally: Tally) -> None:
    """Take out rows that are marked as hidden (ECMA-376 part 1, 17.4.20), counted as `what`."""
    for row in list(story.root.iter(n("w:tr"))):
        mark = child_of(row, "w:trPr", "w:hidden")
        if mark is not None and is_on(mark.get(n("w:val"))):
            tally.add(what, story.where(row))
            _remove(row)


def remove_emptied_rows(rows: Sequence[etree._Element]) -> None:
    """Take out those of the rows in which no cell shows anything any more."""
    for row in dict.fromkeys(rows):
        if row.getparent() is not None and not _shows(row):
            _remove(row)


def _shows(row: etree._Element) -> bool:
    if any(True for _ in row.iter(*map(n, _SHOWN))):
        return True
    return any(text_of(paragraph).strip() for paragraph in row.iter(n("w:p")))


def _remove(row: etree._Element) -> None:
    """Take a row out, and a table without rows; cells that continue below it begin there."""
    table = row.getparent()
    if table is None:
        return
    below = row.getnext()
    if below is not None and below.tag == n("w:tr"):
        for mine, theirs in zip(row.iter(n("w:tc")), below.iter(n("w:tc")), strict=False):
            _begin(mine, theirs)
    detach(row)
    if table.tag == n("w:tbl") and next(table.iter(n("w:tr")), None) is None:
        detach(table)


def _begin(cell: etree._Element, below: etree._Element) -> None:
    """Let a cell begin that went on from one that is taken out."""
    if value_of(cell, "w:tcPr", "w:vMerge") != "restart":
        return
    merge = child_of(below, "w:tcPr", "w:vMerge")
    if merge is not None and merge.get(n("w:val")) != "restart":
        merge.set(n("w:val"), "restart")
