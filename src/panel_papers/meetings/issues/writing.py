"""Writes the record of an issue: one file, that nobody else has written, whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from panel_papers.core import OutputsError, Place, Problem

Step = Callable[[str], None]
"""Is called before each step with its name; a test lets it fail or end the process."""
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def write_record(path: Path, data: bytes, step: Step = lambda _: None) -> None:
    """Write a record under a name that nobody has taken yet.

    The caller holds the meeting's lock, which keeps two programs of one computer apart; that the
    name is taken but once also holds for two computers and one shared folder. Raises OutputsError,
    with nothing under the name, where it is taken or the system refuses.
    """
    try:
        step("folder")
        path.parent.mkdir(exist_ok=True)
        for leftover in path.parent.glob(".issue-*.part"):
            leftover.unlink(missing_ok=True)
        _put(path, data, step)
    except FileExistsError as error:
        found = "Somebody else has just published this issue"
        hint = "run the command again: it continues from that issue"
        raise _refused("issue-exists", path, found, hint) from error
    except OSError as error:
        code = "disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "issue-not-written"
        found = f"The record of the issue could not be written: {error.strerror or error}"
        hint = (
            "free some space on the disk, or ask IT to let you write into "
            f"“{path.parent.as_posix()}”, and run the command again; nothing counts as "
            "published yet"
        )
        raise _refused(code, path, found, hint) from error


def _put(path: Path, data: bytes, step: Step) -> None:
    step("temporary file")
    part = path.parent / f".issue-{os.getpid()}-{secrets.token_hex(4)}.part"
    try:
        with part.open("xb") as file:
            step("write")
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        step("place")
        _take_name(part, path)
        with suppress(OSError):  # it is published: what is reported now must not deny that
            step("sync")
            _sync(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _take_name(part: Path, path: Path) -> None:
    """Show the finished file under its name; raises FileExistsError where that is taken."""
    if sys.platform == "win32":
        part.rename(path)  # refuses a name that is taken
        return
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        part.rename(path)  # a file system without links, where only the lock keeps two apart


def _sync(folder: Path) -> None:
    if sys.platform != "win32":  # Windows cannot open a folder, and its own log keeps the names
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _refused(code: str, path: Path, found: str, hint: str) -> OutputsError:
    return OutputsError([Problem(code, Place(path.as_posix()), found, "", hint)])
