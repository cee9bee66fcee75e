"""A private place on disk for what engines write while they work."""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PROFILE_FOLDER = "profile"
"""Where in a work folder an office has its profile."""


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
    dies, distinguishes them from the living.
    """
    from filelock import FileLock  # noqa: PLC0415 - 30 ms that a check can do without

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


def clear_dead() -> None:
    """Remove what killed processes left of their work, of which a restricted appendix may be."""
    folder = private_folder()
    if any(folder.glob("work-*")):
        from filelock import FileLock  # noqa: PLC0415 - as above

        with FileLock(folder / "starting.lock"):
            _sweep(folder)


def _sweep(folder: Path) -> None:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as above

    for left in sorted(folder.glob("work-*")):
        if left.suffix == ".lock":
            continue
        lock = FileLock(f"{left}.lock")
        with suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            for pipe in office_pipes(left / PROFILE_FOLDER):
                pipe.unlink(missing_ok=True)
            shutil.rmtree(left, ignore_errors=True)
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)


def office_pipes(profile: Path) -> list[Path]:
    """Return the sockets of offices with this profile, those of killed ones too.

    They lie in /tmp whatever TMPDIR says, named after the profile: the MD5 of its URL in UTF-16,
    in hexadecimal without leading zeros in its bytes (seen with LibreOffice 7.4).
    """
    if sys.platform == "win32":  # a named pipe there, which goes with its process
        return []
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return list(Path("/tmp").glob(f"OSL_PIPE_*_SingleOfficeIPC_{name}"))  # noqa: S108


@functools.cache
def _fresh_folder(parent: Path) -> Path:
    folder = tempfile.mkdtemp(prefix="panel-papers-", dir=parent)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
