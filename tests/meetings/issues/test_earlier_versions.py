"""What members were given before, and what was published before, against the next supplement."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from msgspec import Struct

from ...commands import run_command
from ...conftest import MadeOnce
from ..part_2 import MEETING
from .test_releases import ITEM, claim, issue
from .test_supplements import Desk

FORMER = "£61,400"
AGENDA_FOR_MEMBERS = "outputs/meetings/march/restricted/march-pack-restricted.pdf"


class Story(Struct, frozen=True):
    """Copies of a desk: when the agenda is published, and behind two versions of its claim."""

    published: Desk
    corrected: Desk


@pytest.fixture(scope="module")
def story(published: Desk, made_once: MadeOnce) -> Story:
    """The sum of the claim is another one in the first supplement."""

    def make(folder: Path) -> None:
        desk = Desk(shutil.copytree(published.folder, folder / "desk"))
        claim(desk, FORMER, "£58,250")
        issue(desk, "supplement", day="2024-03-06")

    return Story(published, Desk(made_once("corrected", make) / "desk"))


def copy(desk: Desk, folder: Path) -> Desk:
    return Desk(shutil.copytree(desk.folder, folder / "desk"))


def said(desk: Desk, *arguments: str, code: int = 0) -> str:
    return " ".join(desk.run(*arguments, "--engine", "embedded", code=code).split())


def verbal(desk: Desk, text: str) -> None:
    desk.agenda(f"{MEETING}  - verbal: {text}\n")


def test_a_sum_that_only_a_former_version_had_stops_the_next_supplement(story, tmp_path):
    desk = copy(story.corrected, tmp_path)
    before = desk.files()
    verbal(desk, f"A payment of {FORMER} to a firm")
    answer = said(desk, "supplement", "march", code=6)
    assert re.findall(r"error: (.*?) \[(.*?)\]", answer) == [
        (
            "meetings/march/meeting.yaml, item 8: A sum is also in the pack that members were "
            "given with the agenda pack.",
            "shared-with-restricted",
        )
    ]
    assert f"“{FORMER}”, which is restricted in {AGENDA_FOR_MEMBERS}, page R3" in answer
    assert desk.files() == before
    assert f"“{FORMER}”" in " ".join(desk.run("check", "march", code=6).split())


def test_what_is_published_or_said_by_the_program_is_no_former_secret(story, tmp_path):
    desk = copy(story.corrected, tmp_path)
    text = "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A, settlement"
    verbal(desk, text)
    answer = said(desk, "supplement", "march")
    assert "Not compared" not in answer


def test_where_the_pack_for_members_is_gone_the_summary_says_what_was_not_compared(story, tmp_path):
    desk = copy(story.corrected, tmp_path)
    shutil.rmtree(desk.folder / "outputs/meetings/march/restricted")
    verbal(desk, f"A payment of {FORMER} to a firm")
    answer = desk.run("supplement", "march", "--engine", "embedded")
    assert [each for each in answer.splitlines() if each.startswith("Not compared")] == [
        "Not compared: the pack that members were given with the agenda pack is not in the "
        "outputs; words that only this version of an exempt paper had may be in the public files."
    ]


def test_a_released_item_may_be_spoken_of_and_its_former_version_may_not(story, tmp_path):
    desk = copy(story.corrected, tmp_path)
    issue(desk, "release", *ITEM, "--today", "2024-03-20", day="2024-03-21")
    verbal(desk, "Quillmere Joinery gets £58,250")
    assert "march can be built" in desk.run("check", "march")
    verbal(desk, f"Quillmere Joinery did not get {FORMER}")
    answer = " ".join(desk.run("check", "march", code=6).split())
    assert answer.count("[shared-with-restricted]") == 1
    assert "“£61,400”" in desk.run("check", "march", code=6)


def test_a_lost_release_keeps_its_item_out_of_the_comparison_and_says_so(story, tmp_path):
    desk = copy(story.corrected, tmp_path)
    issue(desk, "release", *ITEM, "--today", "2024-03-20", day="2024-03-21")
    shutil.rmtree(desk.folder / "outputs/meetings/march.supplement-2")
    verbal(desk, "Quillmere Joinery gets £58,250")
    answer = desk.run("supplement", "march", "--engine", "embedded")
    assert [each for each in answer.splitlines() if each.startswith("Not compared")] == [
        "Not compared: earlier versions of item 7; what was released of it is in the public pack "
        "of supplement 2, which is not in the outputs."
    ]


def test_what_becomes_exempt_and_was_published_is_named_with_its_page(story, tmp_path):
    desk = copy(story.published, tmp_path)
    path = desk.folder / "inputs/grant/context.md"
    path.write_text("Thistledown Ironworks gets £72,310 for signs.\n", encoding="utf-8")
    issue(desk, "supplement", day="2024-03-06")
    path.write_text("The grant pays for signs near schools.\n", encoding="utf-8")
    issue(desk, "supplement", day="2024-03-07")
    claim(desk, "paid in two parts", "and the £72,310 of Thistledown Ironworks")
    answer = run_command(
        "meeting", "supplement", "march", "--engine", "embedded", folder=desk.folder
    )
    assert answer.returncode == 0, answer.stderr
    pack = "outputs/meetings/march.supplement-1/public/2024-03-14 march supplement 1 pack.pdf"
    out = "is also in the exempt paper “claim”, and was published with supplement 1 on Wednesday "
    found = re.findall(r"warning: (.*?) \[exempt-published\]", " ".join(answer.stderr.split()))
    assert found == [
        f"{pack}, page 9: A sum {out}6 March 2024.",
        f"{pack}, page 9: A name {out}6 March 2024.",
    ]
    folder = desk.folder / "outputs/meetings/march.supplement-3"
    manifest = json.loads((folder / "restricted/manifest.json").read_text(encoding="utf-8"))
    named = [e["found"] for e in manifest["problems"] if e["code"] == "exempt-published"]
    assert [each.partition(": ")[2][:9] for each in named] == ["“£72,310”", "“Thistled"]
    public = (folder / "manifest.json").read_text(encoding="utf-8")
    assert "exempt-published" not in public
    codes = re.findall(r"exempt-published, *about: ([a-z]{8})", " ".join(answer.stderr.split()))
    entry = "{{code: exempt-published, about: {}, reason: It is known, date: 2024-03-08}}"
    desk.agenda(f"{MEETING}accepted: [{', '.join(map(entry.format, codes))}]\n")
    answer = run_command(
        "meeting", "supplement", "march", "--engine", "embedded", folder=desk.folder
    )
    assert (answer.returncode, len(codes)) == (0, 2), answer.stderr
    assert "exempt-published" not in answer.stderr


def test_the_finished_files_of_a_supplement_are_searched_for_the_former_version(story, tmp_path):
    desk = copy(story.published, tmp_path)
    claim(desk, "paid in two parts", "at once")
    manifest = desk.folder / "outputs/meetings/march.supplement-1/restricted/manifest.json"

    def searched() -> int:
        desk.run("supplement", "march", "--engine", "embedded")
        proof = json.loads(manifest.read_text(encoding="utf-8"))["proof"]
        return proof["sequences"]

    both = searched()
    shutil.rmtree(desk.folder / "outputs/meetings/march/restricted")
    assert both > searched()
