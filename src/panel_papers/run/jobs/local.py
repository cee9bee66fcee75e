"""Papers built in several processes of this machine.

Each process has a pipe of its own and one paper at a time: so it is known whose paper a process
was at when it died, and only that one is tried again. (A `ProcessPoolExecutor` breaks as a whole
when one of its processes dies, and cannot say at which job.)
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct

from panel_papers.core import (
    Attempt,
    Begun,
    Ended,
    FileBudget,
    LimitsError,
    OverrunError,
    Settings,
)
from panel_papers.run.cleanup import clear_up
from panel_papers.run.file_limits import Lookout, next_attempt
from panel_papers.run.jobs import Done, Finished
from panel_papers.run.jobs.worker import LEAVING_SECONDS, lost, work
from panel_papers.run.limits import limits_from
from panel_papers.run.result import Outcome

_MOST_TRIES = 2
"""How often a paper is begun whose process dies."""
_GLANCE = 0.1
"""How often, in seconds, it is looked whether a file takes too much."""
_MOST_PAPERS = 100
_MOST_MEMORY = 1_000_000_000
"""After how many papers, or beyond how many bytes, a process is replaced: what leaks goes."""


def in_processes(names: Sequence[str], settings: Settings, jobs: int) -> Finished:
    """Build papers in `jobs` processes, begun in their order; yield each as it is finished.

    Each is published by the process that builds it. When this ends, is closed or interrupted, no
    process of it is left.
    """
    context = _context()
    waiting = deque(enumerate(names))
    tries = [_Tries() for _ in names]
    budget = limits_from(os.environ).file
    workers: list[_Worker] = []
    try:
        while True:
            busy = [worker for worker in workers if worker.busy]
            while waiting and len(busy) < jobs:
                idle = next((each for each in workers if not each.busy), None)
                if idle is None:
                    idle = _Worker(context, settings, budget)
                    workers.append(idle)
                index, name = waiting.popleft()
                tries[index].begun += 1
                idle.begin(index, name, tries[index].attempt)
                busy.append(idle)
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], _GLANCE)
            for worker in [each for each in busy if each.finished(each.pipe in ready)]:
                index, name, done = worker.end()
                if not worker.fit:
                    workers.remove(worker)
                    _close([worker])
                came = tries[index].ended(name, settings, done)
                if came is None:
                    waiting.appendleft((index, name))
                else:
                    yield index, came
    finally:
        _close(workers)
        for name in [each.paper for each in workers if each.paper]:
            clear_up(settings, name)  # for one that did not come to it


class _Tries(Struct):
    """How often a paper was begun, and the attempt that is next."""

    begun: int = 0
    attempt: Attempt = Attempt()

    def ended(self, name: str, settings: Settings, done: Done | OverrunError | str) -> Done | None:
        """Return what came of the paper; None where it must start again."""
        if isinstance(done, OverrunError):
            clear_up(settings, name)
            self.begun = 0
            try:
                self.attempt = next_attempt(name, self.attempt, done.overrun)
            except LimitsError as fault:
                return Outcome(name, fault.exit_code, fault.problems), ()
            return None
        if not isinstance(done, str):
            return done
        if self.begun < _MOST_TRIES:
            return None
        clear_up(settings, name)
        found = f"The process that built {name} ended {self.begun} times without a result ({done})"
        return lost(name, settings, found)


class _Worker:
    """A process with its pipe, which is ready when the job is done or the process is gone."""

    def __init__(self, context: BaseContext, settings: Settings, budget: FileBudget) -> None:
        self.pipe, theirs = context.Pipe()
        # The type of contexts says that one may have no Process; each that we take has.
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=work, args=(theirs, Path.cwd(), settings)
        )
        self.process.start()
        theirs.close()  # else its end would not be the end of the pipe
        self._job: tuple[int, str] | None = None
        self._papers = 0
        self._budget = budget
        self._lookout = Lookout(budget)
        self._came: tuple[Done, int] | OverrunError | None = None
        self.fit = True
        """Whether it may have another paper: it lives, and is neither old nor large."""

    @property
    def paper(self) -> str | None:
        """The paper that it has, if any."""
        return self._job[1] if self._job else None

    @property
    def busy(self) -> bool:
        """Whether it has a paper."""
        return self._job is not None

    def begin(self, index: int, name: str, attempt: Attempt) -> None:
        """Give it a paper."""
        self._job = (index, name)
        self._papers += 1
        self._lookout, self._came = Lookout(self._budget), None
        with suppress(OSError):  # it is gone: `end` will notice
            self.pipe.send((name, attempt))

    def finished(self, ready: bool) -> bool:
        """Say whether it is at its paper no more: done, dead, or ended for one file's sake."""
        if not ready:
            self._came = self._lookout.look(self.process.pid or 0)
            return self._came is not None
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            return True
        if isinstance(message, Begun | Ended):
            self._lookout.hear(message)
            return False
        self._came = message
        return True

    def end(self) -> tuple[int, str, Done | OverrunError | str]:
        """Return its paper, and what came of that; where it died, in words how it ended."""
        index, name = self._job or (0, "")
        self._job = None
        if isinstance(self._came, OverrunError):
            self.fit = False
            self.process.kill()
            self.process.join()
            return index, name, self._came
        if self._came is None:
            self.fit = False
            self.process.join(LEAVING_SECONDS)
            code = self.process.exitcode
            return index, name, self._lookout.crashed(code or 0) or _how_it_ended(code)
        done, memory = self._came
        self.fit = self._papers < _MOST_PAPERS and memory < _MOST_MEMORY
        return index, name, done


def _close(workers: Sequence[_Worker]) -> None:
    """End processes: each ends what it started; one that takes too long is killed."""
    try:
        for worker in workers:
            worker.process.terminate()
        deadline = time.monotonic() + LEAVING_SECONDS
        for worker in workers:
            worker.process.join(max(deadline - time.monotonic(), 0))
    finally:  # also when a second Ctrl-C comes
        for worker in workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def _context() -> BaseContext:
    """Return how processes are started here: never by forking this one, which may have threads.

    On Linux a helper without threads imports our modules once, and forks in milliseconds. macOS
    has system libraries that do not survive a fork, and Windows has none: there each process is
    begun afresh.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.preload"])
    return context


def _how_it_ended(exit_code: int | None) -> str:
    if exit_code is None:
        return "it closed its pipe"
    if exit_code < 0:
        return f"by signal {-exit_code}"
    return f"with exit code {exit_code}"
