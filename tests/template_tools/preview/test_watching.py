"""The watch on the templates: each save is told once, and only when the file is whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from panel_papers.template_tools.preview import watching
from panel_papers.template_tools.preview.watching import Watch


class Bell:
    """Counts how often it was rung."""

    def __init__(self) -> None:
        self.rung = 0
        self._news = threading.Condition()

    def __call__(self) -> None:
        with self._news:
            self.rung += 1
            self._news.notify_all()

    def waits_for(self, count: int, seconds: float = 10) -> bool:
        with self._news:
            return self._news.wait_for(lambda: self.rung >= count, seconds)


@contextmanager
def watched(folder: Path) -> Iterator[Bell]:
    bell = Bell()
    with Watch([folder], bell):
        yield bell


def silent(bell: Bell, count: int) -> bool:
    """Say whether nothing more is told within three looks."""
    time.sleep(3 * watching.INTERVAL)
    return bell.rung == count


def test_a_save_in_the_way_of_word_is_told_once(own_desk):
    with watched(own_desk.templates) as bell:
        assert silent(bell, 0)
        own_desk.edit("purpose", "Purpose of Report", "Purpose")
        assert bell.waits_for(1)
        assert silent(bell, 1)


def test_a_lock_file_and_an_unfinished_copy_are_not_told(own_desk):
    with watched(own_desk.templates) as bell:
        (own_desk.templates / "~$purpose.docx").write_bytes(b"editor")
        (own_desk.templates / "~WRL0003.tmp").write_bytes(b"half")
        (own_desk.templates / "x.tmp").write_bytes(b"half")
        assert silent(bell, 0)


def test_half_a_file_is_told_once_it_is_whole(own_desk):
    file = own_desk.templates / "purpose.docx"
    whole = file.read_bytes()
    with watched(own_desk.templates) as bell:
        file.write_bytes(whole[: len(whole) // 2])
        assert silent(bell, 0)
        file.write_bytes(whole)
        assert bell.waits_for(1)
        assert silent(bell, 1)


def test_a_file_that_is_gone_for_a_moment_is_told_once_it_is_back(own_desk):
    file = own_desk.templates / "purpose.docx"
    with watched(own_desk.templates) as bell:
        old = file.rename(file.with_name("~WRL0001.tmp"))
        assert silent(bell, 0)
        file.write_bytes(old.read_bytes() + b"")
        assert bell.waits_for(1)


@pytest.mark.parametrize("harm", ["no document", None])
def test_a_file_that_stays_broken_or_gone_is_told_after_a_while(own_desk, monkeypatch, harm):
    monkeypatch.setattr(watching, "PATIENCE", 0.5)
    file = own_desk.templates / "purpose.docx"
    with watched(own_desk.templates) as bell:
        file.write_bytes(b"no document") if harm else file.unlink()
        assert bell.waits_for(1)


def test_a_new_template_and_an_input_are_told(own_desk):
    with watched(own_desk.folder) as bell:
        new = own_desk.templates / "new.docx"
        new.write_bytes((own_desk.templates / "purpose.docx").read_bytes())
        assert bell.waits_for(1)
        (own_desk.inputs / "march-2024" / "purpose.md").write_text("Other.", encoding="utf-8")
        assert bell.waits_for(2)


def test_a_folder_that_is_not_there_is_watched_until_it_comes(tmp_path):
    with watched(tmp_path / "none") as bell:
        assert silent(bell, 0)
        (tmp_path / "none").mkdir()
        (tmp_path / "none" / "paper.yaml").write_text("title: x", encoding="utf-8")
        assert bell.waits_for(1)
