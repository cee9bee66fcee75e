"""Papers that a listener once could not follow, built at a desk of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import page
import pytest

from ..conftest import Desk
from .speech import Speech

PAPERS = Path(__file__).parent / "papers"
Hear = Callable[..., Speech]


def broken_rules(path: Path) -> list[str]:
    """The rules of PDF/UA-1 that a file breaks."""
    return [str(failure) for failure in page.validate_pdf(str(path), profile="ua1").failures]


@pytest.fixture
def hear(desk: Desk) -> Hear:
    """Build one of the papers and listen to its pack, or to another of its files."""

    def heard(paper: str, *options: str, file: str = "", code: int = 0) -> Speech:
        source = PAPERS / paper
        if source.exists():
            shutil.copytree(source, desk.folder / "inputs" / paper, dirs_exist_ok=True)
        answer = desk.run(paper, *options)
        assert answer.code == code, answer.err
        path = desk.folder / "outputs" / paper / (file or f"{paper}-pack.pdf")
        assert broken_rules(path) == []
        return Speech(path)

    return heard
