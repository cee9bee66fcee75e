"""The header of a table: a name of its own for every column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from panel_papers.content.data.headings import read_heading
from panel_papers.core import Place, Problem


def plain_header(text: str) -> str:
    """Return a column's name, its line breaks and double blanks as single ones."""
    return " ".join(text.split())


def header_faults(names: Sequence[str], place: Callable[[int], Place]) -> list[Problem]:
    """Return the problem of each column without a name, or with another's, or an odd scale."""
    problems = []
    wanted = "a heading of its own for every column"
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name:
            found = "A column has no heading"
            hint = (
                "write the missing heading into the first row of the table; if that row is a "
                "title, delete it"
            )
            problems.append(Problem("blank-header", place(index), found, wanted, hint))
        elif name.casefold() in seen:
            found = f"“{name}” is the heading of a second column"
            hint = (
                "in the first row of the file, give one of the two columns another heading, "
                "such as the year it is for"
            )
            problems.append(Problem("duplicate-header", place(index), found, wanted, hint))
        seen.setdefault(name.casefold(), index)
        if unclear := read_heading(name).unclear:
            found = (
                f"The heading “{name}” has brackets that say no amount that is known: “{unclear}”"
            )
            hint = "in the file, write “(£)”, “(£000)”, “(£m)” or “(£bn)” in their place"
            problems.append(Problem("unclear-scale", place(index), found, "", hint))
    return problems


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Return the letters that a spreadsheet gives a column, from 1: “B”, “AA”."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
