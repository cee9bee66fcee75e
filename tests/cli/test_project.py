"""`panel-papers.toml`: what a project says once applies to each command that says nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from panel_papers.cli.project import default_folder, project_default, project_settings
from panel_papers.core import shipped_templates


def in_project(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    folder.mkdir(exist_ok=True)
    folder.joinpath("panel-papers.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)


def test_without_the_file_the_usual_applies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert project_settings() == {}
    assert default_folder("inputs") == Path("inputs")
    assert project_default("jobs", 1) == 1


def test_all_that_can_be_set(tmp_path, monkeypatch):
    text = 'inputs = "papers"\nbody = "council"\njobs = 3\nstrict = true\nparts = false\n'
    in_project(tmp_path, monkeypatch, text)
    assert project_settings() == {
        "inputs": Path("papers"),
        "body": "council",
        "jobs": 3,
        "strict": True,
        "parts": False,
    }


def test_folders_are_relative_to_the_file_also_from_a_folder_below(tmp_path, monkeypatch):
    in_project(tmp_path, monkeypatch, 'outputs = "built"\n')
    below = tmp_path / "inputs" / "paper"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert default_folder("outputs") == Path("../../built")


def test_a_folder_of_templates_that_is_there_is_taken_else_the_shipped_ones(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert default_folder("templates") == shipped_templates()
    assert (shipped_templates() / "word" / "house.docx").is_file()
    (tmp_path / "templates").mkdir()
    assert default_folder("templates") == Path("templates")


def test_templates_that_the_project_names_are_never_replaced(tmp_path, monkeypatch):
    in_project(tmp_path, monkeypatch, 'templates = "ours"\n')
    assert default_folder("templates") == Path("ours")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bodys = 'council'", ["“bodys” is no setting", "body"]),
        ("inputs = 3", ["“inputs” must be text in quotation marks, not 3"]),
        ("jobs = true", ["“jobs” must be a number"]),
        ("jobs = 0", ["“jobs” must be 1 or more"]),
        ("strict = 'yes'", ["“strict” must be true or false"]),
        ("body = council", ["not valid TOML", "line 1", 'body = "council"']),
        ("strict = 1\nparts = 2", ["“strict”", "“parts”"]),
    ],
)
def test_all_that_is_wrong_with_the_file_is_said_with_its_name(tmp_path, monkeypatch, text, words):
    in_project(tmp_path, monkeypatch, text)
    with pytest.raises(click.UsageError) as caught:
        project_settings()
    assert all(each in caught.value.message for each in ["panel-papers.toml", *words])


def test_a_file_that_is_no_text_is_refused(tmp_path, monkeypatch):
    in_project(tmp_path, monkeypatch, "")
    (tmp_path / "panel-papers.toml").write_bytes(b"body = '\xff'")
    with pytest.raises(click.UsageError, match="UTF-8"):
        project_settings()


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 20_000, "jobs = " + "9" * 20_000, 'inputs = "' + "x" * 70_000 + '"']
)
def test_a_value_without_measure_is_refused(tmp_path, monkeypatch, text):
    in_project(tmp_path, monkeypatch, text)
    before = sys.getrecursionlimit()  # other tests of this process may have raised it
    sys.setrecursionlimit(1_000)
    try:
        with pytest.raises(click.UsageError) as caught:
            project_settings()
    finally:
        sys.setrecursionlimit(before)
    assert "panel-papers.toml: The file h" in caught.value.message


def test_the_first_of_many_unknown_settings_are_said(tmp_path, monkeypatch):
    in_project(tmp_path, monkeypatch, "".join(f"k{n} = 1\n" for n in range(1_000)))
    with pytest.raises(click.UsageError) as caught:
        project_settings()
    assert len(caught.value.message.splitlines()) == 20
