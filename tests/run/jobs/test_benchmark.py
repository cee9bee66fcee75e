"""The benchmark of many papers runs; how fast is not held here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .conftest import ROOT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the benchmark reads memory from /proc")
def test_benchmark_builds_its_papers():
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "many.py"), "--smoke"],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("4 papers, 2 processes")
