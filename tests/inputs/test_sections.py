"""Sections with a heading of their own, in paper.yaml and in a body's profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.core.body import Body
from panel_papers.core.problems import Place
from panel_papers.inputs import read_paper
from panel_papers.inputs.sections import listed_sections
from panel_papers.inputs.yaml.document import read_yaml

YAML = "inputs/march-2024/paper.yaml"
PROFILE = """\
name: Example Council
nation: England
sections: [purpose, {risk: Risks & how we manage them}, recommendations]
implications: [{staff: Staffing}]
"""


def sections(folder, listed: str):
    folder.add(listed)
    for name in ("risk", "staff"):
        folder.write(f"{name}.md", f"The {name}.\n")
    return folder.read().paper.sections


@pytest.mark.parametrize(
    "listed",
    [
        "sections: [purpose, {risk: Risk management}, recommendations, context, staff]\n",
        "sections:\n- purpose\n- risk:  Risk\n    management\n- recommendations\n- context\n"
        "- staff\n",
        'sections: [purpose, "risk": "Risk management", recommendations, context, staff]\n',
    ],
)
def test_a_section_may_have_a_heading(folder, listed):
    found = sections(folder, listed)
    names = [(each.name, each.heading) for each in found]
    assert names == [
        ("purpose", None),
        ("risk", "Risk management"),
        ("recommendations", None),
        ("context", None),
        ("staff", None),
    ]
    assert found[1].heading.place.file == YAML
    assert found[1].heading.place.line > 9


@pytest.mark.parametrize(
    ("item", "code", "said"),
    [
        ("{risk: }", "section-heading", "“- ” on a line of its own"),
        ("{risk: Risk, staff: Staffing}", "section-heading", "more than one name"),
        ("{risk: [a, b]}", "section-heading", "the section “risk” is empty or is not text"),
        ("{Risk Management: Risks}", "bad-name", "write “risk-management” if you mean that"),
        ("{purpose: Purpose}", "duplicate-section", "“purpose” is listed twice"),
    ],
)
def test_what_is_wrong_with_an_item_is_reported_at_its_place(folder, item, code, said):
    folder.add(f"sections: [purpose, recommendations, context, {item}]\n")
    folder.write("risk.md", "Risks.\n")
    problem = next(each for each in folder.faults() if each.code == code)
    assert problem.place.line == 10
    assert said in f"{problem.found} {problem.hint}"


@pytest.fixture
def body(folder, tmp_path, monkeypatch) -> Path:
    profiles = tmp_path / "bodies"
    profiles.mkdir()
    (profiles / "council.yaml").write_text(PROFILE, encoding="utf-8")
    return profiles


def test_order_and_headings_of_the_profile_are_the_default(folder, body):
    folder.add("body: council\n")
    for name in ("risk", "staff"):
        folder.write(f"{name}.md", f"The {name}.\n")
    found = read_paper(folder.path, bodies=body).paper.sections
    assert [(each.name, each.heading) for each in found] == [
        ("purpose", None),
        ("risk", "Risks & how we manage them"),
        ("recommendations", None),
        ("staff", "Staffing"),
    ]
    assert found[1].heading.place == Place((body / "council.yaml").as_posix(), 3, 28)


def test_the_paper_decides_on_order_and_headings_where_it_lists_sections(folder, body):
    folder.add("body: council\nsections: [{staff: Our staff}, risk, purpose]\n")
    for name in ("risk", "staff"):
        folder.write(f"{name}.md", f"The {name}.\n")
    found = read_paper(folder.path, bodies=body).paper.sections
    assert [(each.name, each.heading) for each in found] == [
        ("staff", "Our staff"),
        ("risk", "Risks & how we manage them"),
        ("purpose", None),
    ]


def test_a_body_without_sections_has_the_usual_ones():
    document = read_yaml("title: T\n", YAML)
    body = Body("b", "B", "England", "b.yaml", b"", implications=("legal-implications",))
    assert [each.name for each in listed_sections(document, body)] == [
        "purpose",
        "recommendations",
        "context",
        "legal-implications",
    ]
