"""Word documents in large print, read with python-docx, which enlarged none of them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image

from panel_papers.pdf import enlarged, shown_text

A4 = (Cm(21), Cm(29.7))


def new() -> Document:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    return document


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def large(document: Document) -> Document:
    data = saved(document)
    result = enlarged(data)
    assert shown_text(result).split() == shown_text(data).split()
    return docx.Document(io.BytesIO(result))


def pages(document: Document) -> list[tuple[float, float]]:
    return [(round(s.page_width.cm), round(s.page_height.cm)) for s in document.sections]


def a4(document: Document) -> Document:
    document.sections[0].page_width, document.sections[0].page_height = A4
    return document


def fill(document: Document, columns: int, words: str = "Directorate"):
    made = document.add_table(2, columns)
    for row in made.rows:
        for cell in row.cells:
            cell.text = words
    return made


def test_body_text_is_20_point_and_all_else_larger_by_as_much_but_none_smaller():
    document = new()
    for size in (8, 12, 16):
        document.add_paragraph().add_run("Words").font.size = Pt(size)
    shown = large(document)
    assert shown.styles["Normal"].font.size == Pt(20)
    assert [p.runs[0].font.size for p in shown.paragraphs] == [Pt(20), Pt(20), Pt(24)]


def test_document_that_says_no_size_gets_one():
    document = docx.Document()
    for size in list(document.styles.element.iter(qn("w:sz"), qn("w:szCs"))):
        size.getparent().remove(size)
    document.add_paragraph("Words")
    sizes = large(document).styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
    assert sizes == ["40"]


def test_exact_lines_grow_with_their_letters():
    document = new()
    document.add_paragraph("Words").paragraph_format.line_spacing = Pt(14)
    spacing = large(document).paragraphs[0].paragraph_format.line_spacing
    assert spacing == Pt(24)


def test_row_of_an_exact_height_may_grow():
    document = new()
    made = fill(document, 2)
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), "300")
    height.set(qn("w:hRule"), "exact")
    made.rows[0]._tr.get_or_add_trPr().append(height)
    (rule,) = large(document).element.xpath("//w:trHeight/@w:hRule")
    assert rule == "atLeast"


def test_narrow_table_stays_on_an_upright_page():
    document = a4(new())
    fill(document, 3)
    document.add_paragraph("After")
    assert pages(large(document)) == [(21, 30)]


@pytest.mark.parametrize(("columns", "wide"), [(5, (30, 21)), (8, (42, 30))])
def test_table_that_is_too_wide_gets_a_page_of_its_own(columns: int, wide: tuple[int, int]):
    document = a4(new())
    document.add_paragraph("Before")
    document.add_paragraph("Table 1: Costs", style="Caption")
    fill(document, columns)
    document.add_paragraph("After")
    shown = large(document)
    assert pages(shown) == [(21, 30), wide, (21, 30)]
    assert shown.sections[1].orientation == WD_ORIENT.LANDSCAPE
    section = [p.text for p in shown.paragraphs if p._p.xpath("w:pPr/w:sectPr")]
    assert section == ["Before", ""]  # the caption is with its table


def test_headings_go_with_a_wide_table_and_nothing_empty_has_a_page():
    document = a4(new())
    document.add_paragraph("Before")
    document.add_paragraph("Appendix 3", style="Title")
    document.add_heading("Costs", 2)
    document.add_paragraph("Table 1: Costs", style="Caption")
    for _ in range(2):
        fill(document, 5)
        document.add_paragraph()
    shown = large(document)
    assert pages(shown) == [(21, 30), (30, 21)]
    assert [p.text for p in shown.paragraphs if p._p.xpath("w:pPr/w:sectPr")] == ["Before"]


def picture_file() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30)).save(stream, "PNG")
    stream.seek(0)
    return stream


def test_picture_leaves_room_for_the_headings_on_its_page():
    heights = []
    for headings in (0, 1, 2):
        document = a4(new())
        document.add_paragraph("Before")
        for _ in range(headings):
            document.add_heading("Costs", 2)
        document.add_paragraph("Figure 1: Costs", style="Caption")
        document.add_picture(picture_file(), width=Cm(16), height=Cm(12))
        (picture,) = large(document).inline_shapes
        heights.append(round(picture.height.cm, 1))
    assert heights == [13.6, 12.0, 12.0]


def test_words_with_a_no_break_space_between_them_are_one():
    widths = []
    for words in ("▲\u00a0Amber", "▲ Amber", "12\u202f000"):
        document = a4(new())
        made = document.add_table(1, 2)
        made.columns[0].width = Cm(0.1)
        made.rows[0].cells[0].text = words
        widths.append(round(large(document).tables[0].columns[0].width.cm, 1))
    assert widths == [3.9, 2.9, 2.9]  # “▲” has no width in the font that is measured: 1 em


def test_table_wider_than_any_paper_gets_a_page_as_wide_as_it_needs():
    document = a4(new())
    fill(document, 30)
    (page,) = pages(large(document))
    assert page[0] > 42


def test_columns_are_as_wide_as_their_longest_words_and_share_the_rest():
    document = a4(new())
    made = document.add_table(1, 3)
    for cell, words in zip(made.rows[0].cells, ("1", "Accommodation", "1"), strict=True):
        cell.text = words
    shown = large(document).tables[0]
    widths = [column.width.cm for column in shown.columns]
    assert widths[1] >= 4.9  # “Accommodation” in 20 point Arial has 4.8 cm
    assert sum(widths) == pytest.approx(18, abs=0.1)
    assert [cell.width.cm for cell in shown.rows[0].cells] == pytest.approx(widths, abs=0.01)


def test_cells_over_several_columns_are_as_wide_as_these():
    document = a4(new())
    made = fill(document, 3)
    made.cell(0, 0).merge(made.cell(0, 1))
    shown = large(document).tables[0]
    widths = [column.width for column in shown.columns]
    assert shown.rows[0]._tr.tc_lst[0].width == widths[0] + widths[1]


def test_what_hangs_into_the_margin_stays_on_the_page():
    document = new()
    form = document.add_paragraph("1.").paragraph_format
    form.left_indent, form.first_line_indent = Cm(0), Cm(-1)
    shown = large(document).paragraphs[0].paragraph_format
    assert shown.left_indent + shown.first_line_indent >= 0


def test_sections_and_their_own_pages_stay():
    document = a4(new())
    document.add_paragraph("First")
    document.add_section().orientation = WD_ORIENT.LANDSCAPE
    document.sections[1].page_width, document.sections[1].page_height = A4[1], A4[0]
    document.add_paragraph("Second")
    fill(document, 5)
    assert pages(large(document)) == [(21, 30), (30, 21)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_word_document_stays_as_it_is(data: bytes):
    assert enlarged(data) == data


def test_same_document_gives_the_same_bytes():
    document = a4(new())
    fill(document, 8)
    data = saved(document)
    assert enlarged(data) == enlarged(data)
