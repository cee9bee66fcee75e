"""Builds papers in two processes and kills some of them; a program of its own, as it kills.

killer.py OUTPUTS once|always    kill one process when the first paper is finished, or each
"""

import json
import multiprocessing
import sys
import threading
import time
from datetime import date
from pathlib import Path

from panel_papers.core.settings import Settings
from panel_papers.run.jobs import run_papers


def kill_one() -> None:
    """Kill a process that builds."""
    children = multiprocessing.active_children()
    if children and not killed:
        killed.append(children[-1].pid)
        children[-1].kill()


def kill_all() -> None:
    while not over.is_set():
        for child in multiprocessing.active_children():
            child.kill()
        time.sleep(0.05)


killed: list[int | None] = []
over = threading.Event()

if __name__ == "__main__":
    outputs, when = sys.argv[1:]
    settings = Settings(engine="embedded", outputs=Path(outputs), today=date(2024, 3, 1))
    names = (
        ["a-first", "b-second"]
        if when == "always"
        else sorted(path.name for path in settings.inputs.iterdir())
    )
    killing = threading.Thread(target=kill_all)
    if when == "always":
        killing.start()
    told = [
        (outcome.paper, int(outcome.exit_code), [problem.code for problem in outcome.problems])
        for outcome in run_papers(
            names,
            settings,
            jobs=2,
            finished=kill_one if when == "once" else lambda: None,
        )
    ]
    over.set()
    left = len(multiprocessing.active_children())
    sys.stdout.write(json.dumps({"told": told, "killed": len(killed), "left": left}))
