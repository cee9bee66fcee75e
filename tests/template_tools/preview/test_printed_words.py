"""Words of a source on the pages of a PDF, compared with where pdfminer reads them."""

from __future__ import annotations

import io

import docx
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextLine

from panel_papers.pdf import WordDocument, choose_engine
from panel_papers.template_tools.preview.printed_words import Sought, find_words

FIRST = "The committee’s “net” budget is £1.2 million, which is re-used below."
LAST = "A second paragraph about osprey counts ends the report."


@pytest.fixture(scope="module")
def pdf() -> bytes:
    document = docx.Document()
    document.add_paragraph(FIRST)
    document.add_page_break()
    document.add_paragraph(LAST)
    data = io.BytesIO()
    document.save(data)
    (made,) = choose_engine("embedded").engine.convert([WordDocument("a.docx", data.getvalue())])
    return made


def letters(pdf: bytes, page: int, box) -> str:
    """What pdfminer reads inside a box."""
    found = ""
    for number, layout in enumerate(extract_pages(io.BytesIO(pdf)), 1):
        for line in (line for each in layout for line in each if number == page):
            assert isinstance(line, LTTextLine)
            for char in (each for each in line if isinstance(each, LTChar)):
                middle = (char.x0 + char.x1) / 2, layout.height - (char.y0 + char.y1) / 2
                if (
                    box.x <= middle[0] <= box.x + box.width
                    and box.y <= middle[1] <= box.y + box.height
                ):
                    found += char.get_text()
    return found


@pytest.mark.parametrize(
    ("text", "word", "page", "begins"),
    [
        (FIRST, "The", 1, "The committee"),
        ('The committee\'s "net" budget is £1.2 million', "budget", 1, "budget is £1.2 million"),
        (LAST, "osprey", 2, "osprey counts ends the"),
        ("Typed otherwise before, but osprey counts ends the report", "osprey", 2, "osprey counts"),
    ],
)
def test_words_are_found_where_they_are_printed(pdf, text, word, page, begins):
    ((box,),) = find_words(pdf, [Sought(text, text.index(word), 1, 2)])
    assert box.page == page
    assert letters(pdf, page, box).strip().startswith(begins)


@pytest.mark.parametrize("text", ["A sentence that nobody printed at all.", "net", ""])
def test_what_is_not_printed_or_too_short_has_no_boxes(pdf, text):
    assert find_words(pdf, [Sought(text, 0, 1, 2)]) == [()]


def test_only_the_pages_that_may_print_it_are_searched(pdf):
    assert find_words(pdf, [Sought(LAST, 0, 1, 1)]) == [()]
    assert find_words(pdf, []) == []
