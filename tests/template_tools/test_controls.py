"""Content controls bound to fields: check, fields, diff, preview and build read the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from panel_papers.build.pipeline import public_build
from panel_papers.build.prepare import prepare
from panel_papers.core.problems import InputsError
from panel_papers.core.settings import Settings
from panel_papers.pdf.engines.libreoffice import find_soffice
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.template_tools.check.library import Library
from panel_papers.template_tools.diff.contract import contract_of
from panel_papers.template_tools.fields.fields import fields_of
from panel_papers.template_tools.preview.filling import fill_sheet
from panel_papers.template_tools.preview.samples import KINDS
from panel_papers.template_tools.preview.sheets import sample_sheets
from panel_papers.word.filling.templates import Templates

from .edits import INPUTS, TEMPLATES, Template, elements
from .random_edits.trial import _settings
from .test_random_edits import saved_again

PAPER = "sample-grant-2024"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
OWN = """
fields:
  - {name: key_decision, meaning: Whether the decision is a key decision, example: "Yes"}
"""
LIST = (
    "<w:dropDownList><w:listItem w:displayText='Choose an item.' w:value=''/>"
    "<w:listItem w:displayText='Noting' w:value='Noting'/>"
    "<w:listItem w:displayText='Decision' w:value='Decision'/></w:dropDownList>"
)
DAY = "<w:date w:fullDate='2020-01-01T00:00:00Z'><w:dateFormat w:val='d MMMM yyyy'/></w:date>"
TICK = f"<w14:checkbox {W14}><w14:checked w14:val='0'/></w14:checkbox>"


def control(tag: str, title: str, kind: str, text: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val='{title}'/><w:tag w:val='{tag}'/><w:showingPlcHdr/>{kind}"
        f"</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def with_controls() -> bytes:
    """The cover sheet with controls in the place of four of its tags."""
    template = Template("cover-sheet")
    in_place_of = {
        "{{ report_to }}": control("report_to", "Committee", "<w:text/>", "Click to enter"),
        "{{ date }}": control("{{ date }}", "Date of meeting", DAY, "Pick a day"),
        "{{ report_for }}": control("report_for", "Purpose", LIST, "Choose an item."),
        "{{ author }}": control("fields.key_decision", "Key decision", TICK, "\u2610"),
    }
    for tag, xml in in_place_of.items():
        paragraph = template.paragraph(tag)
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        paragraph.extend(elements(xml))
    return template.save()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Templates with that cover sheet, and a paper that gives the field of a tick box."""
    shutil.copytree(TEMPLATES.parent, tmp_path / "templates")
    (tmp_path / "templates/word/cover-sheet.docx").write_bytes(with_controls())
    with (tmp_path / "templates/bodies/panel.yaml").open("a") as profile:
        profile.write(OWN)
    shutil.copytree(INPUTS / PAPER, tmp_path / "inputs" / PAPER)
    with (tmp_path / "inputs" / PAPER / "paper.yaml").open("a") as paper:
        paper.write('\nfields:\n  key_decision: "Yes"\n')
    return tmp_path


def settings_of(desk: Path) -> Settings:
    return replace(_settings(desk / "templates"), inputs=desk / "inputs")


def words_of(desk: Path) -> str:
    prepared = prepare(desk / "inputs" / PAPER, settings_of(desk))
    assert not prepared.gated
    pdf = public_build(prepared, settings_of(desk)).pack.pdf
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-layout", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


def without_author(problems):
    """The problems without those that the tick box in the author's place gives."""
    return [each for each in problems if "“author”" not in each.found]


def test_check_finds_controls_bound_to_fields_in_order(desk: Path):
    assert without_author(check_templates(desk / "templates/word", inputs=desk / "inputs")) == []


def test_check_names_a_tag_that_is_no_field(desk: Path):
    file = desk / "templates/word/cover-sheet.docx"
    document = docx.Document(str(file))
    (tag, *_) = document.element.body.iter(qn("w:tag"))
    tag.set(qn("w:val"), "committee")
    document.save(str(file))
    found = without_author(check_templates(desk / "templates/word", [file]))
    assert sorted((each.code, each.level.value) for each in found) == [
        ("control-not-bound", "warning"),
        ("guidance-text", "error"),
        ("text-not-printed", "warning"),
    ]
    (named,) = [each for each in found if each.code == "control-not-bound"]
    assert (named.place.where, named.hint) == (
        "table 1, row 4, column 2",
        "write “report_to” if you mean that",
    )


def test_fields_lists_the_template_of_a_bound_control(desk: Path):
    found = {each.name: each.templates for each in fields_of(desk / "templates/word")}
    assert "cover-sheet" in found["report_to"]
    assert found["fields.key_decision"] == ("cover-sheet",)


def test_diff_compares_the_fields_of_controls_with_those_of_tags(desk: Path):
    before = contract_of((TEMPLATES / "cover-sheet.docx").read_bytes(), file="cover-sheet")
    after = contract_of(with_controls(), file="cover-sheet")
    assert set(before.fields) - set(after.fields) == {"author"}
    assert set(after.fields) - set(before.fields) == {"fields.key_decision"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_fills_controls_with_sample_data(desk: Path, kind):
    templates = Templates(desk / "templates/word")
    (sheet,) = sample_sheets(Library(desk / "templates/word"), kind, ("cover-sheet",))
    filled = fill_sheet(templates, sheet.parts, sheet.house, sheet.numbered)
    assert {e.code for e in filled.problems} <= {"not-in-drop-down", "not-yes-or-no"}


@pytest.mark.slow
def test_a_paper_prints_what_its_controls_are_bound_to(desk: Path):
    words = words_of(desk)
    assert "Essex Police, Fire and Crime Panel" in words
    for said in ("Date: 14 March 2024", "For: Noting", "author: \u2612"):
        assert said in words


def test_a_paper_with_a_value_that_is_no_entry_is_refused(desk: Path):
    file = desk / "inputs" / PAPER / "paper.yaml"
    file.write_text(file.read_text().replace("for: Noting", "for: Approval"))
    with pytest.raises(InputsError) as caught:
        prepare(desk / "inputs" / PAPER, settings_of(desk))
    assert [(each.code, each.found) for each in caught.value.problems] == [
        (
            "not-in-drop-down",
            f"“Approval” is not an entry of the drop-down “Purpose” of {desk}/templates/word/"
            "cover-sheet.docx",
        )
    ]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_controls_that_libreoffice_saved_are_filled_or_reported(desk: Path, tmp_path: Path):
    assert find_soffice() is not None
    file = desk / "templates/word/cover-sheet.docx"
    file.write_bytes(saved_again(file.read_bytes(), tmp_path))
    document = docx.Document(str(file))
    kept = sorted(t.get(qn("w:val")) for t in document.element.body.iter(qn("w:tag")))
    if kept:
        assert kept == ["fields.key_decision", "report_for", "report_to", "{{ date }}"]
        words = words_of(desk)
        assert [s for s in ("14 March 2024", "Noting", "\u2612") if s not in words] == []
    else:  # LibreOffice before 7.5 drops tags: the controls ask for their values again
        found = check_templates(desk / "templates/word", [file])
        assert {each.found for each in found if each.code == "guidance-text"} == {
            "“\u2610” is the prompt of a content control, and would be printed",
            "“Pick a day” is the prompt of a content control, and would be printed",
            "“Choose an item.” looks like a note to the author, and would be printed",
        }
