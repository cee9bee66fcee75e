"""Harper in a process of its own: it reads while we work, and what stops it stops nothing else.

Harper is young, and written in Rust: a text may abort its process, keep it for ever or ask for all
memory. It takes most of a second to load, which costs nothing where another core does it.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PROGRAM = Path(__file__).with_name("spelling_process.py")
_SECONDS = 120.0
"""How long an answer is waited for. The process itself stops after 20 seconds of a processor's
time, which is the same on a busy computer; a usual paper takes one."""


_IN_LARGE_PIECES = {"MALLOC_TOP_PAD_": str(2**28), "MALLOC_MMAP_THRESHOLD_": str(2**30)}
"""Has glibc ask the system for memory seldom (mallopt(3)): a twelfth off the time to load."""


class Slip(NamedTuple):
    """What Harper reports: of which rule, where in the text, of what words, and what to write."""

    at: int
    rule: str
    words: str
    message: str
    suggestions: list[str]


class UnreadError(Exception):
    """Harper did not read to the end."""


class _Process:
    """A started Harper."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.asked = ""
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        path = [entry for entry in sys.path if entry]  # not the folder where we happen to be
        # Its path alone: it needs nothing of this package, nor what a user's Python is set to load.
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-S", str(_PROGRAM), json.dumps(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_IN_LARGE_PIECES | os.environ,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(self, request: str) -> None:
        """Send a request; its answer is fetched by `answer`."""
        self.asked = request
        threading.Thread(target=self._exchange, args=(request,), daemon=True).start()

    def _exchange(self, request: str) -> None:
        given, taken = self._process.stdin, self._process.stdout
        answer = b""
        if given is not None and taken is not None:
            with suppress(OSError, ValueError):
                given.write(request.encode("ascii") + b"\n")
                given.flush()
                answer = taken.readline()
        self._answers.put(answer)

    def answer(self) -> bytes:
        """Wait for the answer to what was asked; empty where there is none."""
        self.asked = ""
        try:
            return self._answers.get(timeout=_SECONDS)
        except queue.Empty:
            return b""

    def end(self) -> None:
        """End the process."""
        if self.pid == os.getpid():
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


_running: _Process | None = None
_lock = threading.Lock()


def start_speller() -> None:
    """Start Harper, so that it has its dictionary when something is asked."""
    with _lock:
        _started()


def ask_speller(rules: Sequence[str], words: Sequence[str], texts: Sequence[str]) -> None:
    """Have Harper read texts now, of which `read` then has the answer sooner."""
    with _lock:
        process = _started()
        if process.asked:
            process.answer()
        process.ask(_request(rules, words, texts))


def find_slips(
    rules: Sequence[str], words: Sequence[str], texts: Sequence[str]
) -> list[list[Slip]]:
    """Return what Harper reports of each text by these rules, where `words` are right as they are.

    Raises UnreadError where it stops dead or does not come to an end.
    """
    global _running  # noqa: PLW0603 - one process for this one
    request = _request(rules, words, texts)
    with _lock:
        process = _started()
        if process.asked not in ("", request):
            process.answer()
        if not process.asked:
            process.ask(request)
        try:
            answer = json.loads(process.answer())
        except ValueError:
            process.end()
            _running = None
            raise UnreadError from None
    return [[Slip(*slip) for slip in text] for text in answer]


def stop_speller() -> None:
    """End Harper, if it was started."""
    global _running
    with _lock:
        running, _running = _running, None
        if running is not None:
            running.end()


atexit.register(stop_speller)


def _started() -> _Process:
    global _running  # noqa: PLW0603 - as above
    if _running is None or _running.pid != os.getpid():  # a fork has none of its own
        _running = _Process()
    return _running


def _request(rules: Sequence[str], words: Sequence[str], texts: Sequence[str]) -> str:
    return json.dumps([list(rules), list(words), list(texts)])
