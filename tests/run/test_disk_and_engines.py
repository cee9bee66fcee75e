"""Full disks, read-only folders, a second build, a jumping clock, and engines that misbehave."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ulimit and /sys are POSIX's")


def limited_files(blocks: int) -> list[str]:
    """A prefix under which no file can have more than so many times 512 bytes: a full disk."""
    return ["/bin/sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"]


def test_disk_that_is_full_for_the_outputs_leaves_the_old_ones(built, unharmed):
    assert built.make("-q", "--outputs", "elsewhere").code == 0  # the fonts are written by now
    answer = built.run("march-2024", "--engine", "embedded", prefix=limited_files(100))
    assert (answer.code, answer.codes) == (5, ["disk-full"])
    assert "Traceback" not in answer.err
    assert unharmed()


def test_disk_that_is_full_for_temporary_files_is_told(built, unharmed):
    answer = built.run("march-2024", "--engine", "embedded", prefix=limited_files(100))
    assert (answer.code, answer.codes) == (5, ["disk-full"])
    assert "Traceback" not in answer.err
    assert unharmed()


def test_outputs_folder_that_may_not_be_written_is_told(desk):
    answer = desk.make("--outputs", "/sys/kernel")
    assert (answer.code, answer.codes) == (5, ["outputs-refused"])
    assert desk.left() == []


def test_temporary_folder_that_is_not_there_is_told(built, unharmed):
    built.temporary.chmod(0o500)
    answer = built.make("-q")
    built.temporary.chmod(0o700)
    assert "Traceback" not in answer.err
    assert answer.code in {0, 5}  # nothing is closed to the superuser
    assert unharmed()


def test_second_build_of_a_paper_is_told_of_the_first_and_harms_nothing(built, unharmed):
    engine = "trap 'exit 1' TERM\nsleep 60"
    built.soffice(engine)
    first = built.start("march-2024", "--engine", "libreoffice", "-v")
    while "making the pack" not in first.stderr.readline():
        pass

    second = built.make("--format", "json")
    first.terminate()
    first.communicate(timeout=30)

    assert second.code == 5
    assert [each["code"] for each in second.json["problems"]] == ["outputs-busy"]
    assert first.returncode == 143
    assert unharmed()


CLOCK = """
import time
from itertools import count
real, turn = time.time, count()
def jumping():
    return (1, 5_000_000_000, real())[next(turn) % 3]  # 1970, 2128 and now
now, here = time.gmtime, time.localtime
time.time = jumping
time.time_ns = lambda: int(jumping() * 1e9)
time.localtime = lambda seconds=None: here(jumping() if seconds is None else seconds)
time.gmtime = lambda seconds=None: now(jumping() if seconds is None else seconds)
"""


def test_clock_that_jumps_by_years_changes_no_byte(built, unharmed):
    folder = built.folder / "clock"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    built.variables["PYTHONPATH"] = f"{folder}:{built.source}"
    built.variables["TZ"] = "Pacific/Kiritimati"

    assert built.make("-q").code == 0

    assert unharmed()


ENGINES = {
    "writes half a file": 'for d; do case $d in *.docx) printf "%%PDF-1.7\\nhalf" '
    '> "$out/$(basename "$d" .docx).pdf";; esac; done',
    "floods its standard error": "exec yes complaint >&2",
    "ends without a word": "exit 1",
    "kills itself": "kill -SEGV $$",
}


@pytest.mark.parametrize("text", ENGINES.values(), ids=ENGINES)
def test_engine_that_misbehaves_is_a_fault_of_each_document(built, unharmed, text):
    built.soffice(text)
    answer = built.run("march-2024", "--engine", "libreoffice", "--format", "json")
    assert answer.code == 5
    errors = [each["code"] for each in answer.json["problems"] if each["level"] == "error"]
    assert set(errors) == {"engine-document-unreadable"}
    assert "Traceback" not in answer.err
    assert unharmed()


def test_spelling_process_that_dies_costs_the_spelling_alone(built):
    broken = built.folder / "broken"
    broken.mkdir()
    (broken / "harper.py").write_text("import os; os.abort()", encoding="utf-8")
    built.variables["PYTHONPATH"] = f"{broken}:{built.source}"

    answer = built.make("--format", "json")

    assert answer.code == 0
    codes = [each["code"] for each in answer.json["problems"]]
    assert codes.count("language-unchecked") == 1
    assert not {"spelling", "grammar"} & set(codes)
    assert built.left() == []


def test_nothing_of_this_machine_forbids_these_tests():
    assert subprocess.run([*limited_files(1), "true"], check=False).returncode == 0
