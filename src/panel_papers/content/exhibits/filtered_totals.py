"""Totals of a file and the rows that an exhibit takes of it: what is compared, what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.content.data import DataTable
from panel_papers.content.data.counting import is_named, once
from panel_papers.content.data.kept_totals import parts_of, totals_of_more
from panel_papers.content.data.totals import total_rows
from panel_papers.content.exhibits.adding import CheckedSum, checked_sums, wrong_sum
from panel_papers.content.exhibits.asking import Ask, Said
from panel_papers.content.exhibits.choosing import chosen, kept_rows
from panel_papers.content.exhibits.source_totals import only
from panel_papers.core import InputsError, Level, Problem


def without_totals_of_more(ask: Ask, table: DataTable) -> tuple[DataTable, tuple[Problem, ...]]:
    """Return a table without the totals that a filter keeps beside some of their parts.

    Each of them is a warning. Raises InputsError where the filter names one.
    """
    filters = _of_file(ask, table)
    if not filters:
        return table, ()
    kept = set(kept_rows(filters, table))
    found = totals_of_more(table, total_rows(table), kept)
    if not found:
        return table, ()
    known = once(table)
    values = {name.text: {said.text for said in values} for name, values in ask.filters}
    problems = []
    for total in found:
        asked = is_named(known, total.index, values)
        what = f"{total.words} is the total of more rows than the filter keeps"
        wanted = "a total of the rows that are shown, or none"
        if asked:
            texts = {cell.text for cell in table.rows[total.index]}
            said = next(s for _, v in ask.filters for s in v if s.text in texts)
            hint = f"delete “{said.text}” from “filter:” here; in a table, the line “total: yes” "
            hint += "then adds a total of the rows that are shown"
            at = said.place
            problems.append(Problem("total-of-more", at, what, wanted, hint))
        else:
            hint = "in a table, add a line “total: yes” to the block for a total of the rows that "
            hint += "are shown"
            what += ", and is left out"
            place = total.label.place
            problems.append(Problem("total-of-more", place, what, wanted, hint, Level.WARNING))
    if any(each.level is Level.ERROR for each in problems):
        raise InputsError(problems)
    out = {each.index for each in found}
    rows = [n for n in range(len(table.rows)) if n not in out]
    return only(table, rows), tuple(problems)


def wrong_totals(ask: Ask, table: DataTable, *, filtered: bool = True) -> tuple[Problem, ...]:
    """Return the totals of a file that do not add up and concern the rows that an exhibit takes.

    It is a warning where a filter leaves the total out and keeps all its parts: one of the numbers
    is wrong, and may be among them. `filtered` says that the filters are those of this file.
    """
    whole = chosen(replace(ask, columns=(), formats=(), filters=()), (), table)
    wrong = [each for each in checked_sums(whole) if not each.sum.adds_up]
    if not wrong:
        return ()
    filters = _of_file(ask, table) if filtered else []
    if not filters:
        return tuple(wrong_sum(each) for each in wrong)
    kept = set(kept_rows(filters, table))
    parts = parts_of(table, total_rows(table))
    at = {cell.ref: n for n, row in enumerate(table.rows) for cell in row}
    problems = []
    for each in wrong:
        index = at[each.sum.cell.ref]
        if each.label is None or index in kept:
            problems += [wrong_sum(each)] if index in kept else []
        elif parts.get(index, frozenset([-1])) <= kept:
            problems.append(_as_warning(each))
    return tuple(problems)


def _as_warning(checked: CheckedSum) -> Problem:
    return replace(wrong_sum(checked), level=Level.WARNING)


def _of_file(ask: Ask, table: DataTable) -> Sequence[tuple[Said, tuple[Said, ...]]]:
    """Return the filters of a table's own columns; the others are of a joined file, or unknown."""
    return [each for each in ask.filters if each[0].text in table.columns]
