"""Processes that are killed while they publish a meeting; a program of its own, since it forks.

killed.py steps FOLDER            `write_record`, ended at each of its steps
killed.py commands FOLDER TIMES   `supplement` and `publish`, killed at random moments
killed.py releases FOLDER TIMES   `release` and `publish` the same, each time of a fresh copy
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

from panel_papers.meetings.issues.record import read_issues
from panel_papers.meetings.issues.writing import write_record

STEPS = ["folder", "temporary file", "write", "place", "sync"]
DATA = b"a whole record\n" * 1000


def end_at(here: str, step: str) -> None:
    """End the process as a kill does, with nothing cleared up."""
    if step == here:
        os.kill(os.getpid(), signal.SIGKILL)


def steps(folder: Path) -> dict[str, object]:
    """Return what is there after a kill at each step: None, or whether the record is whole."""
    seen: dict[str, object] = {}
    for here in STEPS:
        path = folder / here.replace(" ", "-") / "issued" / "issue-1.json"
        path.parent.parent.mkdir(parents=True)
        child = os.fork()
        if not child:
            write_record(path, DATA, partial(end_at, here))
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        seen[here] = path.read_bytes() == DATA if path.exists() else None
        if seen[here] is None:
            write_record(path, DATA)
        else:
            write_record(path.with_name("issue-2.json"), DATA)
        assert not list(path.parent.glob(".issue-*"))
    return seen


def commands(desk: Path, times: int) -> dict[str, int]:
    """Kill a clerk who builds and publishes supplements without end; check after each kill.

    `desk` holds a meeting of which issue 1 is published, and no papers. Returns how many kills
    came while a supplement was built, while it was published, and how many issues there are.
    """
    os.chdir(desk)
    known: dict[str, str] = {}
    seen: Counter[str] = Counter()
    begun = time.monotonic()
    child = os.fork()
    if not child:
        clerk(desk / "doing", forever=False)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    longest = 1.5 * (time.monotonic() - begun)
    for number in range(times):
        child = os.fork()
        if not child:
            clerk(desk / "doing")
            os._exit(1)
        time.sleep(random.uniform(0.02, longest))
        os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status == -signal.SIGKILL, (number, status)
        seen[(desk / "doing").read_text(encoding="utf-8")] += 1
        check(desk, known)
    return {**seen, "issues": len(read_issues(desk / "meetings/march").issues)}


def releases(desk: Path, times: int) -> dict[str, int]:
    """Kill a clerk who releases an exempt item; check after each kill, and let her end her work.

    `desk` holds a meeting of which issue 1 is published. Returns how many kills came while the
    release was built, while it was published, and how many found the release published.
    """
    seen: Counter[str] = Counter()
    longest = 1.0
    for number in range(times + 1):
        copy = desk.with_name(f"{desk.name}-{number}")
        shutil.copytree(desk, copy, symlinks=True)
        os.chdir(copy)
        known: dict[str, str] = {}
        check(copy, known)
        begun = time.monotonic()
        child = os.fork()
        if not child:
            releaser(copy / "doing")
            os._exit(0)
        if number == 0:  # to learn how long it takes
            assert os.waitpid(child, 0)[1] == 0
            longest = 1.1 * (time.monotonic() - begun)
        else:
            time.sleep(random.uniform(0.02, longest))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            doing = copy / "doing"
            seen[doing.read_text(encoding="utf-8") if doing.exists() else ""] += 1
        check(copy, known)
        assert len(known) > 1
        issues = read_issues(copy / "meetings/march").issues
        assert [each.number for each in issues] in ([1], [1, 2])
        seen["released"] += len(issues) - 1
        shutil.rmtree(copy)
    return dict(seen)


def releaser(doing: Path) -> None:
    """Release an exempt item and publish the release."""
    from panel_papers.cli import panel_papers

    doing.write_text("building", encoding="utf-8")
    released = ("--item", "7", "--reason", "the claim is settled", "--today", "2024-03-20")
    run(panel_papers, "release", "march", *released, "--engine", "embedded", "-q")
    doing.write_text("publishing", encoding="utf-8")
    run(panel_papers, "publish", "march", "--today", "2024-03-21", "-q")


def clerk(doing: Path, *, forever: bool = True) -> None:
    """Change the agenda, build a supplement, publish it, and again."""
    from panel_papers.cli import panel_papers

    yaml = Path("meetings/march/meeting.yaml")
    number = len(read_issues(yaml.parent).issues)
    while True:
        doing.write_text("building", encoding="utf-8")
        text = yaml.read_text(encoding="utf-8").partition("    note:")[0].rstrip()
        part = yaml.with_name(".new")
        part.write_text(f"{text}\n    note: Change {number}\n", encoding="utf-8")
        part.replace(yaml)
        run(panel_papers, "supplement", "march", "--engine", "embedded", "-q")
        doing.write_text("publishing", encoding="utf-8")
        run(panel_papers, "publish", "march", "--today", "2024-03-06", "-q")
        number += 1
        if not forever:
            return


def run(command: object, *arguments: str) -> None:
    try:
        command(["meeting", *arguments], prog_name="panel-papers")  # type: ignore[operator]
    except SystemExit as end:
        if end.code not in (0, None):
            sys.stderr.write(f"{arguments}: {end.code}\n")
            os._exit(1)


def check(desk: Path, known: dict[str, str]) -> None:
    """Fail unless each record is whole and the files of each issue are as they were published."""
    issues = read_issues(desk / "meetings/march")
    for issue, (record, digest) in zip(issues.issues, issues.records, strict=True):
        assert known.setdefault(record, digest) == digest, record
        supplement = issue.contents.supplement
        name = f"march.supplement-{supplement}" if supplement else "march"
        for each in issue.files:
            path = desk / "outputs/meetings" / name / each.name
            data = path.read_bytes()
            assert hashlib.sha256(data).hexdigest() == each.sha256, path
            assert known.setdefault(str(path), each.sha256) == each.sha256


if __name__ == "__main__":
    what, folder, *rest = sys.argv[1:]
    work = {"commands": commands, "releases": releases}
    found = steps(Path(folder)) if what == "steps" else work[what](Path(folder), int(rest[0]))
    sys.stdout.write(json.dumps(found))
