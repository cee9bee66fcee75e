"""Work in a child, a fork or a fresh Python: results in order, and each way to end without one.

The papers here are Python expressions, and the work is to evaluate them.
"""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from panel_papers.core.problems import LimitsError
from panel_papers.run.child_process import each_in_child
from panel_papers.run.child_work import Terminated
from panel_papers.run.limits import MEGABYTE, Limits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")

PID = "__import__('os').getpid()"
SLEEP = "__import__('time').sleep(60)"
LEAVE = """[__import__('gc').disable(),
            setattr(__import__('sys'), 'left', __import__('weakref').ref(type('Ring', (), {})))]"""
LEFT = "__import__('sys').left() is not None"
DEAF = "__import__('signal').setitimer(0, 0) and 0 or " + SLEEP  # to its own clock
STUCK = "__import__('signal').signal(15, 1) and 0 or " + DEAF  # and to SIGTERM
ELSEWHERE = "__import__('signal').pthread_sigmask(0, {14, 15}) and 0 or " + SLEEP


@pytest.fixture(params=[True, False], ids=["fork", "fresh"])
def forks(request):
    if request.param and sys.platform != "linux":
        pytest.skip("forks on Linux only")
    return request.param


def told(papers, forks, limits=Limits(seconds=20)):  # noqa: B008 - frozen
    """What comes of the papers, the faults by their codes; and which were cleared up after."""
    cleared = []
    came = each_in_child(eval, papers, limits, cleared.append, forks=forks)
    return [x.problems[0].code if isinstance(x, LimitsError) else x for x in came], cleared


def test_results_come_in_order_from_one_process(forks):
    (one, two, text), cleared = told([PID, PID, "'x' * 300_000"], forks)
    assert one == two != os.getpid()
    assert text == "x" * 300_000
    assert cleared == []


def test_what_a_paper_left_is_given_back_before_the_next(forks):
    assert told([LEAVE, LEFT], forks)[0] == [[None, None], False]


def test_what_goes_wrong_costs_one_paper_alone(forks):
    papers = ["1", SLEEP, "2", "__import__('os').abort()", "3", "bytes(10**10)", "4"]
    assert told(papers, forks, Limits(2 if forks else 5, 1000 * MEGABYTE)) == (
        [1, "build-too-long", 2, "build-killed", 3, "build-too-large", 4],
        ["__import__('os').abort()"],
    )


def test_child_that_is_late_is_asked_to_end(forks):
    assert told([DEAF, "1"], forks, Limits(seconds=2)) == (["build-too-long", 1], [])


def test_signal_that_another_thread_gets_is_heard_by_the_main_thread(forks):
    # Blocked in the main thread, it goes to another, as the system may have it at any time.
    assert told([ELSEWHERE], forks, Limits(seconds=1)) == (["build-too-long"], [])
    with pytest.raises(Terminated):
        told([f"__import__('os').kill({os.getpid()}, 15) or {ELSEWHERE}"], forks)


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")
def test_time_that_a_child_takes_to_begin_is_not_its_paper_s(monkeypatch):
    monkeypatch.setattr("panel_papers.run.child.GRACE", 1)
    monkeypatch.setattr("os.setpgid", lambda *_: time.sleep(4))
    assert told(["1"], forks=True, limits=Limits(seconds=1)) == ([1], [])


def test_child_that_hears_no_signal_is_ended_by_its_parent(forks, monkeypatch):
    monkeypatch.setattr("panel_papers.run.child.GRACE", 1)
    assert told([STUCK], forks, Limits(seconds=2)) == (["build-too-long"], [STUCK])


@pytest.mark.parametrize(("paper", "code"), [("exit(7)", 7), ("1/0", 1)])
def test_work_that_ends_its_process_ends_this_one_likewise(forks, capfd, paper, code):
    with pytest.raises(SystemExit) as ended:
        told([paper, "1"], forks)
    assert ended.value.code == code
    assert ("ZeroDivisionError" in capfd.readouterr().err) == (code == 1)


@pytest.mark.parametrize(
    ("number", "raised"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated)]
)
def test_signal_to_the_parent_ends_the_child(forks, number, raised):
    before = signal.getsignal(number)
    papers = [PID, f"__import__('os').kill({os.getpid()}, {number:d}) or {SLEEP}"]
    came = each_in_child(eval, papers, Limits(seconds=20), lambda _: None, forks=forks)
    child = next(came)
    with pytest.raises(raised):
        next(came)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert signal.getsignal(number) is before


def test_interrupt_that_became_another_fault_on_its_way_is_an_interrupt(forks, capfd):
    kill_parent = f"__import__('os').kill({os.getpid()}, 15)"
    code = f"try:\n {kill_parent}\n {SLEEP}\nexcept BaseException:\n raise RuntimeError"
    with pytest.raises(Terminated):
        told([f"exec({code!r})"], forks)
    assert "Traceback" not in capfd.readouterr().err


def test_thread_that_nobody_waits_for_ends_what_it_is_at(forks, tmp_path):
    file = str(tmp_path / "written")
    write = f"(time.sleep(0.5), open({file!r}, 'w').close())"
    start = f"import time, threading; threading.Thread(target=lambda: {write}).start()"
    assert told([f"exec({start!r}, {{}}) or 1"], forks)[0] == [1]
    assert (tmp_path / "written").exists()


def test_child_does_not_wait_long_for_a_thread(forks, monkeypatch):
    monkeypatch.setattr("panel_papers.run.child_work.GRACE", 1)
    start = f"import threading; threading.Thread(target=lambda: {SLEEP}).start()"
    begun = time.monotonic()
    assert told([f"exec({start!r}, {{}}) or 1"], forks)[0] == [1]
    assert time.monotonic() - begun < 30


def test_who_stops_listening_leaves_no_child(forks):
    came = each_in_child(eval, [PID, SLEEP], Limits(), lambda _: None, forks=forks)
    child = next(came)
    came.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_signal_that_comes_when_all_is_done_is_not_reported(forks, capfd):
    late = "lambda: __import__('os').kill(__import__('os').getpid(), 15)"
    assert told([f"__import__('atexit').register({late}) and 1"], forks) == ([1], [])
    assert capfd.readouterr().err == ""
