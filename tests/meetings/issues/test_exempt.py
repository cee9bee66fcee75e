"""The issue of a meeting with exempt information: what its record says, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ..part_2 import MEETING
from .test_supplements import Desk


@pytest.fixture(scope="module")
def desk(published: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The published meeting, which the tests here go on with."""
    return Desk(shutil.copytree(published.folder, tmp_path_factory.mktemp("desk") / "desk"))


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_the_record_says_which_restricted_pages_are_taken_apart_from_the_public_ones(desk):
    built = desk.folder / "outputs/meetings/march"
    record = desk.folder / "meetings/march/issued/issue-1.json"
    issue = json.loads(record.read_text(encoding="utf-8"))
    assert issue["contents"]["last_page"] == manifest(built)["pack"]["parts"][-1]["last_page"]
    pages = [
        (e["number"], e["appendices"], e["first_page"], e["last_page"]) for e in issue["exempt"]
    ]
    assert pages == [(3, ["2"], 2, 2), (7, [], 3, 3)]


def test_the_record_names_no_exempt_paper(desk):
    record = (desk.folder / "meetings/march/issued/issue-1.json").read_text(encoding="utf-8")
    assert "Settlement of a claim" in record
    for exempt in ("Quillmere", "Southtown", "Alphacorp", "offers.md", '"claim"'):
        assert exempt not in record, exempt


def test_what_is_exempt_in_the_published_papers_may_be_in_no_supplement(desk):
    before = desk.files()
    desk.agenda(f"{MEETING}  - verbal: Settling the claim of Quillmere Joinery for £61,400\n")
    said = desk.run("supplement", "march", "--engine", "embedded", code=6)
    assert "Quillmere Joinery" in said
    assert desk.files() == before


def test_no_draft_is_made_of_a_published_meeting_of_which_a_public_paper_has_changed(desk):
    """It would be compared with today's exempt papers alone, and not with earlier ones."""
    desk.agenda(MEETING)
    path = desk.folder / "inputs/grant/recommendations.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()} Settle it for £9,999.\n", encoding="utf-8")
    said = desk.run("build", "march", "--draft", "--engine", "embedded", code=6)
    path.write_text(text, encoding="utf-8")
    assert "[meeting-issued]" in said
    assert "panel-papers meeting supplement march" in " ".join(said.split())
    assert not (desk.folder / "outputs/meetings/march.draft").exists()


def test_a_build_that_would_change_the_pack_for_members_is_refused(desk):
    before = desk.files()
    desk.agenda(MEETING)
    path = desk.folder / "inputs/claim/recommendations.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("two parts", "three parts"), encoding="utf-8")
    said = desk.run("build", "march", "--engine", "embedded", code=6)
    path.write_text(text, encoding="utf-8")
    assert "would be another file now. [meeting-issued]" in said
    assert desk.files() == before
    desk.run("build", "march", "--engine", "embedded")
    assert desk.files() == before


def test_a_supplement_without_exempt_parts_continues_the_public_pages(desk):
    last = manifest(desk.folder / "outputs/meetings/march")["pack"]["parts"][-1]["last_page"]
    desk.agenda(f"{MEETING}  - verbal: Budget\n")
    desk.run("supplement", "march", "--engine", "embedded")
    made = desk.folder / "outputs/meetings/march.supplement-1"
    said = manifest(made)
    assert said["issue"]["first_page"] == last + 1
    assert said["proof"]["at_least"] > 1  # what is exempt in the agenda's papers was looked for
    assert said["proof"]["searched_for"] == (
        "sequences of words, names and numbers of what is exempt at the meeting"
    )
    assert not (made / "restricted").exists()
    shutil.rmtree(made)
    desk.agenda(MEETING)
