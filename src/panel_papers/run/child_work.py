"""What a child process does: the work on each paper, one after another, and its own end.

It ends in order when it is asked to, and as if it were interrupted when its parent is gone.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from panel_papers.core import (
    Attempt,
    ExitCode,
    LimitsError,
    News,
    OverrunError,
    Problem,
)
from panel_papers.run.limits import Limits, limited, tidy
from panel_papers.run.signals import at_a_good_moment, tell_main_thread, wake_main_thread

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
Work = Callable[[str], Result]
"""Works on the paper of a name; what it returns must pickle, and outside Linux so must it."""
Message = tuple[tuple[Problem, ...] | None, Any] | News | OverrunError
"""What comes of a paper: its problems where it exceeded its limits, or else the result.

Before that, which file is worked on; or that one has exceeded its budget.
"""
_READY: Message = (None, None)
"""What a child says first: from now on it is at work, and can be asked to end."""

GRACE = 5.0
"""Seconds that a process has to clear up after itself when it is asked to end."""
ENDING = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]


class Terminated(KeyboardInterrupt):
    """SIGTERM, or a closed terminal: all is cleared up as after Ctrl-C."""


def worked(
    work: Work[Any],
    papers: Iterable[str],
    limits: Limits,
    attempt: Attempt,
    *,
    send: Callable[[Message], None],
    parent_gone: Callable[[], object],
) -> int:
    """Do a child's work, and return the code that its process ends with."""
    # More threads than one make no table of ours faster, and each reserves memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    asked, working = 0, True

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        first, asked = not asked, asked or number
        if first and working:  # a second one, or a late one, would only disturb the clearing up
            raise KeyboardInterrupt if number == signal.SIGINT else Terminated

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, at_a_good_moment(end))

    def follow_parent() -> None:
        parent_gone()
        tell_main_thread(signal.SIGTERM)
        time.sleep(2 * GRACE)
        os._exit(ExitCode.TERMINATED)

    wake_main_thread()

    telling = threading.Lock()

    def tell(message: Message) -> None:
        with telling, suppress(BrokenPipeError):  # the parent is gone, and so will this process be
            send(message)

    threading.Thread(target=follow_parent, daemon=True).start()
    try:
        tell(_READY)
        _each(work, papers, limits, attempt, tell)
    except BaseException as ended:  # noqa: BLE001 - printed as Python prints it, here where it came up
        if asked:  # whatever has become of it on its way
            return 128 + asked
        if isinstance(ended, SystemExit) and isinstance(ended.code, int | None):
            return ended.code or 0
        sys.excepthook(*sys.exc_info())
        return ExitCode.OWN_FAULT
    finally:
        working = False
    return 0


def _each(
    work: Work[Any],
    papers: Iterable[str],
    limits: Limits,
    attempt: Attempt,
    send: Callable[[Message], None],
) -> None:
    """Work on each paper; on the first without the files that an attempt before found too slow."""
    for number, paper in enumerate(papers):
        if number and not isinstance(papers, Requests):
            tidy()
        # Where the parent is gone, nobody else ends what hangs in a library that hears no signal.
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123
            faulthandler.dump_traceback_later(limits.seconds + 4 * GRACE, exit=True, file=nothing)
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


class Requests:
    """The names that a kept child is sent, as they come; it tidies up while it waits."""

    def __init__(self, connection: Connection[str, str]) -> None:
        self._connection = connection

    def __iter__(self) -> Iterator[str]:
        while True:
            with suppress(EOFError, OSError):
                yield self._connection.recv()
                tidy()
                continue
            return


def wait_for_threads() -> None:
    """Let others end what they are at, as Python does at its end; they may be writing a file.

    Whoever started one waits for it, but for an interrupt while it started.
    """
    until = time.monotonic() + GRACE / 2
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join(max(until - time.monotonic(), 0))


def flush() -> None:
    """Empty the buffers: a fork would print what is in them twice, and an `_exit` never."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
