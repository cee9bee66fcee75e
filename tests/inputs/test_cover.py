"""Rows that a body or a paper adds to the cover sheet."""

from __future__ import annotations

import pytest

from panel_papers.core.body import LABELS, Beside, Body, CoverField
from panel_papers.core.model import CoverRow
from panel_papers.core.problems import Level, Place, TemplatesError
from panel_papers.core.values import Missing
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.cover import cover_rows
from panel_papers.inputs.yaml.document import read_yaml

PROFILE = Place("council.yaml", 4, 5)
ROWS = (
    CoverField("agenda_item", "Agenda item", PROFILE, required=True, first=True),
    CoverField("lead", "Lead member", PROFILE),
    CoverField("key_decision", "Key decision", PROFILE, default="No"),
)
COUNCIL = Body("council", "Example Council", "England", "council.yaml", b"", cover=ROWS)


def rows(yaml: str, body: Body | None = COUNCIL, *, draft: bool = False):
    return cover_rows(read_yaml(yaml, "paper.yaml"), body, draft=draft)


@pytest.mark.parametrize("name", ["agenda_item", "Agenda item", "agenda-item", "AGENDA ITEM"])
@pytest.mark.parametrize("lead", ["lead", "Lead member", "lead_member"])
def test_a_row_is_named_as_people_type_it(name, lead):
    found = rows(f"cover:\n  {lead}: Cabinet Member\n  {name}: 7\n")
    assert found.problems == []
    assert found.rows == (
        CoverRow("agenda_item", "Agenda item", "7", first=True),
        CoverRow("lead", "Lead member", "Cabinet Member"),
        CoverRow("key_decision", "Key decision", "No"),
    )
    assert [str(each.text.place) for each in found.rows[1:]] == [
        f"paper.yaml:2:{len(lead) + 5}",
        "council.yaml:4:5",
    ]


def test_a_row_that_is_empty_and_not_required_is_left_out():
    found = rows("cover: {agenda_item: 7, lead: }\n")
    assert [each.name for each in found.rows] == ["agenda_item", "key_decision"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("yaml", "line", "word"),
    [
        ("cover:\n  lead: X\n  agenda_item:\n", 3, "empty"),
        ('cover:\n  lead: X\n  Agenda item: "  "\n', 3, "empty"),
        ("title: T\ncover:\n  lead: X\n", 2, "missing"),
        ("title: T\n", 1, "missing"),
    ],
)
def test_a_required_row_without_a_value_is_an_error_at_its_place(yaml, line, word):
    (problem,) = rows(yaml).problems
    assert (problem.code, problem.level, problem.place.line) == ("missing-field", Level.ERROR, line)
    assert f"“Agenda item” of the cover sheet is {word}" in problem.found
    assert "agenda_item: …" in (problem.hint or "")


def test_a_required_row_that_is_mistyped_is_reported_once():
    (problem,) = rows("cover:\n  agenda_itm: 7\n").problems
    assert (problem.code, problem.hint) == ("unknown-key", "write “agenda_item” if you mean that")


@pytest.mark.parametrize(
    ("order", "beside"),
    [
        ("after date", Beside("date")),
        ("Before Author", Beside("author", above=True)),
        ("first", None),
        ("last", None),
    ],
)
def test_a_row_may_be_beside_a_usual_one(tmp_path, order, beside):
    (field,) = profile(tmp_path, f"- {{label: Ward, order: {order}}}\n").cover
    assert field.beside == beside


def test_in_a_draft_a_required_row_is_marked():
    found = rows("title: T\n", draft=True)
    assert found.rows[0].text == Missing("cover.agenda_item")
    assert [each.level for each in found.problems] == [Level.WARNING]


def test_a_name_that_the_body_does_not_have_is_reported_with_a_near_one():
    first, second = rows("cover:\n  agenda_item: 7\n  key_decison: Yes\n  weather: fine\n").problems
    assert (first.code, str(first.place)) == ("unknown-key", "paper.yaml:3:3")
    assert first.hint == "write “key_decision” if you mean that"
    assert "council.yaml" in (second.hint or "")


def test_without_rows_of_the_body_the_paper_names_its_own():
    found = rows("cover:\n  key_decision: Yes\n  Lead Member for HR: Vacant\n", None)
    assert found.problems == []
    assert found.rows == (
        CoverRow("key_decision", "Key decision", "Yes"),
        CoverRow("lead_member_for_hr", "Lead Member for HR", "Vacant"),
    )


@pytest.mark.parametrize("key", ["date", "Report author", "Enquiries to", "report to"])
def test_a_usual_row_is_not_added_again(key):
    (problem,) = rows(f"cover:\n  {key}: X\n", None).problems
    assert (problem.code, str(problem.place)) == ("cover-row-twice", "paper.yaml:2:3")


@pytest.mark.parametrize("body", [COUNCIL, None])
def test_one_row_under_two_names_is_reported(body):
    yaml = "cover:\n  agenda_item: 7\n  Agenda item: 8\n"
    (problem,) = rows(yaml, body).problems
    assert (problem.code, str(problem.place)) == ("cover-row-twice", "paper.yaml:3:3")
    assert "first as “agenda_item”" in problem.found


def profile(tmp_path, rows: str) -> Body:
    text = f"name: Example Council\nnation: England\ncover:\n{rows}"
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    return read_body(tmp_path, "c", Place("paper.yaml"))


def test_a_profile_lists_rows_in_few_words_or_in_many(tmp_path):
    text = (
        "- Agenda item\n"
        "- {label: 'Lead member:', field: lead, required: yes, order: FIRST}\n"
        "- label: Key decision\n  default: No\n"
    )
    file = (tmp_path / "c.yaml").as_posix()
    assert profile(tmp_path, text).cover == (
        CoverField("agenda_item", "Agenda item", Place(file, 4, 3)),
        CoverField("lead", "Lead member", Place(file, 5, 3), required=True, first=True),
        CoverField("key_decision", "Key decision", Place(file, 6, 3), default="No"),
    )


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("{field: x}", "missing-field", "“label” is missing"),
        ("{lable: x, label: X}", "unknown-key", "write “label” if you mean that"),
        ("{label: X, order: middle}", "bad-choice", "first or last"),
        ("{label: X, order: after dat}", "bad-choice", "write “after date” if you mean that"),
        ("{label: X, required: perhaps}", "bad-choice", "neither yes nor no"),
        ("[a]", "wrong-kind", "names with values: label, field"),
        ("—", "bad-field-name", "letters"),
        *((label, "cover-row-twice", "already") for label in ("Date", LABELS["author"])),
    ],
)
def test_what_is_wrong_with_a_row_of_a_profile_is_reported_at_its_place(tmp_path, row, code, words):
    with pytest.raises(TemplatesError) as caught:
        profile(tmp_path, f"- Key decision\n- {row}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == (code, 5)
    assert words in f"{problem.found} {problem.wanted} {problem.hint}"
