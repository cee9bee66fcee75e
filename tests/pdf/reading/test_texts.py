"""The text of supplied PDFs as PDFium reads it: the words that an older reader finds."""

import io
import re
from pathlib import Path

import pdfminer.high_level
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from panel_papers.pdf.reading import opening
from panel_papers.pdf.reading.texts import page_texts

TESTS = Path(__file__).parent.parent.parent
SUPPLIED = [TESTS / "pdf/joining/stamped.pdf", TESTS / "inputs/supplied_pdfs/brochure.pdf"]


def words(text):
    return sorted(re.findall(r"\w+", text))


def pdf_of(*contents, crop=None):
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for content in contents:
        page = pdf.add_blank_page(page_size=(300, 200)).obj
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(content)
        if crop:
            page.CropBox = Array(crop)
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("path", SUPPLIED, ids=lambda path: path.stem)
def test_words_of_each_page_are_those_of_another_reader(path):
    data = path.read_bytes()
    others = pdfminer.high_level.extract_text(io.BytesIO(data)).split("\f")[:-1]
    assert words("".join(others))
    assert [words(text) for text in page_texts(data)] == [words(text) for text in others]


def test_hidden_and_cropped_text_is_text():
    hidden = b"BT 3 Tr /F 9 Tf 20 100 Td (hidden words) Tj ET"
    outside = b"BT /F 9 Tf 250 180 Td (cropped) Tj ET"
    assert page_texts(pdf_of(hidden, outside, crop=[0, 0, 150, 150])) == ("hidden words", "cropped")


def test_pages_are_lines_and_glyphs_without_letters_are_shown_as_such():
    content = b"BT /F 9 Tf 20 100 Td (one) Tj 0 -12 Td (two) Tj ET"
    assert page_texts(pdf_of(content, b"")) == ("one\ntwo", "")
    assert page_texts(pdf_of(b"BT /F 9 Tf 20 100 Td (a\001b) Tj ET"))[0] in ("a\ufffdb", "ab")
    assert page_texts(b"no PDF") == ()


def test_large_file_that_is_opened_anew_has_the_same_pages(monkeypatch):
    data = pdf_of(*(b"BT /F 9 Tf 20 100 Td (page %d) Tj ET" % n for n in range(35)))
    page_texts.cache_clear()
    monkeypatch.setattr(opening, "_LARGE", 10)
    assert page_texts(data) == tuple(f"page {n}" for n in range(35))
    assert page_texts(data, 2) == ("page 0", "page 1")
    page_texts.cache_clear()
