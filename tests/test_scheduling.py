"""Tests that look at one built paper share a process, all others go where there is room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .scheduling import TOGETHER, unit_of

ROOT = Path(__file__).parents[1]
PROGRAM = """
import pytest
@pytest.mark.parametrize("number", range(8))
def test_one(number, worker_id):
    print("ran", worker_id)
"""


def test_each_file_is_there():
    assert [file for _, file in TOGETHER if not (ROOT / file).exists()] == []


def test_units_are_by_file_and_machine():
    leaks, packs = (f"tests/build/restricted/test_{name}.py::test_a" for name in ("leaks", "packs"))
    assert unit_of(leaks) == unit_of(packs) == "the restricted paper"
    assert unit_of("tests/core/test_cache.py::test_a") == "tests/core/test_cache.py::test_a"
    supplied = "tests/build/supplied_word/test_supplied_word.py::test_a"
    without = unit_of(f"{supplied}[without LibreOffice]")
    assert without != unit_of(f"{supplied}[with it]") == unit_of(supplied)


def test_tests_of_a_unit_run_in_one_process(tmp_path: Path):
    folder = tmp_path / "tests" / "build"
    folder.mkdir(parents=True)
    (folder / "test_parts.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import pytest_xdist_make_scheduler\n", encoding="utf-8"
    )
    options = ["-n2", "-rP", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    ran = [line for line in done.stdout.splitlines() if line.startswith("ran gw")]
    assert len(ran) == 8, done.stdout + done.stderr
    assert len(set(ran)) == 1
