"""Runs the program on hostile files, one paper a seed, and records what each run takes.

    python benchmarks/hostile.py FROM TO [--only KIND]... [--record FILE]

Each seed chooses a kind of hostile file (tests/hostile) and makes one of it; a small paper with
that file is built or checked, where outputs of an earlier build are. A line of JSON is recorded for
each run: seed, kind, command, exit code, seconds of processor time, megabytes, problems' codes.
Commands run in forks of a Python that has loaded the program, and so begin with its 300 MB; one
that exceeds the limit of memory is measured again in a Python of its own.
Printed is what goes beyond 20 s of processor time or 1 GB, a traceback, another exit code than 0,
3, 4, 5 and 6, old outputs that changed in a run that failed, and a message that does not name the
file. The exit code is 1 if there was any of it. Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from tests.commands import run_code  # noqa: E402
from tests.hostile.desk import TEXTS, Desk  # noqa: E402
from tests.hostile.kinds import KINDS  # noqa: E402

SECONDS, MEGABYTES = 20, 1_000
CODES = {0, 3, 4, 5, 6}
COMMANDS = {
    "make": ("make_paper", "case", "--engine", "embedded"),
    "check": ("panel_papers", "check", "case"),
    "templates": ("panel_papers", "templates", "check"),
}
# Written by the command's own process as it ends: what it and its child processes took.
MEASURED = """
import atexit, json, resource
from pathlib import Path
def record():
    own, child = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime
    memory = max(own.ru_maxrss, child.ru_maxrss) / 1000
    Path("measured.json").write_text(json.dumps([seconds, memory]))
atexit.register(record)
from panel_papers.cli import {program} as command
command()
"""


def hashes(folder: Path) -> dict[str, str]:
    """Return what is in a folder, by a hash of each file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def prepared(folder: Path) -> Path:
    """Build the small paper as it is, for outputs that a failed run must leave alone."""
    set_desk(folder / "good")
    code, *_, err = run(folder / "good", "make")
    if code:
        raise SystemExit(f"the small paper is not built:\n{err}")
    return folder / "good"


def set_desk(folder: Path) -> Desk:
    """Put the small paper and the templates into a folder."""
    paper = folder / "inputs" / "case"
    paper.mkdir(parents=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    desk = Desk(paper, folder / "templates" / "word")
    for name, text in TEXTS.items():
        desk.write(name, text)
    return desk


def peak_alone(folder: Path, command: str) -> float:
    """Return the megabytes of a command in a Python of its own, without what a fork begins with."""
    program, *arguments = COMMANDS[command]
    measured = folder / "measured.json"
    measured.unlink(missing_ok=True)
    code = MEASURED.replace("{program}", program)
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        timeout=700,
        check=False,
    )
    return float(json.loads(measured.read_text())[1])


def environment() -> dict[str, str]:
    """Return the environment of a command: no cache, and the whole paper's limit far away."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "0",
        "LC_ALL": "C.UTF-8",
        "PANEL_PAPERS_CACHE": "",
        "PANEL_PAPERS_SECONDS": "600",
    }


def run(folder: Path, command: str) -> tuple[int, float, float, float, str, str]:
    """Run a command: exit code, seconds of processor and clock, megabytes, what it printed."""
    program, *arguments = COMMANDS[command]
    measured = folder / "measured.json"
    measured.unlink(missing_ok=True)
    began = time.monotonic()
    try:
        done = run_code(
            MEASURED.replace("{program}", program),
            *arguments,
            folder=folder,
            environment=environment(),
            seconds=700,
        )
        code, out, err = done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        code, out, err = -99, "", "no end in 700 s"
    except UnicodeDecodeError as error:
        code, out, err = -98, "", str(error)
    seconds, memory = json.loads(measured.read_text()) if measured.exists() else (0.0, 0.0)
    return code, seconds, time.monotonic() - began, memory, out, err


def attempt(
    seed: int, folder: Path, good: Path, only: list[str]
) -> tuple[dict[str, object], list[str]]:
    """Run one seed; return what is recorded of it, and what is wrong."""
    random = Random(seed)
    kind = random.choice([name for name in KINDS if not only or any(o in name for o in only)])
    there = folder / f"seed-{seed}"
    desk = set_desk(there)
    shutil.copytree(good / "outputs", there / "outputs")
    try:
        named = KINDS[kind](desk, random)
    except (OverflowError, ValueError, RuntimeError) as error:  # a library will not make it
        subprocess.run(["rm", "-rf", str(there)], check=False)
        return {"seed": seed, "kind": kind, "unmade": str(error)[:200], "wrong": []}, []
    command = random.choice(["make", "make", "check"])
    if kind.startswith("template_") and random.random() < 0.5:
        command = "templates"
    before = hashes(there / "outputs")
    code, seconds, clock, memory, out, err = run(there, command)
    if memory > MEGABYTES:  # the fork began with what the warm Python has loaded
        memory = peak_alone(there, command)
    wrong = []
    if seconds > SECONDS:
        wrong.append(f"{seconds:.0f} s")
    if memory > MEGABYTES:
        wrong.append(f"{memory:,.0f} MB")
    if code not in CODES:
        wrong.append(f"exit code {code}")
    if "Traceback" in err or "Traceback" in out:
        wrong.append("traceback")
    if code not in {0, 6} and hashes(there / "outputs") != before:
        wrong.append("old outputs changed")
    if named and code in {3, 4, 5} and named not in out + err:
        wrong.append(f"{named} is not named")
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", out + err):
        wrong.append("control characters printed")
    # a folder deeper than a path may be long is beyond shutil
    subprocess.run(["rm", "-rf", str(there)], check=False)
    record = {
        "seed": seed,
        "kind": kind,
        "command": command,
        "code": code,
        "seconds": round(seconds, 2),
        "clock": round(clock, 1),
        "megabytes": round(memory),
        "codes": sorted(set(re.findall(r"\[([a-z]+(?:-[a-z]+)+)\]", out + err))),
        "wrong": wrong,
    }
    if wrong:
        record["said"] = (out + err)[-1500:]
    return record, wrong


def main() -> int:
    """Run the seeds that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as there:
        folder = Path(there)
        good = prepared(folder)
        for seed in range(options.first, options.last):
            record, wrong = attempt(seed, folder, good, options.only)
            failed += bool(wrong)
            if options.record:
                with options.record.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(record) + "\n")
            if wrong:
                print(
                    f"{seed} {record['kind']} {record['command']}: {', '.join(wrong)}", flush=True
                )
    print(f"{options.last - options.first} runs, {failed} with something wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
