"""Faults in files of data: the first ones of a kind, and how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.core import InputsError, Place, Problem

_OF_A_KIND = 10  # one wrong column has a fault in every row; the first few say it all
_AT_ALL = 40


def refused(
    code: str, place: Place, found: str, wanted: str, hint: str | None = None
) -> InputsError:
    """Return the error with a single fault, to be raised."""
    return InputsError([Problem(code, place, found, wanted, hint)])


def first_of_each(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first problems of each kind; the last of them says how many more there are."""
    counts = Counter(problem.code for problem in problems)
    told: Counter[str] = Counter()
    found = []
    for problem in problems:
        told[problem.code] += 1
        more = counts[problem.code] - _OF_A_KIND
        if told[problem.code] < _OF_A_KIND or (told[problem.code] == _OF_A_KIND and more <= 0):
            found.append(problem)
        elif told[problem.code] == _OF_A_KIND:
            text = f"{problem.found}; there are {more} more like it in this file"
            found.append(replace(problem, found=text))
    return found[:_AT_ALL]
