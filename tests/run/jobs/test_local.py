"""Several processes build what one does, and tell it in the same order, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from .conftest import MAKE, PAPERS, Answer, Desk, answer, ended, session, until

KILLER = str(Path(__file__).parent / "killer.py")
no_signals = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def no_locks(desk: Desk) -> bool:
    return not list((desk.folder / "temporary").glob("*.lock"))


@pytest.mark.slow
def test_two_processes_build_and_tell_what_one_does(desk: Desk, alone: Answer):
    made = desk.made("two", "--jobs", "2")
    assert made == alone
    assert desk.files("two") == desk.files("alone")


@pytest.mark.slow
@no_signals
def test_killed_process_costs_its_paper_one_more_try(desk: Desk, alone: Answer):
    said, err = desk.start(KILLER, "one-killed", "once").communicate(timeout=240)
    result = json.loads(said)
    assert result["killed"] == 1
    assert [paper for paper, _, _ in result["told"]] == list(PAPERS)
    assert [code for _, code, _ in result["told"]] == [0, 0, 3, 0, 0]
    assert (result["left"], err) == (0, "")
    assert desk.files("one-killed") == desk.files("alone")


@pytest.mark.slow
@no_signals
def test_paper_whose_process_dies_twice_is_a_named_fault(desk: Desk):
    said, _ = desk.start(KILLER, "all-killed", "always").communicate(timeout=240)
    assert json.loads(said) == {
        "told": [[name, 5, ["worker-lost"]] for name in PAPERS[:2]],
        "killed": 0,
        "left": 0,
    }
    assert no_locks(desk)


@pytest.mark.slow
@no_signals
def test_interrupt_ends_all_processes_calmly(desk: Desk, alone: Answer):
    outputs = desk.folder / "interrupted"
    with ended(desk.make("interrupted", "--jobs", "2")) as process:
        until((outputs / PAPERS[0]).exists)
        assert len(session(process.pid)) > 3, "it works in several processes"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to all of them
        said = answer(process, "interrupted")
        assert said.code == 130
        assert "Traceback" not in said.err
        assert said.err.endswith("Interrupted: the outputs are as they were.\n")
        until(lambda: not session(process.pid), 20)
    assert not list(outputs.glob(".*"))
    assert no_locks(desk)
    assert desk.made("interrupted", "--jobs", "2") == alone
    assert desk.files("interrupted") == desk.files("alone")


@pytest.mark.slow
@no_signals
def test_nothing_outlives_a_killed_run_and_the_next_one_finishes(desk: Desk, alone: Answer):
    with ended(desk.make("killed", "--jobs", "2")) as process:
        until((desk.folder / "killed" / PAPERS[0]).exists)
        process.kill()
        process.wait(20)
        until(lambda: not session(process.pid), 20)
    assert desk.made("killed", "--jobs", "2") == alone
    assert desk.files("killed") == desk.files("alone")


@pytest.mark.slow
def test_slow_file_costs_its_paper_an_attempt_and_no_other_paper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    # Memory that every file exceeds at some stage: nothing here depends on the clock.
    monkeypatch.setenv("PANEL_PAPERS_FILE_MEGABYTES", "1")
    done = desk.start(
        "-c", MAKE, *PAPERS[:2], "--jobs", "2", "--format", "json", "--outputs", "slow", "-q"
    )
    said = json.loads(done.communicate(timeout=240)[0])
    over = {p["file"] for p in said["problems"] if p["code"] == "file-over-memory"}
    assert said["exit_code"] in {3, 4, 5}
    assert {name for name in PAPERS[:2] if any(name in file for file in over)} == set(PAPERS[:2])
    assert not (desk.folder / "slow").exists() or not list((desk.folder / "slow").glob("*/*"))
