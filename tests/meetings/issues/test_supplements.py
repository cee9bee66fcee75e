"""A meeting with three issues, as its clerk makes them: the agenda, supplement 1, supplement 2.

Read by what did not make them: pypdf, pdfminer, page-validation and outloud.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import outloud
import page
import pypdf
import pytest
from msgspec import Struct
from pdfminer.high_level import extract_text

from ...commands import run_command

ROOT = Path(__file__).parents[3]
AGENDA = """
body: panel
date: 2024-03-14
time: "10:00"
venue: {name: Council Chamber}
members: [{name: Member for Northtown, role: Chair}]
clerk: {name: Democratic Services, email: committees@example.org}
items:
  - standing: apologies
  - paper: scorecard
  - title: Programme of Work
    to_follow: {reason: two visits are not settled, expected: 2024-03-08}
  - verbal: Update by the Commissioner
"""
ARRIVED = "  - paper: programme\n"
TO_FOLLOW = AGENDA[AGENDA.index("  - title") : AGENDA.index("  - verbal")]
URGENT = "  - urgent: {paper: flood, reason: the grant lapses on 20 March, agreed_by: Chair}\n"
FOLDERS = ["march", "march.supplement-1", "march.supplement-2"]


class Desk(Struct, frozen=True):
    """A folder with papers, and a meeting in it."""

    folder: Path

    def run(self, *arguments: str, code: int = 0) -> str:
        answer = run_command("meeting", *arguments, folder=self.folder)
        assert answer.returncode == code, answer.stderr
        return answer.stderr if code else answer.stdout

    def agenda(self, text: str) -> None:
        (self.folder / "meetings/march/meeting.yaml").write_text(text, encoding="utf-8")

    def paper(self, name: str, title: str) -> None:
        path = self.folder / "inputs" / name / "paper.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^title: .*", f"title: {title}", text), encoding="utf-8")

    def files(self) -> dict[str, str]:
        """The checksum of each file in the outputs and among the records."""
        return {
            path.relative_to(self.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for part in ("outputs", "meetings/march/issued")
            for path in sorted((self.folder / part).rglob("*"))
            if path.is_file()
        }

    def public(self, number: int) -> Path:
        return self.folder / "outputs/meetings" / FOLDERS[number] / "public"

    def json(self, number: int) -> dict:
        (path,) = self.public(number).glob("*.json")
        return json.loads(path.read_text(encoding="utf-8"))

    def pack(self, number: int) -> Path:
        return self.public(number) / self.json(number)["pack"]


def new_desk(folder: Path) -> Desk:
    shutil.copytree(ROOT / "inputs" / "first-term-scorecard", folder / "inputs" / "scorecard")
    shutil.copytree(ROOT / "templates", folder / "templates")
    for name, title in (("programme", "Programme of Work"), ("flood", "Emergency Flood Grant")):
        made = run_command("new", name, "--date", "2024-03-14", "--body", "panel", folder=folder)
        assert made.returncode == 0, made.stderr
        Desk(folder).paper(name, title)
    (folder / "meetings/march").mkdir(parents=True)
    desk = Desk(folder)
    desk.agenda(AGENDA)
    return desk


class Story(Struct, frozen=True):
    """The desk at the end, and what all files were after each issue."""

    desk: Desk
    after: list[dict[str, str]]
    said: list[str]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Three issues; to be read only."""
    desk = new_desk(tmp_path_factory.mktemp("desk"))
    after, said = [], []

    def publish(command: str, day: str) -> None:
        desk.run(command, "march", "--engine", "embedded")
        said.append(desk.run("publish", "march", "--today", day))
        after.append(desk.files())

    publish("build", "2024-03-05")
    desk.agenda(AGENDA.replace(TO_FOLLOW, ARRIVED))
    publish("supplement", "2024-03-07")
    desk.agenda(AGENDA.replace(TO_FOLLOW, ARRIVED) + URGENT)
    desk.paper("programme", "Programme of Work 2024-25")
    publish("supplement", "2024-03-11")
    return Story(desk, after, said)


def test_no_issued_byte_changes_and_no_record_does(story):
    first, second, third = story.after
    assert len(first) == len([n for n in first if "/march/" in n])
    assert {name: second[name] for name in first} == first
    assert {name: third[name] for name in second} == second
    assert [len(each) - len(before) for before, each in ((first, second), (second, third))] == [
        10,  # hand-over page, manifest, agenda thrice and JSON, pack, item and page, record
        12,
    ]


def test_page_numbers_go_on_and_none_is_used_twice(story):
    labels = [pypdf.PdfReader(story.desk.pack(number)).page_labels for number in range(3)]
    numbers = [int(label) for pack in labels for label in pack]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [len(pack) for pack in labels] == [4, 4, 7]
    for number, pack in enumerate(labels):
        texts = [
            " ".join(extract_text(story.desk.pack(number), page_numbers=[at]).split())
            for at in range(len(pack))
        ]
        assert [re.findall(r"Page (\d+)", each) for each in texts[1:]] == [
            [label] for label in pack[1:]
        ]


def test_each_document_begins_on_the_page_that_its_sheet_says(story):
    found = []
    for number in range(3):
        pages = pypdf.PdfReader(story.desk.pack(number)).pages
        start = sum(len(pypdf.PdfReader(story.desk.pack(each)).pages) for each in range(number))
        for item in story.desk.json(number)["items"]:
            for document in item["documents"]:
                text = " ".join(pages[document["first_page"] - start - 1].extract_text().split())
                assert document["title"].rpartition(" – ")[2] in text
                found.append((number, item["number"], document["first_page"]))
    assert found == [(0, 2, 2), (0, 2, 3), (1, 3, 6), (1, 3, 8), (2, 3, 10), (2, 3, 12), (2, 5, 13),
                     (2, 5, 15)]  # fmt: skip


def test_a_sheet_says_what_each_document_is_to_those_before(story):
    first, second = (" ".join(extract_text(story.desk.pack(n)).split()) for n in (1, 2))
    for said in (
        "Supplement 1 to the agenda 14 March 2024, 10am Council Chamber This supplement belongs to "
        "the agenda published on Tuesday 5 March 2024. Its page numbers continue after page 4.",
        "3. Programme of Work This item was to follow when the agenda was published. Report author",
        "Pages 6 – 8",
    ):
        assert said in first
    for said in (
        "Its page numbers continue after page 8.",
        "3. Programme of Work 2024-25 Replaces pages 6 – 8 of supplement 1. It was listed as "
        "“Programme of Work”.",
        "5. Emergency Flood Grant Added after the agenda was published. Urgent item. Reason: the "
        "grant lapses on 20 March. Agreed by: Chair (LGA 1972 s100B(4)(b)).",
    ):
        assert said in second


def test_bookmarks_and_titles_name_the_supplement_and_the_numbers_of_its_items(story):
    pack = pypdf.PdfReader(story.desk.pack(2))
    tops = [each for each in pack.outline if not isinstance(each, list)]
    assert [(each.title, pack.get_destination_page_number(each) + 9) for each in tops] == [
        ("Supplement 2 to the agenda", 9),
        ("3. Programme of Work 2024-25", 10),
        ("5. Emergency Flood Grant", 13),
    ]
    assert pack.metadata.title.startswith("Supplement 2 to the agenda – Essex Police")
    item = pypdf.PdfReader(story.desk.public(2) / "2024-03-14 march supplement 2 item 5.pdf")
    assert item.page_labels == ["13", "14", "15"]


def test_every_pdf_of_a_supplement_is_accessible_to_two_judges(story):
    pdfs = sorted(story.desk.public(2).glob("*.pdf"))
    assert len(pdfs) == 4
    for path in pdfs:
        assert page.validate_pdf(str(path), profile="ua1").is_compliant, path.name
        found = outloud.check(str(path)).findings
        assert [each for each in found if each.severity == "error"] == [], path.name


def test_the_files_of_all_issues_can_lie_in_one_folder_and_links_lead_to_them(story):
    names = [path.name for number in range(3) for path in story.desk.public(number).iterdir()]
    assert len(names) == len({name.casefold() for name in names}) == 7 + 7 + 9
    (html,) = story.desk.public(2).glob("*agenda.html")
    text = html.read_text(encoding="utf-8")
    links = [unquote(each) for each in re.findall(r'href="([^"#:]+)["#]', text)]
    assert len(links) == 3 + 6
    assert set(links) <= set(names)
    assert (
        '<h1><span class="caption">Essex Police, Fire and Crime Panel</span>\nSupplement 2' in text
    )


@pytest.mark.chromium
@pytest.mark.slow
def test_the_web_pages_of_a_supplement_have_no_barriers(story, look_at, barriers):
    folder = story.desk.public(2).parent
    pages = [*folder.glob("public/*.html"), folder / "march-supplement-2-handover.html"]
    assert len(pages) == 4  # the sheet, two papers and the hand-over page
    assert [barriers(look_at(each.as_uri())) for each in pages] == [[], [], [], []]


def test_the_handover_page_and_the_manifest_say_what_was_issued_when(story):
    folder = story.desk.public(2).parent
    text = (folder / "march-supplement-2-handover.html").read_text(encoding="utf-8")
    for said in (
        "As soon as it is approved. The last day to publish the agenda itself is Wednesday 6 March",
        "Issue 1, the agenda pack: pages 1 – 4, published on Tuesday 5 March 2024",
        "Issue 2, supplement 1: pages 5 – 8, published on Thursday 7 March 2024",
    ):
        assert said in text
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["issued_before"] == [
        {
            "issue": 1,
            "name": "the agenda pack",
            "issued": "2024-03-05",
            "first_page": 1,
            "last_page": 4,
        },
        {
            "issue": 2,
            "name": "supplement 1",
            "issued": "2024-03-07",
            "first_page": 5,
            "last_page": 8,
        },
    ]
    assert story.said[2].splitlines()[:2] == [
        "Issue 3 of march (supplement 2): pages 9 – 15, published on Monday 11 March 2024.",
        "  meetings/march/issued/issue-3.json",
    ]


def test_verify_finds_each_issue_unchanged(story):
    for number in range(3):
        folder = str(story.desk.public(number).parent)
        answer = run_command("verify", folder, folder=story.desk.folder)
        # the inputs have changed since the first two were published: a warning
        assert "not as it was built" not in answer.stdout, answer.stderr
    assert answer.returncode == 0


def test_nothing_new_makes_no_supplement_and_a_build_makes_no_other_pages(story):
    before = story.desk.files()
    said = story.desk.run("supplement", "march", "--engine", "embedded", code=3)
    assert "Nothing is new since supplement 2 was published on 11 March 2024. [nothing-new]" in said
    said = story.desk.run("publish", "march", code=3)
    assert "[issue-not-built]" in said
    said = story.desk.run("build", "march", "--engine", "embedded", code=6)
    assert "The agenda was published on Tuesday 5 March 2024, and this file has changed" in said
    assert "panel-papers meeting supplement march" in said
    assert story.desk.files() == before
