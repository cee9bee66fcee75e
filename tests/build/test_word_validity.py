"""Every kind of Word file that we ship or write is as the format says, by Microsoft's own judge."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from panel_papers.core.problems import Level, Place, Problem
from panel_papers.template_tools.check.annotate import annotated
from panel_papers.template_tools.diff.redline import redline

from ..ooxml_validator import violations
from ..template_tools.edits import Template
from .conftest import Desk, Shelf

pytestmark = pytest.mark.npm


def test_judge_sees_what_is_wrong(tmp_path: Path):
    wrong = docx.Document()
    wrong.element.body.insert(0, OxmlElement("w:pPr"))
    for name, each in (("stray", wrong), ("sound", docx.Document())):
        each.save(tmp_path / f"{name}.docx")

    found = violations(sorted(tmp_path.glob("*.docx")))

    assert found.keys() == {"stray.docx"}


def test_templates_are_valid(root: Path):
    files = [*sorted((root / "templates" / "word").glob("*.docx")), *(root / "docs").glob("*.docx")]
    assert len(files) > 17
    assert violations(files) == {}


@pytest.mark.parametrize("paper", ["march-2024", "policing-performance-2026"])
def test_built_papers_are_valid(shipped: Shelf, paper: str):
    desk, answer = shipped("embedded", paper)
    assert answer.code == 0, answer.err
    files = sorted((desk.folder / "outputs" / paper).glob("*.docx"))
    assert len(files) > 1
    assert violations(files) == {}


def test_draft_and_review_copies_are_valid(desk: Desk):
    made = desk.make("--draft")
    checked = desk.run("check", "march-2024", "--review", program="panel_papers")
    assert made.code == 0, made.err
    files = [*desk.outputs.glob("*.docx"), *desk.folder.glob("review/**/*.docx")]
    assert any(file.parent != desk.outputs for file in files), checked.err
    assert violations(files) == {}


def test_redlines_and_copies_with_comments_are_valid(root: Path, tmp_path: Path):
    for name in ("cover-sheet", "progress-report", "context"):
        old = (root / "templates" / "word" / f"{name}.docx").read_bytes()
        template = Template(name)
        template.retype("}}", "}}, with further words")
        template.after("}}", "<w:p><w:r><w:t>A new paragraph</w:t></w:r></w:p>")
        made = redline(old, template.save())
        assert made.changes
        (tmp_path / f"{name}-redline.docx").write_bytes(made.docx)
        problem = Problem("half-a-tag", Place(f"{name}.docx"), "Found", "", "fix", Level.ERROR)
        (tmp_path / f"{name}-comments.docx").write_bytes(annotated(old, [problem, problem]))
    files = sorted(tmp_path.glob("*.docx"))
    assert len(files) == 6
    assert all(docx.Document(io.BytesIO(file.read_bytes())) for file in files)
    assert violations(files) == {}
