"""Papers with their web pages, each built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from ..conftest import Shelf

PAPERS = Path(__file__).parent / "papers"
Built = Callable[[str], tuple[Path, "html.HtmlElement"]]


@pytest.fixture(scope="session")
def built(shipped: Shelf) -> Built:
    """Build a paper with its web page; return the folder of its outputs and the page."""

    def found(paper: str) -> tuple[Path, html.HtmlElement]:
        source = PAPERS / paper
        desk, answer = shipped("embedded", paper, source=source if source.exists() else None)
        assert answer.code == 0, answer.err
        folder = desk.folder / "outputs" / paper
        return folder, html.document_fromstring((folder / f"{paper}.html").read_bytes().decode())

    return found
