"""The time and memory that one supplied file may take, and which file is worked on now.

Each stage says which file it works on (`working_on`). Without a watch that costs nothing and does
nothing; `watching` installs one for a paper, and has the process that started this one see the
same, as it alone can end work that is stuck in a library.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from panel_papers.core.problems import InputsError, PanelPapersError, Place, Problem

MEGABYTE = 1024 * 1024
_SMALL = 2_000
"""Characters. A shorter text is not watched by itself: there may be ten thousands of them."""


class Stage(StrEnum):
    """What is done with a file, as a problem says it: “to read”."""

    READING = "read"
    CLEANING = "clean"
    FILLING = "fill"
    WRITING = "write in Word"
    CHECKING = "check"
    TOGETHER = "check with the others"
    """All texts of a paper; its name is then the paper's folder."""
    CONVERTING = "convert to PDF"
    JOINING = "add to the pack"


class Limit(StrEnum):
    """Which limit a file exceeded."""

    TIME = "processor time"
    CLOCK = "time by the clock"
    MEMORY = "memory"
    ALL_MEMORY = "memory of the paper"
    CRASH = "crash"


class FileBudget(Struct, frozen=True):
    """What the work on one file may take at each stage.

    Seconds of processor time, so that a busy computer makes no file too slow, and bytes of memory
    beyond the most that the process held before.
    """

    seconds: float = 60
    memory: int = 750 * MEGABYTE


class FileTask(Struct, frozen=True):
    """One file (by the name that problems use) at one stage; `part` says which part of the work."""

    file: str
    stage: Stage
    part: str | None = None


class Overrun(Struct, frozen=True):
    """A file that exceeded its budget; `amount` is the budget, in seconds or bytes."""

    task: FileTask
    limit: Limit
    amount: float = 0

    @property
    def problem(self) -> Problem:
        """The problem as the paper's author reads it."""
        stage, part = self.task.stage, self.task.part
        doing = f"to {stage}{f' ({part})' if part else ''}"
        again = "save it again in the program that made it, split it, or make it simpler"
        if self.limit is Limit.CRASH:
            code, found = "file-crash", f"A library crashed in the attempt {doing} this file"
            wanted, hint = "a file that libraries can read", again
        elif self.limit is Limit.MEMORY:
            megabytes = f"{self.amount / MEGABYTE:,.4g} MB of memory"
            code, found = "file-over-memory", f"This file takes more than {megabytes} {doing}"
            wanted = f"a file that needs at most {megabytes}"
            hint = f"{again}; if it does need more, set PANEL_PAPERS_FILE_MEGABYTES to more"
        elif self.limit is Limit.ALL_MEMORY:
            code = "file-over-memory"
            found = f"The memory allowed for one paper was used up in the attempt {doing} this file"
            wanted = "a file that needs a part of it"
            hint = f"{again}; if it does need more, set PANEL_PAPERS_MEGABYTES to more"
        elif self.limit is Limit.CLOCK:
            code = "file-over-time"
            spent = f"most of the {self.amount:g} seconds allowed for one paper"
            found = f"It took {spent} {doing} this file"
            wanted = "a file that takes a small part of them"
            hint = f"{again}; if it does need longer, set PANEL_PAPERS_SECONDS to more"
        else:
            seconds = f"{self.amount:g} second{'' if self.amount == 1 else 's'} of processor time"
            code, found = "file-over-time", f"This file takes more than {seconds} {doing}"
            wanted = f"a file that needs at most {seconds}"
            hint = f"{again}; if it does need longer, set PANEL_PAPERS_FILE_SECONDS to more"
        return Problem(code, Place(self.task.file), found, wanted, hint)


class OverrunError(BaseException):
    """Ends the work of this process on a paper; no `except Exception` on its way may keep it.

    Whoever runs the paper begins again without the file. `overrun` is None where several files
    were worked on at once, so that it is not known which of them it was.
    """

    def __init__(self, overrun: Overrun | None) -> None:
        super().__init__(overrun)
        self.overrun = overrun


class Attempt(Struct, frozen=True):
    """One attempt at a paper: without the files that exceeded their budget, and `alone`.

    Alone means one file after another, so that it is known whose time and memory it is.
    """

    over: tuple[Overrun, ...] = ()
    alone: bool = False


class Begun(NamedTuple):
    """That the work on a file has begun: by which thread, and what the process had taken so far.

    `clock` is the time by `time.monotonic`, `memory` the most bytes that the process held.
    """

    number: int
    task: FileTask
    thread: int
    clock: float
    seconds: float
    memory: int


class Ended(NamedTuple):
    """That the work on a file has ended."""

    number: int


News = Begun | Ended


class FileWatch:
    """Watches which file this process works on, and reports it."""

    def __init__(
        self,
        budget: FileBudget,
        attempt: Attempt = Attempt(),  # noqa: B008 - frozen
        report: Callable[[News], None] = lambda _: None,
    ) -> None:
        self.attempt = attempt
        self._budget, self._report = budget, report
        self._tasks = {each.task: each for each in attempt.over}
        self._files = {each.task.file: each for each in reversed(attempt.over)}
        self._left_out: set[str] = set()
        self._lock = threading.Lock()
        self._one_at_a_time = threading.RLock()
        self._begun: dict[int, Begun] = {}
        self._mixed: set[int] = set()
        self._count = 0

    def excluded(self, task: FileTask) -> Problem | None:
        """Return the problem of a task that exceeded its budget before."""
        over = self._tasks.get(task)
        return over.problem if over and task.file not in self._left_out else None

    def excluded_file(self, file: str) -> Problem | None:
        """Return the problem of a file that exceeded its budget before, at any stage."""
        over = self._files.get(file)
        return over.problem if over else None

    def leave_out(self, file: str) -> Problem | None:
        """Return the same; who asks works on something else instead, which has no budget."""
        if problem := self.excluded_file(file):
            self._left_out.add(file)
        return problem

    @contextmanager
    def at(self, task: FileTask) -> Iterator[None]:
        """Watch a task; raises OverrunError where it exceeded its budget."""
        if self.attempt.alone:
            self._one_at_a_time.acquire()
        try:
            begun = self._begin(task)
            try:
                yield
                self._judge(begun)
            except MemoryError:  # the limit of the whole paper
                over = self._over(begun, Limit.ALL_MEMORY, 0)
                self._end(begun)
                raise over from None
            except (Exception, OverrunError):  # not where time is up: `late` asks what is begun
                self._end(begun)
                raise
            self._end(begun)
        finally:
            if self.attempt.alone:
                self._one_at_a_time.release()

    def late(self, seconds: float) -> OverrunError | None:
        """Return which file most of a paper's time went by on, if it was one."""
        return late(self._begun.values(), seconds)

    def close(self) -> None:
        """Report that nothing is worked on any more."""
        for each in list(self._begun.values()):
            self._end(each)

    def _begin(self, task: FileTask) -> Begun:
        with self._lock:
            self._count += 1
            here = threading.get_ident()
            now = time.monotonic()
            begun = Begun(self._count, task, here, now, time.process_time(), most_memory())
            others = [each.number for each in self._begun.values() if each.thread != here]
            if others:
                self._mixed |= {begun.number, *others}
            self._begun[begun.number] = begun
            self._report(begun)
        return begun

    def _end(self, begun: Begun) -> None:
        with self._lock:
            del self._begun[begun.number]
            self._mixed.discard(begun.number)
            self._report(Ended(begun.number))

    def _judge(self, begun: Begun) -> None:
        """Raise for a task that has just ended and took too much; the same on every computer."""
        if time.process_time() - begun.seconds > self._budget.seconds:
            raise self._over(begun, Limit.TIME, self._budget.seconds)
        if most_memory() - begun.memory > self._budget.memory:
            raise self._over(begun, Limit.MEMORY, self._budget.memory)

    def _over(self, begun: Begun, limit: Limit, amount: float) -> OverrunError:
        mixed = begun.number in self._mixed
        return OverrunError(None if mixed else Overrun(begun.task, limit, amount))


def late(begun: Iterable[Begun], seconds: float) -> OverrunError | None:
    """Return which file most of a paper's `seconds` went by on, if it was one."""
    now = time.monotonic()
    long = [each for each in begun if now - each.clock > seconds / 2]
    if len({each.thread for each in long}) != 1:
        return None
    return OverrunError(Overrun(long[-1].task, Limit.CLOCK, seconds))


_watch: FileWatch | None = None
"""The watch over the paper that this process works on; one for all its threads."""


@contextmanager
def watching(watch: FileWatch) -> Iterator[None]:
    """Have a watch see which files the block works on."""
    global _watch  # noqa: PLW0603 - what is watched is the process
    before, _watch = _watch, watch
    try:
        yield
    finally:
        _watch = before


@contextmanager
def working_on(
    place: Place,
    stage: Stage,
    error: type[PanelPapersError] = InputsError,
    *,
    part: str | None = None,
    size: int = _SMALL,
) -> Iterator[None]:
    """Say that the block works on a file; of a text, also how many characters it has.

    Raises `error` where the file exceeded its budget at this stage in an attempt before.
    """
    if _watch is None or size < _SMALL:
        yield
        return
    task = FileTask(place.file, stage, part)
    if problem := _watch.excluded(task):
        raise error([problem])
    if stage is not Stage.TOGETHER and _watch.excluded_file(place.file):
        yield  # what is worked on instead of it is no file of the user's
        return
    with _watch.at(task):
        yield


def excluded(place: Place, stage: Stage, part: str | None = None) -> Problem | None:
    """Return the problem of a file that an attempt before found too slow or large at a stage."""
    return _watch.excluded(FileTask(place.file, stage, part)) if _watch is not None else None


def over_budget(file: str) -> Problem | None:
    """Return the problem of a file that an attempt before found too slow or too large, if any."""
    return _watch.excluded_file(file) if _watch is not None else None


def leave_out(file: str) -> Problem | None:
    """Return the same as `over_budget`, and work on something else instead of the file."""
    return _watch.leave_out(file) if _watch is not None else None


def files_over_budget() -> Sequence[Problem]:
    """Return the problems of all files that attempts before found too slow or too large.

    Of all texts together nothing is said where one of them is named.
    """
    over = _watch.attempt.over if _watch is not None else ()
    named = {each.task.part for each in over if each.task.stage is Stage.CHECKING}
    return [
        each.problem
        for each in over
        if each.task.stage is not Stage.TOGETHER or each.task.part not in named
    ]


if sys.platform == "win32":

    def most_memory() -> int:
        """Return the most bytes of memory that this process has held."""
        import psutil  # noqa: PLC0415 - Python itself cannot say

        return psutil.Process().memory_info().peak_wset

else:
    import resource

    _UNIT = 1 if sys.platform == "darwin" else 1024

    def most_memory() -> int:
        """Return the most bytes of memory that this process has held."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
