"""How the page of a preview hears that there is something new to show."""

from __future__ import annotations

import threading


class News:
    """The versions of what is shown, from 1. For use by several threads.

    `lock` is held by who changes or reads what is shown together with its version.
    """

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self.version = 1
        self.open = True

    def publish(self) -> None:
        """Take note that there is a new version."""
        with self.lock:
            self.version += 1
            self.lock.notify_all()

    def close(self) -> None:
        """Let those go who wait for news."""
        with self.lock:
            self.open = False
            self.lock.notify_all()

    def after(self, known: int, seconds: float) -> int | None:
        """Return the version once it is not the `known` one, or after a time; None: closed."""
        with self.lock:
            self.lock.wait_for(lambda: self.version != known or not self.open, seconds)
            return self.version if self.open else None
