"""Papers worked on in a child process, which may hang, swell or die without harm to this one.

This process stays light: it starts the child, hands on what comes of each paper, and ends the child
when its time is up. On Linux the child is a fork of this process, made before anything heavy is
loaded, which costs next to nothing; elsewhere it is a fresh Python (Windows has no fork, and
macOS's own libraries do not bear one).

Each looks after the other. A child that dies or does not end when asked to is a fault in words, its
lock and files are cleared away, and the papers after it have a new child. A child whose parent dies
ends as if it were interrupted.
"""

from __future__ import annotations

import atexit
import faulthandler
import os
import pickle
import select
import signal
import struct
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from panel_papers.core import (
    Attempt,
    Begun,
    Ended,
    ExitCode,
    LimitsError,
    News,
    OverrunError,
    Problem,
)
from panel_papers.run.file_limits import Lookout, next_attempt
from panel_papers.run.limits import Limits, killed, limited, tidy, too_long
from panel_papers.run.signals import at_a_good_moment, tell_main_thread, wake_main_thread

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
Work = Callable[[str], Result]
"""Works on the paper of a name; what it returns must pickle, and outside Linux so must it."""
_Message = tuple[tuple[Problem, ...] | None, Any] | News | OverrunError
"""What comes of a paper: its problems where it exceeded its limits, or else the result.

Before that, which file is worked on; or that one has exceeded its budget.
"""
_READY: _Message = (None, None)
"""What a child says first: from now on it is at work, and can be asked to end."""

_GRACE = 5.0
"""Seconds that a process has to clear up after itself when it is asked to end."""
_START = 60.0
"""Seconds that a child has to begin; a fresh Python on a busy computer needs a few."""
_GLANCE = 0.1
"""How often, in seconds, it is looked whether the time is up, or a file takes too much."""
_FORKS = sys.platform == "linux"
_ENDING = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]


class Terminated(KeyboardInterrupt):
    """SIGTERM, or a closed terminal: all is cleared up as after Ctrl-C."""


def each_in_child(
    work: Work[Result],
    papers: Sequence[str],
    limits: Limits,
    clear_up: Callable[[str], None],
    *,
    forks: bool = _FORKS,
) -> Iterator[Result | LimitsError]:
    """Yield what comes of the work on each paper, in order, or how it exceeded its limits.

    Where one file exceeds its budget, the work on its paper begins again without that file, and
    reports it. The work runs in a child process, one paper after another in the same as long as
    that lives; what it prints is printed. `clear_up` is called for a paper whose process could not
    clear up after itself. Where the work ends its process (by SystemExit, or an exception, whose
    traceback is printed there), this raises SystemExit with the same code; where this process is
    asked to end, so is the child, and this raises KeyboardInterrupt or `Terminated`.
    """
    left = list(papers)
    attempt = Attempt()
    while left:
        with _listening(_Forked if forks else _Spawned, work, left, limits, attempt) as child:
            while left:
                lookout = Lookout(limits.file)
                came = child.next(limits, lookout)
                if isinstance(came, _Died):
                    if came.harmed:
                        clear_up(left[0])
                    if child.asked:
                        raise KeyboardInterrupt if child.asked == signal.SIGINT else Terminated
                    if not (came.harmed or came.late or came.over):
                        raise SystemExit(came.code)
                    came = came.over or came.fault(left[0], limits)
                if isinstance(came, OverrunError):
                    try:
                        attempt = next_attempt(left[0], attempt, came.overrun)
                        break
                    except LimitsError as fault:
                        came = fault
                attempt = Attempt()
                del left[0]
                yield came
                if isinstance(came, LimitsError):
                    break  # a process that was out of memory is not trusted with the next paper


class _Died(Struct, frozen=True):
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


class _Child(ABC, Generic[Result]):
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

    def next(self, limits: Limits, lookout: Lookout) -> Result | LimitsError | OverrunError | _Died:
        """Wait for what comes of the next paper, or for the end of the child."""
        until = time.monotonic() + limits.seconds + _GRACE
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
                return _Died(code, False, None if self.asked else lookout.crashed(code))
            elif over := lookout.look(self.pid):
                return _Died(self.end(at_once=True, kill=True), False, over)
            if late:
                over = None if self.asked else lookout.late(limits.seconds)
                return _Died(self.end(at_once=True), True, over)

    def ask(self, number: int, _frame: FrameType | None = None) -> None:
        """Ask the child to end, as this process was; who asks again is not kept waiting."""
        self._signal((self.asked and _KILL) or number)
        self.asked = self.asked or number
        self._until = time.monotonic() + _GRACE

    def end(self, *, at_once: bool, kill: bool = False) -> int:
        """Return how the child ended, which it does now or, `at_once`, is asked to.

        One that takes ever more memory is not asked: `kill`.
        """
        asked = (_KILL,) if kill else (signal.SIGTERM, _KILL)
        for number in asked if at_once else (None, *asked):
            if number is not None and self._ended() is None:
                self._signal(number)
            until = time.monotonic() + _GRACE
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
    def _receive(self, seconds: float) -> tuple[bool, _Message | None]:
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


_KILL = int(getattr(signal, "SIGKILL", signal.SIGTERM))


@contextmanager
def _listening(
    kind: Callable[..., _Child[Any]],
    work: Work[Any],
    papers: Sequence[str],
    limits: Limits,
    attempt: Attempt,
) -> Iterator[_Child[Any]]:
    """Start a child, hand on to it what asks this process to end, and leave none behind."""
    child = kind(work, tuple(papers), limits, attempt)
    # What is ignored stays so, as “nohup” wants it. Python hears signals in its main thread alone;
    # the children of other threads end when this process does.
    main = threading.current_thread() is threading.main_thread()
    heard = [n for n in _ENDING if main and signal.getsignal(n) is not signal.SIG_IGN]
    before = [signal.signal(number, child.ask) for number in heard]
    finished = False
    try:
        child.wait_until_ready()
        yield child
        finished = True
    finally:
        child.end(at_once=not finished)
        for number, handler in zip(heard, before, strict=True):
            signal.signal(number, handler)


class _Forked(_Child[Any]):
    """A child that is a fork of this process."""

    def __init__(
        self, work: Work[Any], papers: Sequence[str], limits: Limits, attempt: Attempt
    ) -> None:
        super().__init__()
        self._code: int | None = None
        if sys.platform == "win32":
            raise NotImplementedError("there are no forks on Windows")
        self._from_child, to_parent = os.pipe()
        life, self._life = os.pipe()
        _flush()
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

            def send(message: _Message) -> None:
                data = pickle.dumps(message)
                with open(to_parent, "wb", closefd=False) as pipe:
                    pipe.write(struct.pack("!Q", len(data)) + data)

            code = _worked(
                work, papers, limits, attempt, send=send, parent_gone=lambda: os.read(life, 1)
            )
            _wait_for_threads()
            atexit._run_exitfuncs()
            _flush()
        finally:
            os._exit(code)  # never back into what the parent was doing

    @property
    def pid(self) -> int:
        return self._pid

    def _receive(self, seconds: float) -> tuple[bool, _Message | None]:
        if self._from_child < 0 or not select.select([self._from_child], [], [], seconds)[0]:
            return self._from_child < 0, None
        head = self._read(8)
        size = struct.unpack("!Q", head)[0] if len(head) == 8 else 0
        data = self._read(size)
        whole = size and len(data) == size
        return True, pickle.loads(data) if whole else None  # noqa: S301 - our own child's

    def _read(self, size: int) -> bytes:
        """Return so many bytes and none of the next message; fewer where no more will come."""
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


class _Spawned(_Child[Any]):
    """A child that is a fresh Python."""

    def __init__(
        self, work: Work[Any], papers: Sequence[str], limits: Limits, attempt: Attempt
    ) -> None:
        import multiprocessing  # noqa: PLC0415 - heavier than all the rest here

        super().__init__()
        context = multiprocessing.get_context("spawn")
        self._from_child, to_parent = context.Pipe(duplex=False)
        life, self._life = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_spawned, args=((work, papers, limits, attempt), to_parent, life), daemon=False
        )
        _flush()
        self._process.start()
        to_parent.close()
        life.close()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def _receive(self, seconds: float) -> tuple[bool, _Message | None]:
        try:
            if not self._from_child.poll(seconds):
                return False, None
            message: _Message = self._from_child.recv()
        except (EOFError, OSError):
            return True, None
        return True, message

    def _signal(self, number: int) -> None:
        if self._process.exitcode is not None:
            return
        if sys.platform != "win32":
            os.kill(self._process.pid or 0, number)
        elif number != signal.SIGINT:  # a Windows console has told the child by itself
            self._process.terminate()

    def _ended(self) -> int | None:
        return self._process.exitcode

    def _close(self) -> None:
        self._from_child.close()
        self._life.close()


def _spawned(
    job: tuple[Work[Any], Sequence[str], Limits, Attempt],
    to_parent: Connection[_Message, Any],
    life: Connection[Any, Any],
) -> None:
    def parent_gone() -> None:
        with suppress(EOFError, OSError):
            life.recv()

    sys.exit(_worked(*job, send=to_parent.send, parent_gone=parent_gone))


def _worked(
    work: Work[Any],
    papers: Sequence[str],
    limits: Limits,
    attempt: Attempt,
    *,
    send: Callable[[_Message], None],
    parent_gone: Callable[[], object],
) -> int:
    """Do a child's work, and return the code that its process ends with."""
    # More threads than one make no table of ours faster, and each reserves memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    asked = 0

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        first, asked = not asked, asked or number
        if first:  # a second one would only disturb the clearing up
            raise KeyboardInterrupt if number == signal.SIGINT else Terminated

    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, at_a_good_moment(end))

    def follow_parent() -> None:
        parent_gone()
        tell_main_thread(signal.SIGTERM)
        time.sleep(2 * _GRACE)
        os._exit(ExitCode.TERMINATED)

    wake_main_thread()

    telling = threading.Lock()

    def tell(message: _Message) -> None:
        with telling, suppress(BrokenPipeError):  # the parent is gone, and so will this process be
            send(message)

    threading.Thread(target=follow_parent, daemon=True).start()
    try:
        tell(_READY)
        _each(work, papers, limits, attempt, tell)
    except BaseException as ended:  # noqa: BLE001 - told as Python tells it, here where it came up
        if asked:  # whatever has become of it on its way
            return 128 + asked
        if isinstance(ended, SystemExit) and isinstance(ended.code, int | None):
            return ended.code or 0
        sys.excepthook(*sys.exc_info())
        return ExitCode.OWN_FAULT
    return 0


def _each(
    work: Work[Any],
    papers: Sequence[str],
    limits: Limits,
    attempt: Attempt,
    send: Callable[[_Message], None],
) -> None:
    """Work on each paper; on the first without the files that an attempt before found too slow."""
    for number, paper in enumerate(papers):
        if number:
            tidy()
        # Where the parent is gone, nobody else ends what hangs in a library that hears no signal.
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123
            faulthandler.dump_traceback_later(limits.seconds + 4 * _GRACE, exit=True, file=nothing)
            try:
                with limited(paper, limits, Attempt() if number else attempt, send):
                    result = work(paper)
            except OverrunError as over:
                send(OverrunError(over.overrun))  # without what refers to the work's values
                return
            except LimitsError as fault:
                send((fault.problems, None))
                return
            finally:
                faulthandler.cancel_dump_traceback_later()
        send((None, result))


def _wait_for_threads() -> None:
    """Let others end what they are at, as Python does at its end; they may be writing a file.

    Whoever started one waits for it, but for an interrupt while it started.
    """
    until = time.monotonic() + _GRACE / 2
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join(max(until - time.monotonic(), 0))


def _flush() -> None:
    """Empty the buffers: a fork would print what is in them twice, and an `_exit` never."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
