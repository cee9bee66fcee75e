"""What a listener hears of a finished pack, with each engine."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn

from .conftest import Hear


def headings(speech) -> list[tuple[str, str]]:
    return [(e.kind, e.text.strip()) for e in speech.document.all(*(f"H{n}" for n in range(1, 7)))]


def test_for_is_a_row_of_its_own_on_the_cover(hear: Hear, engine_name: str):
    speech = hear("cover", engine=engine_name)
    (table,) = speech.document.all("Table")
    rows = [[cell.text for cell in row.all("TH", "TD")] for row in table.all("TR")]
    assert rows[2:4] == [["Date:", "11 March 2027"], ["For:", "Noting"]]
    assert [h.scope for h in table.all("TH")] == ["Row"] * 5
    (cover,) = docx.Document(str(speech.path.with_name("cover-report.docx"))).tables
    assert [cell.text for cell in cover.rows[3].cells] == ["For:", "Noting"]


def test_titles_are_headings_with_all_others_below(hear: Hear, engine_name: str):
    assert headings(hear("titles", engine=engine_name)) == [
        ("H1", "Contents"),
        ("H1", "Report title: Sample report"),
        ("H2", "1. Purpose of Report"),
        ("H2", "2. Context / Summary"),
        ("H2", "3. Background Papers and Appendices"),
        ("H3", "Background Papers"),
        ("H3", "Appendices"),
        ("H1", "Appendix 1 – First"),
        ("H2", "Alpha"),
        ("H1", "Appendix 2 – Second"),
        ("H2", "Beta"),
    ]


def test_draft_and_not_for_publication_are_heard_once(hear: Hear, engine_name: str):
    speech = hear(
        "marked",
        "--draft",
        engine=engine_name,
        file="restricted/marked-pack-restricted-draft.pdf",
    )
    contents, _, appendix = speech.document.all("Part")
    assert contents.all("P")[0].text == "DRAFT"
    title, mark = appendix.kids[:2]
    assert (title.kind, title.text) == ("H1", "Appendix 1 – Prices")
    assert mark.text == (
        "NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local "
        "Government Act 1972"
    )
    said = speech.document.text
    assert (said.count("DRAFT"), said.count("NOT FOR PUBLICATION")) == (1, 1)
    assert speech.title == "DRAFT – Sample report (not for publication)"


def test_the_public_draft_says_so_in_its_title(hear: Hear):
    speech = hear("marked", "--draft", engine="rdocx", file="marked-pack-draft.pdf")
    assert speech.title == "DRAFT – Sample report"
    assert speech.document.text.count("DRAFT") == 1


def test_a_first_column_of_names_is_row_headings_in_pdf_and_word(hear: Hear, engine_name: str):
    speech = hear("rows", engine=engine_name)
    _, wide = speech.document.all("Table")
    head, roads = wide.all("TR")
    assert [cell.scope for cell in head.kids] == ["Column"] * 11
    assert [(c.kind, c.scope, c.text) for c in roads.kids[:2]] == [
        ("TH", "Row", "Roads"),
        ("TD", "", "1"),
    ]
    report = docx.Document(str(speech.path.with_name("rows-report.docx")))
    look = report.tables[1]._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstColumn")), look.get(qn("w:firstRow"))) == ("1", "1")


def test_lines_of_code_are_apart_and_tagged_as_code(hear: Hear):
    speech = hear("code")
    assert [code.text.strip() for code in speech.document.all("Code")] == ["a = 1", "b = 2"]
    paragraphs = [p.text.strip() for p in speech.document.all("P")]
    assert {"a = 1", "b = 2"} <= set(paragraphs)


def test_the_papers_language_is_that_of_the_templates_text_too(hear: Hear, engine_name: str):
    speech = hear("welsh", engine=engine_name)
    assert speech.document.language == "cy-GB"
    assert {e.language for e in speech.document.walk()} <= {"", "cy-GB"}
    report = docx.Document(str(speech.path.with_name("welsh-report.docx")))
    marks = [*report.styles.element.iter(qn("w:lang")), *report.element.iter(qn("w:lang"))]
    assert {mark.get(qn("w:val")) for mark in marks} == {"cy-GB"}


def test_a_passage_is_read_in_its_own_language(hear: Hear, engine_name: str):
    speech = hear("tongues", engine=engine_name)
    spans = [e for e in speech.document.walk() if e.language.startswith("cy")]
    said = "".join(span.text for span in spans)
    assert said == "Mae’r adroddiad hwn ar gael yn Gymraeg.Adran Gyllid"
    assert "[finance department]{.plain} of {lang=cy}" in speech.document.text


def test_a_links_words_are_heard_without_the_stop_behind_it(hear: Hear):
    speech = hear("march-2024")
    links = [link.text.strip() for link in speech.document.all("Link")]
    assert len(links) > 10
    assert "appendix 2" in links
    assert [text for text in links if text[:1] in "(“" or text[-1:] in ".,;:)”"] == []


def test_the_mark_of_a_note_leads_to_it_and_back(hear: Hear):
    speech = hear("everything", "--draft", file="everything-pack-draft.pdf")
    (note,) = speech.document.all("Note")
    (label,) = note.all("Lbl")
    marks = [r for r in speech.document.all("Reference") if r.text.strip() == "1"]
    links = [link for each in (*marks, label) for link in each.all("Link")]
    assert [(link.text.strip(), link.targets) for link in links] == [("1", ["page 2"])] * 2
