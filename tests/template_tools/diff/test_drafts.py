"""A version whose words keep papers from being published: the diff says so first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from panel_papers.core.problems import Place, Problem
from panel_papers.inputs import read_paper
from panel_papers.template_tools.diff.comparing import ComparedTemplate, Comparison
from panel_papers.template_tools.diff.papers import ComparedPaper, _gate_errors
from panel_papers.template_tools.diff.telling import json_text, summary
from panel_papers.word.documents import write_documents
from panel_papers.word.filling.templates import Templates

from ..edits import INPUTS, TEMPLATES

CASE = Path(__file__).parents[1] / "cases_of_editors" / "10" / "context.docx"
ERROR = Problem("placeholder", Place("new/context.docx"), "“[Insert …]” is a gap")


@pytest.fixture(scope="module")
def paper():
    return read_paper(INPUTS / "march-2024", draft=True).paper


def errors_with(folder: Path, paper) -> list[tuple[str, str]]:
    templates = Templates(folder)
    documents = write_documents(paper, templates, draft=True)
    found = _gate_errors(paper, documents, templates)
    ours = [each for each in found if Path(each.place.file).parent == folder]
    return [(each.code, Path(each.place.file).name) for each in ours]


def test_a_paper_is_judged_with_each_version_as_its_build_judges_it(paper, tmp_path):
    assert errors_with(TEMPLATES, paper) == []
    shutil.copytree(TEMPLATES, tmp_path / "word")
    shutil.copy(CASE, tmp_path / "word")
    assert sorted(errors_with(tmp_path / "word", paper)) == [
        ("guidance-text", "context.docx"),
        ("guidance-text", "context.docx"),
        ("placeholder", "context.docx"),
    ]


def compared(*errors: Problem) -> Comparison:
    template = ComparedTemplate("context", "changed")
    paper = ComparedPaper("march-2024", new_errors=errors)
    return Comparison("old", "new", (template,), (paper,))


def test_new_drafts_come_before_all_else_and_are_breaking():
    said = summary(compared(ERROR))
    assert said[1] == (
        "With the new version these papers are drafts and must not be published (placeholder): "
        "march-2024."
    )
    assert "Nothing in the templates is breaking." not in said
    told = json.loads(json_text(compared(ERROR), Path("out"), (), 0))
    (paper,) = told["papers"]
    assert (told["breaking"], paper["draft"], paper["breaking"]) == (True, True, True)
    assert [each["code"] for each in paper["problems"]["new"]] == ["placeholder"]


def test_without_new_errors_nothing_is_said_of_drafts():
    assert summary(compared())[1] == "Nothing in the templates is breaking."
    assert compared().breaking is False
