"""A desk of one's own to build at: papers in a folder, and the commands as users type them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from ..commands import run_code

Command = Callable[..., "Answer"]


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Desk:
    """A folder with inputs, templates and outputs of its own."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a command here runs with; nothing is taken from what earlier runs made."""
        system = {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
        return system | {"PANEL_PAPERS_CACHE": ""}

    @property
    def paper(self) -> Path:
        return self.folder / "inputs" / "march-2024"

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs" / "march-2024"

    @property
    def templates(self) -> Path:
        return self.folder / "templates" / "word"

    def run(self, *arguments: str, program: str = "make_paper") -> Answer:
        """Run a command in a process of its own, as a user would at this desk."""
        code = f"from panel_papers.cli import {program} as command; command()"
        done = run_code(
            code, *arguments, folder=self.folder, environment=os.environ | self.environment
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def make(self, *options: str) -> Answer:
        """Run `make-paper march-2024` with the embedded engine."""
        return self.run("march-2024", "--engine", "embedded", *options)

    def edit(self, file: str, old: str, new: str) -> None:
        """Change a text in one of the paper's files, which must hold it."""
        path = self.paper / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Desk:
    """A desk with the project's templates and its March 2024 paper."""
    return set_desk(root, tmp_path / "desk")


Shelf = Callable[..., tuple[Desk, Answer]]


@pytest.fixture(scope="session")
def shipped(root: Path, shared_folder: Path) -> Shelf:
    """Build a paper, as it is shipped or from a folder, once for all tests that only look at it.

    Once for all processes of pytest-xdist too. Returns the desk and how the command ended.
    """

    def found(
        engine: str = "embedded",
        paper: str = "march-2024",
        *options: str,
        source: Path | None = None,
    ) -> tuple[Desk, Answer]:
        asked = json.dumps([engine, paper, options, str(source)])
        made = shared_folder / hashlib.sha256(asked.encode()).hexdigest()[:16]
        desk, ended = Desk(made / "desk"), made / "ended.json"
        with FileLock(f"{made}.lock"):
            if not ended.exists():
                shutil.rmtree(made, ignore_errors=True)  # of a process that was killed
                set_desk(root, desk.folder)
                if source is not None:
                    shutil.copytree(source, desk.folder / "inputs" / paper)
                answer = desk.run(paper, "--engine", engine, *options)
                ended.write_text(json.dumps(asdict(answer)), encoding="utf-8")
        return desk, Answer(**json.loads(ended.read_text(encoding="utf-8")))

    return found


@pytest.fixture
def march(shipped: Shelf) -> Desk:
    """The desk with what was built of March 2024, to be looked at only."""
    desk, answer = shipped()
    assert answer.code == 0, answer.err
    return desk


def set_desk(root: Path, folder: Path) -> Desk:
    for part in ("inputs", "templates"):
        shutil.copytree(root / part, folder / part)
    return Desk(folder)
