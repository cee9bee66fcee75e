"""A child process that stays: what it has loaded is kept, and whatever ends it, another follows.

The requests here are Python expressions, and the work is to evaluate them.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from panel_papers.core import LimitsError, Place, Stage, files_over_budget, working_on
from panel_papers.run.kept_child import KeptChild
from panel_papers.run.limits import MEGABYTE, Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is evaluated is forked")

PID = "__import__('os').getpid()"
SLEEP = "__import__('time').sleep(60)"


@pytest.fixture
def kept() -> Iterator[Callable[..., KeptChild]]:
    children: list[KeptChild] = []

    def start(work=eval, limits=Limits(seconds=20), **options) -> KeptChild:  # noqa: B008 - frozen
        children.append(KeptChild(work, limits, **options))
        return children[-1]

    yield start
    for each in children:
        each.close()


def code_of(child: KeptChild, request: str) -> str:
    with pytest.raises(LimitsError) as said:
        child(request)
    (problem,) = said.value.problems
    return problem.code


@pytest.mark.parametrize("forks", [True, False], ids=["fork", "fresh"])
def test_one_process_answers_all(kept, forks):
    child = kept(forks=forks)
    assert child(PID) == child(PID) != os.getpid()
    assert child("'x' * 300_000") == "x" * 300_000


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ("__import__('os').abort()", "build-killed"),
        ("1 / 0", "preview-failed"),
        ("bytes(10**10)", "build-too-large"),
        (SLEEP, "build-too-long"),
    ],
)
def test_another_process_takes_the_place_of_one_that_failed(kept, capfd, request_, code):
    child = kept(limits=Limits(2, 1000 * MEGABYTE))
    first = child(PID)
    assert code_of(child, request_) == code
    assert child(PID) != first
    assert ("ZeroDivisionError" in capfd.readouterr().err) == (code == "preview-failed")


def crash_on(file: str) -> list[str]:
    """Work on a file that crashes its library; say which files are left out."""
    try:
        with working_on(Place(file), Stage.READING):
            os.abort()
    except Exception:  # noqa: BLE001 - its problem is what is asked for
        return [each.place.file for each in files_over_budget()]


def test_file_that_crashes_a_library_is_left_out(kept):
    assert kept(crash_on)("a.docx") == ["a.docx"]


def test_who_waits_is_let_go_when_it_is_closed(kept):
    child = kept(limits=Limits(seconds=600))
    child(PID)
    said: list[str] = []
    waiting = threading.Thread(target=lambda: said.append(code_of(child, SLEEP)))
    waiting.start()
    while not child._lock.locked():
        pass
    child.close()
    waiting.join(20)
    assert said == ["preview-failed"]
