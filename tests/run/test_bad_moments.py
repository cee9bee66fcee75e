"""A signal at a bad moment is heard a moment later: no lock of Python's, no file is left behind."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterator

import pytest

from panel_papers.core.problems import LimitsError
from panel_papers.run import signals
from panel_papers.run.limits import Limits, limited
from panel_papers.run.signals import at_a_bad_moment, at_a_good_moment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")


@pytest.fixture
def gate() -> threading.Lock:
    """What is locked while the bad moment lasts."""
    lock = threading.Lock()
    lock.acquire()
    return lock


@pytest.fixture
def import_slowly(gate, tmp_path, monkeypatch) -> Iterator[Callable[[], None]]:
    """Import a module that another thread is at until the gate is opened."""
    (tmp_path / "a_slow_module.py").write_text("import sys\nsys.a_gate.acquire(timeout=30)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "a_gate", gate, raising=False)

    def imports() -> None:
        importlib.import_module("a_slow_module")

    other = threading.Thread(target=imports)
    other.start()
    while "a_slow_module" not in sys.modules:
        time.sleep(0.01)
    yield imports
    other.join()
    del sys.modules["a_slow_module"]


@pytest.fixture
def make_slowly(gate) -> Callable[[], None]:
    """Be in tempfile until the gate is opened."""
    within = {"__name__": tempfile.__name__, "held": gate}
    return types.FunctionType((lambda: held.acquire(timeout=30)).__code__, within)  # noqa: F821


@pytest.fixture
def drop_slowly(gate) -> Callable[[], None]:
    """Be in a `__del__`, out of which no exception comes, until the gate is opened."""

    class Dropped:
        def __del__(self) -> None:
            gate.acquire(timeout=30)

    return lambda: Dropped() and None


class Asked(BaseException):
    """What the signal raises."""


@pytest.mark.parametrize("work", ["import_slowly", "make_slowly", "drop_slowly"])
def test_signal_at_a_bad_moment_raises_after_it(work, gate, request):
    work, main = request.getfixturevalue(work), threading.main_thread().ident

    def stands() -> tuple[types.FrameType, int]:
        frame = sys._current_frames()[main]
        return frame, frame.f_lasti

    def send_when_it_waits() -> None:
        before = None
        while (now := stands()) != before or not at_a_bad_moment(now[0]):
            before = now
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)
        gate.release()

    def ask(*_: object) -> None:
        raise Asked

    before = signal.signal(signal.SIGTERM, at_a_good_moment(ask))
    done = False
    try:
        threading.Thread(target=send_when_it_waits).start()
        with pytest.raises(Asked):
            work()
            done = True
            threading.Event().wait(10)  # also where the main thread waits
            pytest.fail("the signal was not heard")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert done


def test_signal_that_comes_again_while_its_sender_starts_waits_on(make_slowly, gate, monkeypatch):
    class SlowToStart(threading.Thread):
        def start(self) -> None:
            super().start()
            time.sleep(0.2)  # meanwhile the signal comes again, many times
            gate.release()

    def ask(*_: object) -> None:
        raise Asked

    before, done = signal.signal(signal.SIGTERM, at_a_good_moment(ask)), False

    def send() -> None:
        while not at_a_bad_moment(sys._current_frames()[threading.main_thread().ident]):
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    sender = threading.Thread(target=send)
    monkeypatch.setattr(signals.threading, "Thread", SlowToStart)
    try:
        sender.start()
        with pytest.raises(Asked):
            make_slowly()
            done = True
            threading.Event().wait(10)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert done


def test_time_that_is_up_during_an_import_is_told_after_it_and_once(import_slowly, gate):
    imported = cleared_up = False
    threading.Timer(2.5, gate.release).start()
    with pytest.raises(LimitsError), limited("a paper", Limits(seconds=2)):
        try:
            import_slowly()
            imported = True
            time.sleep(10)
        finally:
            time.sleep(0.1)
            cleared_up = True
    assert imported
    assert cleared_up
