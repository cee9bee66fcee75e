"""The issue of a meeting with exempt information: what its record says, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..part_2 import MEETING, lay_out
from .test_supplements import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A meeting with an exempt item and an exempt appendix, built and published."""
    folder = tmp_path_factory.mktemp("desk")
    lay_out(folder)
    desk = Desk(folder)
    desk.run("build", "march", "--engine", "embedded")
    desk.run("publish", "march", "--today", "2024-03-05")
    return desk


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_the_pages_of_the_restricted_pack_are_taken_too(desk):
    built = desk.folder / "outputs/meetings/march"
    restricted = manifest(built / "restricted")["pack"]["parts"]
    record = desk.folder / "meetings/march/issued/issue-1.json"
    issue = json.loads(record.read_text(encoding="utf-8"))
    assert restricted[0]["first_page"] == manifest(built)["issue"]["last_page"] + 1
    assert issue["contents"]["last_page"] == restricted[-1]["last_page"]


def test_the_record_names_no_exempt_paper(desk):
    record = (desk.folder / "meetings/march/issued/issue-1.json").read_text(encoding="utf-8")
    assert "Settlement of a claim" in record
    for exempt in ("Quillmere", "Southtown", "Alphacorp", "offers.md", '"claim"'):
        assert exempt not in record, exempt


def test_a_supplement_with_exempt_parts_is_refused_and_nothing_of_the_issue_is_touched(desk):
    before = desk.files()
    desk.agenda(MEETING.replace("Talks with the claimant continue", "The claimant has replied"))
    said = desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "a supplement with exempt parts cannot be made yet. [supplement-part-2]" in said
    assert desk.files() == before


def test_what_is_exempt_in_the_published_papers_may_be_in_no_supplement(desk):
    before = desk.files()
    desk.agenda(f"{MEETING}  - verbal: Settling the claim of Quillmere Joinery for £61,400\n")
    said = desk.run("supplement", "march", "--engine", "embedded", code=6)
    assert "Quillmere Joinery" in said
    assert desk.files() == before


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


def test_a_supplement_without_exempt_parts_continues_after_the_restricted_pages(desk):
    last = manifest(desk.folder / "outputs/meetings/march/restricted")["pack"]["parts"][-1]
    desk.agenda(f"{MEETING}  - verbal: Budget\n")
    desk.run("supplement", "march", "--engine", "embedded")
    made = desk.folder / "outputs/meetings/march.supplement-1"
    said = manifest(made)
    assert said["issue"]["first_page"] == last["last_page"] + 1
    assert said["proof"]["at_least"] > 1  # what is exempt in the agenda's papers was looked for
    assert not (made / "restricted").exists()
    desk.agenda(MEETING)
