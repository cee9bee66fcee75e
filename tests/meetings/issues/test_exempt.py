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


def test_a_supplement_is_refused_and_nothing_of_the_issue_is_touched(desk):
    before = desk.files()
    desk.agenda(f"{MEETING}  - verbal: Budget\n")
    said = desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "a supplement to it cannot be built yet. [supplement-exempt]" in said
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
