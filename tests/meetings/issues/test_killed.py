"""A clerk whose computer stops while she publishes has the old issue or the new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import panel_papers

from ..part_2 import lay_out
from .test_publishing import PLAIN
from .test_supplements import Desk, new_desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX's")


def killed(*arguments: object) -> dict:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed.py"), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(panel_papers.__file__).parents[1])},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout.splitlines()[-1])


def test_a_kill_at_any_step_leaves_no_record_or_a_whole_one(tmp_path):
    assert killed("steps", tmp_path) == {
        "folder": None,
        "temporary file": None,
        "write": None,
        "place": None,
        "sync": True,
    }


@pytest.mark.slow
def test_fifty_kills_leave_every_issue_whole(tmp_path):
    desk = new_desk(tmp_path)
    desk.agenda(PLAIN)
    desk.run("build", "march", "--engine", "embedded")
    desk.run("publish", "march", "--today", "2024-03-05")
    seen = killed("commands", tmp_path, 50)
    assert seen["issues"] >= 3, "too few supplements were published to prove anything"
    # a clerk may be stopped before a word is written
    assert sum(seen.get(each, 0) for each in ("", "building", "publishing")) == 50


@pytest.mark.slow
def test_a_killed_release_leaves_the_issue_as_it_was_or_is_published_whole(tmp_path):
    desk = Desk(tmp_path / "desk")
    lay_out(desk.folder)
    desk.run("build", "march", "--engine", "embedded")
    desk.run("publish", "march", "--today", "2024-03-05")
    seen = killed("releases", desk.folder, 10)
    assert seen["released"] >= 1  # the clerk that nobody stopped
    assert sum(seen.get(each, 0) for each in ("", "building", "publishing")) == 10
