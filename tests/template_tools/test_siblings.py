"""What check says of a template is what the build, the preview and the diff say of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.build.prepare import prepare
from panel_papers.core.problems import Level, PanelPapersError
from panel_papers.core.settings import Settings
from panel_papers.inputs import read_paper
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.template_tools.diff.papers import _gate_errors
from panel_papers.word.documents import write_documents
from panel_papers.word.filling.templates import Templates

from .edits import INPUTS, TEMPLATES, Template
from .siblings import RENAMED, SIBLINGS, as_kind

PAPER = "sample-grant-2024"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "word")
    return tmp_path / "word"


@pytest.fixture(scope="module")
def paper():
    return read_paper(INPUTS / PAPER, draft=True).paper


def of_build(folder: Path, file: Path) -> tuple[bool, set[str]]:
    """Whether the paper is refused or a draft, and what is said of the template."""
    settings = replace(Settings(), inputs=INPUTS, templates=folder)
    try:
        prepared = prepare(INPUTS / PAPER, settings)
    except PanelPapersError as error:
        return True, {e.code for e in error.problems if e.place.file == file.as_posix()}
    every = (*prepared.problems, *prepared.findings)
    return prepared.gated, {e.code for e in every if e.place.file == file.as_posix()}


def of_diff(folder: Path, paper) -> bool:
    """Whether the diff says that the paper could not be published."""
    templates = Templates(folder)
    try:
        documents = write_documents(paper, templates, draft=True)
    except PanelPapersError:
        return True
    return any(each.level is Level.ERROR for each in _gate_errors(paper, documents, templates))


@pytest.mark.parametrize("name", SIBLINGS)
def test_check_build_and_diff_agree(folder: Path, paper, name: str):
    sibling = SIBLINGS[name]
    template = Template(sibling.template)
    sibling.edit(template)
    file = folder / f"{sibling.template}.docx"
    file.write_bytes(template.save())
    problems = check_templates(folder, inputs=INPUTS)
    stopped, said = of_build(folder, file)
    assert {each.code for each in problems} == sibling.codes
    assert said <= sibling.codes
    errors = [
        each for each in problems if each.level is Level.ERROR and each.code != "missing-style"
    ]  # a style is missed where a paper has text in it
    assert (stopped, of_diff(folder, paper)) == (bool(errors), bool(errors))


@pytest.mark.parametrize("name", RENAMED)
def test_check_and_build_name_the_file_that_is_meant(folder: Path, name: str):
    as_kind(folder, name)
    problems = check_templates(folder, inputs=INPUTS)
    stopped, said = of_build(folder, folder / "purpose.docx")
    assert {each.code for each in problems} == {"no-template"}
    assert (stopped, said) == (True, {"no-template"})
    assert any(f"“{name}”" in f"{each.found} {each.hint}" for each in problems)
