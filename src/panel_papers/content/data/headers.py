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
    wanted = "a name of its own for every column"
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name:
            found = "The column has no name"
            hint = "write its name into the first row of the table; nothing may be above that"
            problems.append(Problem("blank-header", place(index), found, wanted, hint))
        elif name.casefold() in seen:
            found, hint = f"“{name}” is the name of a second column", "name the columns apart"
            problems.append(Problem("duplicate-header", place(index), found, wanted, hint))
        seen.setdefault(name.casefold(), index)
        if unclear := read_heading(name).unclear:
            found = f"The heading “{name}” gives no scale that is known: “{unclear}”"
            hint = "write “(£)”, “(£000)”, “(£m)” or “(£bn)” into the heading"
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
