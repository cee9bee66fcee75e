"""What was exempt and becomes public: an appendix, an item; supplements with exempt parts.

Read by what did not make them: pypdf, page-validation and outloud.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import outloud
import page
import pypdf
import pytest
from msgspec import Struct

from ...commands import run_command
from ...conftest import MadeOnce
from ..part_2 import MEETING
from .test_supplements import Desk

APPENDIX = ("--item", "3", "--appendix", "2", "--reason", "the depot is sold")
ITEM = ("--item", "7", "--reason", "the claim is settled")


class Story(Struct, frozen=True):
    """The desk at the end, what all files were after each issue, and copies of two desks."""

    desk: Desk
    after: list[dict[str, str]]
    published: Desk
    supplemented: Desk


def issue(desk: Desk, *command: str, day: str) -> None:
    desk.run(command[0], "march", *command[1:], "--engine", "embedded")
    desk.run("publish", "march", "--today", day)


def claim(desk: Desk, old: str, new: str) -> None:
    path = desk.folder / "inputs/claim/recommendations.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def story(published: Desk, made_once: MadeOnce) -> Story:
    """The agenda; members get a changed exempt item; its appendix, then it, is released."""

    def make(folder: Path) -> None:
        desk = Desk(shutil.copytree(published.folder, folder / "now"))
        after = [desk.files()]
        claim(desk, "two parts", "three parts")
        issue(desk, "supplement", day="2024-03-06")
        after.append(desk.files())
        shutil.copytree(desk.folder, folder / "supplemented")
        issue(desk, "release", *APPENDIX, "--today", "2024-03-20", day="2024-03-21")
        after.append(desk.files())
        issue(desk, "release", *ITEM, "--today", "2024-03-22", day="2024-03-22")
        after.append(desk.files())
        (folder / "after.json").write_text(json.dumps(after), encoding="utf-8")

    folder = made_once("released", make)
    after = json.loads((folder / "after.json").read_text(encoding="utf-8"))
    return Story(Desk(folder / "now"), after, published, Desk(folder / "supplemented"))


def built(desk: Desk, number: int) -> Path:
    name = f"march.supplement-{number}" if number else "march"
    return desk.folder / "outputs/meetings" / name


def texts(path: Path) -> list[str]:
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(path).pages]


def pack(desk: Desk, number: int) -> Path:
    return built(desk, number) / "public" / f"2024-03-14 march supplement {number} pack.pdf"


def record(desk: Desk, number: int) -> dict:
    path = desk.folder / f"meetings/march/issued/issue-{number}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_no_issued_byte_changes(story):
    for before, now in zip(story.after, story.after[1:], strict=False):
        assert {name: now[name] for name in before} == before
        assert len(now) > len(before)


def test_public_and_restricted_pages_go_on_each_by_itself(story):
    public = [record(story.desk, each)["contents"] for each in (1, 2, 3, 4)]
    pages = [(each["first_page"], each["last_page"]) for each in public]
    assert pages == [(1, 7), (8, 8), (9, 10), (11, 12)]
    assert [pypdf.PdfReader(pack(story.desk, each)).page_labels for each in (1, 2, 3)] == [
        ["8"], ["9", "10"], ["11", "12"]
    ]  # fmt: skip
    members = built(story.desk, 1) / "restricted/march-supplement-1-pack-restricted.pdf"
    assert pypdf.PdfReader(members).page_labels == ["R4", "R5"]
    assert not (built(story.desk, 2) / "restricted").exists()


def test_a_supplement_with_an_exempt_item_has_a_resolution_of_its_own_and_none_of_its_words(story):
    (sheet,) = texts(pack(story.desk, 1))
    for said in (
        "6. Exclusion of the public For what is exempt in this supplement. That under section "
        "100A(4) of the Local Government Act 1972 the public be excluded from the meeting during "
        "the consideration of item 7 (Settlement of a claim), on the grounds",
        "7. Settlement of a claim Its exempt documents have changed, and are issued to members "
        "again. Not for publication: paragraphs 3 and 5",
    ):
        assert said in sheet
    assert "item 3" not in sheet
    folder = built(story.desk, 1) / "public"
    for path in folder.iterdir():
        for secret in (b"Quillmere", b"three parts"):
            assert secret not in path.read_bytes(), path.name


def test_members_learn_which_of_their_pages_are_replaced(story):
    members = texts(built(story.desk, 1) / "restricted/march-supplement-1-pack-restricted.pdf")
    assert (
        "Quillmere Joinery Replaces page R3 of the agenda pack. Not for publication" in members[0]
    )
    assert "£61,400, paid in three parts" in members[1]
    assert all("NOT FOR PUBLICATION by virtue of paragraphs 3 and 5" in each for each in members)


def test_a_released_appendix_comes_alone_with_what_why_and_when(story):
    sheet, appendix = texts(pack(story.desk, 2))
    for said in (
        "This supplement belongs to the agenda published on Tuesday 5 March 2024. Its page numbers "
        "continue after page 8. It makes public appendix 2 to item 3, “Sale of a depot”, which was "
        "exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972. "
        "Decided on Wednesday 20 March 2024. Reason: the depot is sold.",
        "3. Budget Report 2024/25 Appendix 2 was exempt until Wednesday 20 March 2024.",
        "Appendix 2 – Offers for the sale of Southtown depot (page 10)",
    ):
        assert said in sheet
    assert "Alphacorp Holdings offered £1,483,250 for it." in appendix
    _, of_item, (of_appendix, *_) = pypdf.PdfReader(pack(story.desk, 2)).outline
    assert of_item.title == "3. Budget Report 2024/25"
    assert of_appendix.title == "Appendix 2 – Offers for the sale of Southtown depot"
    assert "not for publication" not in (sheet + appendix).lower()
    assert "Quillmere" not in sheet + appendix


def test_a_released_item_has_its_own_title_and_the_documents_that_members_have(story):
    sheet, report = texts(pack(story.desk, 3))
    assert "It makes public item 7, “Settlement of a claim”, which was exempt under" in sheet
    assert "7. Settlement of the Claim of Quillmere Joinery This item was exempt until" in sheet
    assert "To settle the claim for £61,400, paid in three parts." in report
    members = built(story.desk, 1) / "restricted/march-supplement-1-pack-restricted.pdf"
    for_members, marked, _ = texts(members)[1].partition(" NOT FOR PUBLICATION by virtue of")
    assert marked
    assert report.replace("Page 12", "Page R5") == for_members


def test_the_records_say_what_was_released(story):
    assert [record(story.desk, each)["contents"]["released"] for each in (1, 2, 3, 4)] == [
        [],
        [],
        [
            {
                "item": 3,
                "appendix": "2",
                "title": "Sale of a depot",
                "reason": "the depot is sold",
                "day": "2024-03-20",
            }
        ],
        [
            {
                "item": 7,
                "appendix": None,
                "title": "Settlement of a claim",
                "reason": "the claim is settled",
                "day": "2024-03-22",
            }
        ],
    ]


def test_every_released_pdf_is_accessible_to_two_judges(story):
    pdfs = [
        path for n in (2, 3) for path in sorted((built(story.desk, n) / "public").glob("*.pdf"))
    ]
    assert len(pdfs) == 6
    for path in pdfs:
        assert page.validate_pdf(str(path), profile="ua1").is_compliant, path.name
        found = outloud.check(str(path)).findings
        assert [each for each in found if each.severity == "error"] == [], path.name


def test_verify_finds_every_issue_as_it_was_published_whatever_its_inputs_are_now(story):
    for number, name in enumerate(("march", *(f"march.supplement-{n}" for n in (1, 2, 3))), 1):
        answer = run_command("verify", f"outputs/meetings/{name}", folder=story.desk.folder)
        assert answer.returncode == 0
        assert f"{name}: issue {number}, published on" in answer.stdout
        assert "its files are those that were published." in answer.stdout
        assert answer.stderr == ""


def test_verify_knows_an_exempt_pack_by_the_record_where_the_manifest_is_gone(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    folder = built(desk, 0)
    pack = (folder / "restricted/march-pack-restricted.pdf").read_bytes()
    shutil.rmtree(folder / "restricted")
    (folder / "manifest.json").unlink()

    def verified() -> tuple[int, list[tuple[str, str]]]:
        answer = run_command("verify", f"outputs/meetings/{folder.name}", folder=desk.folder)
        told = re.findall(
            r"^\w+: outputs/meetings/march/(.*?): .*?\[([\w-]+)\]", answer.stderr, re.M
        )
        return answer.returncode, told

    assert verified() == (0, [])
    (folder / "public/extra.txt").write_text("left here", encoding="utf-8")
    extra = ("public/extra.txt", "outputs-extra")
    assert verified() == (0, [extra])
    (folder / "public/item 9.pdf").write_bytes(pack)
    assert verified() == (6, [("public/item 9.pdf", "restricted-in-public"), extra])


def status(desk: Desk) -> list[str]:
    answer = run_command("meeting", "status", "march", "--today", "2024-03-25", folder=desk.folder)
    assert answer.returncode == 0, answer.stderr
    return [each.strip() for each in answer.stdout.splitlines()]


def test_status_says_on_which_day_an_exempt_item_was_released(story):
    (line,) = [each for each in status(story.desk) if each.startswith("7. ")]
    assert line == (
        "7. Settlement of a claim: ready, with 1 warning; released on 22 March 2024; published on "
        "page 12 of supplement 3"
    )


def meeting_yaml(desk: Desk, old: str, new: str) -> None:
    path = desk.folder / "meetings/march/meeting.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_status_says_what_a_supplement_would(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    again = "panel-papers meeting supplement march"
    assert status(desk)[-1] == (
        f"Nothing public has changed since; what is exempt is compared by: {again}"
    )
    meeting_yaml(desk, "name: Democratic Services", "name: Committee Team")
    assert status(desk)[-1] == (
        "Enquiries go to Committee Team, committees@example.org now. This can be published: "
        f"{again}"
    )
    desk.run("supplement", "march", "--engine", "embedded")
    said = "Supplement 1 is built: panel-papers meeting publish march"
    assert status(desk)[-1] == said


def test_a_record_with_other_pages_than_its_pack_is_damaged(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    path = desk.folder / "meetings/march/issued/issue-1.json"
    record = json.loads(path.read_text(encoding="utf-8"))

    def refused() -> str:
        path.write_text(json.dumps(record), encoding="utf-8")
        answer = run_command("meeting", "supplement", "march", folder=desk.folder)
        assert answer.returncode != 0
        return " ".join(answer.stderr.split())

    record["contents"]["last_page"] -= 1
    said = refused()
    assert "The pages of this record are not those of its items. [issue-damaged]" in said
    assert "What is published is not known: a record of an issue is damaged." in status(desk)
    documents = [each for item in record["contents"]["items"] for each in item["documents"]]
    documents[-1]["first_page"] -= 1
    documents[-1]["last_page"] -= 1
    said = refused()
    assert "The pages of this record are not the 7 of its pack. [issue-damaged]" in said


def test_verify_finds_a_record_with_other_pages_for_members_than_their_pack(story, tmp_path):
    desk = Desk(shutil.copytree(story.supplemented.folder, tmp_path / "desk"))

    def verified(number: int) -> str:
        folder = built(desk, number).as_posix()
        answer = run_command("verify", folder, folder=desk.folder)
        return " ".join((answer.stdout + answer.stderr).split())

    assert ["[issue-damaged]" in verified(number) for number in (0, 1)] == [False, False]
    path = desk.folder / "meetings/march/issued/issue-2.json"
    changed = json.loads(path.read_text(encoding="utf-8"))
    pages = changed["exempt"][-1]
    count = pages["last_page"] - record(desk, 1)["exempt"][-1]["last_page"]
    changed["exempt"][-1] = pages | {"last_page": pages["last_page"] + 1}
    path.write_text(json.dumps(changed), encoding="utf-8")
    said = f"The pages of this record are not the {count} of its pack for members. [issue-damaged]"
    assert [said in verified(number) for number in (0, 1)] == [True, True]


def test_a_changed_heading_of_a_group_is_said_not_to_be_published_again(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    meeting_yaml(desk, "  - paper: budget", "  - paper: budget\n    group: Reports")
    answer = run_command(
        "meeting", "supplement", "march", "--engine", "embedded", folder=desk.folder
    )
    said = " ".join(answer.stderr.split())
    assert "though meeting.yaml has changed. [nothing-new]" in said, said
    assert "headings of groups on a published agenda" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            APPENDIX,
            "Appendix 2 to item 3 was released on Wednesday 20 March 2024. [released-already]",
        ),
        (ITEM, "Item 7 was released on Friday 22 March 2024. [released-already]"),
        (("--item", "4", "--reason", "x"), "Item 4 is not exempt, so there is nothing to release."),
        (("--item", "3", "--reason", "x"), "Item 3 is not exempt, so there is nothing to release."),
        (("--item", "9", "--reason", "x"), "has an item 9. [release-no-item]"),
        (("--item", "7", "--reason", " "), "The release has no reason. [release-no-reason]"),
    ],
)
def test_what_cannot_be_released_is_answered_and_nothing_is_touched(story, asked, said):
    before = story.desk.files()
    answer = story.desk.run("release", "march", *asked, "--engine", "embedded", code=3)
    assert said in " ".join(answer.split())
    assert story.desk.files() == before


def test_nothing_is_new_after_the_releases_though_the_inputs_still_restrict(story):
    said = story.desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "Nothing is new since supplement 3 was published" in said


def test_what_was_released_may_be_said_and_what_is_still_exempt_may_not(story, tmp_path):
    desk = Desk(shutil.copytree(story.desk.folder, tmp_path / "desk"))
    desk.agenda(f"{MEETING}  - verbal: Settling the claim of Quillmere Joinery\n")
    assert "march can be built" in desk.run("check", "march")
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "before"))
    desk.agenda(f"{MEETING}  - verbal: Settling the claim of Quillmere Joinery\n")
    assert "Quillmere Joinery" in desk.run("check", "march", code=6)


def test_a_release_is_not_published_before_the_day_that_it_names(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    desk.run("release", "march", *ITEM, "--today", "2024-03-20", "--engine", "embedded")
    said = desk.run("publish", "march", "--today", "2024-03-19", code=6)
    assert "says that it was decided on Wednesday 20 March 2024, which is after" in said
    assert not (desk.folder / "meetings/march/issued/issue-2.json").exists()


def test_a_report_is_published_again_with_the_appendix_that_was_released(story, tmp_path):
    desk = Desk(shutil.copytree(story.desk.folder, tmp_path / "desk"))
    before = desk.files()
    folder = desk.folder / "inputs/budget"
    (folder / "context.md").write_text("The budget grows by 3 per cent.\n", encoding="utf-8")
    said = desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "appendix 2 to it was released, and paper.yaml still restricts it" in said
    text = (folder / "paper.yaml").read_text(encoding="utf-8")
    text = re.sub(r"    restricted: .*\n", "", text)
    (folder / "paper.yaml").write_text(text, encoding="utf-8")
    desk.run("supplement", "march", "--engine", "embedded")
    sheet, *_ = texts(pack(desk, 4))
    replaced = "Replaces pages 4 – 6 of the agenda pack and page 10 of supplement 2."
    assert f"3. Budget Report 2024/25 {replaced} Report author" in sheet
    assert "Appendix 2 – Offers for the sale of Southtown depot (page 16)" in sheet
    assert {name: desk.files()[name] for name in before} == before


def test_an_exempt_item_that_is_added_has_numbered_copies_for_members(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    shutil.copytree(desk.folder / "inputs/claim", desk.folder / "inputs/lease")
    texts_of_lease = {
        "purpose.md": "The panel is asked to end the lease of Larkspur Estates.",
        "recommendations.md": "To end the lease for £23,950.",
        "context.md": "The lease would run for nine more years.",
    }
    for name, text in texts_of_lease.items():
        (desk.folder / "inputs/lease" / name).write_text(f"{text}\n", encoding="utf-8")
    yaml = desk.folder / "inputs/lease/paper.yaml"
    text = yaml.read_text(encoding="utf-8").replace("Settlement of the Claim of Quillmere", "Lease")
    yaml.write_text(text.replace("Settlement of a claim", "End of a lease"), encoding="utf-8")
    desk.agenda(
        f"{MEETING}  - part_2: {{paper: lease, paragraph: 3, reason: Talks continue, "
        "public_title: End of a lease}\n"
    )
    desk.run("supplement", "march", "--engine", "embedded", "--copies", "2")
    (sheet,) = texts(pack(desk, 1))
    assert "during the consideration of item 8 (End of a lease), on the grounds" in sheet
    assert "8. End of a lease Added after the agenda was published." in sheet
    assert "item 7" not in sheet
    folder = built(desk, 1) / "restricted"
    assert sorted(each.name for each in folder.iterdir()) == [
        "manifest.json",
        "march-supplement-1-pack-restricted-copy-1.pdf",
        "march-supplement-1-pack-restricted-copy-2.pdf",
    ]
    _, second = texts(folder / "march-supplement-1-pack-restricted-copy-2.pdf")
    assert "Copy 2 of 2" in second
    assert "To end the lease for £23,950." in second


def test_members_documents_that_have_changed_are_not_released(story, tmp_path):
    desk = Desk(shutil.copytree(story.supplemented.folder, tmp_path / "desk"))
    before = desk.files()
    claim(desk, "three parts", "four parts")
    said = desk.run("release", "march", *ITEM, "--engine", "embedded", code=3)
    assert (
        "The documents of item 7 are not those that members were given. [release-changed]" in said
    )
    assert desk.files() == before


def test_a_release_that_repeats_what_is_still_exempt_is_refused(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    before = desk.files()
    reason = ("--reason", "the claim of Quillmere Joinery is settled")
    said = desk.run("release", "march", *APPENDIX[:4], *reason, "--engine", "embedded", code=6)
    assert "Quillmere Joinery" in said
    assert "the option --reason" in said
    assert desk.files() == before


def test_an_exempt_item_becomes_public_by_a_release_alone(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    before = desk.files()
    desk.agenda(f"{MEETING[: MEETING.index('  - part_2')]}  - paper: claim\n")
    said = desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "Item 7 was exempt when it was published, and meeting.yaml makes it public" in said
    desk.agenda(MEETING)
    path = desk.folder / "inputs/budget/paper.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"    restricted: .*\n", "", text), encoding="utf-8")
    said = desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "Appendix 2 to item 3 was exempt when it was published, and paper.yaml" in said
    assert desk.files() == before


def test_an_unpublished_supplement_is_not_lost_to_a_release(story, tmp_path):
    desk = Desk(shutil.copytree(story.published.folder, tmp_path / "desk"))
    desk.agenda(f"{MEETING}  - verbal: Budget\n")
    desk.run("supplement", "march", "--engine", "embedded")
    before = desk.files()
    said = desk.run("release", "march", *ITEM, "--engine", "embedded", code=3)
    assert "Supplement 1 is built and not published, and would be lost. [issue-unpublished]" in said
    assert desk.files() == before
