"""A copy of a paper's folder, in which changes are tried out before anything is written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

Files = Mapping[str, tuple[bytes, bytes]]
"""Files by their paths in the folder: before and after."""


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder that shares its files with the folder, for a while."""
    with tempfile.TemporaryDirectory(prefix="panel-papers-merge-") as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy, copy_function=_linked)
        yield copy


def put(folder: Path, files: Files) -> None:
    """Write files into a copy of a folder that shares its files with the folder.

    Raises ValueError, and writes nothing, where one of them is not in the folder.
    """
    for path in files:
        if not (folder / path).resolve().is_relative_to(folder.resolve()):
            raise ValueError(path)
    for path, (_, new) in files.items():
        (folder / path).unlink()
        (folder / path).write_bytes(new)


def _linked(source: str, target: str) -> str:
    """Copy a file, without its bytes where the disk can share them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
