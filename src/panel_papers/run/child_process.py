"""Papers worked on in a child process, which may hang, swell or die without harm to this one.

This process stays light: it starts the child (`child`), hands on what comes of each paper, and ends
the child when its time is up; what the child does is in `child_work`.

Each looks after the other. A child that dies or does not end when asked to is reported in words,
its lock and files are cleared away, and the papers after it have a new child. A child whose parent
dies ends as if it were interrupted.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from panel_papers.core import Attempt, LimitsError, OverrunError
from panel_papers.run.child import Child, Died, Forked, Spawned
from panel_papers.run.child_work import ENDING, Result, Terminated, Work
from panel_papers.run.file_limits import Lookout, next_attempt
from panel_papers.run.limits import Limits

_FORKS = sys.platform == "linux"


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
        with _listening(Forked if forks else Spawned, work, left, limits, attempt) as child:
            while left:
                lookout = Lookout(limits.file)
                came = child.next(limits, lookout)
                if isinstance(came, Died):
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


@contextmanager
def _listening(
    kind: Callable[..., Child[Any]],
    work: Work[Any],
    papers: Sequence[str],
    limits: Limits,
    attempt: Attempt,
) -> Iterator[Child[Any]]:
    """Start a child, hand on to it what asks this process to end, and leave none behind."""
    child = kind(work, tuple(papers), limits, attempt)
    # What is ignored stays so, as “nohup” wants it. Python hears signals in its main thread alone;
    # the children of other threads end when this process does.
    main = threading.current_thread() is threading.main_thread()
    heard = [n for n in ENDING if main and signal.getsignal(n) is not signal.SIG_IGN]
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
