"""Pages put side by side: what is the same is found again, and what differs is marked."""

import io

import pytest
from docx import Document
from docx.shared import Cm, Pt, RGBColor
from PIL import Image

from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.template_tools.diff.pictures import page_pairs


def pdf(*pages, edit=lambda document: None):
    document = Document()
    for number, text in enumerate(pages):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.page_break_before = number > 0
    edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return ENGINES["dxpdf"](None).convert([WordDocument("t.docx", buffer.getvalue())])[0]


def told(old, new):
    return [
        (pair.old_number, pair.new_number, pair.gone, pair.come)
        for pair in page_pairs(old, new)
        if pair.changed
    ]


ONE, TWO, THREE = "The first page says this.", "Second words are here.", "A third and last."


def test_same_pages_are_the_same():
    assert told(pdf(ONE, TWO), pdf(ONE, TWO)) == []
    assert [p.old for p in page_pairs(pdf(ONE, TWO), pdf(ONE, TWO))] == [None, None]


def test_page_between_leaves_the_others_the_same():
    assert told(pdf(ONE, THREE), pdf(ONE, TWO, THREE)) == [(None, 2, "", "")]
    assert told(pdf(ONE, TWO, THREE), pdf(ONE, THREE)) == [(2, None, "", "")]


def test_word_is_told_and_marked_where_it_stands():
    (first, second) = page_pairs(pdf(ONE, TWO), pdf(ONE, TWO.replace("Second", "Other")))
    assert (first.changed, second.gone, second.come) == (False, "Second", "Other")
    ((left, top, right, bottom),) = second.old.marks
    picture = Image.open(io.BytesIO(second.old.png)).convert("L")
    assert picture.size == (second.old.width, second.old.height)
    assert picture.crop((left, top, right, bottom)).getextrema()[0] < 100
    assert right - left < picture.width / 6 and bottom - top < 40


@pytest.mark.parametrize("width", [10, 15])
def test_line_that_breaks_elsewhere_is_no_other_word(width):
    def narrow(document):
        document.sections[0].right_margin = Cm(width)

    words = "A paper for 2021-2024 and for well-known people, told once more in full."
    ((_, _, gone, come),) = told(pdf(words), pdf(words, edit=narrow))
    assert (gone, come) == ("", "")


def test_look_alone_is_marked_too():
    def red(document):
        document.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xCC, 0, 0)

    ((pair),) = page_pairs(pdf(ONE), pdf(ONE, edit=red))
    assert (pair.changed, pair.gone, pair.come) == (True, "", "")
    assert len(pair.new.marks) == 1
    assert pair.old.marks == pair.new.marks


def test_page_of_another_size_is_changed():
    def larger(document):
        document.sections[0].page_height = Pt(900)

    (pair,) = page_pairs(pdf(ONE), pdf(ONE, edit=larger))
    assert pair.changed
    assert pair.old.height < pair.new.height
