"""Processes that are killed while they publish; a program of its own, since it forks.

publisher.py kills FOLDER exchange|two-renames SIZE TIMES    see `random_kills`
publisher.py steps FOLDER exchange|two-renames               see `every_step`
"""

import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from panel_papers.core.digest import sha256
from panel_papers.output import swap
from panel_papers.output.manifest import to_json
from panel_papers.output.publishing import Exchange, publish, sweep

# What Python tells its audit hooks before it touches the disk.
TOUCHES = frozenset(
    {
        *("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime"),
        *("os.listdir", "os.scandir", "os.walk", "shutil.rmtree", "shutil.copystat"),
        "ctypes.call_function",
    }
)


def a_set(name: str, size: int, extra: str) -> dict[str, bytes]:
    """Return five files that say in each byte whose they are, and the manifest that lists them."""
    names = [
        "march-2024-report.docx",
        "march-2024-appendix-1.docx",
        "march-2024-pack.pdf",
        f"march-2024-appendix-{extra}.docx",
        "restricted/march-2024-pack-restricted.pdf",
    ]
    files = {file: f"{name} {file} ".encode() * (1 + size // 40) for file in names}
    listed = [{"name": n, "sha256": sha256(d), "bytes": len(d)} for n, d in files.items()]
    return {**files, "manifest.json": to_json({"set": name, "files": listed})}


def sets(size: int) -> dict[str, dict[str, bytes]]:
    """Return the two sets; each has a file that the other has not."""
    return {"A": a_set("A", size, extra="2"), "B": a_set("B", size, extra="3")}


def shown(folder: Path) -> str | None:
    """Return the name of the set that `folder` shows, None without a folder; fail at a mixture."""
    if not folder.exists():
        return None
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "notes.txt"
    }
    manifest = json.loads(there["manifest.json"])
    for listed in manifest["files"]:
        assert hashlib.sha256(there[listed["name"]]).hexdigest() == listed["sha256"]
    assert sorted(there) == sorted(["manifest.json", *(f["name"] for f in manifest["files"])])
    return manifest["set"]


def publish_in_turn(folder: Path, size: int, exchange: Exchange) -> None:
    both = sets(size)
    for name in itertools.cycle("BA"):
        publish(folder, both[name], exchange=exchange)


def random_kills(folder: Path, exchange: Exchange, size: int, times: int) -> dict[str, int]:
    """Kill a child that publishes without end, at random moments; check after each kill and run.

    Returns how often each set was shown after the kill (“None”: no folder), and how many kills hit
    inside a build.
    """
    both, chance = sets(size), random.Random(size)
    publish(folder, both["A"])
    started = time.perf_counter()
    publish(folder, both["A"], exchange=exchange)
    one_build = time.perf_counter() - started
    seen: Counter[str] = Counter()
    for turn in range(times):
        child = in_child(lambda: publish_in_turn(folder, size, exchange))
        time.sleep(0.005 + chance.random() * 4 * one_build)
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        after = shown(folder)
        seen[str(after)] += 1
        seen["inside"] += len(list(folder.parent.iterdir())) > (after is not None)
        if turn % 2:  # the next run publishes, or it ends before it has anything to publish
            publish(folder, both["A"], exchange=exchange)
            assert shown(folder) == "A"
        else:
            sweep(folder.parent, folder.name)
            assert shown(folder) in ({after} if after else {"A", "B"})
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return dict(seen)


def every_step(folder: Path, exchange: Exchange) -> list[str]:
    """Kill a build that replaces A by B just before each time that it touches the disk.

    After each kill a whole set is shown with somebody's own notes beside it; the sweep that
    follows is killed at a step of its own; the one after that leaves nothing but the folder.
    Returns what was shown after each kill, the last one after a build that was not killed.
    """
    both = sets(100)
    notes = folder / "clerk" / "notes.txt"
    seen: list[str] = []
    for step in itertools.count(1):
        shutil.rmtree(folder.parent, ignore_errors=True)
        publish(folder, both["A"])
        notes.parent.mkdir()
        notes.write_bytes(b"mine")
        killed = dies_at(step, lambda: publish(folder, both["B"], exchange=exchange))
        after = shown(folder)
        assert after is None or notes.read_bytes() == b"mine"
        seen.append(str(after))
        dies_at(1 + step % 40, lambda: sweep(folder.parent, folder.name))
        assert shown(folder) in ({after} if after else {None, "B"})
        sweep(folder.parent, folder.name)
        assert shown(folder) == (after or "B")
        assert notes.read_bytes() == b"mine"
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
        if not killed:
            return seen
    raise AssertionError("the count never ends")


def dies_at(step: int, job: Callable[[], None]) -> bool:
    """Do the job in a child that kills itself just before its `step`th touch of the disk."""

    def guarded() -> None:
        steps = itertools.count(1)

        def hook(event: str, _: object) -> None:
            if event in TOUCHES and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        job()

    status = os.waitpid(in_child(guarded), 0)[1]
    assert status in (0, signal.SIGKILL), status
    return status == signal.SIGKILL


def in_child(job: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            job()
            os._exit(0)
        except BaseException:  # noqa: BLE001 -- the child must not go on as a second parent
            traceback.print_exc()
            os._exit(1)
    return child


def no_exchange(_: Path, __: Path) -> bool:
    return False


if __name__ == "__main__":
    what, where, way, *numbers = sys.argv[1:]
    chosen = {"exchange": swap.exchange, "two-renames": no_exchange}[way]
    result = {"kills": random_kills, "steps": every_step}[what](
        Path(where), chosen, *map(int, numbers)
    )
    sys.stdout.write(json.dumps(result))
