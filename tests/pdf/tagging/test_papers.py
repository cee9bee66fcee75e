"""The tags of the project's own papers: nothing of their look changes, and the order is painted."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pagelook import boxes_of, pixels
from tagread import marks_of

from panel_papers.inputs import read_paper
from panel_papers.output.pack.pack import _entries
from panel_papers.output.pack.parts import pieces_of
from panel_papers.output.pack.rendering import render
from panel_papers.pdf.engines import WordDocument, choose_engine
from panel_papers.word.documents import Templates, write_contents, write_documents

PAPERS = {"march-2024": (1, 5, 2, 2), "first-term-scorecard": (1, 1, 2)}


def documents(root: Path, name: str) -> list[WordDocument]:
    """The contents page, the report and the appendices as they go into the pack."""
    paper = read_paper(root / "inputs" / name).paper
    templates = Templates(root / "templates" / "word")
    pieces = pieces_of(paper, write_documents(paper, templates), lambda appendix: b"")
    contents = write_contents(
        paper, _entries(paper.pack, pieces, [1] + [2] * len(pieces)), templates
    )
    return [WordDocument("contents.docx", contents), *(piece.content for piece in pieces)]


@pytest.mark.parametrize("name", PAPERS)
def test_every_pixel_of_a_paper_stays(root, name):
    choice = choose_engine("embedded")
    words = documents(root, name)
    plain = choice.engine.convert(words)
    tagged = render(choice, words)
    assert [each.untagged for each in tagged] == [None] * len(words)
    assert tuple(len(boxes_of(each)) for each in plain) == PAPERS[name]
    for before, after in zip(plain, tagged, strict=True):
        assert before != after.pdf
        boxes = boxes_of(before)
        looks = pixels(before, boxes)
        assert all(any(value != 255 for value in page) for page in looks)
        assert looks == pixels(after.pdf, boxes)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_read_in_the_order_in_which_it_is_painted(root, name):
    # A checker may warn of elements with text before and after a link; this is the exact question.
    for each in render(choose_engine("embedded"), documents(root, name)):
        marks = marks_of(each.pdf)
        read = tree_order(each.pdf)
        assert sum(map(len, read)) > 5
        assert read == [page.order for page in marks]


def tree_order(data: bytes) -> list[list[int]]:
    """The marks of each page in the order of the structure tree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        found: list[list[int]] = [[] for _ in pages]

        def walk(element, page):
            page = pages[element.Pg.objgen] if "/Pg" in element else page
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    found[page].append(kid)
                elif kid.get("/Type") == "/MCR":
                    found[pages[kid.Pg.objgen]].append(int(kid.MCID))
                elif "/S" in kid:
                    walk(kid, page)

        for kid in pdf.Root.StructTreeRoot.K:
            walk(kid, None)
        return found
