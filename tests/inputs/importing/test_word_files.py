"""`--as word` keeps a section as a Word file where that reads as the report does."""

from __future__ import annotations

import io

import docx
from docx.document import Document

from .conftest import NUMBERED, imported, texts


def _report(document: Document) -> None:
    document.add_paragraph("Report to: Cabinet")
    document.add_heading("1. Purpose of Report", 1)
    document.add_paragraph("1.1\tTo note the roof.")
    document.add_heading("2. Costs", 1)
    document.add_paragraph("2.1\tThey are high.")
    document.add_heading("Why", 2)
    document.add_paragraph("2.2\tTiles are dear.")
    document.sections[0].footer.paragraphs[0].text = "Old footer"


def test_sections_are_word_files_with_their_own_words_only() -> None:
    found = imported(_report, NUMBERED, as_word=True)
    assert sorted(found.files) == ["costs.docx", "paper.yaml", "purpose.docx"]
    costs = docx.Document(io.BytesIO(found.files["costs.docx"]))
    assert [each.text for each in costs.paragraphs] == ["They are high.", "Why", "Tiles are dear."]
    assert not costs.sections[0].footer.paragraphs[0].text
    assert found.prose == ()


def test_a_section_that_word_would_say_otherwise_is_markdown_and_named() -> None:
    def make(document: Document) -> None:
        _report(document)
        document.add_heading("3. Plans", 1)
        document.add_paragraph("•\tone")
        document.add_paragraph("•\ttwo")
        document.add_heading("4. Sums", 1)
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
        table.cell(1, 0).text = "One"

    found = imported(make, NUMBERED, as_word=True)
    assert set(texts(found)) == {"plans", "sums"}
    assert [each for each in found.left if "as Markdown" in each] == [
        "The section “plans” is written as Markdown: its numbers, lists or captions would be read "
        "otherwise from Word.",
        "The section “sums” is written as Markdown: a table has merged cells, which a section’s "
        "table cannot have (table 1).",
    ]


def test_two_headings_alike_leave_their_sections_to_markdown() -> None:
    def make(document: Document) -> None:
        _report(document)
        document.add_heading("2. Costs", 1)
        document.add_paragraph("Again.")

    found = imported(make, as_word=True)
    assert texts(found)["costs-2"] == "Again.\n"
    assert not [path for path in found.files if path.endswith(".docx")]
