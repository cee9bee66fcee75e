"""What is kept comes back whole or not at all."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from panel_papers.core.cache import Cache, key_of

KEY, OTHER = key_of("one"), key_of("two")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_what_was_kept_comes_back(folder: Path):
    Cache(folder).put(KEY, b"a PDF")

    assert Cache(folder).get(KEY) == b"a PDF"
    assert Cache(folder).get(OTHER) is None


def damaged(data: bytes) -> dict[str, bytes]:
    return {
        "cut off": data[:-1],
        "empty": b"",
        "changed": data[:-1] + bytes([data[-1] ^ 1]),
        "of another version": data.replace(b"cache 1", b"cache 0"),
        "only its head": data[:21],
    }


@pytest.mark.parametrize("how", damaged(b"xx"))
def test_entry_that_is_not_whole_counts_as_absent_and_goes(folder: Path, how: str):
    Cache(folder).put(KEY, b"a PDF")
    entry = folder / KEY
    entry.write_bytes(damaged(entry.read_bytes())[how])

    assert Cache(folder).get(KEY) is None
    assert not entry.exists()
    Cache(folder).put(KEY, b"made again")
    assert Cache(folder).get(KEY) == b"made again"


def test_entry_under_another_name_is_not_taken_for_that(folder: Path):
    Cache(folder).put(KEY, b"a PDF")
    (folder / KEY).rename(folder / OTHER)

    assert Cache(folder).get(OTHER) is None


@given(st.lists(st.lists(st.none() | st.binary(max_size=3), max_size=3), min_size=2, max_size=6))
def test_different_parts_never_share_a_key(many: list[list[bytes | None]]):
    found = sorted((key_of(*parts), str(parts)) for parts in many)
    for (one, first), (two, second) in pairwise(found):
        assert (one == two) == (first == second)


def test_oldest_entries_go_when_there_are_too_many(folder: Path):
    cache = Cache(folder, largest=1200)
    keys = [key_of(str(number)) for number in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 200)
        os.utime(folder / key, (age, age))
    os.utime(folder / keys[0], (9, 9))  # asked for again
    cache.put(key_of("new"), b"x" * 200)

    assert [cache.get(key) is not None for key in keys] == [True, False, True, True]


def test_disk_that_refuses_is_no_fault(tmp_path: Path):
    file = tmp_path / "file"
    file.write_bytes(b"")
    cache = Cache(file / "cache")

    cache.put(KEY, b"a PDF")

    assert cache.get(KEY) is None


def use(folder: Path, rounds: int) -> bool:
    cache = Cache(folder, largest=5000)
    for number in range(rounds):
        key = key_of(str(number % 7))
        expected = str(number % 7).encode() * 500
        if cache.get(key) not in (None, expected):
            return False
        cache.put(key, expected)
    return True


def test_several_processes_share_it(folder: Path):
    with ProcessPoolExecutor(3) as pool:
        assert all(pool.map(use, [folder] * 3, [60] * 3))
    assert not list(folder.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows shows no permissions")
class TestPrivate:
    """Only where nobody else can write may code be kept."""

    def test_folder_that_we_make_is_private(self, folder: Path):
        assert Cache(folder).is_private()
        assert folder.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("mode", [0o770, 0o707, 0o720, 0o702, 0o777, 0o1777, 0o750])
    def test_folder_that_others_share_is_not(self, folder: Path, mode: int):
        folder.mkdir()
        folder.chmod(mode)
        assert not Cache(folder).is_private()

    @pytest.mark.parametrize(("mode", "private"), [(0o777, False), (0o775, False), (0o1777, True)])
    def test_nor_is_one_that_others_can_put_another_in_the_place_of(
        self, folder: Path, mode: int, private: bool
    ):
        folder.parent.chmod(mode)
        assert Cache(folder).is_private() is private

    def test_the_folder_behind_a_link_counts(self, folder: Path):
        folder.mkdir()
        folder.chmod(0o777)
        link = folder.with_name("link")
        link.symlink_to(folder)
        assert not Cache(link).is_private()
        folder.chmod(0o700)
        assert Cache(link).is_private()

    def test_folder_of_another_user_is_not(self, folder: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(os, "getuid", lambda: 4711)
        assert not Cache(folder).is_private()

    def test_folder_that_cannot_be_made_is_not(self, folder: Path):
        folder.write_bytes(b"")
        assert not Cache(folder / "below").is_private()
