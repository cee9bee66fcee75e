"""A copy in other colours is laid out as its document was, in one conversion."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt

from panel_papers.pdf import EMBEDDED, ENGINES, Moves, WordDocument
from panel_papers.pdf.engines.laid_out import laid_out
from panel_papers.pdf.tagging import coded


def ragged(lines: int = 31) -> bytes:
    """A document with a header row near the foot of a page, and words in two looks below it."""
    document = docx.Document()
    for number in range(lines):
        _set(document.add_paragraph(f"Line {number}"))
    table = document.add_table(3, 1)
    for number, row in enumerate(table.rows):
        row.cells[0].text = f"Name {number}" if number else "Bidder"
        _set(row.cells[0].paragraphs[0])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number in range(30):
        filler = f"{number:02} {'i' * (number % 20)} {'and words ' * 6}{'x' * (number // 3)} "
        paragraph = document.add_paragraph(f"{filler}all of (")
        paragraph.add_run("the plan").bold = True
        paragraph.add_run(") for the coming year")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set(paragraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(20)


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_copy_comes_out_as_if_its_own_pages_had_been_read(name: str):
    engine, document, moves = ENGINES[name](None), ragged(), Moves()
    copy = coded(document, "en-GB", labels_by_level=engine.labels_by_level).data
    (pdf,) = engine.convert([WordDocument("a.docx", document, moves=moves)])
    assert moves.known
    assert moves.tables == [0], "the header row stood alone"
    assert len(moves.lines) == (name == "rdocx"), "lines ended within a word"
    noted = (list(moves.tables), [list(each) for each in moves.lines])
    again = engine.convert([WordDocument("a.docx", copy, moves=moves)])
    assert again == engine.convert([WordDocument("a.docx", copy)])
    assert (moves.tables, moves.lines) == noted
    assert engine.convert([WordDocument("a.docx", document, moves=moves)]) == [pdf]


def test_a_copy_is_converted_once():
    asked: list[bytes] = []

    def convert(data: bytes) -> bytes:
        asked.append(data)
        return ENGINES["dxpdf"](None).convert([WordDocument("a.docx", data)])[0]

    moves = Moves(known=True, tables=[0], lines=[[0, 5]])
    laid_out(convert, ragged(), moves)
    assert len(asked) == 1


def test_moves_are_not_shared_by_documents_without_any():
    asked: list[bytes] = []

    def convert(data: bytes) -> bytes:
        asked.append(data)
        return b"no PDF"

    laid_out(convert, ragged(), None)
    laid_out(convert, ragged(), Moves())
    assert asked[0] == asked[-1] == ragged()
