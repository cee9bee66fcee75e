"""A command run by a Python that was ready ends and prints as one run by a fresh Python."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from .commands import run_code

SOURCE = Path(__file__).parents[1] / "src"
SAY = """
import os, sys, tempfile
print(sys.argv, __name__, os.getcwd(), dict(os.environ), tempfile.gettempdir())
print(repr(sys.stdin.read()))
print("café", file=sys.stderr)
"""
ENDS = {
    "as it should": "print(1)",
    "with a code": "import sys; sys.exit(3)",
    "with words": "import sys; sys.exit('wrong')",
    "without a code": "import sys; sys.exit()",
    "with True": "import sys; sys.exit(True)",
    "with an error": "print(1)\nraise ValueError('wrong')",
    "by a signal": "import os; os.kill(os.getpid(), 9)",
    "at once": "import os; os._exit(7)",
    "after its clean-up": "import atexit; atexit.register(print, 'cleaned')",
    "after a file that was left open": "open('/dev/null')\nprint('done')",
    "with a thread": "import threading\nthreading.Thread(target=print, args=('late',)).start()",
    "after a command that is wrong": (
        "from panel_papers.cli import make_paper as command; command()"
    ),
}
LOOSE = "from panel_papers.content.spelling import find_slips, stop_speller\n"
VALIDATE = """
from pathlib import Path
from panel_papers.pdf.conformance.page_validation import start_validator, validate
start_validator()
judged = lambda name: validate(Path(name + ".pdf").read_bytes())
"""
SLIPS = "print(find_slips(['RepeatedWords'], [], ['It is is wrong.', 'It is right.']))"


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8", **more}


def fresh(code: str, *arguments: str, folder: Path, **more: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", code, *arguments],
        cwd=folder,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def ready(code: str, *arguments: str, folder: Path, **more: str) -> tuple[int, str, str]:
    done = run_code(code, *arguments, folder=folder, environment=environment(**more))
    return done.returncode, done.stdout, done.stderr


def test_folder_arguments_environment_and_input_are_those_of_the_command(tmp_path: Path):
    more = {"TMPDIR": str(tmp_path), "OF_THIS_COMMAND": "yes"}
    expected = fresh(SAY, "a", "--b", folder=tmp_path, **more)
    assert expected[0] == 0
    assert ready(SAY, "a", "--b", folder=tmp_path, **more) == expected


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in ENDS.items()])
def test_it_ends_and_prints_in_the_same_way(code: str, tmp_path: Path):
    assert ready(code, folder=tmp_path) == fresh(code, folder=tmp_path)


def test_spelling_is_checked_in_the_same_way(tmp_path: Path):
    code = f"{LOOSE}{SLIPS}\n{SLIPS}\nstop_speller()\n{SLIPS}"
    answer = fresh(code, folder=tmp_path)
    assert "RepeatedWords" in answer[1]
    assert ready(code, folder=tmp_path) == answer


def test_pdfs_are_validated_in_the_same_way(tmp_path: Path):
    tagless = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tagless)
    (tmp_path / "tagless.pdf").write_bytes(tagless.getvalue())
    (tmp_path / "none.pdf").write_bytes(b"no PDF")
    code = f"{VALIDATE}for name in ('tagless', 'none', 'tagless'):\n    print(judged(name))"
    answer = fresh(code, folder=tmp_path)
    assert answer[1].count("PDFUA1-TAGGED-DOCUMENT-001") == 2, answer
    assert answer[1].count("unread=None") == 2
    assert ready(code, folder=tmp_path) == answer


def test_what_one_command_changes_the_next_does_not_see(tmp_path: Path):
    ready("import os, panel_papers; os.environ['LEFT'] = panel_papers.LEFT = '1'", folder=tmp_path)
    code = "import os, panel_papers; print(os.environ.get('LEFT'), hasattr(panel_papers, 'LEFT'))"
    assert ready(code, folder=tmp_path)[1] == "None False\n"


def test_a_command_that_takes_too_long_is_ended_and_the_next_one_runs(tmp_path: Path):
    pid = tmp_path / "pid"
    code = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    with pytest.raises(subprocess.TimeoutExpired):
        run_code(code, folder=tmp_path, environment=environment(), seconds=2)
    assert ready("print(1)", folder=tmp_path) == (0, "1\n", "")


def test_a_command_is_killed_after_some_time_and_one_that_has_ended_is_not(tmp_path: Path):
    asked = {"folder": tmp_path, "environment": environment()}
    killed = run_code("import time; time.sleep(60)", **asked, killed_after=0.1)
    assert killed.returncode == -9
    ended = run_code("print('ended')", **asked, killed_after=200)
    assert (ended.returncode, ended.stdout) == (0, "ended\n")
