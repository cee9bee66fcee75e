"""A build that is killed, at whatever moment, leaves the former set or the new one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import panel_papers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX's")


def publisher(*arguments: object):
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("publisher.py"), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(panel_papers.__file__).parents[1])},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "times"), [(1_000, 50), (1_000_000, 50)])
def test_fifty_kills_show_the_old_set_or_the_new_one(tmp_path, size, times):
    seen = publisher("kills", tmp_path / "outputs/march-2024", "exchange", size, times)
    assert seen["inside"] >= 5, "too few kills hit inside a build to prove anything"
    assert seen["A"] >= 1
    assert seen["B"] >= 1
    assert seen["A"] + seen["B"] == times


@pytest.mark.slow
@pytest.mark.parametrize(("size", "times"), [(1_000, 50), (1_000_000, 20)])
def test_kills_without_an_exchange_are_made_good_by_the_next_run(tmp_path, size, times):
    seen = publisher("kills", tmp_path / "outputs/march-2024", "two-renames", size, times)
    assert seen["inside"] >= 5, "too few kills hit inside a build to prove anything"
    assert seen["A"] + seen["B"] + seen.get("None", 0) == times


@pytest.mark.slow
def test_a_kill_at_each_touch_of_the_disk_shows_the_old_set_then_the_new_one(tmp_path):
    seen = publisher("steps", tmp_path / "outputs/march-2024", "exchange")
    assert sorted(seen) == seen
    assert seen.count("A") > 20
    assert seen.count("B") > 20
    assert set(seen) == {"A", "B"}


@pytest.mark.slow
def test_without_an_exchange_a_kill_between_the_two_renames_is_rolled_forward(tmp_path):
    seen = publisher("steps", tmp_path / "outputs/march-2024", "two-renames")
    between = seen.index("None")
    assert set(seen[:between]) == {"A"}
    assert set(seen[between + 1 :]) == {"B"}
    assert min(between, len(seen) - between) > 20
