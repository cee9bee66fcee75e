"""What the parts of a pack are called in messages: the files that an author can correct."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.inputs import read_paper
from panel_papers.output.pack.parts import pieces_of
from panel_papers.word.documents import Templates, write_documents

MADE_OF = {
    "fire-station-2026": ["new-station.md", "risks.csv"],
    "first-term-scorecard": ["scorecard.yaml"],
}


@pytest.mark.parametrize("name", MADE_OF)
def test_an_appendix_is_called_as_the_file_that_it_is_made_of(root: Path, name: str):
    folder = root / "inputs" / name
    paper = read_paper(folder).paper
    documents = write_documents(paper, Templates(root / "templates" / "word"))
    pieces = pieces_of(paper, documents, lambda _: b"")
    files = [(folder / "appendices" / each).as_posix() for each in MADE_OF[name]]
    assert [piece.documents[-1].name for piece in pieces] == [f"{name}-report.docx", *files]
