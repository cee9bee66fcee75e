"""Each faulty template is found out, at its exact place, and nothing else is said of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panel_papers.core.problems import Level
from panel_papers.template_tools.check.checking import check_templates

from ...edits import INPUTS, TEMPLATES, Template
from .catalogue import FAULTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "word")
    return tmp_path / "word"


def test_our_own_templates_have_no_fault():
    assert check_templates(TEMPLATES, inputs=INPUTS) == []


def test_there_are_enough_faulty_templates():
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_told_with_its_place_and_nothing_else(folder: Path, name: str):
    faulty = FAULTS[name]
    template = Template(faulty.template)
    faulty.edit(template)
    path = folder / f"{faulty.template}.docx"
    path.write_bytes(template.save())
    found = check_templates(folder, [path], inputs=INPUTS)
    assert [(p.code, p.place.where) for p in found] == [(faulty.code, faulty.where)], found
    said = f"{found[0].found} {found[0].wanted} {found[0].hint}"
    assert faulty.says in said, said
    assert found[0].place.file == path.as_posix()
    assert Level(found[0].level)
