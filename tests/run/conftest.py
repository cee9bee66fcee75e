"""A desk with a temporary folder of its own, so that whatever a fault leaves behind is seen."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import pytest

from ..conftest import MadeOnce

SOURCE = Path(__file__).parents[2] / "src"
Prefix = Sequence[str | Path]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the errors that were told."""
        lines = [line for line in self.err.splitlines() if line.startswith("error: ")]
        return [line.rpartition("[")[2].rstrip("]") for line in lines]

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def paper(self) -> Path:
        return self.folder / "inputs" / "march-2024"

    @property
    def source(self) -> Path:
        return SOURCE

    @property
    def templates(self) -> Path:
        return self.folder / "templates" / "word"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    def start(
        self, *arguments: str, program: str = "make_paper", prefix: Prefix = (), **options: Any
    ) -> subprocess.Popen[str]:
        code = f"from panel_papers.cli import {program} as command; command()"
        ours = {"PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8", "TMPDIR": str(self.temporary)}
        return subprocess.Popen(
            [*prefix, sys.executable, "-c", code, *arguments],
            cwd=self.folder,
            env=os.environ | ours | self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            **options,
        )

    def run(self, *arguments: str, program: str = "make_paper", prefix: Prefix = ()) -> Answer:
        process = self.start(*arguments, program=program, prefix=prefix)
        out, err = process.communicate(timeout=120)
        return Answer(process.returncode, out, err)

    def make(self, *options: str) -> Answer:
        return self.run("march-2024", "--engine", "embedded", *options)

    def outputs(self) -> Mapping[str, str]:
        """The files of the outputs folder, with what they hold."""
        folder = self.folder / "outputs"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    def left(self) -> list[str]:
        """What is left of all runs at this desk: processes, locks and temporary files.

        Not counted is what stays for the next run by intention: fonts, and an open lock file.
        """
        found = []
        for _ in range(100):
            found = [*self._processes(), *self._files()]
            if not found:
                break
            time.sleep(0.05)
        return found

    def _files(self) -> list[str]:
        private = f"panel-papers-{os.geteuid()}"
        paths = [p for p in self.temporary.iterdir() if p.name != private]
        if (self.temporary / private).is_dir():
            inside = (self.temporary / private).iterdir()
            paths += [
                p for p in inside if p.name != "starting.lock" and not p.name.startswith("fonts-")
            ]
            paths += (self.temporary / private).glob("fonts-*/*.part")
        return sorted(str(path) for path in paths)

    def _processes(self) -> list[str]:
        """The processes that were started at this desk, known by their environment."""
        mark = f"TMPDIR={self.temporary}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes():
                    found.append((process / "cmdline").read_text(encoding="utf-8"))
            except OSError:
                continue
        return found

    def soffice(self, text: str) -> None:
        """Put a program in LibreOffice's place that does what the shell text says.

        It finds the folder to write to in `$out`.
        """
        script = self.folder / "soffice"
        script.write_text(
            '#!/bin/sh\ncase "$*" in *--version*) echo LibreOffice 9.9.9.9 fake; exit;; esac\n'
            'while [ "$1" != --outdir ]; do shift || exit; done; out=$2; mkdir -p "$out"\n' + text,
            encoding="utf-8",
        )
        script.chmod(0o755)
        self.variables["PANEL_PAPERS_SOFFICE"] = str(script)

    def template(self, name: str, *tags: str) -> None:
        """Add paragraphs to a Word template."""
        document = docx.Document(self.templates / f"{name}.docx")
        for tag in tags:
            document.add_paragraph(tag)
        document.save(self.templates / f"{name}.docx")


def set_desk(folder: Path) -> Desk:
    for part in ("inputs", "templates"):
        shutil.copytree(SOURCE.parent / part, folder / part)
    (folder / "temporary").mkdir()
    return Desk(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return set_desk(tmp_path / "desk")


@pytest.fixture(scope="session")
def first_outputs(made_once: MadeOnce) -> Path:
    """What the first build of a desk made."""

    def make(folder: Path) -> None:
        desk = set_desk(folder / "desk")
        assert desk.make("-q").code == 0
        assert desk.left() == []

    return made_once("first outputs", make) / "desk/outputs"


@pytest.fixture
def built(desk: Desk, first_outputs: Path) -> Desk:
    """A desk whose paper was built once."""
    shutil.copytree(first_outputs, desk.folder / "outputs")
    return desk


@pytest.fixture
def unharmed(built: Desk) -> Callable[[], bool]:
    """Say whether all is as after the first build, and nothing is left of what came after."""
    before = built.outputs()

    def same() -> bool:
        assert built.left() == []
        return built.outputs() == before

    return same
