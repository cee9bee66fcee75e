"""A build that is killed at any moment leaves the old outputs or the new, never a mixture."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from ..commands import run_code
from .conftest import Desk

KILLS = 30  # tests/output/test_killed.py has the publishing killed at each touch of the disk


def state(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def kill_after(desk: Desk, seconds: float) -> bool:
    """Start a build and kill it after some time; say whether it was still at work."""
    done = run_code(
        "from panel_papers.cli import make_paper as command; command()",
        *("march-2024", "--engine", "embedded", "-q"),
        folder=desk.folder,
        environment=os.environ | desk.environment,
        killed_after=seconds,
    )
    return done.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_killed_build_leaves_the_old_set_or_the_new(desk: Desk):
    began = time.monotonic()
    assert desk.make().code == 0
    first = time.monotonic() - began
    old_text = (desk.paper / "purpose.md").read_text(encoding="utf-8")
    sets = [state(desk.outputs)]
    began = time.monotonic()
    (desk.paper / "purpose.md").write_text(old_text + "\nOne more paragraph.\n", encoding="utf-8")
    assert desk.make().code == 0
    whole = min(first, time.monotonic() - began)
    sets.append(state(desk.outputs))
    assert sets[0] != sets[1]

    chance = random.Random(14)
    seen, hit = [], 0
    for turn in range(KILLS):
        text = old_text if turn % 2 else old_text + "\nOne more paragraph.\n"
        (desk.paper / "purpose.md").write_text(text, encoding="utf-8")
        # Half of the kills fall into the end of the build, when files are put in place.
        share = chance.random() if turn % 4 < 2 else chance.uniform(0.7, 1.0)
        hit += kill_after(desk, whole * share)
        found = state(desk.outputs)
        assert found in sets
        seen.append(sets.index(found))
    assert hit >= KILLS // 3, "too few kills came in time to prove anything"

    assert desk.make().code == 0
    left = sorted(p.name for p in (desk.folder / "outputs").iterdir())
    assert left == ["march-2024"], "strays remain after the next run"
    assert state(desk.outputs) in sets
