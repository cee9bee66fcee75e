"""A private place on disk for what engines write while they work."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout


def private_folder() -> Path:
    """Return a folder that only this user can read and write, the same one on every run.

    It lies in the system's folder for temporary files. Where somebody else has planted something
    of its name there, it is left alone, and a fresh folder is made for this process instead.
    """
    if sys.platform == "win32":
        # Windows gives each user a temporary folder of their own.
        folder = Path(tempfile.gettempdir()) / "panel-papers"
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    folder = Path(tempfile.gettempdir()) / f"panel-papers-{os.geteuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    # lstat: a link to a folder of ours may be somebody else's, and then be turned elsewhere.
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.geteuid():
        return _fresh_folder(folder.parent)
    if stat.S_IMODE(seen.st_mode) & 0o077:
        folder.chmod(0o700)
    return folder


@contextmanager
def work_folder() -> Iterator[Path]:
    """Give an empty private folder for one piece of work, and remove it afterwards.

    A process that is killed cannot remove its own, and a restricted appendix may lie in it: the
    next call removes what dead processes left. A lock, which the system lifts when its process
    dies, tells them from the living.
    """
    folder = private_folder()
    with FileLock(folder / "starting.lock"):
        _sweep(folder)
        handle, name = tempfile.mkstemp(prefix="work-", suffix=".lock", dir=folder)
        os.close(handle)
        alive = FileLock(name)
        alive.acquire()
        work = Path(name).with_suffix("")
        work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        alive.release()
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    for left in sorted(folder.glob("work-*")):
        if left.suffix == ".lock":
            continue
        lock = FileLock(f"{left}.lock")
        with suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            shutil.rmtree(left, ignore_errors=True)
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)


@functools.cache
def _fresh_folder(parent: Path) -> Path:
    folder = tempfile.mkdtemp(prefix="panel-papers-", dir=parent)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
