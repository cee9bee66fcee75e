"""Templates that exceed their budget are reported, and the others checked all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panel_papers.core import (
    Attempt,
    FileBudget,
    FileWatch,
    Limit,
    Overrun,
    OverrunError,
    Stage,
    watching,
)
from panel_papers.core.file_budget import FileTask
from panel_papers.template_tools import check_templates

from ..edits import INPUTS, TEMPLATES, Template


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "word")
    return tmp_path / "word"


def test_slow_template_is_named_and_the_others_are_checked(folder):
    template = Template("context")
    template.retype("{{ context }}", "{{ contxt }}")
    (folder / "context.docx").write_bytes(template.save())
    files = [folder / "purpose.docx", folder / "context.docx", folder / "appendix.docx"]
    over = [
        Overrun(FileTask(files[0].as_posix(), Stage.CHECKING), Limit.TIME, 60),
        Overrun(FileTask(files[2].as_posix(), Stage.FILLING), Limit.MEMORY, 2**30),
    ]
    with watching(FileWatch(FileBudget(), Attempt(tuple(over), alone=True))):
        found = check_templates(folder, files, inputs=INPUTS)
    assert [(each.code, each.place.file) for each in found] == [
        ("file-over-time", files[0].as_posix()),
        ("unknown-field", files[1].as_posix()),
        ("file-over-memory", files[2].as_posix()),
    ]


def test_template_beyond_its_budget_is_named(folder):
    with (
        watching(FileWatch(FileBudget(seconds=-1))),
        pytest.raises(OverrunError) as ended,
    ):
        check_templates(folder, [folder / "purpose.docx"], inputs=INPUTS)
    assert ended.value.overrun
    assert ended.value.overrun.task.file == (folder / "purpose.docx").as_posix()
