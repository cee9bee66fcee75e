"""Fields that a body adds for its templates: in its profile, in papers, in the starter."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from panel_papers.core.body import Body, OwnField
from panel_papers.core.model import CoverRow
from panel_papers.core.problems import Level, Place, TemplatesError
from panel_papers.core.values import Missing
from panel_papers.inputs.added_fields import fields_of_bodies
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.own_fields import given_fields
from panel_papers.inputs.reading import read_paper
from panel_papers.inputs.starter import write_starter
from panel_papers.inputs.yaml.document import read_yaml

HERE = Place("council.yaml", 4, 5)
WARD = OwnField("ward_member", "The member of the ward", HERE, "Member for North", required=True)
KEY = OwnField("key_decision", "Whether it is a key decision", HERE, default="No")
HOLDER = OwnField("portfolio_holder", "Whose portfolio it is in", HERE)
COUNCIL = Body(
    "council", "Example Council", "England", "council.yaml", b"", fields=(WARD, KEY, HOLDER)
)
PROFILE = """name: Example Council
nation: England
fields:
  - name: ward_member
    meaning: The member of the ward
    example: "Member: North “A” #1"
    required: yes
  - {name: key_decision, meaning: Whether it is a key decision, default: No}
"""


def given(text: str, body: Body | None = COUNCIL, *, draft: bool = False):
    return given_fields(read_yaml(text, "paper.yaml"), body, draft=draft)


def profile(folder: Path, text: str, key: str = "council") -> Path:
    (folder / "bodies").mkdir(parents=True, exist_ok=True)
    (folder / "bodies" / f"{key}.yaml").write_text(text, encoding="utf-8")
    return folder / "bodies"


def test_fields_of_a_paper_are_in_the_order_of_the_profile_with_defaults():
    rows, problems = given("fields:\n  portfolio_holder: Finance\n  ward_member: Smith\n")
    assert problems == []
    assert rows == (
        CoverRow("ward_member", "ward_member", "Smith", own=True),
        CoverRow("key_decision", "key_decision", "No", own=True),
        CoverRow("portfolio_holder", "portfolio_holder", "Finance", own=True),
    )
    assert str(rows[2].text.place) == "paper.yaml:2:21"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("title: T\n", 1, "missing"),
        ("title: T\nfields: {key_decision: Yes}\n", 2, "missing"),
        ("title: T\nfields:\n  ward_member:\n", 3, "empty"),
    ],
)
def test_required_field_without_a_value_is_an_error_at_its_place(text, line, word):
    rows, (problem,) = given(text)
    assert (problem.code, problem.level, problem.place.line) == ("missing-field", Level.ERROR, line)
    assert f"“ward_member” is {word}, and Example Council requires it" in problem.found
    assert "The member of the ward" in problem.found
    assert "ward_member: Member for North" in (problem.hint or "")
    assert rows[0].text == Missing("fields.ward_member")
    assert given(text, draft=True)[1][0].level is Level.WARNING


@pytest.mark.parametrize("name", ["ward_membr", "Ward member", "colour"])
def test_unknown_field_is_an_error_at_its_place(name):
    _, (problem,) = given(f"fields:\n  ward_member: S\n  {name}: X\n")
    assert (problem.code, problem.place.line) == ("unknown-key", 3)
    assert f"no field “{name}”" in problem.found
    assert ("ward_member" in (problem.hint or "")) is (name != "colour")


def test_paper_without_a_body_may_give_fields_of_its_own():
    rows, problems = given("fields: {sponsor: The chair}\n", None)
    assert [each.name for each in rows] == ["sponsor"]
    assert problems == []
    assert [each.code for each in given("fields: {items: X}\n", None)[1]] == ["bad-field-name"]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("{name: Ward member, meaning: M}", "bad-field-name"),
        ("{name: 2nd, meaning: M}", "bad-field-name"),
        ("{name: items, meaning: M}", "bad-field-name"),
        ("{name: a}", "missing-field"),
        ("{meaning: a}", "missing-field"),
        ("{name: a, meaning: M, exampel: x}", "unknown-key"),
        ("{name: a, meaning: M}\n  - {name: a, meaning: N}", "field-twice"),
        ("ward_member", "wrong-kind"),
    ],
)
def test_wrong_field_of_a_profile_is_refused_at_its_line(field, code, tmp_path):
    bodies = profile(tmp_path, f"name: B\nnation: England\nfields:\n  - {field}\n")
    with pytest.raises(TemplatesError) as caught:
        read_body(bodies, "council", Place("paper.yaml"))
    assert {each.code for each in caught.value.problems} == {code}
    assert caught.value.problems[0].place.line >= 3


def test_field_is_required_of_all_papers_only_where_every_body_requires_it(tmp_path):
    bodies = profile(tmp_path, PROFILE)
    assert [(f.name, f.required) for f in fields_of_bodies(bodies)] == [
        ("ward_member", True),
        ("key_decision", False),
    ]
    profile(tmp_path, "name: Other\nnation: England\n", "other")
    profile(tmp_path, "name: Broken\nfields: 7\n", "broken")
    assert [(f.name, f.required) for f in fields_of_bodies(bodies)] == [
        ("ward_member", False),
        ("key_decision", False),
    ]
    assert fields_of_bodies(tmp_path / "none") == ()


def test_starter_fills_the_fields_in_and_its_schema_knows_them(tmp_path):
    bodies = profile(tmp_path, PROFILE)
    body = read_body(bodies, "council", Place("x"))

    write_starter(tmp_path / "inputs", "may-2030", date(2030, 5, 2), body)

    folder = tmp_path / "inputs" / "may-2030"
    typed = yaml.safe_load((folder / "paper.yaml").read_text(encoding="utf-8"))
    assert typed["fields"] == {"ward_member": "Member: North “A” #1", "key_decision": "No"}
    text = (folder / "paper.yaml").read_text(encoding="utf-8")
    named = text.splitlines()[0].partition("$schema=")[2]
    schema = json.loads((folder / named).read_text(encoding="utf-8"))
    assert "# The member of the ward" in text
    known = schema["properties"]["fields"]["properties"]
    assert known["ward_member"]["description"] == "The member of the ward"
    assert known["ward_member"]["examples"] == ["Member: North “A” #1"]
    values = {"ward_member": "S"}
    for fields, sound in (
        (values, True),
        ({**values, "key_decision": "Yes"}, True),
        ({"key_decision": "Yes"}, False),
        ({**values, "colour": "red"}, False),
    ):
        found = jsonschema.Draft7Validator(schema["properties"]["fields"]).is_valid(fields)
        assert found is sound, fields
    read = read_paper(folder, bodies=bodies).paper
    assert [(r.name, str(r.text)) for r in read.cover if r.own] == [
        ("ward_member", "Member: North “A” #1"),
        ("key_decision", "No"),
    ]
    assert read.blank_fields == ()


def test_starter_of_a_body_without_fields_is_as_before(tmp_path):
    body = read_body(profile(tmp_path, "name: B\nnation: England\n"), "council", Place("x"))
    write_starter(tmp_path / "inputs", "may-2030", date(2030, 5, 2), body)
    text = (tmp_path / "inputs" / "may-2030" / "paper.yaml").read_text(encoding="utf-8")
    assert "fields:" not in text
    assert text.startswith("# yaml-language-server: $schema=../.schemas/paper.schema.json\n")


def test_paper_of_another_body_has_the_fields_blank(tmp_path):
    bodies = profile(tmp_path, PROFILE)
    write_starter(tmp_path / "inputs", "may-2030", date(2030, 5, 2))
    read = read_paper(tmp_path / "inputs" / "may-2030", bodies=bodies).paper
    assert read.blank_fields == ("key_decision", "ward_member")
