"""The pack's number is to be seen on each page of a supplied PDF, and covers nothing of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pymupdf
import pytest

from .conftest import Desk
from .test_furniture import NOTE

SUPPLIED = Path(__file__).parent / "supplied_pdf"


def built(desk: Desk, name: str) -> tuple[pymupdf.Document, pymupdf.Document]:
    """Build a note with one supplied PDF; return that PDF and the pack."""
    paper = desk.folder / "inputs" / "note"
    (paper / "appendices").mkdir(parents=True)
    paper_yaml = NOTE.replace("SECTIONS", "").replace("note.docx", "note.pdf")
    (paper / "paper.yaml").write_text(paper_yaml, encoding="utf-8")
    shutil.copy(SUPPLIED / f"{name}.pdf", paper / "appendices" / "note.pdf")
    answer = desk.run("note", "--engine", "embedded")
    assert answer.code == 0, answer.err
    pack = desk.folder / "outputs" / "note" / "note-pack.pdf"
    return pymupdf.open(SUPPLIED / f"{name}.pdf"), pymupdf.open(pack)


def levels(page: pymupdf.Page, place: pymupdf.Rect) -> list[int]:
    """The darkest and the lightest grey of a place."""
    picture = page.get_pixmap(dpi=144, clip=place, colorspace=pymupdf.csGRAY, alpha=False)
    return [min(picture.samples), max(picture.samples)]


@pytest.mark.parametrize("name", ["total", "slide", "open-string"])
def test_number_covers_nothing_of_a_supplied_page(desk: Desk, name: str):
    supplied, pack = built(desk, name)
    with supplied, pack:
        (place,) = pack[2].search_for("Page 3")
        under, shown = levels(supplied[0], place), levels(pack[2], place)
        assert under[1] - under[0] < 16
        assert shown[1] - shown[0] > 80
        added = ["Page 3", "Appendix 1 – Supplied note"]
        text = "\n".join(line for line in pack[2].get_text().splitlines() if line not in added)
        assert text.split() == supplied[0].get_text().split()
