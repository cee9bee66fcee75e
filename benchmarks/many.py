"""How many papers an hour: 200 different ones in two processes, against the usual script.

    python benchmarks/many.py [--papers 200] [--jobs 2] [--sample 6] [--smoke]

The papers are the seed papers with words of their own, in a temporary folder. The usual script
(`usual_script.py`, fed with the Word files of the first papers) runs in as many copies as there are
jobs, over a sample of the papers, before ours and again after, as a machine that others use too
changes its speed; what it would take for all is reckoned from both, not measured. `--smoke` builds
four papers and runs no script: it shows that this runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
EARLY = 20
"""After how many papers time and memory are looked at first."""
LAST = 10
"""How many papers before the end memory is looked at again: all processes are at work still."""
PLACES = ("Basildon", "Braintree", "Brentwood", "Chelmsford", "Colchester", "Harlow", "Maldon")


def write_papers(folder: Path, count: int) -> None:
    """Write papers that differ: the two seeds in turn, with sentences of their own."""
    seeds = ("march-2024", "first-term-scorecard")
    for number in range(count):
        paper = folder / f"paper-{number:04}"
        shutil.copytree(ROOT / "inputs" / seeds[number % 2], paper)
        text = (paper / "paper.yaml").read_text(encoding="utf-8")
        place = PLACES[number % len(PLACES)]
        titled = text.replace("title: ", f"title: Paper {number} for {place}, ", 1)
        (paper / "paper.yaml").write_text(titled, encoding="utf-8")
        for section in paper.glob("*.md"):
            words = section.read_text(encoding="utf-8").rstrip()
            own = f"The panel in {place} asked for this as its item {number}."
            section.write_text(f"{words} {own}\n", encoding="utf-8")


def memory() -> int:
    """Return the bytes that this process and all that it started hold, shared ones counted once."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    ours = {os.getpid()}
    while grown := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= grown
    total = 0
    for pid in ours:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(
            int(line.split()[1]) * 1024
            for line in rollup.splitlines()
            if line.startswith(("Pss:", "SwapPss:"))
        )
    return total


def build(work: Path, jobs: int) -> tuple[list[float], dict[int, int]]:
    """Build all papers; return the seconds at which each was finished, and memory after some."""
    from panel_papers.core.settings import Settings
    from panel_papers.run.jobs import run_papers

    os.chdir(work)
    settings = Settings(templates=ROOT / "templates", engine="embedded", today=date(2024, 3, 1))
    names = sorted(path.name for path in (work / "inputs").iterdir())
    began = time.perf_counter()
    finished: list[float] = []
    held: dict[int, int] = {}

    def note() -> None:
        finished.append(time.perf_counter() - began)
        if len(finished) in (EARLY, len(names) - LAST):
            held[len(finished)] = memory()

    for outcome in run_papers(names, settings, jobs=jobs, finished=note):
        assert outcome.exit_code == 0, outcome.problems
    return finished, held


def script(work: Path, jobs: int) -> float:
    """Return the seconds that one paper takes of the usual script, in `jobs` copies at once."""
    built = sorted((work / "outputs").iterdir())

    def one(paper: Path) -> None:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            documents, out = Path(folder) / "documents", Path(folder) / "out"
            documents.mkdir()
            out.mkdir()
            for document in paper.glob("*.docx"):
                shutil.copy(document, documents)
            command = [sys.executable, str(ROOT / "benchmarks" / "usual_script.py")]
            subprocess.run([*command, str(documents), str(out)], check=True)

    began = time.perf_counter()
    with ThreadPoolExecutor(jobs) as copies:
        list(copies.map(one, built))
    return (time.perf_counter() - began) / len(built)


def main() -> None:
    """Build, measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--papers", type=int, default=200)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--sample", type=int, default=6)
    options.add_argument("--smoke", action="store_true")
    asked = options.parse_args()
    count = 4 if asked.smoke else asked.papers
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        load = os.getloadavg()[0]
        theirs: list[float] = []
        if not asked.smoke:
            write_papers(work / "sample" / "inputs", asked.sample)
            build(work / "sample", asked.jobs)
            theirs.append(script(work / "sample", asked.jobs))
        write_papers(work / "inputs", count)
        finished, held = build(work, asked.jobs)
        mean = finished[-1] / count
        print(f"{count} papers, {asked.jobs} processes, {os.cpu_count()} cores")
        print(f"load before {load:.1f}, after {os.getloadavg()[0]:.1f}")
        print(f"  embedded, seconds a paper                    {mean:8.2f}")
        if count > 2 * EARLY:
            early = finished[EARLY - 1] / EARLY
            warm = (finished[2 * EARLY - 1] - finished[EARLY - 1]) / EARLY
            late = (finished[-1] - finished[-EARLY - 1]) / EARLY
            print(f"  … over the first {EARLY} papers, with the start    {early:8.2f}")
            print(f"  time a paper, all to the first {EARLY}: ratio      {mean / early:8.2f}")
            print(f"  … the last {EARLY} to the second {EARLY}: ratio          {late / warm:8.2f}")
            print(f"  memory after {EARLY}, MB                          {held[EARLY] / 1e6:8.0f}")
            late_held = held[count - LAST]
            print(f"  … {LAST} papers before the end, MB               {late_held / 1e6:8.0f}")
            grown = late_held / held[EARLY]
            print(f"  memory, then to after {EARLY}: ratio              {grown:8.2f}")
        if not asked.smoke:
            theirs.append(script(work / "sample", asked.jobs))
            usual = sum(theirs) / 2
            both = f"{theirs[0]:.2f} before, {theirs[1]:.2f} after"
            print(
                f"  usual script, seconds a paper ({asked.sample} papers)     {usual:8.2f} ({both})"
            )
            print(f"  … all {count}, reckoned and not measured       {usual * count:8.0f}")
            print(f"  throughput, embedded to script: ratio        {usual / mean:8.2f}")


if __name__ == "__main__":
    main()
