"""The work of a command in a child process, within the same limits as a paper."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Generic, TypeVar

import click
from msgspec import Struct

from panel_papers.core import ExitCode, LimitsError, PanelPapersError, Problem
from panel_papers.run import Limits, each_in_child, limits_from

_Result = TypeVar("_Result")


class _Failed(Struct, frozen=True):
    """An error of the work; our exceptions do not pickle."""

    exit_code: ExitCode
    problems: tuple[Problem, ...]


class _Work(Generic[_Result]):
    """What the child calls; it is given a name and needs none."""

    def __init__(self, work: Callable[[], _Result]) -> None:
        self._work = work

    def __call__(self, _name: str) -> _Result | _Failed:
        try:
            return self._work()
        except PanelPapersError as error:
            return _Failed(error.exit_code, error.problems)


def in_child(name: str, work: Callable[[], _Result]) -> _Result:
    """Return what `work` does in a child process; `name` is what an error of its limits names.

    What it returns, and outside Linux the work itself, must pickle. Raises PanelPapersError as the
    work does, and where it exceeds its limits.
    """
    (came,) = each_in_child(_Work(work), [name], limits_of_run(), _nothing)
    if isinstance(came, LimitsError):
        raise came
    if isinstance(came, _Failed):
        error = PanelPapersError(came.problems)
        error.exit_code = came.exit_code
        raise error
    return came


def limits_of_run() -> Limits:
    """Return the limits that the environment asks for; raises UsageError for a wrong one."""
    try:
        return limits_from(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _nothing(_name: str) -> None:
    """Clear nothing up: the work writes its files in the end, all together."""
