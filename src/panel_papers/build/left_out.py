"""A paper without the files that exceeded their budget: all its problems, nothing published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from panel_papers.build.prepare import Prepared
from panel_papers.core import (
    InputsError,
    PanelPapersError,
    Problem,
    as_restricted,
    distinct,
    files_over_budget,
    judge,
)

if TYPE_CHECKING:
    from panel_papers.output import Build  # a check builds nothing, and loads nothing for it


def whole(prepared: Prepared, make: Callable[[], Build]) -> Build:
    """Return what `make` builds of a paper, which may be published.

    Raises InputsError, with all problems of the paper, where files of it were left out.
    """
    if not files_over_budget():
        return make()
    try:
        build = make()
    except PanelPapersError as error:
        raise lacking(prepared, error.problems) from error
    restricted = build.restricted.problems if build.restricted else ()
    raise lacking(prepared, (*build.problems, *restricted))


def lacking(prepared: Prepared, later: Sequence[Problem]) -> InputsError:
    """Return the error of a paper that lacks files, with all other problems of it.

    `later` are those that came up after the paper was prepared.
    """
    left_out = prepared.intake.left_out
    known = {(each.code, each.place) for each in (*left_out, *later)}
    # what is restricted is not known to be public
    others = [each for each in files_over_budget() if (each.code, each.place) not in known]
    found = (*prepared.problems, *prepared.findings, *prepared.of_today, *later)
    files = {each.place.file for each in left_out}
    over = {each.code for each in files_over_budget()}
    rest = [
        each
        for each in judge(distinct(found), prepared.paper.accepted).open
        if each.place.file not in files or each.code in over
    ]
    return InputsError(distinct((*left_out, *as_restricted(others), *rest)))
