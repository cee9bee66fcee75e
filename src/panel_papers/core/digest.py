"""The checksum by which files are compared and listed."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file, of which no more than a little is in memory at a time.

    Raises OSError.
    """
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
