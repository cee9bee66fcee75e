"""Exceptions that a signal raises in the main thread, wherever that stands, but not in an import.

Python's import system takes a lock that holds for all threads, and an exception between the taking
and the `try` leaves it taken for ever: every thread that imports from then on waits for ever, and
whoever waits for such a thread, too.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

Handler = Callable[[int, "FrameType | None"], None]

AGAIN = 0.01
"""In how many seconds a signal that came at a bad moment is to come again."""
_IMPORT_SYSTEM = "<frozen importlib._bootstrap>"


def importing(frame: FrameType | None) -> bool:
    """Say whether a signal came while the import system itself was at work.

    It is not while a module's own code runs, which an exception may leave.
    """
    return frame is not None and frame.f_code.co_filename == _IMPORT_SYSTEM


def out_of_imports(handler: Handler) -> Handler:
    """Return a handler that calls `handler`, but of a signal within an import a moment later."""

    def handle(number: int, frame: FrameType | None) -> None:
        if importing(frame):
            later = threading.Timer(AGAIN, tell_main_thread, [number])
            later.daemon = True
            later.start()
        else:
            handler(number, frame)

    return handle


def tell_main_thread(number: int) -> None:
    """Send the main thread a signal, which it hears also where it waits for a program or a lock."""
    if sys.platform == "win32":  # os.kill would end the process at once there
        signal.raise_signal(number)
    else:
        main = threading.main_thread().ident
        if main is not None:
            signal.pthread_kill(main, number)
