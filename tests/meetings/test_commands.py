"""The commands for meetings, in a small folder: what they refuse, and what they leave untouched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pymupdf
import pypdf
import pytest

from ..commands import run_command

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path):
    """A folder with the scorecard as the only paper, and the project's templates."""
    shutil.copytree(ROOT / "inputs" / "first-term-scorecard", tmp_path / "inputs" / "scorecard")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def meeting(desk, *arguments):
    return run_command("meeting", *arguments, folder=desk)


def new(desk):
    answer = meeting(desk, "new", "march", "--date", "2024-03-14", "--body", "panel")
    assert answer.returncode == 0, answer.stderr
    return desk / "meetings" / "march" / "meeting.yaml"


def test_a_new_meeting_has_the_papers_of_its_day_and_builds_as_it_is(desk):
    with (desk / "inputs/scorecard/paper.yaml").open("a", encoding="utf-8") as file:
        file.write("\npack: {first_page: 11, dividers: yes}\n")
    text = new(desk).read_text(encoding="utf-8")
    assert "  - paper: scorecard\n" in text
    schema = desk / "meetings" / ".schemas" / "meeting.schema.json"
    assert json.loads(schema.read_text(encoding="utf-8"))["required"][:2] == ["body", "date"]
    answer = meeting(desk, "check", "march")
    assert (answer.returncode, answer.stdout) == (0, "march can be built.\n"), answer.stderr
    built = meeting(desk, "build", "march", "--engine", "embedded")
    assert built.returncode == 0, built.stderr
    pack = desk / "outputs/meetings/march/public/2024-03-14 march pack.pdf"
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(pack).pages]
    assert len(pages) == 5
    assert "Pages 2 – 5 • Appendix 1 – First Term Scorecard (pages 3 – 5)" in pages[0]
    folder = str(desk / "outputs/meetings/march")
    assert run_command("verify", folder, folder=desk).returncode == 0
    with (desk / "meetings/march/meeting.yaml").open("a", encoding="utf-8") as file:
        file.write("  - verbal: Update\n")
    stale = run_command("verify", folder, folder=desk)
    assert (stale.returncode, stale.stderr.count("[outputs-older]")) == (3, 1)
    assert meeting(desk, "new", "march", "--date", "2024-03-14", "--body", "panel").returncode == 3
    other = meeting(desk, "new", "may", "--date", "2024-05-02", "--body", "panel")
    assert other.returncode == 0
    assert "paper:" not in (desk / "meetings/may/meeting.yaml").read_text().partition("items:")[2]


def test_a_new_meeting_has_the_standing_items_of_its_body(desk):
    profile = desk / "templates" / "bodies" / "panel.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}standing_items: [chair, next-meeting]\n", encoding="utf-8")
    items = new(desk).read_text(encoding="utf-8").partition("\nitems:\n")[2]
    assert items.split("\n") == [
        "  - standing: chair",
        "  # Is a paper exempt as a whole? Then it is “part_2”, below “standing: exclusion”.",
        "  - paper: scorecard",
        "  - standing: next-meeting",
        "",
    ]
    profile.write_text(f"{text}standing_items: [chairs]\n", encoding="utf-8")
    answer = meeting(desk, "check", "march")
    assert "write “chair” if you mean that" in answer.stderr
    assert "[unknown-standing-item]" in answer.stderr


def test_a_meeting_without_any_document_is_an_agenda(desk):
    path = new(desk)
    path.write_text(
        path.read_text(encoding="utf-8").replace("  - paper: scorecard\n", ""), encoding="utf-8"
    )
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 0, answer.stderr
    public = desk / "outputs/meetings/march/public"
    assert sorted(each.name for each in public.glob("*.pdf")) == [
        "2024-03-14 march agenda.pdf",
        "2024-03-14 march pack.pdf",
    ]


def test_members_of_a_shared_file_and_headings_of_groups_are_on_the_agenda(desk):
    path = new(desk)
    text = path.read_text(encoding="utf-8").replace("  - paper: scorecard\n", "")
    head, _, rest = text.partition("members:\n")
    typed = "  - {name: Sample member, role: Chair}\n  - {name: Second sample member}\n"
    text = f"{head}members: panel.csv\n{rest.removeprefix(typed)}"
    text += "  - {verbal: Budget, group: For decision}\n  - verbal: Roads\n"
    text += "  - {verbal: Visits, group: For information}\n"
    path.write_text(text, encoding="utf-8")
    shared = desk / "meetings" / "panel.csv"
    shared.write_text("Name,Role\nMember for Southtown,Chair\nMember for Riverside,\n", "utf-8")
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 0, answer.stderr
    public = desk / "outputs/meetings/march/public"
    said = json.loads((public / "march-agenda.json").read_text(encoding="utf-8"))
    assert said["members"] == [
        {"name": "Member for Southtown", "role": "Chair"},
        {"name": "Member for Riverside", "role": None},
    ]
    assert [(each["title"], each["group"]) for each in said["items"][-3:]] == [
        ("Budget", "For decision"),
        ("Roads", "For decision"),
        ("Visits", "For information"),
    ]
    agenda = docx.Document(public / "2024-03-14 march agenda.docx")
    printed = [each.text for each in agenda.paragraphs]
    assert printed[printed.index("Membership") + 1 :][:2] == [
        "Member for Southtown (Chair)",
        "Member for Riverside",
    ]
    assert printed[printed.index("For decision") :][:7] == [
        "For decision",
        *("4. Budget", "Verbal report.", "5. Roads", "Verbal report."),
        *("For information", "6. Visits"),
    ]
    html = (public / "2024-03-14 march agenda.html").read_text(encoding="utf-8")
    assert html.count("<h2>For decision</h2>\n<h3") == html.count("<h2>For information</h2>") == 1
    folder = str(desk / "outputs/meetings/march")
    assert run_command("verify", folder, folder=desk).returncode == 0
    with shared.open("a", encoding="utf-8") as file:
        file.write("Member for Northtown,\n")
    assert "[outputs-older]" in run_command("verify", folder, folder=desk).stderr


def test_a_paper_that_is_not_for_the_meeting_stops_it_and_keeps_the_former_files(desk):
    path = new(desk)
    outputs = desk / "outputs" / "meetings" / "march"
    outputs.mkdir(parents=True)
    (outputs / "notes.txt").write_text("the clerk's own", encoding="utf-8")
    yaml = path.read_text(encoding="utf-8").replace("date: 2024-03-14", "date: 2024-03-15")
    path.write_text(yaml, encoding="utf-8")
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 3
    assert "[meeting-other-date]" in answer.stderr
    assert "meetings/march/meeting.yaml:" in answer.stderr
    assert [each.name for each in outputs.iterdir()] == ["notes.txt"]


def test_a_paper_with_errors_and_one_that_is_missing_are_reported_together(desk):
    path = new(desk)
    paper = desk / "inputs" / "scorecard" / "paper.yaml"
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("scorecard.yaml", "gone.yaml"), encoding="utf-8"
    )
    answer = meeting(desk, "build", "march")
    assert answer.returncode == 3
    assert "[file-not-found]" in answer.stderr
    status = meeting(desk, "status", "march", "--today", "2024-03-01", "--format", "json")
    (said,) = json.loads(status.stdout)["papers"]
    item = said["items"][2]
    assert (item["kind"], item["ready"], said["days_left"]) == ("paper", False, 5)
    path.write_text(path.read_text(encoding="utf-8") + "  - paper: nothing\n  - x: y\n")
    answer = meeting(desk, "check", "march")
    assert answer.returncode == 3
    assert "[meeting-paper-missing]" in answer.stderr
    assert "[unknown-key]" in answer.stderr


def test_a_paper_with_a_restricted_appendix_needs_the_resolution_that_a_new_meeting_has(desk):
    paper = desk / "inputs" / "scorecard" / "paper.yaml"
    text = paper.read_text(encoding="utf-8").rstrip()
    restricted = "    restricted: {paragraph: 3, reason: It would weaken our hand}\n"
    paper.write_text(f"{text}\n{restricted}", encoding="utf-8")
    path = new(desk)
    yaml = path.read_text(encoding="utf-8")
    assert yaml.count("  - paper: scorecard\n  - standing: exclusion\n") == 1
    path.write_text(yaml.replace("  - standing: exclusion\n", ""), encoding="utf-8")
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 3
    assert "[exclusion-missing]" in answer.stderr
    assert not (desk / "outputs").exists()


def test_minutes_with_an_unfilled_tag_do_not_go_out(desk):
    path = new(desk)
    minutes = docx.Document()
    minutes.core_properties.title = "Minutes"
    minutes.add_heading("Minutes of the meeting on 1 February 2024", 1)
    minutes.add_paragraph("The panel agreed the plan. {{ seconder }} seconded the motion.")
    minutes.save(path.parent / "last.docx")
    with path.open("a", encoding="utf-8") as file:
        file.write("  - minutes: {file: last.docx, of: 2024-02-01}\n")
    for command in ("check", "build"):
        answer = meeting(desk, command, "march")
        assert answer.returncode == 6, answer.stderr
        assert "last.docx" in answer.stderr
        assert "[unfilled-tag]" in answer.stderr
    assert not (desk / "outputs" / "meetings").exists()


def test_an_unknown_meeting_names_those_that_there_are(desk):
    new(desk)
    answer = meeting(desk, "build", "marsh")
    assert answer.returncode == 3
    assert "write “march” if you mean that" in answer.stderr
    assert "[no-such-meeting]" in answer.stderr


def test_the_web_page_of_a_paper_leads_to_a_supplied_appendix_in_the_pdf_of_its_item(desk):
    supplied = pymupdf.open()
    supplied.new_page().insert_text((72, 120), "A map of Exampleton")
    supplied.save(desk / "inputs/scorecard/appendices/map.pdf")
    with (desk / "inputs/scorecard/paper.yaml").open("a", encoding="utf-8") as file:
        file.write("  - title: Map\n    file: appendices/map.pdf\n")
    new(desk)
    built = meeting(desk, "build", "march", "--engine", "embedded")
    assert built.returncode == 0, built.stderr
    public = desk / "outputs/meetings/march/public"
    text = (public / "2024-03-14 march item 3.html").read_text(encoding="utf-8")
    said = "This appendix is a supplied document of 1 page. It is in the "
    _, found, rest = text.partition(f'{said}<a href="2024-03-14%20march%20item%203.pdf#page=')
    assert found, text
    number = int(rest.partition('"')[0])
    item = pypdf.PdfReader(public / "2024-03-14 march item 3.pdf")
    texts = ["A map of Exampleton" in each.extract_text() for each in item.pages]
    assert texts == [each == number for each in range(1, len(texts) + 1)]


def test_all_meetings_are_built_and_one_that_fails_stops_no_other(desk):
    first = new(desk)
    text = first.read_text(encoding="utf-8").replace("  - paper: scorecard\n", "")
    first.write_text(text, encoding="utf-8")
    for name in ("april", "issued", "may"):
        folder = desk / "meetings" / name
        folder.mkdir()
        (folder / "meeting.yaml").write_text(text, encoding="utf-8")
    broken = text.replace("  - standing: apologies", "  - paper: nothing")
    (desk / "meetings/april/meeting.yaml").write_text(broken, encoding="utf-8")
    (desk / "meetings/issued/issued").mkdir()
    (desk / "meetings/issued/issued/issue-1.json").write_text("{}", encoding="utf-8")
    answer = meeting(desk, "build", "--all", "--jobs", "2", "--engine", "embedded")
    assert answer.returncode == 3
    assert answer.stderr.count("[meeting-paper-missing]") == answer.stderr.count("error: ") == 1
    assert answer.stdout.splitlines()[-3:] == [
        "2 of 3 meetings were built.",
        "Not built: april.",
        "Published before, and left as they are: issued.",
    ]
    built = sorted(each.name for each in (desk / "outputs/meetings").iterdir() if each.is_dir())
    assert [each for each in built if not each.startswith(".")] == ["march", "may"]
    for wrong in (("build",), ("build", "march", "--all"), ("build", "--all", "--copies", "2")):
        assert meeting(desk, *wrong).returncode == 2
