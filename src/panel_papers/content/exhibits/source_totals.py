"""Rows of a file that are totals of others, left out before rows are sorted or added up again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from panel_papers.content.data import DataTable
from panel_papers.content.data.totals import total_rows
from panel_papers.core import Level, Problem


def only(table: DataTable, rows: Sequence[int]) -> DataTable:
    """Return a table with some of its rows."""
    if len(rows) == len(table.rows):
        return table
    marked = frozenset(n for n, row in enumerate(rows) if row in table.marked)
    return replace(table, rows=tuple(table.rows[each] for each in rows), marked=marked)


def without_source_totals(
    table: DataTable, rows: Sequence[int], named: Collection[str]
) -> tuple[list[int], tuple[Problem, ...]]:
    """Return those of some rows that are no totals; each row that is one has a warning.

    `named` are the texts that a filter names, which stay. So do rows that are all totals.
    """
    here = set(rows)
    totals = [t for t in total_rows(table) if t.index in here and t.label.text not in named]
    out = {each.index for each in totals if each.sure or each.proven}
    if not totals or len(out) == len(here):
        return list(rows), ()
    problems = []
    for each in totals:
        if each.index in out:
            found = f"{each.words}, a row of totals, which is left out{each.reason}"
            hint = "leave it out with “filter”, or delete it, and this warning goes"
        else:
            found = f"{each.words}, which may be a row of totals{each.reason}"
            hint = "leave it out with “filter” if it is one; it is taken as it is"
        wanted = "rows that are no totals of others: they would count twice"
        problems.append(Problem("total-row", each.label.place, found, wanted, hint, Level.WARNING))
    return [each for each in rows if each not in out], tuple(problems)
