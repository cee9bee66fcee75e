"""A child process that stays, and works on one request after another with all that it has loaded.

It has the limits of a paper each time. Where it dies, or a file exceeds its budget, the next one
takes its place. Several threads may ask; they are answered one after another.
"""

from __future__ import annotations

import signal
import sys
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Generic

from panel_papers.core import Attempt, LimitsError, OverrunError, Place, Problem
from panel_papers.run.child import Child, Died, Forked, Spawned
from panel_papers.run.child_work import Requests, Result, Work
from panel_papers.run.file_limits import Lookout, next_attempt
from panel_papers.run.limits import Limits

_FORKS = sys.platform == "linux"


class KeptChild(Generic[Result]):
    """Does work on what it is asked, a name each time, in a process that stays.

    What the work returns, and outside Linux the work itself, must pickle. It must not raise: an
    error of the user is a result.
    """

    def __init__(self, work: Work[Result], limits: Limits, *, forks: bool = _FORKS) -> None:
        self._work, self._limits, self._forks = work, limits, forks
        self._lock = threading.Lock()
        self._closed = self._ready = False
        self._child: Child[Result] | None = None
        self._requests: Connection[str, str] | None = None
        self._start(Attempt())

    def __call__(self, name: str) -> Result:
        """Return what comes of the work on a name; raises LimitsError where it exceeds them."""
        with self._lock:
            attempt = Attempt()
            while not self._closed:
                child = self._child or self._start(attempt)
                if not self._ready:
                    child.wait_until_ready()
                    self._ready = True
                self._send(name)
                came = child.next(self._limits, Lookout(self._limits.file))
                if self._closed and isinstance(came, Died | LimitsError):
                    break  # whatever it died of, it was asked to
                if isinstance(came, Died):
                    self._forget()
                    own = not (came.harmed or came.late or came.over)
                    came = came.over or (_failed(name) if own else came.fault(name, self._limits))
                if isinstance(came, OverrunError):
                    self._end()
                    attempt = next_attempt(name, attempt, came.overrun)
                elif isinstance(came, LimitsError):
                    self._end()  # one that was out of memory is not trusted with the next
                    raise came
                else:
                    return came
        raise _failed(name)

    def close(self) -> None:
        """End the process; who waits for an answer gets an error."""
        self._closed = True
        child = self._child
        if child is not None:
            child.ask(signal.SIGTERM)
        with self._lock:
            self._end()

    def _start(self, attempt: Attempt) -> Child[Result]:
        received, self._requests = Pipe(duplex=False)
        kind = Forked if self._forks else Spawned
        self._child = kind(self._work, Requests(received), self._limits, attempt)
        received.close()
        return self._child

    def _send(self, name: str) -> None:
        if self._requests is not None:
            try:
                self._requests.send(name)
            except OSError:  # it has died: what waits for its answer hears that
                return

    def _end(self) -> None:
        if self._child is not None:
            self._child.end(at_once=True)
        self._forget()

    def _forget(self) -> None:
        if self._requests is not None:
            self._requests.close()
        self._child = self._requests = None
        self._ready = False


def _failed(name: str) -> LimitsError:
    return LimitsError(
        [
            Problem(
                "preview-failed",
                Place(name),
                "An error of the program ended the preview of this change",
                "",
                "save the file again to try once more; if that fails too, send what the "
                "terminal shows to whoever looks after Panel Papers (usually IT)",
            )
        ]
    )
