"""How long a whole `make-paper march-2024` takes, as a ratio to one cold start of LibreOffice.

    python benchmarks/whole_paper.py [ROUNDS]

The commands are run in turn, round after round, so that a machine that speeds up or slows down
does so for all of them. What is printed are medians of the ratios within a round; seconds are only
for orientation. LibreOffice keeps its profile between the rounds, which is to its advantage.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = "one cold soffice --convert-to pdf of the report"


def commands(work: Path) -> dict[str, list[str]]:
    """Return what is compared: a name, and a command."""
    paper = "from panel_papers.cli import make_paper; make_paper()"
    make = [sys.executable, "-c", paper, "march-2024", "--outputs", str(work / "out"), "-q"]
    report = work / "documents" / "march-2024-report.docx"
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    script = [sys.executable, str(ROOT / "benchmarks" / "usual_script.py"), str(work / "documents")]
    return {
        BASE: [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(work),
            str(report),
        ],
        "make-paper --engine embedded": [*make, "--engine", "embedded"],
        "make-paper --engine libreoffice": [*make, "--engine", "libreoffice"],
        "the usual script, one soffice call for all": [*script, str(work / "script"), "--together"],
        "the usual script, one soffice call a document": [*script, str(work / "script")],
    }


def environment() -> dict[str, str]:
    """Return the environment of a user: Python may keep what it compiled, as it does by default."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


def seconds(command: list[str]) -> float:
    """Return how long a command takes as a whole process."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)
    return time.perf_counter() - began


def main(rounds: int) -> None:
    """Run all commands in turn and print their ratios to the base."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for part in ("documents", "script"):
            (work / part).mkdir()
        everything = commands(work)
        subprocess.run(
            [
                *everything["make-paper --engine embedded"][:4],
                "--outputs",
                str(work / "first"),
                "-q",
            ],
            cwd=ROOT,
            env=environment(),
            check=True,
        )
        for document in (work / "first" / "march-2024").glob("*.docx"):
            (work / "documents" / document.name).write_bytes(document.read_bytes())
        for command in everything.values():  # fills caches and profiles; not counted
            seconds(command)
        taken = [{name: seconds(c) for name, c in everything.items()} for _ in range(rounds)]
    print(f"{rounds} rounds, {os.cpu_count()} cores; ratio to {BASE}: median (lowest–highest)")
    for name in everything:
        ratios = sorted(each[name] / each[BASE] for each in taken)
        middle = statistics.median(each[name] for each in taken)
        print(
            f"  {name:<50} {statistics.median(ratios):5.2f}"
            f"  ({ratios[0]:.2f}–{ratios[-1]:.2f})  {middle:6.2f} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
