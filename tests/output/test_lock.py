"""One build of a paper at a time."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import panel_papers
from panel_papers.core.problems import OutputsError, Place, Problem
from panel_papers.output.lock import paper_lock

HOLD = """
import sys
from pathlib import Path
from panel_papers.output.lock import paper_lock
with paper_lock(Path(sys.argv[1]), "march-2024", 5):
    sys.stdout.write("held\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path, monkeypatch):
    """Another process that builds outputs/march-2024; it ends when its input is closed."""
    monkeypatch.chdir(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "outputs"],
        env={**os.environ, "PYTHONPATH": str(Path(panel_papers.__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def take(outputs: Path, paper: str, timeout: float) -> None:
    with paper_lock(outputs, paper, timeout):
        pass


def test_a_second_build_of_a_paper_is_told_of_the_first(holder):
    with pytest.raises(OutputsError) as caught:
        take(Path("outputs"), "march-2024", 0.1)  # the same folder, said another way
    assert caught.value.problems == (
        Problem(
            code="outputs-busy",
            place=Place("outputs/march-2024"),
            found="Another build of march-2024 is running",
            wanted="",
            hint="wait until it has ended, and run the command again",
        ),
    )


def test_another_paper_and_another_folder_may_build_meanwhile(holder, tmp_path):
    take(tmp_path / "outputs", "june-2024", 0)
    take(tmp_path / "elsewhere", "march-2024", 0)


def test_a_second_build_waits_for_the_first(holder, tmp_path):
    holder.stdin.close()
    take(tmp_path / "outputs", "march-2024", 30)


def test_a_killed_build_frees_its_paper(holder, tmp_path):
    holder.kill()
    holder.wait()
    take(tmp_path / "outputs", "march-2024", 5)


def test_the_lock_leaves_nothing_in_the_outputs(tmp_path):
    with paper_lock(tmp_path / "outputs", "march-2024", 0):
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_free_after_a_fault(tmp_path):
    with pytest.raises(RuntimeError), paper_lock(tmp_path, "march-2024", 0):
        raise RuntimeError
    take(tmp_path, "march-2024", 0)


def lock_files() -> set[Path]:
    return set(Path(tempfile.gettempdir()).rglob("*.lock"))


def test_the_lock_leaves_nothing_in_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with paper_lock(tmp_path / "outputs", "march-2024", 0):
        assert len(lock_files()) == 1
    assert lock_files() == set()


COUNT = """
import sys
from pathlib import Path
from panel_papers.output.lock import paper_lock
counter = Path(sys.argv[1])
for _ in range(60):
    with paper_lock(counter.parent / "outputs", "march-2024", 60):
        number = int(counter.read_text())
        counter.write_text(str(number + 1))
"""


def test_many_who_wait_never_hold_the_lock_together(tmp_path):
    counter = tmp_path / "counter"
    counter.write_text("0")
    places = {"PYTHONPATH": str(Path(panel_papers.__file__).parents[1]), "TMPDIR": str(tmp_path)}
    program = [sys.executable, "-c", COUNT, counter]
    running = [subprocess.Popen(program, env={**os.environ, **places}) for _ in range(4)]

    assert [process.wait() for process in running] == [0] * 4
    assert counter.read_text() == "240"
    assert list(tmp_path.rglob("*.lock")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a folder for each user")
@pytest.mark.parametrize("planted", ["link to itself", "folder with a link"])
def test_link_that_another_user_planted_stops_no_build(tmp_path, monkeypatch, planted):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    private = tmp_path / f"panel-papers-{os.geteuid()}"
    if planted == "link to itself":
        private.symlink_to(private)
    else:
        theirs = tmp_path / "theirs"
        theirs.mkdir()
        private.symlink_to(theirs)

    take(tmp_path / "outputs", "march-2024", 0)

    assert private.is_symlink()
    if planted != "link to itself":
        assert list(theirs.iterdir()) == []
