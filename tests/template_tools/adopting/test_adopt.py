"""`panel-papers templates adopt`: a body's own Word document becomes house and cover sheet."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from panel_papers.core import Place, TemplatesError
from panel_papers.inputs import read_body
from panel_papers.template_tools import Adopted, Placed, adopt, place_templates

from ...commands import run_command
from ..edits import TEMPLATES
from . import corporate

LEFT = {
    "county": [
        ("page header", "A picture had no alternative text, and now has “Logo”"),
        (
            "the cover sheet",
            "The line “Northmoor County Council” above the rows was left out, as it may be of one "
            "report",
        ),
    ],
    "district": [
        ("page header, first page", "A picture had no alternative text, and now has “Logo”"),
    ],
    "fire": [
        ("section 2", "A section with the page turned is no part of the house"),
        (None, "The PDF does not have the font “Gill Sans MT”, and “Arial” was taken"),
        (
            "a header or footer",
            "The colour 999999 is hard to read on white, and was made 6E6E6E",
        ),
    ],
    "combined": [
        ("page header", "The watermark “DRAFT” was left out"),
        (None, "The PDF does not have the font “Verdana”, and “Arial” was taken"),
    ],
}


class House(NamedTuple):
    """One of the four documents, adopted into a new folder."""

    folder: Path
    made: Adopted
    placed: Placed

    def template(self, name: str) -> Document:
        return docx.Document(str(self.folder / "word" / f"{name}.docx"))


Houses = Callable[[str], House]


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Houses:
    """Each document adopted once, with a profile of its name; a test only looks at it."""

    @cache
    def house(name: str) -> House:
        folder = tmp_path_factory.mktemp(name)
        made = adopt(corporate.write(name, folder), folder / "templates", name)
        return House(folder / "templates", made, place_templates(made, folder / "templates", name))

    return house


def rows(document: Document) -> list[list[str]]:
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in document.element.body.iter(qn("w:tr"))
    ]


WARNED = {"district": ["merged-cells"]}
"""Its cover has rows of one fact and of two, and builds warn of it as check does."""


@pytest.mark.parametrize("name", corporate.DOCUMENTS)
def test_a_corporate_document_is_adopted_clean_with_few_repairs_left(name: str, houses: Houses):
    _, made, placed = houses(name)
    assert [each.code for each in placed.problems] == WARNED.get(name, [])
    assert [(each.place.where, each.found) for each in made.left] == LEFT[name]
    assert len(made.left) <= 5


@pytest.mark.libreoffice
def test_a_document_saved_by_libreoffice_is_adopted_as_that_of_word(tmp_path: Path):
    path = corporate.write("county", tmp_path)
    soffice = shutil.which("soffice")
    assert soffice is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"))
    subprocess.run([soffice, profile, *convert, str(path)], check=True, timeout=120)
    made = adopt(tmp_path / "saved" / "county.docx", tmp_path / "templates")
    placed = place_templates(made, tmp_path / "templates")
    assert placed.problems == ()
    assert {each.found for each in made.left} == {
        *(found for _, found in LEFT["county"]),
        # LibreOffice writes a colour of the theme as any other, so it is the body's own
        "The colour 4F81BD is hard to read on white, and was made 4774AA",
    }
    assert rows(docx.Document(str(placed.written[1]))) == COUNTY_ROWS


COUNTY_ROWS = [
    ["{%tr for row in cover_first %}", ""],
    ["{{ row.label }}:", "{{ row.text }}"],
    ["{%tr endfor %}", ""],
    ["{{ labels.report_to }}:", "{{ report_to }}"],
    ["{{ labels.date }}:", "{{ date }}"],
    ["Title of report:", "{{ title }}"],
    ["{{ labels.author }}:", "{{ author }}"],
    ["{{ labels.for }}:", "{{ report_for }}"],
    [
        "{{ labels.enquiries_to }}:",
        "{{ enquiries_to.name }} ({{ enquiries_to.role }}) {{ enquiries_to.email }}",
    ],
    ["{%tr if divisions_affected %}", ""],
    ["{{ labels.divisions_affected }}:", "{{ divisions_affected }}"],
    ["{%tr endif %}", ""],
    ["{%tr for row in cover_rows %}", ""],
    ["{{ row.label }}:", "{{ row.text }}"],
    ["{%tr endfor %}", ""],
    ["{%tr if late %}", ""],
    [
        "{{ labels.late }}:",
        "This report comes later than the days of notice ask for. Why it is urgent: "
        "{{ late.urgency }} Why it is late: {{ late.lateness }}",
    ],
    ["{%tr endif %}", ""],
]


def test_the_cover_table_prints_the_fields_and_the_rows_of_the_body(houses: Houses):
    assert rows(houses("county").template("cover-sheet")) == COUNTY_ROWS


def test_two_facts_side_by_side_stay_so_and_others_get_a_row(houses: Houses):
    found = rows(houses("district").template("cover-sheet"))
    assert found[3:6] == [
        ["{{ labels.report_to }}", "{{ report_to }}", "{{ labels.date }}", "{{ date }}"],
        ["{{ labels.author }}", "{{ author }}"],
        ["{%tr if divisions_affected %}", ""],
    ]


def test_a_cover_typed_in_lines_keeps_its_bold_labels(houses: Houses):
    lines = houses("fire").template("cover-sheet").paragraphs
    assert [each.text for each in lines][:6] == [
        "{{ labels.report_to }}: {{ report_to }}",
        "{{ labels.date }}: {{ date }}",
        "{{ labels.author }}: {{ author }}",
        "Subject: {{ title }}",
        "{{ labels.enquiries_to }}: {{ enquiries_to.name }} ({{ enquiries_to.role }}) "
        "{{ enquiries_to.email }}",
        "{{ labels.for }}: {{ report_for }}",
    ]
    assert {tuple(bool(run.bold) for run in line.runs) for line in lines[:6]} == {(True, False)}


def test_header_and_footer_print_the_fields_of_each_paper(houses: Houses):
    for name, header, footer in (
        ("county", "Northmoor County Council", "{{ short_title }}\t\tPage 1"),
        ("district", "Eastvale District Council – {{ report_to }}, {{ date }}", "- 1 -"),
        ("combined", "Southlands Combined Authority: {{ report_to }}", "{{ short_title }}\tPage 1"),
    ):
        section = houses(name).template("house").sections[0]
        said = "".join(t.text or "" for t in section.header._element.iter(qn("w:t")))
        assert (said, section.footer.paragraphs[-1].text) == (header, footer)


def test_page_logo_and_first_page_are_those_of_the_document(houses: Houses):
    section = houses("district").template("house").sections[0]
    assert section.different_first_page_header_footer
    (picture,) = section.first_page_header.part.related_parts.values()
    assert picture.blob == corporate._logo(122, 31, 92).getvalue()
    assert round(section.left_margin.cm, 1) == 2.2
    # the logo begins 1.27 cm from the edge and is 1.6 cm high: the text is below it
    assert round(section.top_margin.cm, 1) == 3.1


def test_what_was_formatted_by_hand_becomes_the_style(houses: Houses):
    styles = houses("district").template("house").styles
    assert (styles["Normal"].font.name, styles["Normal"].font.size.pt) == ("Calibri", 11.5)
    heading = styles["Heading 1"].font
    assert (heading.name, heading.size.pt, str(heading.color.rgb)) == ("Calibri", 14, "7A1F5C")
    assert styles["Normal"].paragraph_format.space_after.pt == 8  # in the place of empty lines


def test_headings_of_another_name_give_their_look_to_those_that_papers_use(houses: Houses):
    styles = houses("fire").template("house").styles
    assert styles["Heading 1"].base_style.name == "WFRA Heading 1"
    assert styles["Normal"].paragraph_format.space_after.pt == 9
    assert "the look of “WFRA Text”, which the text has, for Normal" in houses("fire").made.taken


def test_missing_styles_come_in_the_size_and_colour_of_the_document(houses: Houses):
    styles = houses("county").template("house").styles
    (notice,) = [s for s in styles if s.name == "Notice"]
    colours = {b.get(qn("w:color")) for b in notice.element.iter(qn("w:top"), qn("w:bottom"))}
    assert colours == {"1F5C3A"}
    assert styles["Table Text"].font.size.pt == 10  # 11 of 12 in our house, of 11 here


def test_headings_are_numbered_as_in_the_document(houses: Houses):
    numbers = {}
    for name in ("county", "district"):
        for file in ("purpose", "contents"):
            document = houses(name).template(file)
            numbers[name, file] = [
                n.get(qn("w:val"))
                for p in document.paragraphs
                if p.style.name == "Heading 1"
                for n in p._p.iter(qn("w:numId"))
            ]
    assert numbers == {
        ("county", "purpose"): [],
        ("county", "contents"): [],
        ("district", "purpose"): [],  # its style has the number
        ("district", "contents"): ["0"],
    }


def test_the_profile_that_is_proposed_can_be_read(houses: Houses):
    folder, made, placed = houses("county")
    assert made.profile.decode() == (
        "# Proposed by “panel-papers templates adopt” from county.docx. Read it through: the "
        "nation,\n"
        "# the sections, and which rows are required (“required: yes”).\n"
        'name: "Northmoor County Council"\n'
        "nation: England\n"
        "labels:\n"
        '  report_to: "Report to"\n'
        '  author: "Report of"\n'
        '  date: "Date of meeting"\n'
        '  for: "Action required"\n'
        '  enquiries_to: "Contact officer"\n'
        '  divisions_affected: "Electoral divisions affected"\n'
        "cover:\n"
        '  - {label: "Lead member", order: after author}\n'
        "sections: [purpose, recommendations, context]\n"
    )
    assert folder / "bodies" / "county.yaml" in placed.written
    body = read_body(folder / "bodies", "county", Place("a test"))
    assert (body.name, body.labels["author"]) == ("Northmoor County Council", "Report of")


def test_a_new_folder_has_every_other_template_as_it_is_shipped(houses: Houses):
    folder, made, _ = houses("fire")
    shipped = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.docx")}
    written = {p.name: p.read_bytes() for p in (folder / "word").glob("*.docx")}
    assert written == {**shipped, **made.word}
    assert {name for name in shipped if written[name] == shipped[name]} >= {
        "divider.docx",
        "contents.docx",
    }


def test_a_template_is_replaced_only_where_that_is_asked_for_and_kept(
    tmp_path: Path, houses: Houses
):
    shutil.copytree(houses("fire").folder, tmp_path / "templates")
    word = tmp_path / "templates" / "word"
    before = {path.name: path.read_bytes() for path in word.glob("*.docx")}
    other = adopt(corporate.write("county", tmp_path), tmp_path / "templates")

    with pytest.raises(TemplatesError) as refused:
        place_templates(other, tmp_path / "templates")
    assert [each.code for each in refused.value.problems] == ["template-exists"] * 2
    assert {path.name: path.read_bytes() for path in word.glob("*.docx")} == before

    placed = place_templates(other, tmp_path / "templates", replacing=True)
    after = {path.name: path.read_bytes() for path in word.glob("*.docx")}
    new = {name: other.word[name] for name in ("house.docx", "cover-sheet.docx")}
    assert after == {**before, **new}
    assert {path.name: path.read_bytes() for path in placed.kept} == {
        name: before[name] for name in new
    }


def test_a_word_template_is_adopted_as_a_document(tmp_path: Path):
    path = corporate.write("county", tmp_path)
    as_template = tmp_path / "county.dotx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(as_template, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"document.main+xml", b"template.main+xml")
            new.writestr(name, data)
    assert adopt(as_template, tmp_path / "t").word == adopt(path, tmp_path / "t").word


def test_what_is_no_word_document_is_refused(tmp_path: Path):
    old = tmp_path / "report.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    renamed = tmp_path / "report.docx"
    renamed.write_bytes(b"words")
    found = []
    folder = tmp_path / "folder.docx"
    folder.mkdir()
    for path in (old, renamed, tmp_path / "nothing.docx", folder):
        with pytest.raises(TemplatesError) as refused:
            adopt(path, tmp_path / "templates")
        found += [each.code for each in refused.value.problems]
    assert found == ["adopt-kind", "damaged-file", "adopt-file-missing", "adopt-file-missing"]


def test_tracked_changes_are_refused(tmp_path: Path):
    document = corporate.county()
    change = f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
    document.paragraphs[-1]._p.append(parse_xml(change))
    document.save(str(tmp_path / "report.docx"))
    with pytest.raises(TemplatesError) as refused:
        adopt(tmp_path / "report.docx", tmp_path / "templates")
    assert [each.code for each in refused.value.problems] == ["tracked-changes"]
    assert not (tmp_path / "templates").exists()


def test_a_document_without_a_cover_keeps_the_cover_of_the_program(tmp_path: Path):
    document = corporate.county()
    for table in list(document.element.body.iter(qn("w:tbl"))):
        table.getparent().remove(table)
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    assert "cover-sheet.docx" not in made.word
    assert [each.found for each in made.left][-1] == (
        "No cover sheet was found: no table or lines with labels such as “Report to”"
    )


def test_the_command_says_what_it_wrote_and_what_is_left(tmp_path: Path):
    corporate.write("county", tmp_path)
    said = run_command(
        *("templates", "adopt", "county.docx", "--templates", "ours", "--format", "json"),
        folder=tmp_path,
    )
    answer = json.loads(said.stdout)
    assert said.returncode == 0, said.stderr
    assert (answer["exit_code"], len(answer["problems"])) == (0, len(LEFT["county"]))
    assert answer["papers"][0]["written"][:2] == [
        "ours/word/house.docx",
        "ours/word/cover-sheet.docx",
    ]
    again = run_command("templates", "adopt", "county.docx", "--templates", "ours", folder=tmp_path)
    assert again.returncode == 4
    assert "There is a template “house.docx” already. [template-exists]" in again.stderr


def test_without_a_folder_of_templates_one_is_made_here(tmp_path: Path):
    corporate.write("fire", tmp_path)
    said = run_command("templates", "adopt", "fire.docx", folder=tmp_path)
    assert said.returncode == 0, said.stderr
    assert {p.name for p in (tmp_path / "templates").iterdir()} == {"bodies", "word", "words.txt"}


def test_a_title_in_few_words_becomes_the_field_too(tmp_path: Path):
    document = corporate.county()
    footer = document.sections[0].footer.paragraphs[0]
    footer.runs[0].text = "School crossing patrols\t\tPage "
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    house = docx.Document(io.BytesIO(made.word["house.docx"]))
    assert house.sections[0].footer.paragraphs[0].text == "{{ short_title }}\t\tPage 1"


def test_rows_that_nothing_prints_are_listed(tmp_path: Path):
    document = corporate.county()
    table = document.tables[0]
    wide = table.add_row().cells
    wide[0].merge(wide[1]).text = "For members only"
    label, value = table.add_row().cells
    label.text, value.text = "Date:", "13 May 2025"
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    assert [each.found for each in made.left if "The row" in each.found] == [
        "The row “For members only” was left out, as it may be of one report",
        "The row “Date 13 May 2025” was left out, as it may be of one report",
    ]


def test_fields_of_word_in_a_footer_become_ours_or_are_listed(tmp_path: Path):
    document = corporate.county()
    footer = document.sections[0].footer.paragraphs[0]
    for code in ("STYLEREF 1", "SAVEDATE", "FILENAME", "DOCPROPERTY Ref"):
        footer.add_run(" | ")
        corporate._field(footer, code, "shown")
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    house = docx.Document(io.BytesIO(made.word["house.docx"]))
    assert house.sections[0].footer.paragraphs[0].text == (
        "{{ short_title }}\t\tPage 1 | {{ short_title }} |  | shown"
    )
    assert [each.found for each in made.left if "field" in each.found] == [
        "The field FILENAME was left out",
        "The field DOCPROPERTY was made plain text: “shown”",
    ]


def test_merged_cells_of_a_cover_table_are_apart_in_the_template(tmp_path: Path):
    document = corporate.county()
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(1, 0))
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    cover = docx.Document(io.BytesIO(made.word["cover-sheet.docx"]))
    assert {len(each) for each in rows(cover)} == {2}
    assert list(cover.element.body.iter(qn("w:vMerge"))) == []
    assert {each[1] for each in rows(cover)} >= {"{{ report_to }}", "{{ date }}", "{{ title }}"}


def test_a_folder_that_is_there_keeps_the_headings_of_its_sections(tmp_path: Path):
    shutil.copytree(TEMPLATES.parent, tmp_path / "templates")
    path = corporate.write("county", tmp_path)
    made = adopt(path, tmp_path / "templates")
    assert sorted(made.word) == ["cover-sheet.docx", "house.docx"]
    assert "The headings of sections have other numbers than in the templates that are there" in [
        each.found for each in made.left
    ]


def with_footer(*lines: str, folder: Path) -> tuple[list[str], list[tuple[str | None, str]]]:
    """Return what the footer of a house prints that has these lines, and what is listed of it."""
    document = corporate.county()
    footer = document.sections[0].footer
    for line in lines:
        footer.add_paragraph(line)
    document.save(str(folder / "report.docx"))
    made = adopt(folder / "report.docx", folder / "templates")
    house = docx.Document(io.BytesIO(made.word["house.docx"]))
    listed = [(p.place.where, p.found) for p in made.left if p.place.where == "page footer"]
    return [p.text for p in house.sections[0].footer.paragraphs[1:]], listed


@pytest.mark.parametrize(
    "day",
    [
        "Monday 12 May 2025",  # the day of the cover sheet
        "Monday, 12th May 2025",
        "Mon 12 May 2025",
        "Monday the 12th of May 2025",
        "12 May 2025 (Monday)",
        "Tuesday 9 September 2025",
        "9 Sept. 2025",
        "09/09/2025",
        "2025-09-09",
    ],
)
def test_a_weekday_goes_with_its_date(tmp_path: Path, day: str):
    printed, listed = with_footer(f"Cabinet, {day}", f"Agenda\t{day}", folder=tmp_path)
    assert (printed, listed) == (["{{ report_to }}, {{ date }}", "Agenda\t{{ date }}"], [])


def test_a_weekday_in_a_line_of_its_own_goes_too(tmp_path: Path):
    printed, listed = with_footer("Monday", "12 May 2025", folder=tmp_path)
    assert (printed, listed) == (["", "{{ date }}"], [])


def test_a_time_and_a_day_without_a_year_are_left_and_listed(tmp_path: Path):
    printed, listed = with_footer(
        "Monday 12 May 2025 at 10am", "Next: Friday 20 June, 14:30", folder=tmp_path
    )
    assert printed == ["{{ date }} at 10am", "Next: Friday 20 June, 14:30"]
    assert listed == [
        ("page footer", f"“{each}” is printed in every paper")
        for each in ("10am", "Friday 20 June", "14:30")
    ]


def test_the_day_on_which_a_file_was_saved_is_not_that_of_the_meeting(tmp_path: Path):
    printed, listed = with_footer(
        "Council | Printed 01/11/2025 14:05",
        "Last saved by Ann Lee on 3 November 2025",
        "Page\tPublished: 2 May 2025",
        folder=tmp_path,
    )
    assert printed == ["Council", "Page\t"]
    assert listed == [
        ("page footer", f"“{each}” was left out, as it is about the file and not about the meeting")
        for each in (
            "Printed 01/11/2025 14:05",
            "Last saved by Ann Lee on 3 November 2025",
            "Published: 2 May 2025",
        )
    ]


def test_a_field_with_the_day_of_printing_is_left_out_with_its_words(tmp_path: Path):
    document = corporate.county()
    footer = document.sections[0].footer.add_paragraph("Printed ")
    corporate._field(footer, 'DATE \\@ "dd/MM/yyyy"', "01/11/2025")
    footer.add_run(" ")
    corporate._field(footer, "TIME", "14:05")
    footer.add_run("   Westgate House")
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    house = docx.Document(io.BytesIO(made.word["house.docx"]))
    assert house.sections[0].footer.paragraphs[1].text.strip() == "Westgate House"
    assert (
        "“Printed [date] [date]” was left out, as it is about the file and not about the meeting"
        in [each.found for each in made.left]
    )


def test_names_and_reference_numbers_are_listed_with_their_place(tmp_path: Path):
    lines = ("Author: Ann Lee\tRef PL/25/77", "NBC/26 v3", "ann.lee@example.org", "Agenda item 7")
    printed, listed = with_footer(*lines, folder=tmp_path)
    assert printed == list(lines)
    assert listed == [
        ("page footer", f"“{each}” is printed in every paper")
        for each in (
            *("Author: Ann Lee", "Ref PL/25/77", "NBC/26 v3"),
            *("ann.lee@example.org", "Agenda item 7"),
        )
    ]


def test_the_body_and_its_address_are_not_listed(tmp_path: Path):
    lines = (
        "Northmoor County Council, County Hall, 12 High Street, NM1 2AB",
        "www.northmoor.example 01632 960123",
        "Working for 2030",
    )
    assert with_footer(*lines, folder=tmp_path) == (list(lines), [])


def found_in(document: Document, folder: Path) -> list[tuple[str | None, str]]:
    """Return what is listed of a county's document that was changed."""
    document.save(str(folder / "report.docx"))
    made = adopt(folder / "report.docx", folder / "templates")
    listed = [(each.place.where, each.found) for each in made.left]
    return [each for each in listed if each not in LEFT["county"]]


def test_a_control_beside_the_rows_of_the_cover_is_listed(tmp_path: Path):
    document = corporate.county()
    line = document.add_paragraph()
    line._p.append(corporate._control("Ward", 7, "Choose an item.", asks=True))
    document.tables[0]._tbl.addnext(line._p)
    assert found_in(document, tmp_path) == [
        ("the cover sheet", "The content control “Ward” (“Choose an item.”) was left out")
    ]


def test_the_header_of_another_section_is_listed(tmp_path: Path):
    document = corporate.county()
    header = document.add_section().header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "EXEMPT APPENDIX"
    assert found_in(document, tmp_path) == [
        (
            "section 2, page header",
            "“EXEMPT APPENDIX” is printed in one section only, and was left out",
        )
    ]


def test_typed_numbers_and_bullets_are_listed(tmp_path: Path):
    document = corporate.county()
    for line in ("1. COSTS", "1.1 Staff.", "1.2\tHeat.", "•  One", "•  Two", "2. RISKS", "2 May"):
        document.add_paragraph(line)
    assert found_in(document, tmp_path) == [
        (None, "2 paragraphs have numbers that were typed (“1. COSTS”), which no style takes"),
        (None, "2 paragraphs have numbers that were typed (“1.1 Staff.”), which no style takes"),
        (None, "2 paragraphs have bullets that were typed (“• One”), which no style takes"),
    ]


def test_rows_of_one_fact_have_no_merged_cells(tmp_path: Path):
    document = corporate.county()
    old = document.tables[0]
    table = document.add_table(4, 4)
    rows_of_four = [
        ("Title", "Car parks", "Item", "7"),
        ("Report author", "Head of Places", "Telephone", "01632 960456"),
        ("Report to", "Cabinet", "Exempt", "No"),
    ]
    for row, texts in zip(table.rows, rows_of_four, strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(3, 0).text = "Purpose"
    table.cell(3, 1).merge(table.cell(3, 3)).text = "To set charges"
    old._tbl.addnext(table._tbl)
    old._tbl.getparent().remove(old._tbl)
    document.save(str(tmp_path / "report.docx"))
    made = adopt(tmp_path / "report.docx", tmp_path / "templates")
    cover = docx.Document(io.BytesIO(made.word["cover-sheet.docx"]))
    assert ["Title", "{{ title }}"] in rows(cover)
    assert list(cover.element.body.iter(qn("w:gridSpan"))) == []
    columns = [int(each.get(qn("w:w"))) for each in cover.element.body.iter(qn("w:gridCol"))]
    assert len(columns) == 2
    assert columns[1] == 3 * columns[0]
