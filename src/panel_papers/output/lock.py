"""One build of a paper at a time."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from panel_papers.core import OutputsError, Place, Problem
from panel_papers.pdf import private_folder


@contextmanager
def paper_lock(outputs: Path, paper: str, timeout: float = 5.0) -> Iterator[None]:
    """Hold the right to build `paper` into `outputs` while the block runs.

    Waits up to `timeout` seconds for another build of the same paper to end, then raises
    OutputsError. The lock ends with its process, however that ends.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 -- 30 ms that `--help` can do without

    try:
        lock = FileLock(_lock_file(outputs, paper))
        lock.acquire(timeout=timeout)
    except Timeout:
        raise OutputsError(
            [
                Problem(
                    code="outputs-busy",
                    place=Place((outputs / paper).as_posix()),
                    found=f"Another build of {paper} is running",
                    wanted="",
                    hint="wait until it has ended, and run the command again",
                )
            ]
        ) from None
    except OSError as fault:
        raise OutputsError(
            [
                Problem(
                    code="outputs-lock",
                    place=Place(tempfile.gettempdir()),
                    found=f"The file that keeps two builds of {paper} apart could not be written: "
                    f"{fault.strerror or fault}",
                    wanted="a folder for temporary files that you may write in",
                    hint="free some space there, or set TMPDIR (on Windows TEMP) to another folder",
                )
            ]
        ) from fault
    try:
        yield
    finally:
        # On Windows filelock removes the file itself. Elsewhere it goes while the lock is held: who
        # waited for it then holds a file without a name, which filelock notices, and tries again.
        if sys.platform != "win32":
            with suppress(OSError):
                Path(lock.lock_file).unlink()
        lock.release()


def _lock_file(outputs: Path, paper: str) -> Path:
    """Return the lock's file: in the user's private folder, where nobody else can put one."""
    where = os.path.normcase(outputs.resolve() / paper)
    name = hashlib.sha256(where.encode(errors="surrogateescape")).hexdigest()[:16]
    return private_folder() / f"paper-{name}.lock"
