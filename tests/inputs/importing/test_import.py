"""Reports of different make become the inputs of a paper: placed, or listed; nothing is dropped."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from panel_papers.core import InputsError, Place
from panel_papers.inputs import read_paper, write_imported
from panel_papers.inputs.importing.report import Imported, import_report

HEADINGS = {"purpose of report": "purpose", "recommendations": "recommendations"}
Make = Callable[[Document], None]


def imported(make: Make) -> Imported:
    document = docx.Document()
    make(document)
    document.save(packed := io.BytesIO())
    return import_report(packed.getvalue(), Place("old.docx"), HEADINGS)


def _table(document: Document, rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _sections(document: Document) -> None:
    document.add_heading("Purpose of report", 1)
    document.add_paragraph("To note the roof.")
    document.add_heading("2. Recommendation", 1)
    document.add_paragraph("That members note it.", style="List Number")
    document.add_heading("Risk management", 1)
    document.add_heading("Fire", 2)
    document.add_paragraph("The bays are dry.", style="List Bullet")
    document.add_heading("Background papers", 1)
    document.add_paragraph("None.")


def usual(document: Document) -> None:
    """Make a cover sheet in a table of two columns below the title."""
    document.add_heading("The Roof of the Depot", 1)
    _table(
        document,
        [
            ("Report to:", "Audit Committee"),
            ("Report of:", "Director of Finance"),
            ("Date of meeting:", "16 March 2027"),
            ("For:", "Decision"),
            ("Contact officer:", "Finance Team (Audit) finance@example.org"),
            ("Wards affected:", "All"),
            ("Lead member:", "Cabinet Member for Estates"),
        ],
    )
    _sections(document)


def four_columns(document: Document) -> None:
    """Make a cover sheet with two facts in a row, and a title in a paragraph of the style Title."""
    document.add_paragraph("Title: The Roof of the Depot", style="Title")
    _table(
        document,
        [
            ("Meeting", "Audit Committee", "Date", "16/03/2027"),
            ("Author", "Director of Finance", "Decision type", "Decision"),
            ("Contact", "Finance Team, Audit, finance@example.org", "Wards", "All"),
        ],
    )
    _sections(document)


def lines(document: Document) -> None:
    """Make a cover sheet of lines."""
    for line in (
        "Subject: The Roof of the Depot",
        "Report to: Audit Committee",
        "Report by: Director of Finance",
        "Date: Tuesday 16 March 2027",
        "For: Decision",
        "Contact: Finance Team (Audit) finance@example.org",
        "Wards affected: All",
    ):
        document.add_paragraph(line)
    _sections(document)


@pytest.mark.parametrize("make", [usual, four_columns, lines])
def test_the_cover_sheet_becomes_fields_and_the_headings_sections(
    make: Make, tmp_path: Path
) -> None:
    found = imported(make)
    facts = ("title", "report_to", "author", "date", "for", "enquiries_to", "divisions_affected")
    assert set(found.facts) == set(facts)
    assert found.sections == ("purpose", "recommendations", "risk-management")
    assert found.files["risk-management.md"] == b"## Fire\n\n- The bays are dry.\n"
    write_imported(tmp_path, "old-report", found)
    paper = read_paper(tmp_path / "old-report").paper
    assert str(paper.title) == "The Roof of the Depot"
    assert str(paper.report_to) == "Audit Committee"
    assert str(paper.date) == "2027-03-16"
    assert paper.enquiries_to.email == "finance@example.org"  # type: ignore[union-attr]
    assert [str(each.heading or "") for each in paper.sections][-1] == "Risk management"
    assert paper.background_papers == ()
    assert found.left == (
        "The heading “2. Recommendation” of recommendations is printed as its template has it.",
    )


def test_rows_of_its_own_are_rows_of_the_cover() -> None:
    assert (
        b"cover:\n  Lead member: Cabinet Member for Estates\n"
        in (imported(usual).files["paper.yaml"])
    )


def everything(document: Document) -> None:
    usual(document)
    for child in list(document.element.body)[-2:-1]:  # “None.”
        document.element.body.remove(child)
    paragraph = document.add_paragraph("Roof survey (", style="List Bullet")
    link = paragraph._p.makeelement(qn("w:hyperlink"), {})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    address = "https://example.org/survey"
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    link.append(paragraph.add_run("the survey of 2026")._r)
    paragraph._p.append(link)
    paragraph.add_run(")")
    document.add_heading("Appendices", 1)
    document.add_paragraph("Appendix A – Plan of the depot")
    document.add_heading("Costs", 1)
    _table(document, [("Item", "Cost"), ("Tiles", "£4,000"), ("Work", "£1,120")])
    merged = document.add_table(2, 2)
    for number, cell in enumerate(merged._cells):
        cell.text = f"cell {number}"
    merged.cell(1, 0).merge(merged.cell(1, 1))
    Image.new("RGB", (40, 30), "navy").save(packed := io.BytesIO(), "PNG")
    packed.seek(0)
    document.add_picture(packed)
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "The depot")
    boxed = (
        f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>Words in a box</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("Beside it.")._p.append(parse_xml(boxed))


def test_all_else_is_placed_or_listed() -> None:
    found = imported(everything)
    yaml = found.files["paper.yaml"].decode()
    assert (
        "  - title: Roof survey\n    link_text: the survey of 2026\n"
        '    url: "https://example.org/survey"\n'
    ) in yaml
    assert "#  - {title: Plan of the depot, file: appendices/FILE}\n" in yaml
    assert (
        found.files["data/costs-table-1.csv"].decode()
        == 'Item,Cost\nTiles,"£4,000"\nWork,"£1,120"\n'
    )
    costs = found.files["costs.md"].decode()
    assert "| cell 0 | cell 1 |\n| --- | --- |\n| cell 2<br>cell 3 |  |" in costs
    assert "![The depot](pictures/picture-1.png)" in costs
    assert found.files["pictures/picture-1.png"].startswith(b"\x89PNG")
    left = "\n".join(found.left)
    assert "Appendix A – Plan of the depot: put its file into “appendices”" in left
    assert "A table has merged cells" in left
    assert "not placed: words in a box" in left


def test_tracked_changes_are_refused() -> None:
    def make(document: Document) -> None:
        usual(document)
        inserted = (
            f"<w:ins {nsdecls('w')} w:id='9' w:author='A' w:date='2026-01-01T00:00:00Z'>"
            "<w:r><w:t>new</w:t></w:r></w:ins>"
        )
        document.add_paragraph("Costs ")._p.append(parse_xml(inserted))

    with pytest.raises(InputsError) as error:
        imported(make)
    assert [each.code for each in error.value.problems] == ["tracked-changes"]


def test_a_folder_that_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "old-report").mkdir()
    (tmp_path / "old-report" / "mine.txt").write_text("mine")
    with pytest.raises(InputsError) as error:
        write_imported(tmp_path, "old-report", imported(usual))
    assert [each.code for each in error.value.problems] == ["paper-exists"]
    assert [each.name for each in tmp_path.rglob("*")] == ["old-report", "mine.txt"]


def test_tables_of_background_papers_and_appendices_are_placed_row_by_row() -> None:
    def make(document: Document) -> None:
        usual(document)
        document.add_heading("Purpose of report", 1)
        document.add_paragraph("To note the roof.")
        document.add_heading("Background papers", 1)
        _table(document, [("Paper", "Date"), ("Osprey audit", "3 May 2026"), ("Heron memo", "")])
        document.add_heading("Appendices", 1)
        _table(document, [("Appendix", "Title"), ("A", "Glasshouse plan")])

    made = imported(make)
    yaml = made.files["paper.yaml"].decode()
    assert "- title: Osprey audit – 3 May 2026\n" in yaml
    assert "- title: Heron memo\n" in yaml
    assert "{title: A – Glasshouse plan, file: appendices/FILE}" in yaml
    assert any("Paper" in each for each in made.left), "the header of a table has no place"


def test_a_list_of_appendices_is_placed_and_none_needs_no_place() -> None:
    def make(document: Document) -> None:
        usual(document)
        document.add_heading("Purpose of report", 1)
        document.add_paragraph("To note the roof.")
        document.add_heading("Appendices", 1)
        document.add_paragraph("Kestrel policy", style="List Bullet")
        document.add_paragraph("None.")

    made = imported(make)
    assert "Kestrel policy" in made.files["paper.yaml"].decode()
    assert not any("None" in each for each in made.left)
