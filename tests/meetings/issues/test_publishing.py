"""What is refused of a publication, and what is left untouched then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from ...commands import run_command
from ...conftest import MadeOnce
from .test_supplements import AGENDA, Desk, new_desk

PLAIN = AGENDA[: AGENDA.index("  - paper")] + "  - verbal: Update by the Commissioner\n"


@pytest.fixture(scope="module")
def once(made_once: MadeOnce) -> Path:
    """A meeting without papers, which builds fast, built and published."""

    def make(folder: Path) -> None:
        desk = new_desk(folder)
        desk.agenda(PLAIN)
        desk.run("build", "march", "--engine", "embedded")
        desk.run("publish", "march", "--today", "2024-03-05")

    return made_once("without papers", make)


@pytest.fixture
def desk(once: Path, tmp_path: Path) -> Desk:
    """The same, to be changed."""
    shutil.copytree(once, tmp_path / "desk")
    return Desk(tmp_path / "desk")


@pytest.fixture
def unissued(desk: Desk) -> Desk:
    """The same as it was before it was published."""
    shutil.rmtree(desk.folder / "meetings/march/issued")
    return desk


def older_template(desk: Desk, tag: str = "{{ title }}") -> None:
    """Give the desk an agenda template that prints words of its own in the place of a tag."""
    path = desk.folder / "templates/word/agenda.docx"
    template = docx.Document(str(path))
    (line,) = [each for each in template.paragraphs if each.text == tag]
    line.runs[0].text = "Agenda of the meeting"
    template.save(str(path))


def test_the_record_outlives_the_outputs_and_the_same_inputs_make_the_same_files(desk):
    before = desk.files()
    shutil.rmtree(desk.folder / "outputs")
    desk.run("build", "march", "--engine", "embedded")
    assert desk.files() == before


def test_a_supplement_needs_no_outputs_of_what_it_continues(desk):
    shutil.rmtree(desk.folder / "outputs")
    desk.agenda(PLAIN.replace("name: Council Chamber", "name: Committee Room 2"))
    desk.run("supplement", "march", "--engine", "embedded")
    said = desk.json(1)
    assert said["notices"][1] == (
        "The venue has changed: Committee Room 2, and not Council Chamber."
    )
    assert (said["supplement"], said["items"]) == (1, [])


def test_a_build_that_would_make_other_files_of_an_issued_meeting_is_refused(desk):
    older_template(desk)
    before = desk.files()
    said = desk.run("build", "march", "--engine", "embedded", code=6)
    assert "would be another file now. [meeting-issued]" in said
    assert desk.files() == before


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ("outputs/meetings/march/public/march-agenda.json", "outputs-changed"),
        ("outputs/meetings/march/manifest.json", "manifest-changed"),
        ("meetings/march/meeting.yaml", "outputs-older"),
        ("templates/word/agenda.docx", "outputs-older"),
        ("outputs/meetings/march/public/draft.txt", "outputs-extra"),
    ],
)
def test_what_is_not_as_it_was_built_is_not_published(unissued, changed, code):
    path = unissued.folder / changed
    text = path.read_bytes() if path.exists() else b""
    if code == "manifest-changed":
        text = text.replace(b'"title": "Agenda"', b'"title": "agenda"')
    path.write_bytes(text + b"\n")
    said = unissued.run("publish", "march", "--today", "2024-03-05", code=6)
    assert f"[{code}]" in said
    assert not (unissued.folder / "meetings/march/issued").exists()


def test_a_late_agenda_is_published_with_a_warning(unissued):
    answer = run_command(
        "meeting", "publish", "march", "--today", "2024-03-07", folder=unissued.folder
    )
    assert (answer.returncode, answer.stderr.count("[issued-late]")) == (0, 1)


def test_a_late_item_that_is_not_urgent_is_not_published(desk):
    desk.agenda(f"{PLAIN}  - verbal: Budget\n")
    desk.run("supplement", "march", "--engine", "embedded")
    said = desk.run("publish", "march", "--today", "2024-03-07", code=6)
    assert "Item 3, “Budget”, was not on the published agenda" in said
    assert "[added-too-late]" in said
    assert not (desk.folder / "meetings/march/issued/issue-2.json").exists()
    desk.run("publish", "march", "--today", "2024-03-06")


def test_a_supplement_that_was_published_meanwhile_is_not_published_again(desk):
    desk.agenda(f"{PLAIN}  - verbal: Budget\n")
    desk.run("supplement", "march", "--engine", "embedded")
    record = desk.folder / "meetings/march/issued/issue-1.json"
    content = json.loads(record.read_bytes())
    record.write_text(json.dumps(content | {"issued": "2024-03-04"}), encoding="utf-8")
    said = desk.run("publish", "march", "--today", "2024-03-06", code=6)
    assert "issue-1.json" in said
    assert not (desk.folder / "meetings/march/issued/issue-2.json").exists()


def test_a_published_file_that_was_changed_stops_the_next_issue(desk):
    path = desk.public(0) / "march-agenda.json"
    path.write_bytes(path.read_bytes() + b"\n")
    desk.agenda(f"{PLAIN}  - verbal: Budget\n")
    for command in ("supplement", "publish"):
        said = desk.run(command, "march", code=6)
        assert "This file is not as it was published on Tuesday 5 March 2024" in said
        assert "[issued-file-changed]" in said


def test_a_meeting_that_is_not_published_has_no_supplement(unissued):
    said = unissued.run("supplement", "march", code=3)
    assert "[not-published]" in said


@pytest.mark.parametrize("tag", ["{{ title }}", "{{ notice }}"])
def test_an_older_agenda_template_makes_no_supplement(desk, tag):
    older_template(desk, tag)
    desk.agenda(f"{PLAIN}  - verbal: Budget\n")
    said = desk.run("supplement", "march", "--engine", "embedded", code=4)
    assert "[supplement-not-printed]" in said
    assert not desk.public(1).exists()


def test_a_build_at_work_keeps_another_one_from_publishing(desk, tmp_path):
    from panel_papers.output import paper_lock

    with paper_lock(desk.folder / "outputs/meetings", "march"):
        said = desk.run("publish", "march", code=5)
    assert "Another build of march is running" in said


def test_no_supplement_is_published_before_what_it_continues(desk):
    desk.agenda(PLAIN.replace("name: Council Chamber", "name: Committee Room 2"))
    desk.run("supplement", "march", "--engine", "embedded")
    before = desk.files()
    said = desk.run("publish", "march", "--today", "2024-03-01", code=6)
    assert "The agenda pack was published on Tuesday 5 March 2024" in said
    assert "[issued-too-early]" in said
    assert desk.files() == before
