"""The numbers that a Word document prints before its list items."""

from __future__ import annotations

import io

import docx

from panel_papers.pdf.completeness.labels import printed_labels


def test_list_items_have_the_numbers_that_word_prints():
    document = docx.Document()
    document.add_paragraph("That members")
    document.add_paragraph("agree the plan", style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    document.add_paragraph("note the report", style="List Number")
    level = next(
        each
        for each in document.part.numbering_part.element.iter()
        if each.tag.endswith("}lvlText") and each.values()[0] == "%1."
    )
    for each in document.part.numbering_part.element.iter(level.tag):
        if each.values()[0] == "%1.":
            each.set(each.keys()[0], "(%1)")
    file = io.BytesIO()
    document.save(file)
    assert printed_labels(file.getvalue()) == (
        ("agree the plan", "(1)"),
        ("note the report", "(2)"),
    )


def test_a_file_that_is_no_word_document_has_none():
    assert printed_labels(b"") == ()
