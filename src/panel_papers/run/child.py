"""A child process as its parent sees it: started, listened to, asked to end.

On Linux it is a fork of this process, made before anything heavy is loaded, which costs next to
nothing; elsewhere it is a fresh Python (Windows has no fork, and macOS's own libraries do not bear
one).
"""

from __future__ import annotations

import atexit
import os
import pickle
import select
import signal
import struct
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, Generic

from msgspec import Struct

from panel_papers.core import Attempt, Begun, Ended, ExitCode, LimitsError, OverrunError
from panel_papers.run.child_work import (
    GRACE,
    Message,
    Result,
    Work,
    flush,
    wait_for_threads,
    worked,
)
from panel_papers.run.file_limits import Lookout
from panel_papers.run.limits import Limits, killed, too_long

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_START = 60.0
"""Seconds that a child has to begin; a fresh Python on a busy computer needs a few."""
_GLANCE = 0.1
"""How often, in seconds, it is looked whether the time is up, or a file takes too much."""
_KILL = int(getattr(signal, "SIGKILL", signal.SIGTERM))


class Died(Struct, frozen=True):
    """How a child ended that owed something: its exit code, or the signal, below 0.

    `over` is the file that it was ended for, or that it crashed on.
    """

    code: int
    late: bool
    over: OverrunError | None

    @property
    def harmed(self) -> bool:
        """Whether it may have left its lock and its files."""
        return self.code <= 0

    def fault(self, paper: str, limits: Limits) -> LimitsError:
        """Return the error of the paper that it worked on."""
        return too_long(paper, limits) if self.late else killed(paper, -self.code)


class Child(ABC, Generic[Result]):
    """A child at work, however it was started."""

    def __init__(self) -> None:
        self.asked = 0
        """The signal by which this process was asked to end, or 0."""
        self._until: float | None = None

    def wait_until_ready(self) -> None:
        """Wait for the child to begin, or to end; the time of its first paper runs from there."""
        until = time.monotonic() + _START
        while time.monotonic() < min(until, self._until or until):
            if self._receive(_GLANCE)[0]:
                break

    def next(self, limits: Limits, lookout: Lookout) -> Result | LimitsError | OverrunError | Died:
        """Wait for what comes of the next paper, or for the end of the child."""
        until = time.monotonic() + limits.seconds + GRACE
        while True:
            ready, message = self._receive(_GLANCE)
            late = time.monotonic() > min(until, self._until or until)
            if isinstance(message, Begun | Ended):
                lookout.hear(message)
            elif isinstance(message, OverrunError):
                return message
            elif message is not None:
                problems, result = message
                return result if problems is None else LimitsError(problems)
            elif ready:  # without a message: the child has closed its end
                code = self.end(at_once=False)
                return Died(code, False, None if self.asked else lookout.crashed(code))
            elif over := lookout.look(self.pid):
                return Died(self.end(at_once=True, kill=True), False, over)
            if late:
                over = None if self.asked else lookout.late(limits.seconds)
                return Died(self.end(at_once=True), True, over)

    def ask(self, number: int, _frame: FrameType | None = None) -> None:
        """Ask the child to end, as this process was; who asks again is not kept waiting."""
        self._signal((self.asked and _KILL) or number)
        self.asked = self.asked or number
        self._until = time.monotonic() + GRACE

    def end(self, *, at_once: bool, kill: bool = False) -> int:
        """Return how the child ended, which it does now or, `at_once`, is asked to.

        One that takes ever more memory is not asked: `kill`.
        """
        asked = (_KILL,) if kill else (signal.SIGTERM, _KILL)
        for number in asked if at_once else (None, *asked):
            if number is not None and self._ended() is None:
                self._signal(number)
            until = time.monotonic() + GRACE
            while (code := self._ended()) is None and time.monotonic() < until:
                time.sleep(0.002)
            if code is not None:
                break
        self._close()
        return code if code is not None else -_KILL

    @property
    @abstractmethod
    def pid(self) -> int:
        """The number of the child's process."""

    @abstractmethod
    def _receive(self, seconds: float) -> tuple[bool, Message | None]:
        """Wait for a message; (True, None) says that there will be none."""

    @abstractmethod
    def _signal(self, number: int) -> None:
        """Send the child a signal, if it lives."""

    @abstractmethod
    def _ended(self) -> int | None:
        """Return the child's exit code, a signal below 0, or None if it lives."""

    @abstractmethod
    def _close(self) -> None:
        """Close what leads to the child."""


class Forked(Child[Any]):
    """A child that is a fork of this process."""

    def __init__(
        self, work: Work[Any], papers: Iterable[str], limits: Limits, attempt: Attempt
    ) -> None:
        super().__init__()
        self._code: int | None = None
        if sys.platform == "win32":
            raise NotImplementedError("there are no forks on Windows")
        self._from_child, to_parent = os.pipe()
        life, self._life = os.pipe()
        flush()
        self._pid = os.fork()
        if self._pid:
            os.close(to_parent)
            os.close(life)
            return
        code = int(ExitCode.OWN_FAULT)
        try:
            os.close(self._from_child)
            os.close(self._life)
            # A group of its own: Ctrl-C comes once, through the parent. It may still print.
            os.setpgid(0, 0)
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)

            def send(message: Message) -> None:
                data = pickle.dumps(message)
                with open(to_parent, "wb", closefd=False) as pipe:
                    pipe.write(struct.pack("!Q", len(data)) + data)

            code = worked(
                work, papers, limits, attempt, send=send, parent_gone=lambda: os.read(life, 1)
            )
            wait_for_threads()
            atexit._run_exitfuncs()
            flush()
        finally:
            os._exit(code)  # never back into what the parent was doing

    @property
    def pid(self) -> int:
        """The number of the child’s process."""
        return self._pid

    def _receive(self, seconds: float) -> tuple[bool, Message | None]:
        if self._from_child < 0 or not select.select([self._from_child], [], [], seconds)[0]:
            return self._from_child < 0, None
        head = self._read(8)
        size = struct.unpack("!Q", head)[0] if len(head) == 8 else 0
        data = self._read(size)
        whole = size and len(data) == size
        return True, pickle.loads(data) if whole else None  # noqa: S301 - our own child's

    def _read(self, size: int) -> bytes:
        """Return a number of bytes and none of the next message; fewer where no more will come."""
        data = bytearray()
        while len(data) < size and (more := os.read(self._from_child, size - len(data))):
            data += more
        return bytes(data)

    def _signal(self, number: int) -> None:
        if self._ended() is None:
            os.kill(self._pid, number)

    def _ended(self) -> int | None:
        if sys.platform == "win32":
            raise NotImplementedError("there are no forks on Windows")
        if self._code is None:
            done, status = os.waitpid(self._pid, os.WNOHANG)
            if done:
                self._code = os.waitstatus_to_exitcode(status)
                with suppress(ProcessLookupError, PermissionError):  # what it left behind
                    os.killpg(self._pid, signal.SIGKILL)
        return self._code

    def _close(self) -> None:
        if self._from_child >= 0:
            os.close(self._from_child)
            os.close(self._life)
            self._from_child = -1


class Spawned(Child[Any]):
    """A child that is a fresh Python."""

    def __init__(
        self, work: Work[Any], papers: Iterable[str], limits: Limits, attempt: Attempt
    ) -> None:
        import multiprocessing  # noqa: PLC0415 - heavier than all the rest here

        super().__init__()
        context = multiprocessing.get_context("spawn")
        self._from_child, to_parent = context.Pipe(duplex=False)
        life, self._life = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_spawned, args=((work, papers, limits, attempt), to_parent, life), daemon=False
        )
        flush()
        self._process.start()
        to_parent.close()
        life.close()

    @property
    def pid(self) -> int:
        """The number of the child’s process."""
        return self._process.pid or 0

    def _receive(self, seconds: float) -> tuple[bool, Message | None]:
        try:
            if not self._from_child.poll(seconds):
                return False, None
            message: Message = self._from_child.recv()
        except (EOFError, OSError):
            return True, None
        return True, message

    def _signal(self, number: int) -> None:
        if self._process.exitcode is not None:
            return
        if sys.platform != "win32":
            os.kill(self._process.pid or 0, number)
        elif number != signal.SIGINT:  # a Windows console has ended the child by itself
            self._process.terminate()

    def _ended(self) -> int | None:
        return self._process.exitcode

    def _close(self) -> None:
        self._from_child.close()
        self._life.close()


def _spawned(
    job: tuple[Work[Any], Iterable[str], Limits, Attempt],
    to_parent: Connection[Message, Any],
    life: Connection[Any, Any],
) -> None:
    def parent_gone() -> None:
        with suppress(EOFError, OSError):
            life.recv()

    sys.exit(worked(*job, send=to_parent.send, parent_gone=parent_gone))
