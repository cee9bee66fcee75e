"""Whether the totals of tables of text add up: typed as Markdown or supplied as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data import DataCell
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.scaling import with_headings
from panel_papers.content.exhibits.adding import INDEX, sum_problems, sums_that_hold
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.markdown.parser import Source, SyntaxTreeNode, parse
from panel_papers.content.markdown.plain import plain_text
from panel_papers.content.prose import prose_in
from panel_papers.core import (
    AddsUp,
    FromTemplate,
    Level,
    Paper,
    Place,
    Problem,
    Prose,
    Stage,
    Table,
    working_on,
)

_ROUNDING = re.compile(r"\brounded?\b|\brounding\b|\btalgrynn", re.IGNORECASE)
_LITERAL = re.compile(r"“(?:(?:grand |sub[\s-]?)?totals?)”", re.IGNORECASE)
_NIL = frozenset({"", "-", "–", "—"})


class TextTable(Struct, frozen=True):
    """A table of text with the totals that were checked in it.

    `name` says in words which one it is of its part, `part` the appendix it is in, 0 for the
    report. `problems` are totals that do not add up: errors where nothing else than sums can be
    meant, else warnings.
    """

    name: str
    part: int
    problems: tuple[Problem, ...]
    sums: tuple[AddsUp, ...]


def text_tables(paper: Paper) -> tuple[TextTable, ...]:
    """Return the tables of text of a paper in which a total was checked; not what is withheld."""
    return tuple(each for each in _all(paper) if each.problems or each.sums)


def _all(paper: Paper) -> Iterator[TextTable]:
    for section in paper.sections:
        if isinstance(section.prose, Prose):
            yield from _typed(section.prose, 0)
    for appendix in paper.appendices:
        if not isinstance(appendix.content, FromTemplate):
            continue
        with working_on(appendix.place, Stage.CHECKING):
            for value in appendix.content.fields.values():
                if isinstance(value, Table):
                    yield _supplied(value, appendix.number)
            for prose in prose_in(appendix.content.fields):
                yield from _typed(prose, appendix.number)


def _supplied(table: Table, part: int) -> TextTable:
    cells = [
        tuple(_cell(text, *_at(table, row, column)) for column, text in enumerate(texts))
        for row, texts in enumerate(table.rows, 1)
    ]
    explained = any(_ROUNDING.search(text) for row in (table.header, *table.rows) for text in row)
    return _checked("the table", part, table.header, cells, explained=explained)


def _at(table: Table, row: int, column: int) -> tuple[str, Place]:
    """Return what its file calls a cell, and its place."""
    ref = f"{table.letters[column]}{table.lines[row]}"
    place = table.place
    if place.line is None:
        sheet = (place.where or "").rpartition(", cell ")[0]
        return ref, Place(place.file, where=f"{sheet}, cell {ref}")
    return ref, Place(place.file, table.lines[row], where=f"column {column + 1}")


def _typed(prose: Prose, part: int) -> Iterator[TextTable]:
    if "|" not in prose.markdown:
        return
    source = parse(prose)
    explained = bool(_ROUNDING.search(prose.markdown))
    for block in source.blocks:
        for node in block.walk():
            if node.type == "table":
                yield _of_markdown(node, source, part, explained=explained)


def _of_markdown(table: SyntaxTreeNode, source: Source, part: int, *, explained: bool) -> TextTable:
    header, *rows = [row for group in table.children for row in group.children]
    cells = []
    for row in rows:
        place = source.place(row)
        texts = [plain_text([cell]) for cell in row.children]
        ref = f"line {place.line}" if place.line else (place.where or "").partition(",")[0]
        cells.append(tuple(_cell(text, ref, place) for text in texts))
    at = source.place(table)
    where = f"line {at.line}" if at.line else at.where
    name = f"the table in {at.file.rpartition('/')[2]}, {where},"
    headings = [plain_text([cell]) for cell in header.children]
    return _checked(name, part, headings, cells, explained=explained)


def _cell(text: str, ref: str, place: Place) -> DataCell:
    text = text.strip()
    meant = meaning(text)
    known = meant if isinstance(meant, Meaning) else Meaning(text)
    return DataCell(text, known.value, known.unit, ref, place)


def _checked(
    name: str,
    part: int,
    headings: Sequence[str],
    rows: Sequence[tuple[DataCell, ...]],
    *,
    explained: bool,
) -> TextTable:
    """Return a table with its totals; `explained` says that it speaks of rounding."""
    units = zip(*with_headings(headings, rows), strict=True)
    columns = [
        ChosenColumn(headings[index], f"{headings[index]}{INDEX}{index}", cells, None)
        for index, cells in enumerate(units)
    ]
    plain = all(_is_plain(cell) for column in columns[1:] for cell in column.cells)
    problems = []
    for each in sum_problems(columns):
        if each.level is Level.ERROR and plain and _LITERAL.match(each.found):
            problems.append(each)
        elif each.level is Level.ERROR or not explained:
            problems.append(replace(each, level=Level.WARNING))
    return TextTable(name, part, tuple(problems), sums_that_hold(columns))


def _is_plain(cell: DataCell) -> bool:
    return not isinstance(cell.value, str) or cell.text in _NIL
