"""Changes that are taken or left one by one."""

import copy
import os
import subprocess
import sys

import pytest
from docx.oxml.ns import qn

from panel_papers.merge.choosing import choices, without
from panel_papers.merge.meanwhile import Rebased
from panel_papers.merge.reading import read_file

from ..commands import SOURCE, run_command
from .conftest import TEMPLATES, Reviewer, set_text


def edits(data):
    reviewer = Reviewer(data, tracked=False)
    reviewer.replace("interim", "final").delete("Small grants")
    reviewer.insert_after("asks for a further report", "thanks the clerk")
    reviewer.split("A quotation of", "what the")
    return reviewer.move("First step", "Third step")


@pytest.fixture
def files(built):
    return read_file(built["report"]), read_file(edits(built["report"]).bytes())


def texts(file):
    return [each.text for each in file.paragraphs]


def test_a_split_and_a_move_are_one_change_each(files):
    found = choices(*files)
    assert [(each.old[:20], each.new[:20]) for each in found] == [
        ("This report says wha", "This report says wha"),
        ("", "thanks the clerk"),
        ("Small grants", ""),
        ("A quotation of what ", "A quotation of  / wh"),
        ("First step", "First step"),
    ]
    assert found[3].new.count(" / ") == 1


def test_with_all_left_the_file_is_as_it_was_built_and_with_none_as_the_reviewer_has_it(files):
    built, edited = files
    now = Rebased(edited)
    assert texts(without(built, now, range(5)).file) == texts(built)
    assert texts(without(built, now, ()).file) == texts(edited)


@pytest.mark.parametrize("number", range(5))
def test_each_change_can_be_left_alone(files, number):
    built, edited = files
    one = without(built, Rebased(edited), [number]).file
    others = without(built, Rebased(edited), [n for n in range(5) if n != number]).file
    assert choices(built, one) == [c for n, c in enumerate(choices(*files)) if n != number]
    assert choices(built, others) == [choices(*files)[number]]


def test_the_command_asks_and_merges_what_was_taken(paper, built, tmp_path):
    (tmp_path / "templates").symlink_to(TEMPLATES)
    reviewer = Reviewer(built["report"]).replace("interim", "final").embolden("Third step")
    (tmp_path / "legal.docx").write_bytes(reviewer.replace("few", "many").bytes())
    came = subprocess.run(
        [sys.executable, "-m", "panel_papers", "merge", "paper", "legal.docx", "--choose"],
        cwd=tmp_path,
        input="n\n\nn\n",
        env=os.environ | {"PYTHONPATH": str(SOURCE), "PANEL_PAPERS_CACHE": "", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert came.returncode == 0, came.stderr
    assert "Change 1 of 3, under the heading “Purpose of Report”, paragraph 1:" in came.stderr
    assert "interim" in (paper / "purpose.md").read_text(encoding="utf-8")
    text = (paper / "context.md").read_text(encoding="utf-8")
    assert "| many |" in text
    assert "3. Third step" in text


def test_a_command_that_gets_no_answer_changes_nothing(paper, built, tmp_path):
    (tmp_path / "templates").symlink_to(TEMPLATES)
    data = Reviewer(built["report"]).replace("interim", "final").bytes()
    (tmp_path / "legal.docx").write_bytes(data)
    before = (paper / "purpose.md").read_bytes()
    came = run_command("merge", "paper", "legal.docx", "--choose", folder=tmp_path)
    assert (came.returncode, (paper / "purpose.md").read_bytes()) == (2, before)
    assert (
        run_command("merge", "paper", "a.docx", "b.docx", "--choose", folder=tmp_path).returncode
        == 2
    )


CELL = "| Small | 20 | few |", "| Small | 20 | many |"


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("number", range(3))
def test_a_change_in_a_cell_is_left_and_the_rest_is_merged(built, paper, merge, tracked, number):
    reviewer = Reviewer(built["report"], tracked=tracked).replace("A last", "A final")
    reviewer.replace("few", "many").replace("Loans", "Credits", of="Loans")
    text = (paper / "context.md").read_text(encoding="utf-8")
    for place, (old, new) in enumerate([("- Loans", "- Credits"), CELL, ("A last", "A final")]):
        if place != number:
            text = text.replace(old, new)
    assert merge(reviewer.bytes(), left=[number]) == {"context.md": text}


def test_a_new_row_is_left_and_a_cell_beside_it_is_merged(built, paper, merge):
    reviewer = Reviewer(built["report"], tracked=False).replace("few", "many")
    row = next(reviewer.paragraph("300").iterancestors(qn("w:tr")))
    row.addnext(added := copy.deepcopy(row))
    for each in list(added.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    text = (paper / "context.md").read_text(encoding="utf-8")
    assert merge(reviewer.bytes(), left=[1]) == {"context.md": text.replace(*CELL)}


@pytest.mark.parametrize("words", ["{{x}}", "*new*", "a|b", "<b>"])
def test_a_new_row_says_signs_of_markdown_as_they_are(built, merge, built_now, words):
    reviewer = Reviewer(built["report"], tracked=False)
    row = next(reviewer.paragraph("300").iterancestors(qn("w:tr")))
    row.addnext(added := copy.deepcopy(row))
    for each in list(added.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    set_text(next(added.iter(qn("w:r"))), words)
    merge(reviewer.bytes())
    assert texts(read_file(built_now()["report"])) == texts(read_file(reviewer.bytes()))


def shown_after(built, change):
    reviewer = Reviewer(built["report"], tracked=False)
    change(reviewer)
    (found,) = choices(read_file(built["report"]), read_file(reviewer.bytes()))
    return found.old, found.new


def test_a_change_of_looks_alone_is_said_in_words(built):
    assert shown_after(built, lambda each: each.embolden("Third step")) == (
        "Third step",
        "[bold: Third step]",
    )


def test_a_change_of_a_level_alone_is_said_in_words(built):
    def deeper(reviewer):
        reviewer.paragraph("Third step").find(f".//{qn('w:ilvl')}").set(qn("w:val"), "1")

    assert shown_after(built, deeper) == (
        "(number of level 1) Third step",
        "(number of level 2) Third step",
    )


def test_a_footnote_is_shown_with_its_paragraph(built):
    old, new = shown_after(built, lambda each: each.replace_in_note("As at", "As of"))
    assert old.count("for each. [footnote: As at 1 March.] Prices rise") == 1
    assert new == old.replace("As at", "As of")
