"""Papers are found by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.core.problems import InputsError, Place, Problem
from panel_papers.inputs import all_papers, paper_folder

INPUTS = Path("inputs")


def refused(name: str) -> Problem:
    with pytest.raises(InputsError) as caught:
        paper_folder(INPUTS, name)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    "name",
    [
        "march-2024",
        "march-2024/",
        "inputs/march-2024",
        "./inputs/march-2024/",
        "inputs\\march-2024\\",
        "inputs//march-2024",
    ],
)
def test_paper_is_found_as_people_type_it(folder, name):
    assert paper_folder(INPUTS, name) == Path("inputs/march-2024")


def test_paper_is_found_by_its_whole_path(folder):
    assert paper_folder(INPUTS, str(folder.path.resolve())) == Path("inputs/march-2024")


def test_paper_that_is_not_there_gets_the_nearest(folder):
    assert refused("march-2042") == Problem(
        "no-such-paper",
        Place("inputs/march-2042"),
        "There is no folder “march-2042” in inputs",
        "",
        "write “march-2024” if you mean that",
    )


def test_name_in_other_letters_is_another_name(folder):
    assert refused("March-2024").hint == "write “march-2024” if you mean that"


@pytest.mark.parametrize("name", ["", ".", "..", "../march-2024", "/", "other/march-2024", "nul"])
def test_name_that_leads_elsewhere_is_refused(folder, name):
    assert refused(name).code == "bad-paper-name"


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "inputs/\x00", "\x00/march-2024", "🎉"])
def test_wild_names_are_only_faults(folder, name):
    assert refused(name).code in ("bad-paper-name", "no-such-paper")


def test_folder_without_paper_yaml_is_a_fault(folder):
    (folder.path / "paper.yaml").rename(folder.path / "paper.yml")
    assert refused("march-2024") == Problem(
        "no-paper-yaml",
        Place("inputs/march-2024"),
        "There is no “paper.yaml” in inputs/march-2024",
        "the file paper.yaml, which holds the paper’s title and date",
        "rename “paper.yml” to “paper.yaml”",
    )


def test_all_papers_are_every_folder_sorted(folder):
    for name in ("june-2024", ".git", "april-2024"):
        (INPUTS / name).mkdir()
    (INPUTS / "notes.txt").write_text("x", encoding="utf-8")
    assert all_papers(INPUTS) == ["april-2024", "june-2024", "march-2024"]


def test_no_inputs_folder_is_a_fault():
    with pytest.raises(InputsError) as caught:
        all_papers(Path("nowhere"))
    assert caught.value.problems[0].code == "no-inputs-folder"
