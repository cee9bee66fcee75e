"""What changed since an earlier version: the list, and the tracked changes in Word."""

import io
import json
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn

from panel_papers.core import InputsError
from panel_papers.merge.reading import read_file
from panel_papers.merge.since.changes import _changes, _redline, changed_since

from ...commands import run_command
from ..conftest import TEMPLATES, Reviewer, settings
from ..judge import said


def before(data):
    """The texts of a file with its tracked changes rejected, read from the XML."""
    texts, begun = [], ""
    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        for node in paragraph.iter(qn("w:t"), qn("w:delText"), qn("w:br")):
            if not any(each.tag == qn("w:ins") for each in node.iterancestors()):
                begun += (node.text or "") if node.tag != qn("w:br") else " "
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:ins')}") is None:
            texts.append(" ".join(begun.split()))
            begun = ""
    return [text for text in texts if text]


def words(data):
    return [" ".join("".join(text for text, *_ in pieces).split()) for _, pieces in said(data)]


def typed(built):
    return Reviewer(built["report"], tracked=False)


CHANGES = {
    "a word": (
        lambda r: r.replace("interim", "final"),
        [("changed", "under the heading “Purpose of Report”, paragraph 1")],
    ),
    "a paragraph more": (
        lambda r: r.insert_after("asks for a further report", "thanks the clerk"),
        [("new", "under the heading “Recommendations”, paragraph 5")],
    ),
    "a paragraph less": (
        lambda r: r.delete("After the table"),
        [("deleted", "under the heading “Money”, paragraph 1")],
    ),
    "a cell": (
        lambda r: r.replace("few", "many"),
        [("changed", "under the heading “Money”, table 1, row 2, column 3")],
    ),
    "a move": (
        lambda r: r.move("First step", "Third step"),
        [("moved", "under the heading “Money”, paragraph 5")],
    ),
    "bold": (
        lambda r: r.embolden("After the table"),
        [("look", "under the heading “Money”, paragraph 1")],
    ),
    "nothing": (lambda r: r, []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_has_its_place_and_the_redline_is_exact(built, name):
    change, expected = CHANGES[name]
    new = change(typed(built)).bytes()
    found = list(_changes("report", read_file(built["report"]), read_file(new)))
    assert [(each.kind, each.where) for each in found] == expected
    line = _redline(built["report"], new, "report")
    assert words(line) == words(new)
    assert before(line) == before(built["report"])


def test_a_redline_that_is_not_exact_is_refused(built, monkeypatch):
    from panel_papers.merge.since import changes

    class Wrong:
        docx = built["report"]

    monkeypatch.setattr(changes, "redline", lambda _old, _new: Wrong)
    with pytest.raises(InputsError) as caught:
        _redline(built["report"], typed(built).replace("interim", "final").bytes(), "report")
    assert caught.value.problems[0].code == "diff-not-exact"


@pytest.fixture
def folder(paper, built, tmp_path):
    """The paper in git, changed since; its report of then in a file and in a folder."""
    (tmp_path / "templates").symlink_to(TEMPLATES)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "inputs"], ["commit", "-qm", "then"]):
        subprocess.run([*git, *arguments], check=True)
    outputs = tmp_path / "published"
    outputs.mkdir()
    tracked = Reviewer(built["report"]).replace("interim", "second")
    (tmp_path / "sent.docx").write_bytes(tracked.bytes())
    (outputs / "paper-report.docx").write_bytes(built["report"])
    (outputs / "paper-appendix-1.docx").write_bytes(built["appendix 1"])
    path = paper / "purpose.md"
    path.write_text(path.read_text(encoding="utf-8").replace("interim", "final"), encoding="utf-8")
    return tmp_path


def test_an_earlier_revision_file_or_folder_is_compared(folder):
    def since(old):
        return changed_since("paper", str(old), settings(folder / "inputs"))

    for old in (folder / "published", "HEAD"):
        found = since(old)
        ((change), files) = found.changes[0], found.files
        assert len(found.changes) == 1
        assert "interim letter" in change.old
        assert "final letter" in change.new
        assert list(files) == ["paper-report-changes.docx"]
        assert found.not_compared == ()
    (change,) = since(folder / "sent.docx").changes
    assert "second letter" in change.old


@pytest.mark.parametrize("old", ["HEAD~9", "nowhere", "inputs"])
def test_what_is_no_earlier_version_is_refused(folder, monkeypatch, old):
    monkeypatch.chdir(folder)
    with pytest.raises(InputsError) as caught:
        changed_since("paper", old, settings(folder / "inputs"))
    assert caught.value.problems[0].code == "no-earlier-version"


def test_the_command_lists_the_changes_and_writes_the_word_file(folder):
    came = run_command("diff", "paper", "HEAD", folder=folder)
    assert came.returncode == 0, came.stderr
    assert came.stdout.splitlines() == [
        "report, under the heading “Purpose of Report”, paragraph 1: changed",
        "    before: “… March and the interim letter of the …”",
        "    now:    “… March and the final letter of the …”",
        "paper: 1 change.",
        "paper-changes/paper-report-changes.docx: with tracked changes.",
    ]
    assert "final letter" in " ".join(
        words((folder / "paper-changes" / "paper-report-changes.docx").read_bytes())
    )
    shutil.rmtree(folder / "paper-changes")
    came = run_command(
        "diff", "paper", "published", "--output", "out", "--format", "json", folder=folder
    )
    (said_of_it,) = json.loads(came.stdout)["papers"]
    assert [each["kind"] for each in said_of_it["changes"]] == ["changed"]
    assert said_of_it["files"] == ["out/paper-report-changes.docx"]


def test_outputs_of_another_paper_are_no_earlier_version(folder, built):
    other = folder / "other"
    other.mkdir()
    (other / "flood-2027-report.docx").write_bytes(built["report"])
    with pytest.raises(InputsError) as caught:
        changed_since("paper", str(other), settings(folder / "inputs"))
    (problem,) = caught.value.problems
    assert problem.found == "This folder holds documents of “flood-2027”, not of “paper”"
