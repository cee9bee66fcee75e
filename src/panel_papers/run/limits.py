"""Limits on the time and memory of one paper's work, and the problems of what exceeds them."""

from __future__ import annotations

import ctypes
import errno
import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from msgspec import Struct

from panel_papers.core import (
    Attempt,
    FileBudget,
    FileWatch,
    LimitsError,
    News,
    Place,
    Problem,
    watching,
)
from panel_papers.run.signals import AGAIN, at_a_bad_moment

MEGABYTE = 1024 * 1024
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of mallopt(3)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


class Limits(Struct, frozen=True):
    """What one paper may take: seconds by the clock, and bytes of memory addressed.

    A usual paper takes two seconds and addresses one gigabyte, LibreOffice two; each thread of a
    library reserves more than it ever uses. `file` is what each of its files may take.
    """

    seconds: float = 600
    memory: int = 4096 * MEGABYTE
    file: FileBudget = FileBudget()


def limits_from(variables: Mapping[str, str]) -> Limits:
    """Return the limits that the environment asks for, or else the usual ones.

    `PANEL_PAPERS_SECONDS` and `PANEL_PAPERS_MEGABYTES` set those of a paper,
    `PANEL_PAPERS_FILE_SECONDS` and `PANEL_PAPERS_FILE_MEGABYTES` those of a file. Raises
    ValueError, in words, for what is no whole number above 0.
    """
    usual = Limits()
    return Limits(
        _number(variables, "PANEL_PAPERS_SECONDS", usual.seconds),
        _megabytes(variables, "PANEL_PAPERS_MEGABYTES", usual.memory),
        FileBudget(
            _number(variables, "PANEL_PAPERS_FILE_SECONDS", usual.file.seconds),
            _megabytes(variables, "PANEL_PAPERS_FILE_MEGABYTES", usual.file.memory),
        ),
    )


def _megabytes(variables: Mapping[str, str], name: str, usual: int) -> int:
    return int(_number(variables, name, usual / MEGABYTE)) * MEGABYTE


def _number(variables: Mapping[str, str], name: str, usual: float) -> float:
    typed = variables.get(name, "").strip()
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdigit() and int(typed)):
        raise ValueError(f"{name} is “{typed}”; a whole number above 0 is expected.")
    return int(typed)


class _TimeIsUpError(BaseException):
    """Raised wherever the work is; no `except Exception` on its way may keep it."""


@contextmanager
def limited(
    paper: str,
    limits: Limits,
    attempt: Attempt = Attempt(),  # noqa: B008 - frozen
    report: Callable[[News], None] = lambda _: None,
) -> Iterator[None]:
    """Keep the block within the limits, in whatever process it runs.

    Raises LimitsError where it exceeds those of the paper, after its own clean-up, or finds the
    disk full; OverrunError where one file has exceeded its own. Time is watched in a process's
    main thread alone, memory on POSIX alone; what is stuck in a library that hears no signal only
    another process can end (see `child_process`), which `report` learns what is worked on.
    """
    watch = FileWatch(limits.file, attempt, report)
    try:
        with (
            _memory(limits.memory),
            _clock(limits.seconds),
            _seldom_tidied(),
            watching(watch),
        ):
            yield
    except _TimeIsUpError:
        raise (watch.late(limits.seconds) or too_long(paper, limits)) from None
    except MemoryError:
        raise too_large(paper, limits) from None
    except OSError as fault:
        if fault.errno not in _FULL:
            raise
        raise _disk_full(paper, fault) from fault
    finally:
        watch.close()


def too_long(paper: str, limits: Limits) -> LimitsError:
    """Return the problem of a paper that took more time than it may."""
    return _fault(
        "build-too-long",
        paper,
        f"The paper {paper} was not finished after {limits.seconds:g} "
        f"second{'' if limits.seconds == 1 else 's'}",
        "",
        "reduce its largest files, and look for a loop without end in a template; if it does need "
        "longer, set PANEL_PAPERS_SECONDS to more",
    )


def too_large(paper: str, limits: Limits) -> LimitsError:
    """Return the problem of a paper that asked for more memory than it may."""
    return _fault(
        "build-too-large",
        paper,
        f"The paper {paper} needs more than {limits.memory // MEGABYTE:,} MB of memory",
        "",
        "reduce its largest files, and look for a loop without end in a template; if it does need "
        "more, set PANEL_PAPERS_MEGABYTES to more",
    )


def _disk_full(paper: str, fault: OSError) -> LimitsError:
    return _fault(
        "disk-full",
        paper,
        f"There is no room on the disk for the temporary files of {paper}: "
        f"{fault.strerror or fault}",
        "",
        "free some space, or set TMPDIR (on Windows TEMP) to a folder on another disk",
    )


def killed(paper: str, ended: int) -> LimitsError:
    """Return the problem of a paper whose process was ended by the signal `ended`, or by itself."""
    try:
        how = f"the signal {signal.Signals(ended).name}"
    except ValueError:
        how = f"exit code {ended}"
    outside = ended == getattr(signal, "SIGKILL", None)
    return _fault(
        "build-killed",
        paper,
        f"The build of {paper} was ended from outside, or the computer ran out of memory ({how})"
        if outside
        else f"One of the files of {paper} makes a library crash ({how})",
        "",
        "close other programs, and run the command again"
        if outside
        else "remove the appendices one at a time to find the file, then open it in the program "
        "that made it and save it again",
    )


def _fault(code: str, paper: str, found: str, wanted: str, hint: str) -> LimitsError:
    return LimitsError([Problem(code, Place(paper), found, wanted, hint)])


_frozen = False
"""Whether this process has called `gc.freeze`; gc.get_freeze_count counts one by one."""


def tidy() -> None:
    """Give back what a paper's work has left: few values, but they hold whole documents.

    What stays after the first paper, code above all, is not looked through again.
    """
    global _frozen  # noqa: PLW0603 - as gc's own
    gc.collect()
    if not _frozen:
        gc.freeze()
        _frozen = True


def _give_memory_back() -> None:
    """Have the C library give blocks of 128 kB and more back to the system when they are freed.

    glibc's own limit grows with each such block that is freed, up to 32 MB; then the memory that
    the pictures of a scan of 107 MB were copied into stays with the process, another 50 MB.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):  # not in musl
        libc.mallopt(_MMAP_THRESHOLD, 128 * 1024)


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Have Python look seldom for values that only refer to each other.

    Nearly all that a paper's work makes, modules included, lives until it is done: to look through
    it again and again takes a twentieth of the time. Who works on another paper then calls `tidy`.
    """
    _give_memory_back()
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    here = threading.current_thread() is threading.main_thread()
    if sys.platform == "win32" or not here:
        yield
        return
    working = True

    def ring(_signal: int, frame: FrameType | None) -> None:
        nonlocal working
        if working and not at_a_bad_moment(frame):
            working = False  # once: another would only disturb the clearing up
            raise _TimeIsUpError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        working = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(most: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    for other in (soft, hard):
        most = most if other == resource.RLIM_INFINITY else min(most, other)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
