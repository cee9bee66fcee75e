"""`panel-papers init`: a folder of papers appears whole, and nothing of anyone's is overwritten."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import yaml

from panel_papers.core import InputsError, shipped_templates
from panel_papers.inputs import write_project

TODAY = date(2027, 1, 4)


def files_in(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_new_folder_has_all_templates_a_sample_and_settings(tmp_path):
    written = write_project(tmp_path / "papers", None, TODAY)
    assert files_in(tmp_path / "papers/templates") == files_in(shipped_templates())
    assert tomllib.loads((tmp_path / "papers/panel-papers.toml").read_text(encoding="utf-8")) == {}
    assert {"templates", "panel-papers.toml", "paper.yaml"} <= {path.name for path in written}
    assert all(path.exists() for path in written)
    assert not [p for p in (tmp_path / "papers").iterdir() if p.name.startswith(".")]


def test_the_sample_meets_on_a_thursday_two_months_later(tmp_path):
    write_project(tmp_path, None, TODAY)
    paper = yaml.safe_load((tmp_path / "inputs/sample-report/paper.yaml").read_text("utf-8"))
    assert paper["date"] == date(2027, 3, 11)


def test_a_body_becomes_the_projects_own_and_the_samples(tmp_path):
    write_project(tmp_path, "fire-authority", TODAY)
    settings = tomllib.loads((tmp_path / "panel-papers.toml").read_text(encoding="utf-8"))
    assert settings == {"body": "fire-authority"}
    paper = yaml.safe_load((tmp_path / "inputs/sample-report/paper.yaml").read_text("utf-8"))
    assert paper["body"] == "fire-authority"
    assert paper["sections"] == [
        "purpose",
        "recommendations",
        "context",
        "financial-implications",
        "legal-implications",
        "equality-implications",
        "risk-implications",
    ]
    assert all(
        (tmp_path / f"inputs/sample-report/{each}.md").exists() for each in paper["sections"]
    )


def test_a_body_without_a_profile_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(InputsError) as caught:
        write_project(tmp_path / "papers", "coucil", TODAY)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.where) == ("unknown-body", "the option --body")
    assert "council" in str(problem.hint)
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize("name", ["templates", "panel-papers.toml", "inputs/sample-report"])
def test_what_is_there_stays_and_nothing_else_is_written(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    before = files_in(tmp_path)
    with pytest.raises(InputsError) as caught:
        write_project(tmp_path, None, TODAY)
    assert [p.code for p in caught.value.problems] == ["project-exists"]
    assert files_in(tmp_path) == before
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    (tmp_path / "papers").write_text("a file", encoding="utf-8")
    with pytest.raises(InputsError) as caught:
        write_project(tmp_path / "papers", None, TODAY)
    assert [p.code for p in caught.value.problems] == ["project-not-written"]
