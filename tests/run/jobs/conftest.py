"""A desk with several small papers, one of them faulty, and what one process makes of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAPERS = ("a-first", "b-second", "c-faulty", "d-fourth", "e-fifth")
MAKE = "if __name__ == '__main__':\n from panel_papers.cli import make_paper\n make_paper()"


@dataclass(frozen=True)
class Answer:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Desk:
    """A folder with papers and templates; `variables` are those of the programs run there."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a Python program in a session of its own, as a terminal does."""
        variables = {"PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8", **self.variables}
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=self.folder,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def make(self, outputs: str, *options: str) -> subprocess.Popen[str]:
        """Start `make-paper --all` with the embedded engine."""
        fixed = ("--all", "--engine", "embedded", "--today", "2024-03-01", "-v")
        return self.start("-c", MAKE, *fixed, "--outputs", outputs, *options)

    def made(self, outputs: str, *options: str) -> Answer:
        """Run `make-paper --all` to its end; what it says does not name the folder of outputs."""
        return answer(self.make(outputs, *options), outputs)

    def files(self, outputs: str) -> dict[str, bytes]:
        """Return all files under a folder of outputs."""
        folder = self.folder / outputs
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def answer(process: subprocess.Popen[str], outputs: str) -> Answer:
    out, err = process.communicate(timeout=240)
    return Answer(process.returncode, out.replace(f"{outputs}/", "OUT/"), err)


def set_desk(folder: Path) -> Desk:
    shutil.copytree(ROOT / "templates", folder / "templates")
    for name in PAPERS:
        paper = folder / "inputs" / name
        shutil.copytree(ROOT / "inputs" / "first-term-scorecard", paper)
        text = (paper / "paper.yaml").read_text(encoding="utf-8")
        changed = text.replace("title: ", f"title: {name}, ", 1)
        if name == "c-faulty":
            changed = changed.replace("date:", "dato:", 1)
        assert changed.count(name) == 1
        (paper / "paper.yaml").write_text(changed, encoding="utf-8")
    temporary = folder / "temporary"
    temporary.mkdir()
    return Desk(folder, {"TMPDIR": str(temporary)})


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that tests share; each has its own folder of outputs."""
    return set_desk(tmp_path_factory.mktemp("jobs") / "desk")


@pytest.fixture(scope="session")
def alone(desk: Desk) -> Answer:
    """What one process says of all papers; its outputs are in the folder `alone`."""
    made = desk.made("alone")
    assert made.code == 3
    assert [name for name in PAPERS if f"OUT/{name}/" in made.out] == [
        name for name in PAPERS if name != "c-faulty"
    ]
    return made


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came to be so"
        time.sleep(0.02)


def session(leader: int) -> dict[int, str]:
    """Return the living processes of a session, and their command lines (Linux)."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has just ended
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found[int(entry.name)] = command
    return found


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """See to it that nothing of a program is left when a test fails."""
    try:
        yield process
    finally:
        for left in session(process.pid):
            os.kill(left, signal.SIGKILL)
        process.wait(20)
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()
