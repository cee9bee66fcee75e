"""Numbers and page furniture of templates and supplied documents: in the pack as in Word."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTFigure, LTImage, LTTextLine

from .conftest import Answer, Desk

FURNITURE = Path(__file__).parent / "furniture"
NOTE = """\
title: Estates note
short_title: Estates note
report_to: Essex Police, Fire and Crime Panel
author: Police, Fire and Crime Commissioner for Essex
date: 2024-03-14
for: Noting
enquiries_to: {name: Policy and Performance, role: Policy Officer, email: policy@example.org}
divisions_affected: All Essex
sections: [SECTIONS]
appendices:
  - title: Supplied note
    file: appendices/note.docx
"""


def built(desk: Desk, supplied: str, engine: str, **templates: str) -> tuple[Answer, list[str]]:
    """Build a note with one supplied document; return what was said, and each page's text.

    `templates` names files of `furniture` that take the place of templates.
    """
    paper = desk.folder / "inputs" / "note"
    (paper / "appendices").mkdir(parents=True)
    (paper / "paper.yaml").write_text(NOTE.replace("SECTIONS", ""), encoding="utf-8")
    shutil.copy(FURNITURE / f"note-{supplied}.docx", paper / "appendices" / "note.docx")
    put(desk, **templates)
    answer = desk.run("note", "--engine", engine)
    assert answer.code == 0, answer.err
    pack = desk.folder / "outputs" / "note" / "note-pack.pdf"
    return answer, extract_text(pack).split("\f")[:-1]


def put(desk: Desk, **templates: str) -> None:
    for name, file in templates.items():
        target = desk.templates / f"{name.replace('_', '-')}.docx"
        shutil.copy(FURNITURE / f"{file}.docx", target)


def words(page: str) -> str:
    return " ".join(page.split())


def test_supplied_documents_own_page_x_of_y_gives_way_to_the_packs_number(
    desk: Desk, engine_name: str
):
    _, pages = built(desk, "page-x-of-y", engine_name)
    assert len(pages) == 4
    for number, page in enumerate(pages[1:], 2):
        assert re.findall(r"Page\s*\d+", page) == [f"Page {number}"]
        assert not re.search(r"\bof\s*2\b", page)
    assert words(pages[2]).startswith("Appendix 1 – Supplied note Report with page X of Y")


def test_document_with_its_own_table_of_contents_is_named_in_a_warning(desk: Desk):
    answer, _ = built(desk, "contents", "embedded")
    assert "appendices/note.docx, under the heading “Report with contents”" in answer.err
    assert "[own-page-references]" in answer.err


def test_page_x_of_y_of_the_house_footer_gives_way_to_the_packs_number(
    desk: Desk, engine_name: str
):
    _, pages = built(desk, "contents", engine_name, house="house-page-x-of-y")
    footer = words(pages[1])[-len("Estates note Page 2") :]
    assert footer == "Estates note Page 2"
    report = desk.folder / "outputs" / "note" / "note-report.docx"
    with zipfile.ZipFile(report) as docx:
        footers = b"".join(docx.read(n) for n in docx.namelist() if "footer" in n)
    assert b"NUMPAGES" in footers  # in Word the footer is the editor's


def test_content_control_in_the_house_header_is_printed(desk: Desk, engine_name: str):
    _, pages = built(desk, "contents", engine_name, house="house-control")
    assert words(pages[1]).startswith("Essex Police, Fire and Crime Panel")


@pytest.mark.libreoffice
@pytest.mark.parametrize("engine", ["embedded", "libreoffice"])
def test_watermark_of_the_house_is_printed_behind_the_text(desk: Desk, engine: str):
    """EMBARGOED, in half-transparent silver."""
    built(desk, "contents", engine, house="house-watermark")
    with pypdfium2.PdfDocument(desk.folder / "outputs" / "note" / "note-pack.pdf") as pdf:
        shades = pdf[1].render().to_pil().convert("L").histogram()
    assert sum(shades[215:230]) > 6000  # of half a million points; 1300 without the word


def test_draft_beside_a_watermark_of_the_house(desk: Desk):
    """The Word report has both words; in the pack's copy DRAFT alone goes, and the pack has it."""
    put(desk, house="house-watermark")
    assert desk.run("march-2024", "--engine", "auto", "--draft").code == 0
    with zipfile.ZipFile(desk.outputs / "march-2024-report-draft.docx") as docx:
        headers = b"".join(docx.read(n) for n in docx.namelist() if "header" in n)
    assert headers.count(b'string="EMBARGOED"') == headers.count(b'string="DRAFT"') == 1


def test_logo_in_the_header_line_stands_on_the_line(desk: Desk, engine_name: str):
    built(desk, "contents", engine_name, house="house-logo")
    page = list(extract_pages(desk.folder / "outputs" / "note" / "note-pack.pdf"))[1]
    figures = [e for e in page if isinstance(e, LTFigure | LTImage)]
    lines = [line for box in page if hasattr(box, "__iter__") for line in box]
    (panel,) = [
        e
        for e in lines
        if isinstance(e, LTTextLine)
        and e.get_text().startswith("Essex Police, Fire and Crime")
        and e.y0 > 750
    ]
    (logo,) = figures
    assert 28 < logo.height < 29
    assert -1 < logo.y0 - panel.y0 < 4  # its foot on the line: less than the descenders apart
    assert logo.x1 <= page.width - 72 + 8


@pytest.mark.parametrize("supplied", ["lists"])
def test_lists_that_do_not_restart_and_legal_numbers_are_words(
    desk: Desk, supplied: str, engine_name: str
):
    _, pages = built(desk, supplied, engine_name)
    text = words(pages[2])
    for label in ("1.1", "1.2", "2.1", "4.1", "2.2", "II.", "IV.", "V.", "(a)", "01", "1st"):
        assert re.search(rf"(?<![\w.]){re.escape(label)}(?!\d)", text), label
    assert not re.search(r"\b(I|II|IV)\.1\b", text)


@pytest.mark.libreoffice
@pytest.mark.parametrize("engine", ["embedded", "libreoffice"])
def test_footnotes_in_letters_are_printed_in_letters(desk: Desk, engine: str):
    _, pages = built(desk, "letters", engine)
    printed = words(pages[2])  # pdfminer reads the marks of both notes before their words
    assert re.search(r"\ba (?:b )?Lettered footnote words", printed)
    assert re.search(r"\bb (?:Lettered footnote words\. )?Second lettered", printed)


def pack_text(desk: Desk) -> str:
    return extract_text(desk.outputs / "march-2024-pack.pdf")


def test_section_of_a_template_saved_in_libreoffice_is_numbered_in_the_houses_list(desk: Desk):
    put(desk, context="context-saved-in-libreoffice")
    assert desk.make().code == 0
    text = pack_text(desk)
    headings = ["Purpose of Report", "Recommendations", "Context / Summary", "Background Papers"]
    for number, heading in enumerate(headings, 1):
        assert re.search(rf"^{number}\.\s+{re.escape(heading)}", text, re.MULTILINE), heading


def test_numbered_list_in_a_loop_starts_at_one_in_each_turn(desk: Desk):
    put(desk, progress_report="progress-report-numbered")
    assert desk.make().code == 0
    with zipfile.ZipFile(desk.outputs / "march-2024-appendix-1.docx") as docx:
        body = docx.read("word/document.xml").decode()
    assert "rsidP" not in body
    turns = re.findall(r"Successes.*?(?=Areas for improvement)", pack_text(desk), re.DOTALL)
    assert len(turns) > 3
    for turn in turns:
        numbers = [int(n) for n in re.findall(r"^(\d+)\.", turn, re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers


def test_workbook_behind_a_chart_of_a_template_is_not_handed_over(desk: Desk):
    put(desk, context="context-chart")
    assert desk.make().code == 0
    with zipfile.ZipFile(desk.outputs / "march-2024-report.docx") as docx:
        names = docx.namelist()
        (chart,) = [n for n in names if re.search(r"charts/chart\d+\.xml$", n)]
        assert b"externalData" not in docx.read(chart)
    assert not [name for name in names if "embeddings" in name or name.endswith(".xlsx")]


def test_word_template_renamed_docx_is_called_so(desk: Desk):
    put(desk, context="context-dotx")
    answer = desk.make()
    assert answer.code == 4
    assert "The file is a Word template (.dotx) that was renamed to .docx" in answer.err
    assert "Save As" in answer.err


def test_landscape_page_within_a_template_brings_no_header_of_its_own(desk: Desk):
    put(desk, context="context-landscape")
    assert desk.make().code == 0
    with zipfile.ZipFile(desk.outputs / "march-2024-report.docx") as docx:
        assert not any(b"{{" in docx.read(name) for name in docx.namelist())
