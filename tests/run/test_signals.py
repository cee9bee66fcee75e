"""Ctrl-C, SIGTERM and SIGKILL, at every stage: the old set or the new, and nothing left behind."""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import pytest

from panel_papers.pdf.engines.libreoffice import find_soffice

from .conftest import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

STAGES = ["reading the inputs", "making the pack"]
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 143}


def stopped_at(desk: Desk, stage: str, number: signal.Signals, *options: str) -> tuple[int, str]:
    process = desk.start("march-2024", "-v", *options)
    while stage not in (line := process.stderr.readline()):
        assert line, "the build ended before this stage"
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    return process.returncode, err


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("number", ENDS)
def test_build_that_is_asked_to_end_clears_up(built, unharmed, stage, number):
    with (built.paper / "purpose.md").open("a", encoding="utf-8") as text:
        text.write("\n\nThis paper takes a while to lay out." * 500)
    code, err = stopped_at(built, stage, number, "--engine", "embedded")
    assert code == ENDS[number]
    assert err.endswith("Interrupted: the outputs are as they were.\n")
    assert "Traceback" not in err
    assert unharmed()


@pytest.mark.parametrize("number", [*ENDS, signal.SIGKILL])
def test_engine_that_hangs_goes_with_the_build_that_is_ended(built, unharmed, number):
    # It takes no notice of a kind word, and has a child that hangs as well.
    built.soffice("trap '' INT TERM HUP\nsleep 60 &\nwait\nsleep 60\n")
    code, _ = stopped_at(built, "making the pack", number, "--engine", "libreoffice")
    assert code == ENDS.get(number, -number)
    assert unharmed()


def test_engine_goes_where_all_of_ours_is_killed_at_one_stroke(built):
    built.soffice("trap '' INT TERM HUP\nsleep 60 &\nwait\nsleep 60\n")
    process = built.start("march-2024", "-v", "--engine", "libreoffice")
    while "making the pack" not in process.stderr.readline():
        pass
    until = time.monotonic() + 20
    while not any("sleep" in each for each in built._processes()):
        assert time.monotonic() < until
        time.sleep(0.02)

    for pid in [*children(process.pid), process.pid]:
        os.kill(pid, signal.SIGKILL)
    process.communicate()

    assert wait_for_end(built)
    assert built.make("-q").code == 0  # and clears up
    assert built.left() == []


@pytest.mark.libreoffice
def test_libreoffice_goes_with_the_build_that_is_killed(built, unharmed):
    assert find_soffice()
    process = built.start("march-2024", "-v", "--engine", "libreoffice")
    while "making the pack" not in process.stderr.readline():
        pass
    until = time.monotonic() + 30
    while not any("soffice.bin" in each for each in built._processes()):
        assert time.monotonic() < until
        time.sleep(0.02)

    process.kill()
    process.communicate()

    assert unharmed()


def test_kills_at_random_leave_the_old_set_or_the_new_one_and_nothing_else(built):
    before = built.outputs()
    began = time.monotonic()
    with (built.paper / "purpose.md").open("a", encoding="utf-8") as text:
        text.write("\nOne more paragraph.\n")
    assert built.make("-q").code == 0
    whole = time.monotonic() - began
    sets = [before, built.outputs()]
    assert before != sets[1]
    chance = random.Random(7)
    for turn in range(6):
        process = built.start("march-2024", "--engine", "embedded", "-q", start_new_session=True)
        time.sleep(whole * chance.random())
        if turn % 2:  # the parent alone; else all that is there, at one stroke
            process.kill()
        else:
            for pid in [process.pid, *children(process.pid)]:
                os.kill(pid, signal.SIGKILL)
        process.communicate()
        assert built._processes() == [] or wait_for_end(built)
        assert in_its_place(built) in sets
    assert built.make("-q").code == 0
    assert built.outputs() in sets
    assert built.left() == []


def in_its_place(desk: Desk) -> dict[str, str]:
    """What is in the outputs, without the folder in which a build that is killed was writing."""
    building = ".march-2024.building/"  # the next build clears it away
    return {name: held for name, held in desk.outputs().items() if not name.startswith(building)}


def children(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as listed:  # noqa: PTH123
            return [int(each) for each in listed.read().split()]
    except OSError:
        return []


def wait_for_end(desk: Desk) -> bool:
    until = time.monotonic() + 10
    while desk._processes():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
