"""A cycle of meetings built by one command: how long it takes, and whether its memory stays flat.

    python benchmarks/cycle.py [--meetings 40] [--papers 10] [--jobs 2]

Prints the most memory that all processes together held while each quarter of the meetings was
built, by Linux’s /proc, and what the command took. The papers are short, one page each.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from meeting import ROOT

_PAPER = """\
title: Report {name}
short_title: Report {name}
report_to: Essex Police, Fire and Crime Panel
author: Head of Service
date: {day}
for: Noting
enquiries_to: {{name: Services Team, role: Services, email: services@example.org}}
"""
_FIRST = date(2024, 3, 14)


def lay_out(desk: Path, meetings: int, papers: int) -> None:
    """Write the meetings, a week apart, and their papers."""
    shutil.copytree(ROOT / "templates", desk / "templates")
    for number in range(1, meetings + 1):
        day = _FIRST + timedelta(weeks=number)
        names = [f"paper-{number}-{each}" for each in range(1, papers + 1)]
        for name in names:
            folder = desk / "inputs" / name
            folder.mkdir(parents=True)
            (folder / "paper.yaml").write_text(_PAPER.format(name=name, day=day), "utf-8")
            for section, text in (
                ("purpose", "To report on the service."),
                ("recommendations", "To note the report."),
                ("context", f"The team answered {100 + number} letters."),
            ):
                (folder / f"{section}.md").write_text(f"{text}\n", "utf-8")
        items = "".join(f"  - paper: {name}\n" for name in names)
        path = desk / "meetings" / f"meeting-{number:02}" / "meeting.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(
            f"body: panel\ndate: {day}\ntime: '10:00'\nvenue: {{name: Council Chamber}}\n"
            "clerk: {name: Democratic Services, email: committees@example.org}\n"
            f"items:\n{items}",
            "utf-8",
        )


def held(process: int) -> int:
    """Return the bytes that a process and all below it hold, shared ones counted once a process."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
        below = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:  # it has just ended
        return 0
    return pages * 4096 + sum(held(int(each)) for each in below)


def main() -> int:
    """Print the memory of each quarter, and the time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--meetings", type=int, default=40)
    parser.add_argument("--papers", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        lay_out(desk, asked.meetings, asked.papers)
        command = ("meeting", "build", "--all", "--jobs", str(asked.jobs), "--no-cache", "-q")
        start = time.perf_counter()
        building = subprocess.Popen([sys.executable, "-m", "panel_papers", *command], cwd=desk)
        most: dict[int, int] = {}
        while building.poll() is None:
            done = len(list((desk / "outputs" / "meetings").glob("*/manifest.json")))
            quarter = min(done * 4 // asked.meetings, 3)
            most[quarter] = max(most.get(quarter, 0), held(building.pid))
            print(f"\r{done} of {asked.meetings}", end="", file=sys.stderr, flush=True)
            time.sleep(0.5)
        seconds = time.perf_counter() - start
        for quarter, size in sorted(most.items()):
            print(f"quarter {quarter + 1}: at most {size / 1e6:.0f} MB")
        print(f"{asked.meetings} meetings of {asked.papers} papers: {seconds:.0f} s")
        return building.returncode


if __name__ == "__main__":
    sys.exit(main())
