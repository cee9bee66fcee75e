"""A draft of a meeting: with gaps, marked on every page, without what is exempt, unpublished."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdf
import pytest

from ..commands import run_command
from .part_2 import lay_out

NAMES = ["manifest.json", "march-handover-draft.html", "march-pack-draft.pdf"]


def run(desk: Path, *arguments: str, code: int) -> str:
    answer = run_command("meeting", *arguments, folder=desk)
    assert answer.returncode == code, answer.stderr
    return answer.stdout + answer.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with a meeting of which one paper has no author yet, and no recommendations."""
    lay_out(tmp_path)
    (tmp_path / "inputs" / "grant" / "recommendations.md").unlink()
    paper = tmp_path / "inputs" / "grant" / "paper.yaml"
    written = paper.read_text(encoding="utf-8")
    paper.write_text(written.replace("author: Head of Grants\n", ""), encoding="utf-8")
    return tmp_path


def test_a_draft_has_the_gaps_of_its_papers_and_a_mark_on_every_page(desk):
    run(desk, "build", "march", "--engine", "embedded", code=3)
    said = run(desk, "build", "march", "--draft", "--engine", "embedded", code=0)
    assert "a draft of 7 items, 7 pages" in said
    folder = desk / "outputs" / "meetings" / "march.draft"
    assert sorted(each.name for each in folder.iterdir()) == NAMES
    assert sorted(each.name for each in folder.parent.iterdir()) == ["march.draft"]
    pack = pypdf.PdfReader(folder / "march-pack-draft.pdf")
    assert pack.metadata is not None
    assert str(pack.metadata.title).startswith("DRAFT – Agenda and papers – ")
    texts = [page.extract_text() for page in pack.pages]
    assert ["DRAFT" in each for each in texts] == [True] * 7
    assert "[[author missing]]" in texts[0]
    assert "[[recommendations.md missing]]" in texts[6]
    assert not any("1,483,250" in each or "Quillmere" in each for each in texts)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["status"], "issue" in manifest) == ("draft", False)
    assert [each["name"] for each in manifest["files"]] == NAMES[1:]
    page = (folder / "march-handover-draft.html").read_text(encoding="utf-8")
    assert "These files are a draft. Do not publish them." in page
    assert "The section’s file “recommendations.md” is missing." in page


def test_a_draft_is_never_published_not_even_as_a_copy_in_the_place_of_a_build(desk):
    run(desk, "build", "march", "--draft", "--engine", "embedded", code=0)
    (desk / "inputs" / "grant" / "recommendations.md").write_text("To note.\n", encoding="utf-8")
    publish = ("publish", "march", "--today", "2024-03-01")
    assert "[issue-not-built]" in run(desk, *publish, code=3)
    outputs = desk / "outputs" / "meetings"
    verified = run_command("verify", str(outputs / "march.draft"), folder=desk)
    assert verified.returncode == 6
    assert "a draft, unchanged since it was built: do not publish it." in verified.stdout
    shutil.copytree(outputs / "march.draft", outputs / "march")
    assert "[meeting-draft]" in run(desk, *publish, code=6)
    assert not (desk / "meetings" / "march" / "issued").exists()


def test_no_draft_is_made_where_a_public_paper_repeats_what_is_exempt(desk):
    typed = "Quillmere Joinery asks for its money.\n"
    (desk / "inputs" / "grant" / "context.md").write_text(typed, encoding="utf-8")
    said = run(desk, "build", "march", "--draft", "--engine", "embedded", code=6)
    assert "Quillmere" in said
    assert not (desk / "outputs" / "meetings" / "march.draft").exists()
