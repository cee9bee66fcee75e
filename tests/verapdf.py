"""veraPDF, the field's own validator: the second judge, which shares no code with the first.

Maven fetches it once into a cache folder. One call of Java judges any number of files.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

VERSION = "1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
_ARTIFACT = f"org.verapdf.apps:greenfield-apps:{VERSION}"
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
# For a few files Java's second compiler costs more than it saves: 7 s of processor time, now 3.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

NO_JAVA = (
    "Java and Maven are not installed: https://maven.apache.org, or on Debian and Ubuntu “sudo "
    "apt-get install default-jre-headless maven”"
)


def has_java() -> bool:
    """Whether Java and Maven are there."""
    return shutil.which("java") is not None and shutil.which("mvn") is not None


def broken_rules(files: Iterable[Path], standard: str = "ua1") -> dict[Path, list[str]]:
    """Return the rules of a standard that each file breaks: “7.1-3”, its clause and test number.

    It is PDF/UA-1 (“ua1”) or PDF/A-2a (“2a”).
    """
    names = {file.resolve(): file for file in files}  # it reports whole paths
    listed = sorted(names)
    done = subprocess.run(
        [
            *("java", *_QUICK, "-cp", str(_program()), _MAIN),
            *("-f", standard, "--format", "json", *map(str, listed)),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    jobs = json.loads(done.stdout)["report"]["jobs"]
    found = {}
    for job in jobs:
        (result,) = job["validationResult"]
        rules = result["details"]["ruleSummaries"]
        broken = [f"{each['clause']}-{each['testNumber']}" for each in rules]
        assert result["compliant"] == (not broken)
        assert result["details"]["passedRules"] > 50, "veraPDF did not look at the file"
        found[Path(job["itemDetails"]["name"]).resolve()] = broken
    assert sorted(found) == listed, done.stderr[-2000:]
    return {names[file]: broken for file, broken in found.items()}


@cache
def _program() -> Path:
    """Return veraPDF, fetched if it is not there yet; it is the one that is pinned."""
    folder = user_cache_path("panel-papers-tests", appauthor=False) / f"verapdf-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / f"greenfield-apps-{VERSION}.jar"
    with FileLock(folder / "fetching.lock"):
        if not program.exists() or _digest(program) != SHA256:
            copy = (f"-Dartifact={_ARTIFACT}", f"-DoutputDirectory={folder}")
            subprocess.run(
                ["mvn", "-q", "-B", f"{_PLUGIN}:copy", *copy, "-Dmdep.overWriteReleases=true"],
                cwd=folder,
                check=True,
                timeout=600,
            )
    assert _digest(program) == SHA256, f"{program} is not the veraPDF that is pinned"
    return program


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
