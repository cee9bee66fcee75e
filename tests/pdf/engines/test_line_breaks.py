"""A word in two looks stays on one line, whatever the engine does between runs."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from pdfminer.high_level import extract_text

from panel_papers.pdf import EMBEDDED, ENGINES, WordDocument


def lines_of(document: Document, engine: str) -> list[str]:
    data = io.BytesIO()
    document.save(data)
    (pdf,) = ENGINES[engine](None).convert([WordDocument("a.docx", data.getvalue())])
    return [line.strip() for line in extract_text(io.BytesIO(pdf)).splitlines() if line.strip()]


def paragraphs(pieces: tuple[str, str, str], *, count: int = 60) -> Document:
    """Return paragraphs of which each begins a little further to the right than the one before."""
    document = docx.Document()
    before, bold, behind = pieces
    for number in range(count):
        filler = f"{number:02} {'i' * (number % 20)} {'and words ' * 6}{'x' * (number // 3)} "
        paragraph = document.add_paragraph(filler + before)
        paragraph.add_run(bold).bold = True
        paragraph.add_run(behind)
    return document


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize(
    "pieces",
    [
        ("a sum of ", "£5m", ", which is all there is to be paid"),
        ("all of (", "the plan", ") for the coming year and after"),
        ("that is un", "believ", "able to readers of the report"),
        ("“", "Quoted words", "”; and more of them in the same line"),
    ],
)
def test_a_line_ends_at_a_space(engine, pieces):
    document = paragraphs(pieces)
    words = [word for paragraph in document.paragraphs for word in paragraph.text.split()]
    printed = lines_of(document, engine)
    assert len(printed) > 60
    assert " ".join(printed).split() == words


@pytest.mark.parametrize("engine", EMBEDDED)
def test_a_line_may_end_after_a_hyphen(engine):
    printed = lines_of(paragraphs(("a long-", "term", " plan for all of the county")), engine)
    assert [line for line in printed if line.endswith("long-")]


@pytest.mark.parametrize("engine", EMBEDDED)
def test_a_word_longer_than_its_line_is_broken(engine):
    document = docx.Document()
    paragraph = document.add_paragraph("see " + "x" * 150)
    paragraph.add_run("y" * 150).bold = True
    assert "".join(lines_of(document, engine)).replace(" ", "") == "see" + "x" * 150 + "y" * 150


@pytest.mark.parametrize("engine", EMBEDDED)
def test_the_same_words_twice_are_each_put_right(engine):
    document = paragraphs(("see ", "this", ", then"), count=1)
    for _ in range(2):
        paragraph = document.add_paragraph("The same words stand here and there and run on to ")
        paragraph.add_run("a place where the line has to be brok").italic = True
        paragraph.add_run("en, and on from there")
    printed = lines_of(document, engine)
    assert not [line for line in printed if re.match(r"en, ", line)]


def test_a_justified_line_is_still_filled():
    document = paragraphs(("a sum of ", "£5m", ", which is all there is to be paid"))
    for paragraph in document.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    assert not [line for line in lines_of(document, "rdocx") if line.startswith(",")]
