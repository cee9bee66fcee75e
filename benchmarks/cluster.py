"""The same papers in two processes here and on a dask cluster that loses a worker half-way.

    python benchmarks/cluster.py [--papers 200] [--workers 2]

Builds them both ways, kills a worker of the cluster when half of the papers are finished, and
compares every file, byte by byte. Needs the extra “cluster”. The exit code is 1 if a paper is
missing or a file differs.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from many import ROOT, write_papers
from msgspec.structs import replace

from panel_papers.core.settings import Settings
from panel_papers.run.jobs import run_papers


def files(folder: Path) -> dict[str, bytes]:
    """Return all files under a folder by their paths."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def main() -> None:
    """Build both ways, kill, compare, and print what came of it."""
    from distributed import LocalCluster

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--papers", type=int, default=200)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_papers(work / "inputs", asked.papers)
        os.chdir(work)
        names = sorted(path.name for path in (work / "inputs").iterdir())
        here = Settings(templates=ROOT / "templates", engine="embedded", today=date(2024, 3, 1))
        began = time.perf_counter()
        alone = [each.exit_code for each in run_papers(names, here, jobs=2)]
        print(f"two processes here: {alone.count(0)} of {len(names)} built, {_since(began)}")
        with LocalCluster(
            n_workers=asked.workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs="CRITICAL",
            local_directory=str(work / "dask"),
        ) as cluster:
            finished: list[int] = []
            killed: list[int] = []

            def note() -> None:
                finished.append(1)
                if len(finished) == len(names) // 2:
                    worker = next(iter(cluster.workers.values()))
                    killed.append(worker.process.process.pid)
                    os.kill(killed[0], signal.SIGKILL)

            there = replace(here, outputs=Path("outputs-cluster"))
            began = time.perf_counter()
            address = cluster.scheduler_address
            papers = run_papers(names, there, scheduler=address, finished=note)
            away = [each.exit_code for each in papers]
        print(f"the cluster: {away.count(0)} of {len(names)} built, {_since(began)}")
        print(f"killed after {len(names) // 2} papers: process {killed[0]}")
        ours, theirs = files(work / "outputs"), files(work / "outputs-cluster")
        differing = [
            name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
        ]
        print(
            f"{len(ours)} files here, {len(theirs)} there; {len(differing)} differ {differing[:3]}"
        )
    sys.exit(bool(differing) or any(alone) or any(away))


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.0f} s"


if __name__ == "__main__":
    main()
