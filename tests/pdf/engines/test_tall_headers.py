"""Text begins below its header and ends above its footer, in rdocx as in Word."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from PIL import Image

from panel_papers.pdf import missing_content
from panel_papers.pdf.engines import ENGINES, Moves, WordDocument
from panel_papers.pdf.engines.protocol import Room
from panel_papers.pdf.engines.tall_headers import with_room

LINES = 60


def report(margin: float = 1.5):
    """A document of 60 lines with small margins."""
    document = docx.Document()
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Cm(margin)
    for number in range(LINES):
        document.add_paragraph(f"Line {number} of the text")
    return document


def two_lines(story, words: str = "Council") -> None:
    story.paragraphs[0].text = f"{words} one"
    story.add_paragraph(f"{words} two")


def crest():
    made = io.BytesIO()
    Image.new("RGB", (400, 160), (0, 90, 80)).save(made, "PNG")
    made.seek(0)
    return made


def table_with_picture(story) -> None:
    table = story.add_table(3, 2, Cm(16))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(crest(), width=Cm(4.5))
    for number in range(3):
        table.cell(number, 1).text = f"Crested row {number}"


def bytes_of(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def converted(data: bytes, engine: str = "rdocx") -> bytes:
    return ENGINES[engine](None).convert([WordDocument("a.docx", data)])[0]


def heights(pdf: bytes, page: int = 0) -> dict[str, float]:
    """How far down a page's lines begin, in points, by their first two words."""
    found = {}
    with pypdfium2.PdfDocument(pdf) as document:
        text, top = document[page].get_textpage(), document[page].get_height()
        whole = text.get_text_range()
        at = 0
        for line in whole.split("\r\n"):
            if line.strip():
                found[" ".join(line.split()[:2])] = top - text.get_charbox(at, loose=True)[3]
            at += len(line) + 2
    return found


def table_in_header():
    document = report()
    table_with_picture(document.sections[0].header)
    return document


def lines_in_header():
    document = report()
    two_lines(document.sections[0].header)
    return document


def table_in_footer():
    document = report()
    table_with_picture(document.sections[0].footer)
    return document


def lines_in_footer():
    document = report()
    two_lines(document.sections[0].footer)
    return document


def lines_on_first_page():
    document = report(2.5)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for number in range(8):
        section.first_page_header.add_paragraph(f"Crested line {number}")
    section.header.paragraphs[0].text = "Council short"
    return document


def lines_on_even_pages():
    document = report(2.5)
    document.settings.odd_and_even_pages_header_footer = True
    for number in range(8):
        document.sections[0].even_page_header.add_paragraph(f"Crested line {number}")
    document.sections[0].header.paragraphs[0].text = "Council short"
    return document


def lines_in_second_section():
    document = report(2.5)
    document.sections[0].header.paragraphs[0].text = "Council short"
    section = document.add_section()
    section.header.is_linked_to_previous = False
    table_with_picture(section.header)
    document.add_paragraph("Costs of the plan")
    return document


TALL = [
    table_in_header,
    lines_in_header,
    table_in_footer,
    lines_in_footer,
    lines_on_first_page,
    lines_on_even_pages,
    lines_in_second_section,
]


@pytest.mark.parametrize("make", TALL)
def test_text_is_never_printed_over_a_header_or_footer_taller_than_its_margin(make):
    data = bytes_of(make())
    assert missing_content(data, converted(data)) == ()


def test_text_begins_below_two_lines_of_header_as_dxpdf_begins_it():
    data = bytes_of(lines_in_header())
    ours, theirs = heights(converted(data)), heights(converted(data, "dxpdf"))
    assert ours["Line 0"] == pytest.approx(theirs["Line 0"], abs=2)
    assert ours["Line 0"] > ours["Council two"] + 12


def test_later_pages_begin_at_their_margin_below_a_tall_header_of_the_first_page():
    data = bytes_of(lines_on_first_page())
    pdf = converted(data)
    assert heights(pdf)["Line 0"] == pytest.approx(
        heights(converted(data, "dxpdf"))["Line 0"], abs=4
    )
    second = [down for line, down in heights(pdf, 1).items() if line.startswith("Line")]
    assert min(second) == pytest.approx(2.5 / 2.54 * 72, abs=4)


def test_document_with_short_headers_is_not_measured_and_stays_byte_for_byte():
    document = report(2.5)
    document.sections[0].header.paragraphs[0].text = "Policing panel\t3 March 2024"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    data = bytes_of(document)

    def never(_: bytes) -> bytes:
        raise AssertionError

    moves = Moves()
    assert with_room(never, data, moves) is data
    assert moves.rooms == [Room()]


def test_margin_below_zero_stays_as_word_keeps_it():
    document = lines_in_header()
    document.sections[0].top_margin = -Cm(1.5)
    data = bytes_of(document)
    assert with_room(converted, data, Moves()) is data


def test_copy_of_a_measured_document_has_the_same_room():
    data = bytes_of(table_in_header())
    moves = Moves()
    roomy = with_room(converted, data, moves)
    assert roomy != data
    moves.known = True

    def never(_: bytes) -> bytes:
        raise AssertionError

    assert with_room(never, data, moves) == roomy


def test_header_with_a_frame_is_left_to_the_check_of_the_pages():
    document = lines_in_header()
    frame = OxmlElement("w:framePr")
    document.sections[0].header.paragraphs[0]._p.get_or_add_pPr().append(frame)
    data = bytes_of(document)
    assert with_room(converted, data, Moves()) is data


def test_first_page_that_begins_with_a_page_break_is_lowered_by_its_margin():
    document = lines_on_first_page()
    document.paragraphs[0].paragraph_format.page_break_before = True
    document.paragraphs[0].paragraph_format.space_after = Pt(1)
    pdf = converted(bytes_of(document))
    assert "Line 0" in heights(pdf)


def test_pdf_that_cannot_be_read_tells_no_height_and_is_for_the_engine_to_refuse():
    data = bytes_of(lines_in_header())
    assert with_room(lambda _: b"no PDF", data, Moves()) is data
