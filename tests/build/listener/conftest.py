"""Papers that a listener once could not follow, each built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import page
import pytest

from ..conftest import Shelf
from .speech import Speech

PAPERS = Path(__file__).parent / "papers"
Hear = Callable[..., Speech]


def broken_rules(path: Path) -> list[str]:
    """The rules of PDF/UA-1 that a file breaks."""
    return [str(failure) for failure in page.validate_pdf(str(path), profile="ua1").failures]


@pytest.fixture(scope="session")
def hear(shipped: Shelf) -> Hear:
    """Listen to the pack of one of the papers, or to another of its files; it is built once."""
    checked: set[Path] = set()

    def heard(paper: str, *options: str, engine: str = "auto", file: str = "") -> Speech:
        source = PAPERS / paper
        desk, answer = shipped(engine, paper, *options, source=source if source.exists() else None)
        assert answer.code == 0, answer.err
        path = desk.folder / "outputs" / paper / (file or f"{paper}-pack.pdf")
        if path not in checked:
            assert broken_rules(path) == []
            checked.add(path)
        return Speech(path)

    return heard
