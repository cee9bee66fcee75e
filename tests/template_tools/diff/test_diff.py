"""`panel-papers templates diff`: each change told, papers pictured, nothing else touched."""

import json
import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from lxml import html

from ...commands import run_command
from . import desk


@pytest.fixture
def here(tmp_path, root, monkeypatch):
    """A desk with the project's templates, and the smaller of its papers."""
    set_desk(root, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def set_desk(root, folder):
    shutil.copytree(root / "templates", folder / "templates")
    shutil.copytree(root / "inputs" / "first-term-scorecard", folder / "inputs" / "scorecard")


@pytest.fixture(scope="module")
def card(root, tmp_path_factory):
    """A desk where the scorecard with one more word was compared, to be looked at only."""
    folder = tmp_path_factory.mktemp("card")
    set_desk(root, folder)
    edited(folder, "scorecard", retype("{{ appendix.title }}", "Card: {{ appendix.title }}"))
    arguments = ("templates", "diff", "--format", "json", "templates", "edited")
    answer = run_command(*arguments, folder=folder)
    assert answer.returncode == 0, answer.stderr
    return folder, json.loads(answer.stdout)


def edited(here, name, edit):
    """A copy of the templates in which one was edited in Word."""
    folder = here / "edited"
    shutil.copytree(here / "templates" / "word", folder, dirs_exist_ok=True)
    document = Document(folder / f"{name}.docx")
    edit(document)
    document.save(folder / f"{name}.docx")
    return folder


def retype(old, new):
    def edit(document):
        texts = [t for t in document.element.body.iter(f"{desk.W}t") if old in (t.text or "")]
        assert texts
        for text in texts:
            text.text = text.text.replace(old, new)

    return edit


def run(*arguments, code=0):
    answer = run_command("templates", "diff", *map(str, arguments), folder=Path.cwd())
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer


def told(*arguments, code=0):
    return json.loads(run("--format", "json", *arguments, code=code).stdout)


def git(*arguments):
    me = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    done = subprocess.run(["git", *me, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def all_files(folder):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_same_templates_no_difference_and_no_folder(here):
    answer = told("templates", "templates/word")
    assert answer["breaking"] is False
    assert answer["templates"] == []
    assert [(p["name"], p["outcome"]) for p in answer["papers"]] == [
        ("scorecard", "no page changed")
    ]
    assert not (here / "templates-diff").exists()


def test_template_that_no_paper_shows_leaves_its_pages_alone(here):
    answer = run(
        "templates", edited(here, "progress-report", retype("Successes", "What went well"))
    )
    assert "scorecard: no page changed" in answer.stdout
    assert "No page changed." in answer.stdout
    assert "- Successes" in answer.stdout and "+ What went well" in answer.stdout


def test_text_is_told_as_words_as_a_redline_and_as_pages(card):
    here, answer = card
    (template,) = answer["templates"]
    assert (template["name"], template["breaking"], template["fields"]) == ("scorecard", False, [])
    assert template["text"] == [
        {"where": "paragraph 1", "old": "{{ appendix.title }}", "new": "Card: {{ appendix.title }}"}
    ]
    assert (here / template["redline"]).is_file()
    (paper,) = answer["papers"]
    assert len(paper["changed_pages"]) == 1
    page = html.fromstring((here / answer["page"]).read_bytes())
    old, new = page.xpath("//figure//img")
    assert new.get("alt").endswith("Only here: “Card:”.")
    assert old.get("alt").endswith("No word is only here; the other version has more.")
    assert page.xpath("count(//figure[@class='new']//*[local-name()='rect'])") == 1
    assert page.xpath("count(//figure[@class='old']//*[local-name()='rect'])") == 0
    for picture in (old, new):
        assert (here / "templates-diff" / picture.get("src")).read_bytes()[:4] == b"\x89PNG"


def test_changed_pages_come_first_and_the_others_are_named(here):
    plain = here / "inputs" / "a-plain-one"
    shutil.copytree(here / "inputs" / "scorecard", plain)
    text = (plain / "paper.yaml").read_text(encoding="utf-8")
    text = text.replace("scorecard.yaml", "note.md")
    (plain / "paper.yaml").write_text(text, encoding="utf-8")
    (plain / "appendices" / "scorecard.yaml").unlink()
    (plain / "appendices" / "note.md").write_text("A note.", encoding="utf-8")
    new = edited(here, "scorecard", retype("{{ appendix.title }}", "Card: {{ appendix.title }}"))
    assert [p["name"] for p in told("templates", new)["papers"]] == ["scorecard", "a-plain-one"]
    page = html.fromstring((here / "templates-diff" / "diff.html").read_bytes())
    first, second = page.xpath("//section[@class='paper'][h3[starts-with(@id, 'paper-')]]")
    (changed,) = first.xpath(".//h4/text()")
    words = " ".join(first.text_content().split())
    assert re.match(r"Page 3, Appendix 1", changed)
    assert words.endswith("These pages are the same in both versions: 1 to 2, 4.")
    assert second.xpath("./h3/text()") == ["a-plain-one: no page changed"]


def test_style_and_page_size_are_told_and_shown(here):
    def edit(document):
        document.styles["Heading 1"].font.size = 12700 * 20
        document.sections[0].left_margin = Cm(3)

    answer = told("templates", edited(here, "house", edit))
    (template,) = answer["templates"]
    assert template["look"] == [
        "Style “Heading 1”: size 16 pt → 20 pt",
        "Page set-up: left margin 2.54 cm → 3 cm",
    ]
    assert template["redline"] is None
    assert answer["papers"][0]["changed_pages"]


def test_paper_that_fails_with_the_new_version_is_told_with_its_faults(here):
    answer = told("templates", edited(here, "scorecard", retype("heading", "headline")))
    assert answer["breaking"] is True
    (field,) = answer["templates"][0]["fields"]
    assert (field["change"], field["field"], field["breaking"]) == ("renamed", "headline", True)
    (paper,) = answer["papers"]
    assert paper["outcome"] == "cannot be made with the new version"
    (problem,) = paper["problems"]["new"]
    assert (problem["code"], problem["file"]) == (
        "unknown-field",
        (here / "edited" / "scorecard.docx").as_posix(),
    )
    page = (here / "templates-diff" / "diff.html").read_text(encoding="utf-8")
    assert "With the new version the paper cannot be made" in page


def test_template_that_is_gone_or_new_or_broken_is_told(here):
    folder = edited(here, "purpose", lambda document: None)
    (folder / "scorecard.docx").unlink()
    shutil.copy(folder / "purpose.docx", folder / "finance.docx")
    (folder / "purpose.docx").write_bytes(b"no Word file")
    answer = told("templates", folder)
    assert [(t["name"], t["change"], t["breaking"]) for t in answer["templates"]] == [
        ("finance", "added", False),
        ("purpose", "changed", True),
        ("scorecard", "removed", True),
    ]
    assert answer["templates"][2]["note"] == "used by scorecard, appendix 1"
    assert answer["templates"][1]["faults"]


def test_copies_with_comments_are_no_templates(here):
    folder = edited(here, "purpose", retype("{{ purpose }}", "So: {{ purpose }}"))
    for name in ("house", "purpose"):
        shutil.copy(folder / f"{name}.docx", folder / f"{name} - problems.docx")
    answer = told("templates", folder)
    assert [(t["name"], t["change"]) for t in answer["templates"]] == [("purpose", "changed")]


def test_one_file_against_another_stands_for_its_template(here):
    folder = edited(here, "scorecard", retype("{{ appendix.title }}", "Card: {{ appendix.title }}"))
    draft = here / "scorecard (2).docx"
    shutil.move(folder / "scorecard.docx", draft)
    answer = told("templates/word/scorecard.docx", draft)
    assert [t["name"] for t in answer["templates"]] == ["scorecard"]
    assert len(answer["papers"][0]["changed_pages"]) == 1


def test_hostile_text_is_escaped(here):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> &amp; {{ title }}"
    new = edited(here, "scorecard", retype("{{ appendix.title }}", evil + "{{ appendix.title }}"))
    run("templates", new)
    text = (here / "templates-diff" / "diff.html").read_text(encoding="utf-8")
    page = html.fromstring(text.encode())
    assert not page.xpath("//script")
    assert not page.xpath("//@onerror")
    assert all(src.startswith("pages/") for src in page.xpath("//img/@src"))
    assert "default-src 'none'" in text
    (shown,) = page.xpath("//ins/text()")
    assert shown.startswith(evil.replace("{{ title }}", "").strip())


def test_page_is_fit_for_keyboard_and_screen_reader(card):
    here, _ = card
    page = html.fromstring((here / "templates-diff" / "diff.html").read_bytes())
    assert page.get("lang") == "en-GB"
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(img.get("alt") for img in page.xpath("//img"))
    assert all(t.xpath("./caption") and t.xpath(".//th[@scope]") for t in page.xpath("//table"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a.removeprefix("#") for a in page.xpath("//a/@href") if a.startswith("#")} <= set(ids)
    assert {i for each in page.xpath("//@aria-labelledby") for i in each.split()} <= set(ids)


def test_same_versions_give_the_same_files(here, card):
    edited(here, "scorecard", retype("{{ appendix.title }}", "Card: {{ appendix.title }}"))
    run("templates", "edited", "--output", "two")
    one, two = (
        {path.relative_to(folder): data for path, data in all_files(folder).items()}
        for folder in (card[0] / "templates-diff", here / "two")
    )
    assert one == two
    assert len(one) == 4


def test_former_comparison_is_replaced_and_foreign_folder_refused(here):
    new = edited(here, "scorecard", retype("{{ appendix.title }}", "Card: {{ appendix.title }}"))
    run("templates", new)
    run("templates", edited(here, "purpose", retype("Purpose", "Aim")), "--output", "other")
    shutil.rmtree(new)
    run("templates", edited(here, "progress-report", retype("Successes", "Wins")))
    names = {p.name for p in (here / "templates-diff").iterdir()}
    assert names == {"diff.html", "pages", "progress-report-redline.docx"}
    assert not list((here / "templates-diff" / "pages").iterdir())
    (here / "mine").mkdir()
    (here / "mine" / "notes.docx").write_bytes(b"mine")
    answer = run("templates", new, "--output", "mine", code=5)
    assert "no comparison of templates made" in answer.stderr
    assert [p.name for p in (here / "mine").iterdir()] == ["notes.docx"]


@pytest.fixture
def repository(here):
    """The desk under git: a commit without templates, then with them, then with a change."""
    git("init", "-q", "-b", "main")
    git("commit", "-q", "--allow-empty", "-m", "before the templates")
    word = here / "templates" / "word"
    shutil.copy(word / "house.docx", word / "house - problems.docx")  # no template of any version
    git("add", "templates")
    git("rm", "-q", "--cached", "templates/word/house - problems.docx")
    git("commit", "-q", "-m", "templates")
    edit = edited(here, "scorecard", retype("{{ appendix.title }}", "Card: {{ appendix.title }}"))
    shutil.copy(edit / "scorecard.docx", here / "templates" / "word" / "scorecard.docx")
    shutil.rmtree(edit)
    git("commit", "-q", "-a", "-m", "card")
    return here


@pytest.fixture
def no_papers(repository):
    """The desk without papers to picture: a test is about the versions alone."""
    shutil.rmtree(repository / "inputs")


@pytest.mark.usefixtures("no_papers")
@pytest.mark.parametrize(
    "versions",
    [
        ("HEAD~1",),
        ("HEAD~1", "main"),
        ("HEAD~1:templates/word", "HEAD"),
        ("HEAD~1:templates", "HEAD:templates/word"),
        ("HEAD~1:templates/word/scorecard.docx", "templates/word/scorecard.docx"),
        ("HEAD~1:templates/word/scorecard.docx",),
    ],
)
def test_revisions_of_git_are_versions(versions):
    answer = told(*versions)
    assert [t["name"] for t in answer["templates"]] == ["scorecard"]
    assert answer["old"] == versions[0]


def test_repository_is_left_as_it_was(repository):
    index = (repository / ".git" / "index").read_bytes()
    before = all_files(repository / "templates") | all_files(repository / "inputs")
    os.utime(repository / "templates" / "word" / "house.docx", (1, 1))  # git would note that
    refs = git("for-each-ref")
    run("HEAD~1", "--output", repository.parent / "diff")
    assert (repository / ".git" / "index").read_bytes() == index
    assert all_files(repository / "templates") | all_files(repository / "inputs") == before
    assert git("for-each-ref") == refs
    assert git("status", "--porcelain", "--untracked-files=no") == ""


@pytest.mark.parametrize(
    ("named", "code", "found"),
    [
        ("no-such-thing", "no-such-version", "“no-such-thing” is not a file or a folder"),
        ("HEAD~2", "no-templates", "That revision has no Word template in “templates”"),
        ("HEAD:nowhere", "no-templates", "That revision has no Word template in “nowhere”"),
        ("--output=x", "no-such-version", "git knows no revision “--output=x”"),
        ("inputs", "no-templates", "there is no Word template in this folder"),
    ],
)
def test_version_that_is_not_there_is_a_fault(repository, named, code, found):
    answer = told("--", named, code=4)
    (problem,) = answer["problems"]
    assert problem["code"] == code
    assert found in problem["found"]
    assert not (repository / "x").exists()


def test_revision_outside_a_repository_is_a_fault(here, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    (problem,) = told("HEAD", code=4)["problems"]
    assert "there is no git repository here" in problem["found"]


def test_without_git_a_revision_is_a_fault_and_folders_are_not(here, monkeypatch):
    monkeypatch.setenv("PATH", str(here / "nothing"))
    (problem,) = told("HEAD", code=5)["problems"]
    assert problem["code"] == "git-missing"
    assert told("templates", "templates/word")["templates"] == []


def test_paper_can_be_chosen_and_an_unknown_one_is_a_fault(here):
    assert [p["name"] for p in told("templates", "--paper", "scorecard")["papers"]] == ["scorecard"]
    (problem,) = told("templates", "--paper", "scorecrad", code=3)["problems"]
    assert problem["code"] == "no-such-paper"


def test_paper_that_cannot_be_read_is_told_and_stops_nothing(here):
    broken = here / "inputs" / "broken"
    broken.mkdir()
    (broken / "paper.yaml").write_text("title: [", encoding="utf-8")
    outcomes = {p["name"]: p["outcome"] for p in told("templates", "templates/word")["papers"]}
    assert outcomes == {"broken": "cannot be read", "scorecard": "no page changed"}
