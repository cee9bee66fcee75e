"""A process that builds one paper after the other, and ends with whoever started it."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path, PurePath
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from panel_papers.core import (
    Attempt,
    ExitCode,
    News,
    PanelPapersError,
    Place,
    Problem,
    Settings,
)
from panel_papers.run.file_limits import in_attempts
from panel_papers.run.jobs import Done
from panel_papers.run.limits import limited, limits_from, tidy
from panel_papers.run.signals import at_a_good_moment, tell_main_thread, wake_main_thread

if TYPE_CHECKING:
    from panel_papers.pdf import Choice
    from panel_papers.run.result import Outcome

LEAVING_SECONDS = 30
"""How long a worker that is to end may take to end what it started."""
_ENDED = 128 + signal.SIGTERM


def work(pipe: Connection, folder: Path, settings: Settings) -> None:
    """Build the papers whose names come through the pipe, until it is closed.

    With each comes the attempt that it is. Sends back which file is worked on, then for each paper
    what came of it, and how many bytes this process has held at most.
    """
    # Ctrl-C reaches all processes of a terminal; the one that started us says what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, at_a_good_moment(_end))
    wake_main_thread()
    Thread(target=_end_with_parent, daemon=True).start()
    os.chdir(folder)  # a process that starts others may have been elsewhere when it was started
    with ExitStack() as stack:
        try:
            name, attempt = pipe.recv()
            choice = _engine(settings, stack)
            while True:
                done = build(name, settings, choice, attempt, pipe.send)
                pipe.send((done, _memory()))
                name, attempt = pipe.recv()
        except (EOFError, OSError):  # nobody is there any more
            return


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(_ENDED)  # calmly, so that what this process started ends too


def _engine(settings: Settings, stack: ExitStack) -> Choice | None:
    """Return an engine for all papers of this process; None where each is to report its problem."""
    from panel_papers.pdf import read_fonts, ready_engine  # noqa: PLC0415 - a worker starts light

    with suppress(PanelPapersError):
        fonts, _ = read_fonts(settings.fonts)
        engine = ready_engine(settings.engine, soffice=settings.soffice, held=True, fonts=fonts)
        return stack.enter_context(engine)
    return None


def build(
    name: str,
    settings: Settings,
    choice: Choice | None = None,
    first: Attempt = Attempt(),  # noqa: B008 - frozen
    report: Callable[[News], None] = lambda _: None,
) -> Done:
    """Build a paper, with an engine that is ready; `report` gets the file that is worked on.

    A problem of the program is an outcome too, and stops no other paper.
    """
    from panel_papers.run.result import Outcome  # noqa: PLC0415 - a worker starts light

    said: list[str] = []
    try:
        outcome = within_limits(name, settings, said.append, choice, first=first, report=report)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other papers go on
        outcome = Outcome(name, ExitCode.OWN_FAULT, (_own_fault(name, settings, fault),))
    tidy()
    return outcome, tuple(said)


def within_limits(
    name: str,
    settings: Settings,
    talk: Callable[[str], None],
    choice: Choice | None = None,
    *,
    first: Attempt = Attempt(),  # noqa: B008 - frozen
    report: Callable[[News], None] = lambda _: None,
) -> Outcome:
    """Build a paper in this process, within the limits of the environment."""
    from panel_papers.run.result import Outcome  # noqa: PLC0415 - a worker starts light
    from panel_papers.run.run import run_paper  # noqa: PLC0415 - as above

    limits = limits_from(os.environ)

    def once(attempt: Attempt) -> Outcome:
        with limited(name, limits, attempt, report):
            return run_paper(name, settings, talk, choice)

    try:
        return in_attempts(name, once, first)
    except PanelPapersError as error:  # it exceeded its limits
        return Outcome(name, error.exit_code, error.problems)


def lost(name: str, settings: Settings, found: str) -> Done:
    """Return what is reported about a paper whose worker was lost, and lost again."""
    from panel_papers.run.result import Outcome  # noqa: PLC0415 - heavy

    problem = Problem(
        code="worker-lost",
        place=Place((settings.inputs / name).as_posix()),
        found=found,
        wanted="",
        hint="build this paper alone, with make-paper and its name; if that fails too, close "
        "other programs, as the computer may lack memory for it",
    )
    return Outcome(name, ExitCode.ENGINE, (problem,)), ()


def _own_fault(name: str, settings: Settings, fault: Exception) -> Problem:
    words = traceback.format_exception_only(fault)[-1].strip()
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" ({PurePath(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return Problem(
        code="program-fault",
        place=Place((settings.inputs / name).as_posix()),
        found=f"The program failed because of an error of its own: {words}{where}",
        wanted="",
        hint=f"run “make-paper {name}”, and send all that it prints to whoever looks after "
        "Panel Papers (usually IT)",
    )


def _end_with_parent() -> None:
    """Wait until the process that started us is gone, however it ended; then end this one."""
    parent = parent_process()
    if parent is None:  # nobody started us
        return
    wait([parent.sentinel])
    tell_main_thread(signal.SIGTERM)
    time.sleep(LEAVING_SECONDS)
    os._exit(_ENDED)


if sys.platform == "win32":

    def _memory() -> int:
        return 0  # nothing in the standard library says; there the count of papers must do

else:

    def _memory() -> int:
        import resource  # noqa: PLC0415 - not on Windows

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
