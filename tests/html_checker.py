"""The Nu HTML checker of the W3C as a program: what is wrong with a web page.

npm fetches it once into a cache folder (vnu-jar, MIT); it runs on Java.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from .ooxml_validator import NO_NPM

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"


def errors_in(files: Sequence[Path]) -> dict[str, list[str]]:
    """Return what is wrong with each page that is not as HTML is to be, by its name.

    Warnings are left out: the checker does not know hashes in a policy, which browsers know.
    """
    java = shutil.which("java")
    assert java is not None
    command = [java, "-jar", str(_program()), "--errors-only", "--format", "json", "--stdout"]
    done = subprocess.run(
        [*command, *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    found: dict[str, list[str]] = {}
    for each in json.loads(done.stdout)["messages"]:
        words = f"{each['message']} ({each.get('extract', '')})"
        found.setdefault(Path(each["url"]).name, []).append(words)
    assert (done.returncode == 0) == (not found), done.stderr
    return found


@cache
def _program() -> Path:
    """Return the checker, fetched if it is not there yet; it is the one that is pinned."""
    folder = user_cache_path("panel-papers-tests", appauthor=False) / f"vnu-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "node_modules/vnu-jar/build/dist/vnu.jar"
    with FileLock(folder / "fetching.lock"):
        if not program.exists():
            npm = shutil.which("npm")
            assert npm is not None, NO_NPM
            fetch = ("install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder)
            package = f"vnu-jar@{VERSION}"
            subprocess.run([npm, *map(str, fetch), package], cwd=folder, check=True, timeout=600)
    found = hashlib.sha256(program.read_bytes()).hexdigest()
    assert found == SHA256, f"{program} is not the checker that is pinned"
    return program
