"""The pack and each of its parts are accessible, as a checker of somebody else's judges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import outloud
import pikepdf
import pytest

from panel_papers.inputs import read_paper
from panel_papers.output.pack.parts import pieces_of
from panel_papers.output.pack.rendering import render
from panel_papers.pdf.engines import choose_engine
from panel_papers.word.documents import Templates, write_documents

from .conftest import Shelf

PAPERS = ["march-2024", "first-term-scorecard"]


def errors(path: Path) -> list[tuple[str, str]]:
    found = outloud.check(str(path))
    assert found.error is None
    return [(f.rule, f.message) for f in found.findings if f.severity == "error"]


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_pack_is_pdf_ua_and_no_checker_finds_an_error(shipped: Shelf, paper: str, engine_name: str):
    desk, answer = shipped(engine_name, paper)
    assert answer.code == 0, answer.err
    path = desk.folder / "outputs" / paper / f"{paper}-pack.pdf"
    with pikepdf.open(path) as pdf:
        assert str(pdf.open_metadata().get("pdfuaid:part")) == "1"
    assert errors(path) == []
    assert "does not claim" not in answer.out


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_no_checker_finds_an_error_in_a_part(
    root: Path, tmp_path: Path, paper: str, engine_name: str
):
    read = read_paper(root / "inputs" / paper).paper
    documents = write_documents(read, Templates(root / "templates" / "word"))
    pieces = pieces_of(read, documents, lambda appendix: b"")
    assert read.date == date(2024, 3, 14)
    rendered = render(choose_engine(engine_name), [p.content for p in pieces])
    assert len(rendered) == len(read.appendices) + 1
    for number, each in enumerate(rendered):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(each.pdf)
        assert errors(path) == []
        assert each.untagged is None


def test_label_cells_of_the_cover_are_row_headers(shipped: Shelf, engine_name: str):
    desk, answer = shipped(engine_name)
    assert answer.code == 0, answer.err
    with pikepdf.open(desk.outputs / "march-2024-pack.pdf") as pdf:
        headers = [
            str(e.A.Scope if isinstance(e.A, pikepdf.Dictionary) else e.A[0].Scope)
            for e in pdf.objects
            if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/TH"
        ]
    assert headers == ["/Row"] * 6
