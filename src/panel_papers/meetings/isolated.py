"""The work of a meeting in child processes, within the limits of a paper."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from msgspec import Struct

from panel_papers.core import ExitCode, LimitsError, PanelPapersError, Problem
from panel_papers.run import each_in_child, limits_from

_Result = TypeVar("_Result")


class Failed(Struct, frozen=True):
    """An error of the work; our exceptions do not pickle."""

    exit_code: ExitCode
    problems: tuple[Problem, ...]


class _Work(Generic[_Result]):
    """What a child calls with each name."""

    def __init__(self, work: Callable[[str], _Result]) -> None:
        self._work = work

    def __call__(self, name: str) -> _Result | Failed:
        try:
            return self._work(name)
        except PanelPapersError as error:
            return Failed(error.exit_code, error.problems)


def in_children(
    work: Callable[[str], _Result], names: Sequence[str], jobs: int = 1
) -> list[_Result | Failed]:
    """Return what the work makes of each name, in order, in up to `jobs` processes at once.

    What it returns and, for several processes, the work itself must pickle.
    """
    jobs = max(min(jobs, len(names)), 1)
    if jobs == 1:
        return _in_one(work, names, forks=None)
    shares = [names[start::jobs] for start in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:  # a thread does nothing but wait for its process
        made = list(pool.map(lambda share: _in_one(work, share, forks=False), shares))
    by_name = {
        name: came
        for share, results in zip(shares, made, strict=True)
        for name, came in zip(share, results, strict=True)
    }
    return [by_name[name] for name in names]


def all_or_problems(came: Sequence[_Result | Failed], names: Sequence[str]) -> dict[str, _Result]:
    """Return what each name came to; raises the problems of all that failed together."""
    failed = [each for each in came if isinstance(each, Failed)]
    if failed:
        error = PanelPapersError([problem for each in failed for problem in each.problems])
        error.exit_code = failed[0].exit_code
        raise error
    return {
        name: each for name, each in zip(names, came, strict=True) if not isinstance(each, Failed)
    }


def in_child(work: Callable[[str], _Result], name: str) -> _Result:
    """Return what the work makes of a name, in a process of its own.

    Raises PanelPapersError as the work does, and where it exceeds its limits.
    """
    (came,) = in_children(work, [name])
    if isinstance(came, Failed):
        error = PanelPapersError(came.problems)
        error.exit_code = came.exit_code
        raise error
    return came


def _in_one(
    work: Callable[[str], _Result], names: Sequence[str], *, forks: bool | None
) -> list[_Result | Failed]:
    limits = limits_from(os.environ)
    how = {} if forks is None else {"forks": forks}
    came = each_in_child(_Work(work), names, limits, _nothing, **how)
    return [
        Failed(each.exit_code, each.problems) if isinstance(each, LimitsError) else each
        for each in came
    ]


def _nothing(_name: str) -> None:
    """Clear nothing up: files are written in the end, all together."""
