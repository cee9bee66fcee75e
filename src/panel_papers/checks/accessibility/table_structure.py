"""Tables without a header row, and merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import WordText, documents_of
from panel_papers.core import Level, Problem
from panel_papers.word import (
    Element,
    attribute,
    child,
    every,
    own,
    value_at,
    within,
)

HEADER = Rule(
    "no-header-row",
    Level.WARNING,
    "A table has no header row",
    "A screen reader reads the column’s heading before each cell; without a header row it reads "
    "numbers that belong to nothing.",
    "a first row that only looks like headings",
    "Table Layout › Repeat Header Rows, for the first row",
    "WCAG 2.2, 1.3.1 Info and Relationships",
)
MERGED = Rule(
    "merged-cells",
    Level.WARNING,
    "A table has merged cells",
    "Which column a merged cell belongs to is lost to those who hear the table.",
    "one cell over three columns",
    "the text in each cell, or two tables",
    "WCAG 2.2, 1.3.1 Info and Relationships",
)
RULES: tuple[Rule, ...] = (HEADER, MERGED)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each table of two rows or more without header row or row headers; each with merges."""
    for document in documents_of(subject):
        for number, table in enumerate(every(document.document.element.body, "w:tbl"), 1):
            rows = list(own(table, "w:tr", of="w:tbl"))
            columns = max((len(list(own(row, "w:tc", of="w:tr"))) for row in rows), default=0)
            if len(rows) < 2 or columns < 2:
                continue  # a box around text, and no table of data
            place = document.place(f"{_heading(document, table)}, table {number}")
            if not _has_headers(table, rows):
                yield HEADER.problem(
                    place,
                    "A table has no header row",
                    "",
                    "click into the table’s first row in Word, then choose Table Layout › Repeat "
                    "Header Rows",
                )
            merged = _first_merged(rows)
            if merged:
                yield MERGED.problem(
                    document.place(f"{place.where}, row {merged[0]}, column {merged[1]}"),
                    "A table has a merged cell, which a screen reader cannot match to its headings",
                    "",
                    "in Word, click into the cell, choose Table Layout › Split Cells, and "
                    "type the value into each",
                )


def _has_headers(table: Element, rows: list[Element]) -> bool:
    header = child(rows[0], "w:trPr", "w:tblHeader")
    if header is not None and attribute(header, "w:val") not in {"0", "false", "off"}:
        return True
    look = child(table, "w:tblPr", "w:tblLook")
    by_row = attribute(look, "w:firstRow") in {"1", "true", "on"}
    by_column = attribute(look, "w:firstColumn") in {"1", "true", "on"}
    # labels and their values, such as a cover sheet: each row has its own header
    return by_column and not by_row


def _first_merged(rows: list[Element]) -> tuple[int, int] | None:
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(own(row, "w:tc", of="w:tr"), 1):
            span = value_at(cell, "w:tcPr", "w:gridSpan")
            over = span.isdecimal() and int(span) > 1
            if over or child(cell, "w:tcPr", "w:vMerge") is not None:
                return number, column
    return None


def _heading(document: WordText, table: Element) -> str:
    """Say under which heading a table is: what its first cell says before the table."""
    for block in document.body:
        cell = within(block.element, "w:tc")
        if cell is not None and table in block.element.iterancestors():
            return block.where.partition(", table ")[0]
    return "in the text"
