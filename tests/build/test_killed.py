"""A build that is killed at any moment leaves the old outputs or the new, never a mixture."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import SOURCE, Desk

KILLS = 50


def state(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def start(desk: Desk) -> subprocess.Popen[bytes]:
    code = "from panel_papers.cli import make_paper as command; command()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "march-2024", "--engine", "embedded", "-q"],
        cwd=desk.folder,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_killed_build_leaves_the_old_set_or_the_new(desk: Desk):
    assert desk.make().code == 0
    old_text = (desk.paper / "purpose.md").read_text(encoding="utf-8")
    sets = [state(desk.outputs)]
    began = time.monotonic()
    (desk.paper / "purpose.md").write_text(old_text + "\nOne more paragraph.\n", encoding="utf-8")
    assert desk.make().code == 0
    whole = time.monotonic() - began
    sets.append(state(desk.outputs))
    assert sets[0] != sets[1]

    chance = random.Random(14)
    seen, hit = [], 0
    for turn in range(KILLS):
        text = old_text if turn % 2 else old_text + "\nOne more paragraph.\n"
        (desk.paper / "purpose.md").write_text(text, encoding="utf-8")
        process = start(desk)
        # Half of the kills fall into the end of the build, when files are put in place.
        time.sleep(whole * (chance.random() if turn % 4 < 2 else chance.uniform(0.7, 1.0)))
        process.send_signal(signal.SIGKILL)
        hit += process.wait() == -signal.SIGKILL
        found = state(desk.outputs)
        assert found in sets
        seen.append(sets.index(found))
    assert hit >= KILLS // 2, "too few kills came in time to prove anything"

    assert desk.make().code == 0
    left = sorted(p.name for p in (desk.folder / "outputs").iterdir())
    assert left == ["march-2024"], "strays remain after the next run"
    assert state(desk.outputs) in sets
