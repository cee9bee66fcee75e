"""Files have the checksum of their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from panel_papers.core import sha256, sha256_of


@pytest.mark.parametrize("data", [b"", b"a", bytes(range(256)) * 5_000])
def test_a_file_has_the_checksum_of_its_bytes(data: bytes, tmp_path: Path):
    file = tmp_path / "file"
    file.write_bytes(data)
    assert sha256_of(file) == sha256(data) == hashlib.new("sha256", data).hexdigest()


def test_a_file_that_is_not_there_raises(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        sha256_of(tmp_path / "none")
