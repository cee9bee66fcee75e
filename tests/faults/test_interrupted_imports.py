"""A signal during an import is heard, but a moment later: no lock of Python's is left behind."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

import pytest

from panel_papers.errors import LimitsError
from panel_papers.interrupts import out_of_imports
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


class Asked(BaseException):
    """What the signal raises."""


def test_signal_during_an_import_raises_after_it(import_slowly):
    def ask(*_: object) -> None:
        raise Asked

    before = signal.signal(signal.SIGTERM, out_of_imports(ask))
    imported = False
    try:
        threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGTERM]).start()
        with pytest.raises(Asked):
            import_slowly()
            imported = True
            threading.Event().wait(10)  # also where the main thread waits
            pytest.fail("the signal was not heard")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert imported


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
