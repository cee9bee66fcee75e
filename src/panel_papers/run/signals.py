"""Exceptions that a signal raises in the main thread, wherever that is, but not at bad moments.

Python's import system takes a lock that holds for all threads, and an exception between the taking
and the `try` leaves it taken for ever: every thread that imports from then on waits for ever, and
whoever waits for such a thread, too. And of what `tempfile` makes, nobody knows until it returns.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from types import FrameType

Handler = Callable[[int, "FrameType | None"], None]

AGAIN = 0.01
"""In how many seconds a signal that came at a bad moment is to come again."""
_NOT_IN = ("_frozen_importlib", "importlib._bootstrap", "tempfile")


def at_a_bad_moment(frame: FrameType | None) -> bool:
    """Say whether a signal came where an exception would leave something behind.

    The import system is not at work while a module's own code runs, which an exception may leave.
    """
    if frame is not None and frame.f_globals.get("__name__") in _NOT_IN:
        return True
    while frame is not None and not _is_never_good(frame):
        frame = frame.f_back
    return frame is not None


def _is_never_good(frame: FrameType) -> bool:
    """Say whether all that this frame calls is at a bad moment: a `__del__`, or a handler of ours.

    A handler may itself have come at a bad moment, and it waits until its thread has started.
    """
    return frame.f_code.co_name == "__del__" or frame.f_globals is globals()


def at_a_good_moment(handler: Handler) -> Handler:
    """Return a handler that calls `handler`: at once, or again a moment later, until it is good."""
    late: dict[int, SimpleQueue[bool]] = {}

    def handle(number: int, frame: FrameType | None) -> None:
        bad = at_a_bad_moment(frame)
        if number in late:
            late[number].put(bad)
        elif bad:
            late[number] = SimpleQueue()
            threading.Thread(target=_send_again, args=[number, late[number]], daemon=True).start()
        if not bad:
            late.pop(number, None)
            handler(number, frame)

    return handle


def _send_again(number: int, answers: SimpleQueue[bool]) -> None:
    """Send the main thread a signal until it has come at a good moment."""
    bad = True
    while bad:
        time.sleep(AGAIN)
        tell_main_thread(number)
        bad = answers.get()


def wake_main_thread() -> None:
    """Have the main thread hear a signal at once, also one that the system hands to another.

    Python runs the handler in the main thread, but does not wake that from what it waits for. To
    be called once in a process of ours; it takes SIGURG for its own.
    """
    if sys.platform == "win32":  # it has no signals to threads
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    signal.signal(signal.SIGURG, lambda *_: None)
    threading.Thread(target=_wake, args=[heard], daemon=True).start()


def _wake(heard: int) -> None:
    while numbers := os.read(heard, 64):
        if set(numbers) != {signal.SIGURG}:
            tell_main_thread(signal.SIGURG)
            time.sleep(AGAIN)  # it may have been about to wait
            tell_main_thread(signal.SIGURG)


def tell_main_thread(number: int) -> None:
    """Send the main thread a signal, which it hears also where it waits for a program or a lock."""
    if sys.platform == "win32":  # os.kill would end the process at once there
        signal.raise_signal(number)
    else:
        main = threading.main_thread().ident
        if main is not None:
            signal.pthread_kill(main, number)
