"""Rows that a filter leaves out in silence: another spelling, or a name that is above them only."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from panel_papers.content.data.blank_groups import row_below_group
from panel_papers.content.data.filtering import Groups, kept
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.spellings import other_spelling, spelled_twice
from panel_papers.core import Level, Place, Problem

_ENOUGH = 10


def left_out_problems(
    table: DataTable,
    column: int,
    groups: Groups,
    choices: Collection[str],
    *,
    others: Collection[int] | None,
    place: Place,
) -> list[Problem]:
    """Return the problems of rows that the filter of a column leaves out and means as well.

    `groups` are the rows by what they have in the column, `others` those that the other filters let
    through, None for all.
    """
    name, problems = table.columns[column], []
    firsts = (
        next((n for n in rows if others is None or n in others), None) for rows in groups.values()
    )
    said = other_spelling((table.rows[n][column] for n in firsts if n is not None), choices)
    if said is not None:
        found = f"The filter for “{said[0]}” in “{name}” leaves out “{said[1].text}” "
        found += f"({said[1].ref} of {table.path})"
        wanted = "one spelling of each name"
        hint = (
            f"write “{said[0]}” in that cell too, if it is the same; if both are meant, write "
            f"both here: “filter: {{{name}: [{said[0]}, {said[1].text}]}}”"
        )
        problems.append(Problem("spelled-two-ways", place, found, wanted, hint))
    blank = None
    if ("", None, "") in groups:
        blank = row_below_group(table, column, groups, kept=kept(groups, choices), others=others)
    if blank is not None:
        above, below, sure = blank
        found = f"The filter for “{above.text}” ({above.ref}) in “{name}” leaves out the row "
        found += f"below, where {below.ref} of {table.path} is empty"
        wanted = "the name of its group in every row"
        hint = f"in the file, write “{above.text}” into {below.ref} and the other empty cells of "
        hint += "its group"
        level = Level.ERROR if sure else Level.WARNING
        problems.append(Problem("group-written-once", place, found, wanted, hint, level))
    return problems


def spelling_problems(name: str, cells: Iterable[DataCell]) -> list[Problem]:
    """Return the errors of groups that are one group, spelled in two ways in the column `name`."""
    return [
        Problem(
            "spelled-two-ways",
            cell.place,
            f"“{first.text}” ({first.ref}) and “{cell.text}” ({cell.ref}) are two groups in the "
            f"column “{name}”",
            "one spelling of each name",
            f"if they are the same, type “{first.text}” in all its rows of the file",
        )
        for first, cell in spelled_twice(cells)[:_ENOUGH]
    ]
