"""A template's own words are looked at as the paper's are."""

import io

import docx

from panel_papers.template_tools.check.deceiving import deceiving_faults
from panel_papers.word import stories


def test_words_of_two_alphabets_and_unseen_characters_are_a_warning_at_their_paragraph():
    document = docx.Document()
    document.add_heading("Purpose", 1)
    document.add_paragraph("The p\u0430nel, {{ a\u200bb }} and co\u00adoperation.")
    document.add_paragraph("Pay\u202e x.")
    document.sections[0].footer.paragraphs[0].text = "\u200bPage"
    data = io.BytesIO()
    document.save(data)
    opened = docx.Document(data)
    found = [p for story in stories(opened) for p in deceiving_faults(story, "x.docx")]
    assert [(p.code, p.level.value, p.place.where) for p in found] == [
        ("deceiving-text", "warning", "under the heading “Purpose”, paragraph 2"),
        ("deceiving-text", "warning", "under the heading “Purpose”, paragraph 3"),
        ("deceiving-text", "warning", "page footer, paragraph 1"),
    ]
    assert "U+0430 (CYRILLIC SMALL LETTER A)" in found[0].found
