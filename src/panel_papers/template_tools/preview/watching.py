"""A watch on folders: reports when files in them were saved, and only once they can be read.

It looks at times and sizes every fifth of a second, or more often. That needs no library, and sees
saves on network drives too, where the system's own notices do not come.
"""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

INTERVAL = 0.2  # seconds between two looks
PATIENCE = 2.0  # seconds that Word may take to write a file and put it in its place

Seen = Mapping[Path, tuple[int, int]]


class Watch:
    """Calls `changed` after each save under `folders`, from a thread of its own.

    Word writes a file beside the old one and then exchanges them; for a moment there is none, or
    half of one. Until each .docx that changed opens, nothing is reported, but not for longer than
    PATIENCE: then it is no half save but an error.
    """

    def __init__(
        self, folders: Sequence[Path], changed: Callable[[], None], *, interval: float = INTERVAL
    ) -> None:
        self._folders, self._changed, self._interval = folders, changed, interval
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Watch:
        self._seen = self._look()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        since: float | None = None
        while not self._stop.wait(self._interval):
            now = self._look()
            if now == self._seen:
                since = None
                continue
            since = since or time.monotonic()
            if self._is_whole(now) or time.monotonic() - since > PATIENCE:
                self._seen, since = now, None
                self._changed()

    def _look(self) -> Seen:
        return dict(_files(self._folders))

    def _is_whole(self, now: Seen) -> bool:
        """Say whether every file that was there is there, and each that changed opens."""
        if self._seen.keys() - now.keys():
            return False
        changed = [file for file, state in now.items() if self._seen.get(file) != state]
        return all(_opens(file) for file in changed if file.suffix == ".docx")


def _files(folders: Sequence[Path]) -> Iterator[tuple[Path, tuple[int, int]]]:
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.name.startswith(("~", ".")) or file.suffix == ".tmp":
                continue  # Word's lock files and unfinished copies
            try:
                state = file.stat()
            except OSError:  # gone since it was listed
                continue
            if file.is_file():
                yield file, (state.st_mtime_ns, state.st_size)


def _opens(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            return package.testzip() is None
    except (OSError, zipfile.BadZipFile):
        return False
