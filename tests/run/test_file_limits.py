"""A file that keeps its process busy or swells it: named by its parent, and the work done again.

The papers here are Python expressions.
"""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from panel_papers.core import (
    Attempt,
    FileBudget,
    Limit,
    LimitsError,
    Overrun,
    OverrunError,
    Stage,
)
from panel_papers.core.file_budget import Begun, Ended, FileTask
from panel_papers.run import file_limits
from panel_papers.run.child_process import each_in_child
from panel_papers.run.file_limits import Lookout, in_attempts, next_attempt
from panel_papers.run.limits import MEGABYTE, Limits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX's")

STUCK = "sum(range(10**12))"  # in C: no signal is heard, and no other thread runs
SWELLS = "[bytes([1]) * 10**7 for each in range(10**5)]"
CRASHES = "__import__('os').abort()"
LIMITS = Limits(60, 3000 * MEGABYTE, FileBudget(seconds=0.5, memory=300 * MEGABYTE))


CODE = """
from panel_papers.core import InputsError, Place, Stage, files_over_budget, working_on

def on(file, work):
    try:
        with working_on(Place(file), Stage.READING):
            eval(work)
    except InputsError as error:
        return error.problems[0].code
    return "read"

def over():
    return [each.place.file for each in files_over_budget()]
"""


def paper(work: str) -> str:
    """Return a paper, an expression that a fresh Python knows too: the work, and who is left out.

    `on(file, work)` there returns “read”, or the code of the problem.
    """
    done = f"(exec({CODE!r}, space), eval({work!r}, space), space['over']())[1:]"
    return f"(lambda space: {done})({{}})"


@pytest.fixture(params=[True, False], ids=["fork", "fresh"])
def forks(request):
    if request.param and sys.platform != "linux":
        pytest.skip("forks on Linux only")
    return request.param


def outcomes(papers, forks, limits=LIMITS):
    """What comes of the papers, the faults by their codes and files; and what was cleared up."""
    cleared = []
    came = each_in_child(eval, list(map(paper, papers)), limits, cleared.append, forks=forks)
    found = [
        [(p.code, p.place.file) for p in each.problems] if isinstance(each, LimitsError) else each
        for each in came
    ]
    return found, cleared


@pytest.mark.parametrize(
    ("work", "code"),
    [(STUCK, "file-over-time"), (SWELLS, "file-over-memory"), (CRASHES, "file-crash")],
)
def test_file_is_named_and_the_rest_of_its_paper_read(forks, work, code):
    slow = f"[on('a', '1'), on('b', {work!r}), on('c', '2')]"
    # Where memory is looked at, no time is too long: to take much of it takes time, too.
    budget = FileBudget(0.5 if work == STUCK else 60, memory=300 * MEGABYTE)
    limits = Limits(120, 3000 * MEGABYTE, budget)
    found, cleared = outcomes([slow, "on('d', '3')"], forks, limits)
    assert found == [(["read", code, "read"], ["b"]), ("read", [])]
    # A child that comes to the end of its memory by itself, before its parent looks, clears up.
    assert cleared == [paper(slow)] or (work == SWELLS and not cleared)


@pytest.mark.skipif(sys.platform != "linux", reason="one way to start is enough for these")
class TestAttempts:
    def test_several_files_of_a_paper_are_named_together(self):
        work = f"[on('a', {STUCK!r}), on('b', '1'), on('c', {CRASHES!r})]"
        found, _ = outcomes([work], forks=True)
        assert found == [(["file-over-time", "read", "file-crash"], ["a", "c"])]

    def test_after_too_many_files_the_rest_is_not_checked(self, monkeypatch):
        monkeypatch.setattr(file_limits, "_MOST", 1)
        work = f"[on('a', {CRASHES!r}), on('b', {CRASHES!r}), on('c', {CRASHES!r})]"
        found, _ = outcomes([work, "on('d', '1')"], forks=True)
        assert found == [
            [("file-crash", "a"), ("file-crash", "b"), ("files-not-checked", paper(work))],
            ("read", []),
        ]

    def test_crash_while_no_file_is_worked_on_is_the_paper_s(self):
        found, _ = outcomes([f"[on('a', '1'), {CRASHES}]"], forks=True)
        assert [code for code, _ in found[0]] == ["build-killed"]

    def test_time_after_a_file_is_not_the_file_s(self):
        work = "[on('a', '1'), sum(range(4 * 10**7))]"
        limits = Limits(60, 3000 * MEGABYTE, FileBudget(seconds=0.3))
        [(came, over)], _ = outcomes([work], forks=True, limits=limits)
        assert (came[0], over) == ("read", [])

    def test_file_that_waits_for_ever_is_named_when_the_paper_s_time_is_up(self):
        wait = "__import__('time').sleep(60)"
        found, _ = outcomes([f"[on('a', {wait!r}), on('b', '1')]"], True, Limits(seconds=2))
        assert found == [(["file-over-time", "read"], ["a"])]


def test_file_without_its_own_process_is_named_too():
    def work(attempt: Attempt) -> Attempt:
        if len(attempt.over) < 2:
            raise OverrunError(
                Overrun(FileTask(f"file {len(attempt.over)}", Stage.READING), Limit.TIME)
            )
        return attempt

    assert [each.task.file for each in in_attempts("june", work).over] == ["file 0", "file 1"]


def test_unknown_file_is_looked_for_one_file_after_another():
    assert next_attempt("june", Attempt(), None) == Attempt(alone=True)


def test_file_that_is_slow_though_it_was_left_out_ends_the_attempts():
    over = Overrun(FileTask("a", Stage.READING), Limit.TIME, 60)
    with pytest.raises(LimitsError) as ended:
        next_attempt("june", Attempt((over,)), over)
    assert [each.code for each in ended.value.problems] == [
        "file-over-time",
        "file-over-time",
        "files-not-checked",
    ]


def begun(number: int, thread: int = 1, file: str = "a") -> Begun:
    return Begun(number, FileTask(file, Stage.READING), thread, -100.0, 0.0, 1)


def test_lookout_blames_none_of_two_threads():
    lookout = Lookout(FileBudget(memory=10**12, seconds=-1))
    lookout.hear(begun(1))
    lookout.hear(begun(2, thread=2, file="b"))
    over = lookout.look(os.getpid())
    assert over
    assert over.overrun is None
    lookout.hear(Ended(1))
    over = lookout.look(os.getpid())
    assert over
    assert over.overrun == Overrun(FileTask("b", Stage.READING), Limit.TIME, -1)
    lookout.hear(Ended(2))
    assert lookout.look(os.getpid()) is None


def test_lookout_blames_the_file_within_another():
    lookout = Lookout(FileBudget(memory=10**12, seconds=-1))
    lookout.hear(begun(1, file="appendix"))
    lookout.hear(begun(2, file="its picture"))
    over = lookout.look(os.getpid())
    assert over
    assert over.overrun == Overrun(FileTask("its picture", Stage.READING), Limit.TIME, -1)


def test_lookout_blames_a_slow_file_whose_part_has_just_begun():
    lookout = Lookout(FileBudget(memory=10**12, seconds=10))
    lookout.hear(begun(1, file="appendix")._replace(seconds=-(10.0**9)))
    part = begun(2, file="its picture")
    lookout.hear(part._replace(clock=time.monotonic(), seconds=time.process_time()))
    over = lookout.look(os.getpid())
    assert over
    assert over.overrun == Overrun(FileTask("appendix", Stage.READING), Limit.TIME, 10)


def test_crash_is_that_of_the_file_within_another():
    lookout = Lookout(FileBudget())
    lookout.hear(begun(1, file="appendix"))
    lookout.hear(begun(2, file="its picture"))
    over = lookout.crashed(-signal.SIGABRT)
    assert over
    assert over.overrun == Overrun(FileTask("its picture", Stage.READING), Limit.CRASH)
    assert lookout.crashed(-signal.SIGKILL) is None
    assert lookout.crashed(1) is None


def test_lookout_sees_the_memory_of_a_process():
    lookout = Lookout(FileBudget(seconds=10**6, memory=1))
    lookout.hear(begun(1))
    over = lookout.look(os.getpid())
    assert over
    assert over.overrun == Overrun(FileTask("a", Stage.READING), Limit.MEMORY, 1)


def test_process_that_has_ended_takes_nothing():
    lookout = Lookout(FileBudget(seconds=0, memory=0))
    lookout.hear(begun(1))
    assert lookout.look(2**22 + 1) is None


@pytest.mark.skipif(sys.platform != "linux", reason="compares two ways of Linux")
def test_proc_and_psutil_say_the_same_of_a_process():
    pytest.importorskip("psutil")
    while os.times().system < 1:  # time that the system takes for us counts too
        os.urandom(2**20)
    seconds, memory = file_limits._by_proc(os.getpid())
    again, held = file_limits._by_psutil(os.getpid())
    assert seconds == pytest.approx(again, abs=0.5)
    assert memory == pytest.approx(held, rel=0.05)
    assert file_limits._by_psutil(2**22 + 1) == file_limits._by_proc(2**22 + 1) == (0, 0)
