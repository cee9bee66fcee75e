"""Commands as users type them, each in a process of its own, without the wait for its start.

Nearly half of the processor time of a small paper's build goes into loading the program and the
dictionary. On Linux one Python that has loaded both and built a paper (`warm_python.py`) forks for
each command; elsewhere each command starts anew. test_commands.py compares the two. How the program
starts, loads and ends by signals is tested with fresh processes: tests/test_start_up.py, tests/run.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(__file__).with_name("warm_python.py")
SOURCE = Path(__file__).parents[1] / "src"


def run_code(
    code: str,
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str],
    seconds: float = 300,
    killed_after: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run code as `python -W error::ResourceWarning -c` does, and return its result.

    With `killed_after` its process is killed after those seconds, unless it has ended; where there
    is no fork, the start of Python counts too. Raises subprocess.TimeoutExpired.
    """
    environment = dict(environment)
    if sys.platform != "linux":  # macOS's own libraries do not bear a fork
        try:
            return subprocess.run(
                [sys.executable, "-W", "error::ResourceWarning", "-c", code, *arguments],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                timeout=seconds if killed_after is None else killed_after,
                check=False,
            )
        except subprocess.TimeoutExpired:
            if killed_after is None:
                raise
            return subprocess.CompletedProcess([code, *arguments], -9, "", "")
    # What Python reads but once, when it starts.
    key = tuple(
        sorted(e for e in environment.items() if e[0].startswith(("PYTHON", "LC_", "LANG")))
    )
    if key in _warm and _warm[key].ended:
        _warm.pop(key).end()
    if key not in _warm:
        _warm[key] = _WarmPython(environment)
    return _warm[key].run(code, arguments, folder, environment, seconds, killed_after=killed_after)


def run_command(
    *arguments: str, folder: Path, program: str = "panel_papers"
) -> subprocess.CompletedProcess[str]:
    """Run `panel-papers ARGUMENTS` (or `make_paper`) in a folder, without a cache."""
    code = f"from panel_papers.cli import {program} as command; command()"
    environment = os.environ | {
        "PYTHONPATH": str(SOURCE),
        "PYTHONUTF8": "0",
        "LC_ALL": "C.UTF-8",
        "PANEL_PAPERS_CACHE": "",
    }
    return run_code(code, *arguments, folder=folder, environment=environment)


class _WarmPython:
    """A Python that has loaded the program."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error::ResourceWarning", str(PROGRAM)],
            cwd=PROGRAM.parent,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def run(
        self,
        code: str,
        arguments: tuple[str, ...],
        folder: Path,
        environment: Mapping[str, str],
        seconds: float,
        *,
        killed_after: float | None,
    ) -> subprocess.CompletedProcess[str]:
        given, taken = self._process.stdin, self._process.stdout
        assert given is not None
        assert taken is not None
        with tempfile.TemporaryDirectory() as said:
            out, err = Path(said, "out"), Path(said, "err")
            for file in (out, err):  # a command may be killed before it opens them
                file.touch()
            request = {
                "code": code,
                "arguments": arguments,
                "folder": str(folder),
                "environment": dict(environment),
                "out": str(out),
                "err": str(err),
                "killed_after": killed_after,
            }
            given.write(json.dumps(request).encode("ascii") + b"\n")
            given.flush()
            if not select.select([taken], [], [], seconds)[0]:
                self.end()
                raise subprocess.TimeoutExpired(code, seconds)
            exit_code = int(taken.readline())
            words = [path.read_bytes().decode("utf-8").replace("\r\n", "\n") for path in (out, err)]
        return subprocess.CompletedProcess([code, *arguments], exit_code, *words)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


_warm: dict[tuple[tuple[str, str], ...], _WarmPython] = {}


@atexit.register
def _end_all() -> None:
    for each in _warm.values():
        each.end()
