"""The header row of a table is on the page of its first row, with the caption above both."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt
from pdfminer.high_level import extract_text

from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.pdf.engines.lone_headers import with_kept_headers
from panel_papers.pdf.engines.protocol import Moves

ENGINES_THAT_DO_NOT_KEEP = ("rdocx", "dxpdf")


def with_table(lines: int, *, caption: bool = False, rows: int = 3, header: bool = True) -> bytes:
    """A document with a table so many lines of 20 points down the page."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Council"
    for number in range(lines):
        format_of(document.add_paragraph(f"Line {number}"))
    if caption:
        paragraph = document.add_paragraph("Table 1: bids")
        format_of(paragraph)
        paragraph.paragraph_format.keep_with_next = True
    table = document.add_table(rows, 2)
    for index, row in enumerate(table.rows):
        words = ("Bidder", "Quality") if index == 0 and header else (f"Name{index}", f"{index}00")
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
            format_of(cell.paragraphs[0])
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    format_of(document.add_paragraph("The end."))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def format_of(paragraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(20)


def pages_of(pdf: bytes) -> list[list[str]]:
    pages = extract_text(io.BytesIO(pdf)).split("\f")[:-1]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


@pytest.mark.parametrize("engine", ENGINES_THAT_DO_NOT_KEEP)
@pytest.mark.parametrize("caption", [False, True])
def test_header_row_is_never_alone_wherever_the_table_begins(engine: str, *, caption: bool):
    moved = 0
    for lines in range(26, 34):
        data = with_table(lines, caption=caption)
        pages = pages_of(ENGINES[engine](None).convert([WordDocument("a.docx", data)])[0])
        for page in pages:
            if "Bidder" in page:
                assert any(word.startswith("Name") for word in page), (lines, pages)
            assert ("Table 1: bids" in page) <= ("Name1" in page), (lines, pages)
        text = [word for page in pages for word in page]
        assert [text.count(f"Line {n}") for n in range(lines)] == [1] * lines
        assert [text.count(f"Name{n}") for n in (1, 2)] == [1, 1]
        moved += "Name1" in pages[-1] and "Line 0" not in pages[-1]
    assert moved > 1


def with_list(lines: int, first: str) -> bytes:
    """A document with such a table whose first row has a list in its second cell."""
    document = docx.Document(io.BytesIO(with_table(lines)))
    first_cell, second_cell = document.tables[0].rows[1].cells
    first_cell.text = first
    if not first:
        first_cell.paragraphs[0]._p.getparent().remove(first_cell.paragraphs[0]._p)
        format_of(first_cell.add_paragraph("dashboard", style="List Bullet"))
    second_cell.text = "Name1"
    for each in (*first_cell.paragraphs, *second_cell.paragraphs):
        format_of(each)
    format_of(second_cell.add_paragraph("panel", style="List Bullet"))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("engine", ENGINES_THAT_DO_NOT_KEEP)
@pytest.mark.parametrize("first", ["Demand", ""])
def test_header_row_is_with_a_first_row_that_has_a_list(engine: str, first: str):
    moved = 0
    for lines in range(28, 33):
        data = with_list(lines, first)
        pages = pages_of(ENGINES[engine](None).convert([WordDocument("a.docx", data)])[0])
        for page in pages:
            if "Bidder" in page:
                assert any(word.startswith("Name") for word in page), (lines, pages)
        moved += "Name1" in pages[-1] and "Line 0" not in pages[-1]
    assert moved > 1


def test_conversion_is_asked_for_once_where_no_header_row_is_alone():
    asked = []

    def convert(data: bytes) -> bytes:
        asked.append(data)
        return ENGINES["dxpdf"](None).convert([WordDocument("a.docx", data)])[0]

    for data in (with_table(3), with_table(30, header=False)):
        asked.clear()
        with_kept_headers(convert, data, Moves())
        assert asked == [data]


def test_pdf_that_cannot_be_read_comes_back_for_the_engine_to_refuse():
    assert with_kept_headers(lambda _: b"no PDF", with_table(3), Moves()) == b"no PDF"
