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
from collections.abc import Callable

import pytest

from panel_papers.errors import LimitsError
from panel_papers.interrupts import at_a_good_moment
from panel_papers.limits import Limits, limited

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")


@pytest.fixture
def import_slowly(tmp_path, monkeypatch) -> Callable[[], None]:
    """Import a module that another thread is at, which takes half a second."""
    (tmp_path / "a_slow_module.py").write_text("import time\ntime.sleep(0.5)\n", encoding="ascii")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "a_slow_module", raising=False)

    def imports() -> None:
        importlib.import_module("a_slow_module")

    other = threading.Thread(target=imports)
    other.start()
    while "a_slow_module" not in sys.modules:
        time.sleep(0.01)
    yield imports
    other.join()


@pytest.fixture
def make_slowly() -> Callable[[], None]:
    """Be in tempfile for half a second."""
    within = {"__name__": tempfile.__name__, "sleep": time.sleep}
    return types.FunctionType((lambda: sleep(0.5)).__code__, within)  # noqa: F821 - given above


class Asked(BaseException):
    """What the signal raises."""


@pytest.mark.parametrize("work", ["import_slowly", "make_slowly"])
def test_signal_at_a_bad_moment_raises_after_it(work, request):
    def ask(*_: object) -> None:
        raise Asked

    work = request.getfixturevalue(work)
    before = signal.signal(signal.SIGTERM, at_a_good_moment(ask))
    done = False
    try:
        threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGTERM]).start()
        with pytest.raises(Asked):
            work()
            done = True
            threading.Event().wait(10)  # also where the main thread waits
            pytest.fail("the signal was not heard")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert done


def test_time_that_is_up_during_an_import_is_told_after_it_and_once(import_slowly):
    imported = cleared_up = False
    with pytest.raises(LimitsError), limited("a paper", Limits(seconds=0.1)):
        try:
            import_slowly()
            imported = True
            time.sleep(10)
        finally:
            time.sleep(0.1)
            cleared_up = True
    assert imported
    assert cleared_up
