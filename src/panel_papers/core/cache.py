"""What earlier runs made, kept under the hash of all that shapes it.

Nothing in here is trusted blindly: an entry that was cut off, changed or written by another
version of its format counts as absent. The folder is the user's own, and can be deleted at any
time.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from panel_papers.core.digest import sha256

_HEAD = b"panel-papers cache 1\n"
_LARGEST = 512 * 1024 * 1024
"""How many bytes are kept in all; the entries that were asked for longest ago go first."""


def key_of(*parts: bytes | str | None) -> str:
    """Return the key for what these parts shape; no other parts have it, however they are cut."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"-" if data is None else b"%d:" % len(data))
        digest.update(data or b"")
    return digest.hexdigest()


class Cache:
    """Bytes under keys of `key_of`, in one folder; several processes may use it at once."""

    def __init__(self, folder: Path, *, largest: int = _LARGEST) -> None:
        self._folder = folder
        self._largest = largest

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, or None where there is nothing whole."""
        path = self._folder / key
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        head, digest, data = kept[: len(_HEAD)], kept[len(_HEAD) :][:64], kept[len(_HEAD) + 64 :]
        if head != _HEAD or digest != sha256(key.encode() + data).encode():
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key; a disk that refuses costs nothing but the time it saves."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        except OSError:
            return
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_HEAD + sha256(key.encode() + data).encode() + data)
            part.replace(self._folder / key)
        except OSError:
            with suppress(OSError):
                part.unlink()
        else:
            self._trim()

    def is_private(self) -> bool:
        """Say whether only this user can write to the folder; code is kept in no other.

        True needs an owner and permissions that can be read, so it is never true on Windows.
        """
        if sys.platform == "win32":
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder = self._folder.resolve(strict=True)
            own, *above = (each.stat() for each in (folder, *folder.parents))
        except OSError:
            return False
        return (
            own.st_uid == os.getuid()
            and not own.st_mode & 0o077
            and all(_keeps_its_entries(each, own.st_uid) for each in above)
        )

    def _trim(self) -> None:
        """Remove the oldest entries beyond the limit, and parts that killed processes left."""
        with suppress(OSError):
            entries = sorted(
                ((each.stat(), each) for each in self._folder.iterdir() if each.is_file()),
                key=lambda entry: entry[0].st_mtime,
                reverse=True,
            )
            newest = entries[0][0].st_mtime if entries else 0
            total = 0
            for stat, path in entries:
                total += stat.st_size
                stray = path.suffix == ".part" and stat.st_mtime < newest - 3600
                if total > self._largest or stray:
                    with suppress(OSError):
                        path.unlink()


def _keeps_its_entries(above: os.stat_result, user: int) -> bool:
    """Say whether nobody but this user and the system can replace what is in a folder."""
    if above.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not above.st_mode & stat.S_ISVTX:
        return False
    return above.st_uid in (0, user)
