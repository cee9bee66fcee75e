"""The body's own fields in templates: printed, compared, blank, and asked for by nobody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.template_tools.edits import Template

from panel_papers.core.model import CoverRow
from panel_papers.core.problems import Level, Place, TemplatesError
from panel_papers.core.values import Missing, PlacedText
from panel_papers.inputs.added_fields import fields_of_bodies
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.template_tools.fields.fields import fields_of
from panel_papers.template_tools.preview.samples import sample_fields

from .test_free_sections import SHIPPED, paper, retype, written

PROFILE = """name: Example Council
nation: England
fields:
  - {name: ward_member, meaning: The member of the ward, example: Member for North, required: yes}
  - {name: key_decision, meaning: Whether it is a key decision}
"""
WARD = CoverRow("ward_member", "ward_member", PlacedText("Cllr <A&B>", Place("p", 3)), own=True)
KEY = CoverRow("key_decision", "key_decision", PlacedText("Yes", Place("p", 4)), own=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Templates whose cover sheet prints one field, and whose context compares another."""
    (tmp_path / "bodies").mkdir()
    (tmp_path / "bodies" / "council.yaml").write_text(PROFILE, encoding="utf-8")
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "word"))
    retype(folder, "cover-sheet", "{{ report_for }}", "{{ report_for }} {{ fields.ward_member }}")
    template = Template("purpose")
    tag = '{% if fields.key_decision == "Yes" %}This is a key decision.{% endif %}'
    template.retype("Purpose of Report", f"Purpose of Report {tag}")
    (folder / "purpose.docx").write_bytes(template.save())
    return folder


def words(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(each.text for each in document.paragraphs)])


def test_fields_are_printed_where_templates_name_them(folder):
    document, problems = written(paper(cover=(WARD, KEY)), folder)
    assert "Noting Cllr <A&B>" in words(document)
    assert "This is a key decision." in words(document)
    assert not any("ward_member" in row.cells[0].text for row in document.tables[0].rows)
    assert problems == ()


def test_blank_fields_print_nothing_and_missing_ones_are_marked(folder):
    blank = replace(paper(), blank_fields=("key_decision", "ward_member"))
    missing = CoverRow("ward_member", "ward_member", Missing("fields.ward_member"), own=True)
    draft = replace(paper(cover=(missing,)), blank_fields=("key_decision",))

    assert "key decision" not in words(written(blank, folder)[0])
    assert "[[fields.ward_member missing]]" in words(written(draft, folder)[0])
    with pytest.raises(TemplatesError):
        written(paper(), folder)  # whose reader knows of no profile


def test_field_that_no_template_asks_for_is_reported_at_its_line(folder):
    row = CoverRow("sponsor", "sponsor", PlacedText("The chair", Place("p", 7)), own=True)
    (problem,) = written(paper(cover=(WARD, KEY, row)), folder)[1]
    assert (problem.code, problem.level, problem.place) == (
        "text-not-printed",
        Level.WARNING,
        Place("p", 7),
    )
    assert "{{ fields.sponsor }}" in (problem.hint or "")


def test_check_knows_the_fields_of_the_profiles(folder):
    assert check_templates(folder) == []
    retype_in(folder, "{{ fields.ward_member }}", "{{ fields.ward_membr }}")
    (problem,) = check_templates(folder)
    assert (problem.code, problem.level) == ("unknown-field", Level.ERROR)
    assert "ward_member" in (problem.hint or "")


@pytest.mark.parametrize("typed", ["{{ ward_member }}", "{{ ward-member }}", "{{ Ward_Member }}"])
def test_field_without_its_group_is_answered_with_it_by_check_and_build(folder, typed):
    retype_in(folder, "{{ fields.ward_member }}", typed)
    (problem,) = check_templates(folder)
    with pytest.raises(TemplatesError) as refused:
        written(paper(cover=(WARD, KEY)), folder)
    hint = "write “{{ fields.ward_member }}”"
    assert (problem.code, problem.hint) == ("unknown-field", hint)
    assert [each.hint for each in refused.value.problems] == [hint]


def test_field_of_no_profile_behind_a_default_is_reported(folder):
    retype_in(folder, "{{ fields.ward_member }}", '{{ fields.sponsor | default("None") }}')
    assert [each.code for each in check_templates(folder)] == ["never-given"]


def retype_in(folder: Path, old: str, new: str) -> None:
    (folder / "cover-sheet.docx").unlink()
    retype(folder, "cover-sheet", "{{ report_for }}", f"{{{{ report_for }}}} {new}")
    assert old != new


def test_list_of_fields_has_their_meaning_and_example(folder):
    found = {each.name: each for each in fields_of(folder)}
    ward, key = found["fields.ward_member"], found["fields.key_decision"]
    assert (ward.meaning, ward.example, ward.required) == (
        "The member of the ward",
        "Member for North",
        True,
    )
    assert (key.meaning, key.required) == ("Whether it is a key decision", False)
    assert ward.templates == ("cover-sheet",)
    assert ward.tag == "{{ fields.ward_member }}"
    assert "fields.ward_member" not in {each.name for each in fields_of(SHIPPED)}


def test_sample_data_have_the_fields(folder):

    own = fields_of_bodies(folder.parent / "bodies")
    given = {
        kind: sample_fields(kind, "cover-sheet", own=own)["fields"]
        for kind in ("longest", "nothing optional")
    }
    assert given["longest"]["ward_member"] == "Member for North"
    assert given["nothing optional"] == {"ward_member": None, "key_decision": None}
