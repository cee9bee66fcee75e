"""What one file takes, seen from the process that started the work, and the attempts without it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from panel_papers.core import (
    Attempt,
    Begun,
    FileBudget,
    Limit,
    LimitsError,
    News,
    Overrun,
    OverrunError,
    Place,
    Problem,
    late,
)

_Result = TypeVar("_Result")

_MOST = 5
"""How many files may exceed their budget before the rest of the paper is no longer looked at."""
_MOMENT = 0.3
"""Seconds for which a process is not looked at: nearly every file is done by then."""
_CRASHES = {
    -getattr(signal, name)
    for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL")
    if hasattr(signal, name)
}


class Lookout:
    """Watches from outside which file a process works on, and what that takes.

    Other processes alone can do so while a library keeps the process from hearing anything.
    """

    def __init__(self, budget: FileBudget) -> None:
        self._budget = budget
        self._begun: dict[int, Begun] = {}

    def hear(self, news: News) -> None:
        """Take note that work on a file has begun or ended."""
        if isinstance(news, Begun):
            self._begun[news.number] = news
        else:
            self._begun.pop(news.number, None)

    def look(self, pid: int) -> OverrunError | None:
        """Return that a file has exceeded its budget in the process `pid`, or None."""
        now = time.monotonic()
        if all(now - each.clock < _MOMENT for each in self._begun.values()):
            return None
        seconds, memory = _taken_by(pid)
        for each in reversed(self._begun.values()):  # the innermost first
            if seconds - each.seconds > self._budget.seconds:
                return self._over(Overrun(each.task, Limit.TIME, self._budget.seconds))
            if memory - each.memory > self._budget.memory:
                return self._over(Overrun(each.task, Limit.MEMORY, self._budget.memory))
        return None

    def crashed(self, code: int) -> OverrunError | None:
        """Return which file a process crashed on that ended with `code`; None for other ends."""
        if code not in _CRASHES or not self._begun:
            return None
        return self._over(Overrun(list(self._begun.values())[-1].task, Limit.CRASH))

    def late(self, seconds: float) -> OverrunError | None:
        """Return which file most of a paper's time went by on, if it was one."""
        return late(self._begun.values(), seconds)

    def _over(self, overrun: Overrun) -> OverrunError:
        several = len({each.thread for each in self._begun.values()}) > 1
        return OverrunError(None if several else overrun)


def _taken_by(pid: int) -> tuple[float, int]:
    """Return the seconds of processor time that a process has taken, and the bytes it holds."""
    return _by_proc(pid) if sys.platform == "linux" else _by_psutil(pid)


def _by_psutil(pid: int) -> tuple[float, int]:
    import psutil  # noqa: PLC0415 - only for a file that takes longer than most

    try:
        process = psutil.Process(pid)
        with process.oneshot():
            times = process.cpu_times()
            return times.user + times.system, process.memory_info().rss
    except psutil.Error:  # it has just ended
        return 0, 0


def _by_proc(pid: int) -> tuple[float, int]:
    """Return the same as Linux has it in two files: to load psutil takes 30 ms."""
    if sys.platform != "linux":
        return 0, 0
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:  # it has just ended
        return 0, 0
    user, system = said.rpartition(")")[2].split()[11:13]  # behind its name, which may hold spaces
    seconds = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return seconds, int(pages) * os.sysconf("SC_PAGE_SIZE")


def next_attempt(paper: str, attempt: Attempt, overrun: Overrun | None) -> Attempt:
    """Return the attempt after one in which a file exceeded its budget: without that file.

    None: it is not known which of several it was. Raises LimitsError after too many attempts, with
    the problems of them all.
    """
    if overrun is None:
        return Attempt(attempt.over, alone=True)
    over = (*attempt.over, overrun)
    if len(over) > _MOST or overrun.task in {each.task for each in attempt.over}:
        raise LimitsError([*(each.problem for each in over), _not_checked(paper)])
    return Attempt(over, alone=True)


def in_attempts(
    paper: str,
    work: Callable[[Attempt], _Result],
    attempt: Attempt = Attempt(),  # noqa: B008 - frozen
) -> _Result:
    """Return what comes of the work on a paper in this process, at last without some of its files.

    Raises LimitsError after too many attempts.
    """
    while True:
        try:
            return work(attempt)
        except OverrunError as error:
            attempt = next_attempt(paper, attempt, error.overrun)


def _not_checked(paper: str) -> Problem:
    return Problem(
        "files-not-checked",
        Place(paper),
        "Several files take too long or too much memory, so the rest of the paper was not checked",
        "",
        "do for each file named above what its message says, and run the command again",
    )
