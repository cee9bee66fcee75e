"""Sections without a template of their own, and rows that are added to the cover sheet."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from tests.template_tools.edits import Template

from panel_papers.core.body import Beside
from panel_papers.core.model import Contact, CoverRow, Paper, Section
from panel_papers.core.problems import Level, Place, TemplatesError
from panel_papers.core.values import Missing, PlacedText, Prose
from panel_papers.word.documents import Templates, write_documents

SHIPPED = Path("templates/word")
YAML = "p/paper.yaml"


def section(name: str, heading: str | None = None) -> Section:
    prose = Prose(f"Words of {name}.", Place(f"p/{name}.md", 1, 1))
    place = Place(YAML, 9, 4)
    return Section(name, prose, PlacedText(heading, place) if heading else None, place)


def paper(*sections: Section, cover: tuple[CoverRow, ...] = ()) -> Paper:
    return Paper(
        name="p",
        title="Title",
        short_title="Short",
        report_to="The panel",
        author="The author",
        date=date(2030, 5, 2),
        report_for="Noting",
        enquiries_to=Contact("An officer", "Officer", "officer@example.org"),
        divisions_affected=None,
        language="en-GB",
        sections=sections or (section("purpose"),),
        background_papers=(),
        appendices=(),
        files=(),
        cover=cover,
    )


def written(paper: Paper, templates: Path = SHIPPED):
    made = write_documents(paper, Templates(templates)).report
    return docx.Document(io.BytesIO(made.docx)), made.problems


@pytest.fixture
def own_templates(tmp_path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "word"))


def retype(folder: Path, name: str, old: str, new: str) -> None:
    template = Template(name)
    template.retype(old, new)
    (folder / f"{name}.docx").write_bytes(template.save())


def headings(document) -> list[tuple[str, bool]]:
    """Return each heading of the first level, and whether Word numbers it."""
    return [
        (each.text, each._p.pPr.find(qn("w:numPr")) is not None)
        for each in document.paragraphs
        if each.style.name == "Heading 1"
    ]


def test_heading_and_text_are_printed_as_those_of_other_sections():
    risk = section("risk", "Risks & <costs> {{ 7*7 }}")
    document, problems = written(paper(section("purpose"), risk, section("context")))
    assert headings(document) == [
        ("Purpose of Report", True),
        ("Risks & <costs> {{ 7*7 }}", True),
        ("Context / Summary", True),
        ("Background Papers and Appendices", True),
    ]
    texts = [each.text for each in document.paragraphs]
    assert texts[texts.index("Risks & <costs> {{ 7*7 }}") + 1] == "Words of risk."
    assert problems == ()


def test_two_sections_may_share_the_general_template():
    document, _ = written(paper(section("risk", "Risks"), section("staff", "Staffing")))
    assert [text for text, _ in headings(document)][:2] == ["Risks", "Staffing"]


def test_a_section_called_section_has_the_general_template_too():
    document, _ = written(paper(section("section", "A section")))
    assert headings(document)[0] == ("A section", True)


@pytest.mark.parametrize("name", ["risk", "section"])
def test_without_template_and_heading_both_ways_are_said_where_the_section_is_listed(name):
    with pytest.raises(TemplatesError) as caught:
        written(paper(section(name), section("staff")))
    first, second = caught.value.problems
    assert (first.code, first.place) == ("no-template", Place(YAML, 9, 4))
    assert f"“{name}” has no heading" in first.found
    assert f"“- {name}: The heading”" in (first.hint or "")
    assert f"make a template {name}.docx" in (first.hint or "")
    assert "“staff”" in second.found


def test_a_heading_that_the_sections_own_template_does_not_print_is_reported():
    document, (problem,) = written(paper(section("purpose", "Aim")))
    assert headings(document)[0][0] == "Purpose of Report"
    assert (problem.code, problem.level) == ("heading-not-printed", Level.WARNING)
    assert problem.place == Place(YAML, 9, 4)
    assert "“Aim” is not printed, because purpose.docx" in problem.found


def test_a_heading_in_the_words_of_the_sections_own_template_is_no_finding():
    assert written(paper(section("purpose", "Purpose of Report")))[1] == ()


def test_a_template_of_the_sections_own_may_print_the_heading(own_templates):
    retype(own_templates, "purpose", "Purpose of Report", "{{ heading }}")
    document, problems = written(paper(section("purpose", "Aim")), own_templates)
    assert headings(document)[0] == ("Aim", True)
    assert problems == ()


def test_without_the_general_template_its_name_is_said(own_templates):
    (own_templates / "section.docx").unlink()
    with pytest.raises(TemplatesError) as caught:
        written(paper(section("risk", "Risks")), own_templates)
    (problem,) = caught.value.problems
    assert problem.code == "no-template"
    assert "section.docx" in problem.found


def row(label: str, text: str, line: int, *, first: bool = False) -> CoverRow:
    return CoverRow(label.lower(), label, PlacedText(text, Place(YAML, line, 3)), first)


COVER = (
    row("Agenda item", "7", 3, first=True),
    row("Key decision", "Yes, <R&D> {{ title }}", 4),
    row("Mail", "press@example.org", 5),
    CoverRow("lead", "Lead member", Missing("cover.lead")),
)


def test_rows_are_printed_first_or_last_as_the_usual_ones_are():
    document, problems = written(paper(cover=COVER))
    table = document.tables[0]
    cells = [(each.cells[0].text, each.cells[1].text) for each in table.rows]
    assert cells[0] == ("Agenda item:", "7")
    assert cells[1] == ("Report to:", "The panel")
    assert cells[-3:] == [
        ("Key decision:", "Yes, <R&D> {{ title }}"),
        ("Mail:", "press@example.org"),
        ("Lead member:", "[[cover.lead missing]]"),
    ]
    styles = {tuple(c.paragraphs[0].style.name for c in each.cells) for each in table.rows}
    assert styles == {("Cover Label", "Cover Text")}
    links = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert "mailto:press@example.org" in links
    assert problems == ()


def beside(label: str, name: str, *, above: bool = False) -> CoverRow:
    text = PlacedText(f"Its {label}", Place(YAML, 7, 3))
    return CoverRow(label.lower(), label, text, beside=Beside(name, above=above))


def test_rows_are_printed_beside_the_usual_ones():
    cover = (
        beside("Ward", "date"),
        beside("Lead", "author", above=True),
        beside("Co-author", "author", above=True),
        beside("Time", "date"),
        beside("Parish", "divisions_affected"),  # which this paper does not have
        beside("Urgency", "late", above=True),
        row("Mail", "Mail", 5),
    )
    document, problems = written(paper(cover=cover))
    labels = [each.cells[0].text.rstrip(":") for each in document.tables[0].rows]
    usual = ["Report to", "Lead", "Co-author", "Report author", "Date", "Ward", "Time", "For"]
    assert labels[:8] == usual
    assert labels[8:] == ["Enquiries to", "Parish", "Urgency", "Mail"]
    assert problems == ()


def test_a_cover_sheet_without_a_table_has_no_row_to_be_beside(own_templates):
    path = own_templates / "cover-sheet.docx"
    file = docx.Document(path)
    for cells in (each.cells for each in file.tables[0].rows):
        text = "".join(cell.text for cell in cells)
        if "row." not in text and "{%" not in text:
            cells[0].text = cells[1].text = "A row"
    file.save(path)
    with pytest.raises(TemplatesError) as caught:
        written(paper(cover=(beside("Ward", "date"),)), own_templates)
    assert [each.code for each in caught.value.problems] == ["cover-order"]
    assert "“Ward”" in caught.value.problems[0].found


@pytest.mark.parametrize("rows", ["cover_first", "cover_rows"])
def test_a_row_that_the_cover_sheet_does_not_print_is_reported(own_templates, rows):
    retype(own_templates, "cover-sheet", f"{{%tr for row in {rows} %}}", "{%tr for row in [] %}")
    with pytest.raises(TemplatesError) as caught:
        written(paper(cover=COVER), own_templates)
    (problem,) = caught.value.problems
    assert problem.code == "text-not-printed"
    label = "Agenda item" if rows == "cover_first" else "Key decision"
    assert f"the row “{label}” of the cover sheet" in problem.found
    assert f"{{%tr for row in {rows} %}}" in (problem.hint or "")
    assert written(paper(), own_templates)[1] == ()
