"""`panel-papers merge` as a user types it."""

import json
import shutil

import pytest

from ..commands import run_command
from .conftest import TEMPLATES, Reviewer


@pytest.fixture
def folder(paper, built, tmp_path):
    (tmp_path / "templates").symlink_to(TEMPLATES)
    reviewer = Reviewer(built["report"]).replace("interim", "final")
    reviewer.comment("After the table", "Asha", "Is this\nright?")
    (tmp_path / "legal.docx").write_bytes(reviewer.bytes())
    return tmp_path


def test_dry_run_shows_the_difference_then_the_merge_writes_it_and_undo_takes_it_back(folder):
    path = folder / "inputs" / "paper" / "purpose.md"
    before = path.read_bytes()
    shown = run_command("merge", "paper", "legal.docx", "--dry-run", folder=folder)
    assert shown.returncode == 0, shown.stderr
    assert "--- inputs/paper/purpose.md" in shown.stdout
    assert "+the *final letter* of the auditor" in shown.stdout
    assert path.read_bytes() == before

    merged = run_command("merge", "paper", "legal.docx", "--format", "json", folder=folder)
    assert merged.returncode == 0, merged.stderr
    said = json.loads(merged.stdout)
    assert said["papers"][0]["files"] == ["purpose.md"]
    (change,) = said["papers"][0]["changes"]
    assert (change["file"], change["line"]) == ("inputs/paper/purpose.md", 1)
    assert [each["code"] for each in said["problems"]] == ["reviewer-comment"]
    assert path.read_bytes() != before
    assert not list(folder.glob("inputs/paper/.*"))

    undone = run_command("merge", "paper", "--undo", folder=folder)
    assert undone.returncode == 0, undone.stderr
    assert path.read_bytes() == before


def test_a_refused_change_ends_with_the_code_of_inputs(folder, built):
    data = Reviewer(built["report"]).replace("1,234", "1,250", of="in all; see").bytes()
    (folder / "wrong.docx").write_bytes(data)
    came = run_command("merge", "paper", "wrong.docx", folder=folder)
    assert came.returncode == 3
    assert "[merge-figure]" in came.stderr
    assert "wrong.docx, under the heading “The programme”, paragraph 1" in came.stderr


def test_files_or_undo_have_to_be_named(folder):
    assert run_command("merge", "paper", folder=folder).returncode == 2
    assert run_command("merge", "paper", "legal.docx", "--undo", folder=folder).returncode == 2
    shutil.rmtree(folder / "inputs" / "paper")
    assert run_command("merge", "paper", "legal.docx", folder=folder).returncode == 3
