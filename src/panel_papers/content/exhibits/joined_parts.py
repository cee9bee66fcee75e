"""Rows of a join that only the second file calls totals, or parts of other rows."""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.content.data import DataTable
from panel_papers.content.data.counting import counted, once
from panel_papers.content.exhibits.source_totals import count_warnings
from panel_papers.core import Problem


def counted_in_second(
    right: DataTable, matches: Sequence[int | None]
) -> tuple[list[int], list[Problem]]:
    """Return which rows of a join are added up, with a warning of each other that has a match.

    `matches` are the rows of the second file. A first file with codes only, “S02”, does not say
    that the second calls that row “of which: recycling”. What its numbers alone may make a total
    is not left out: the first file has no such total.
    """
    known = once(right)
    named = tuple(each for each in known.totals if each.sure)
    known = type(known)(known.table, named, known.leaves, known.parts)
    found = counted(known, [n for n in matches if n is not None], {})
    kept = set(found.rows)
    rows = [n for n, match in enumerate(matches) if match is None or match in kept]
    return rows, count_warnings(known, found, adds_up=True)
