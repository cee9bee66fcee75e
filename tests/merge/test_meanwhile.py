"""Two reviewers, and inputs that have changed since the file was built; undo."""

import hashlib
import json
import shutil

import pytest
from docx.oxml.ns import qn

from panel_papers.core import InputsError
from panel_papers.merge.documents import built_documents
from panel_papers.merge.keeping import undo
from panel_papers.merge.merging import merge_files

from .conftest import TEMPLATES, Reviewer, set_text, settings

NUMBERED = "leisure-contract-2026"


def test_two_reviewers_of_one_paragraph_are_merged_word_by_word(built, paper, merge):
    legal = Reviewer(built["report"]).replace("says", "shows")
    finance = Reviewer(built["report"], tracked=False).replace("two lines", "three lines")
    text = (paper / "purpose.md").read_text(encoding="utf-8")
    assert merge(legal.bytes(), finance.bytes()) == {
        "purpose.md": text.replace("says", "shows").replace("two lines", "three lines")
    }


def test_a_look_that_an_earlier_reviewer_gave_is_no_difference(built, merge):
    legal = Reviewer(built["report"]).embolden("typed", "w:strike")
    finance = Reviewer(built["report"]).replace("few", "many")
    files = merge(legal.bytes(), finance.bytes())
    assert "~~typed~~" in files["purpose.md"]
    assert "| many |" in files["context.md"]


def test_a_row_that_an_earlier_reviewer_deleted_may_have_had_two_lines_in_a_cell(
    paper, merge, built_now
):
    path = paper / "context.md"
    text = path.read_text(encoding="utf-8").replace("| few |", "| few<br>and small |")
    path.write_text(text, encoding="utf-8")
    report = built_now()["report"]
    legal = Reviewer(report, tracked=False)
    row = next(legal.paragraph("few").iterancestors(qn("w:tr")))
    row.getparent().remove(row)
    finance = Reviewer(report).replace("A last", "A final")
    text = text.replace("| Small | 20 | few<br>and small |\n", "").replace("A last", "A final")
    assert merge(legal.bytes(), finance.bytes()) == {"context.md": text}


def test_a_link_of_an_earlier_reviewer_is_no_difference(built, paper, merge):
    legal = Reviewer(built["report"], tracked=False)
    holder = next(legal.paragraph("list of grants").iter(qn("w:hyperlink")))
    set_text(next(holder.iter(qn("w:r"))), "the register")
    finance = Reviewer(built["report"]).replace("A last", "A final")
    text = (paper / "context.md").read_text(encoding="utf-8")
    text = text.replace("[the list of grants]", "[the register]").replace("A last", "A final")
    assert merge(legal.bytes(), finance.bytes()) == {"context.md": text}


def test_two_reviewers_of_one_row_of_a_table_are_merged(built, paper, merge):
    legal = Reviewer(built["report"]).replace("Large |", "Huge |")
    finance = Reviewer(built["report"], tracked=False).replace("Small", "Smaller", of="Small")
    finance.replace(" note", " remark", of="bold note")
    text = (paper / "context.md").read_text(encoding="utf-8")
    text = text.replace("Large \\|", "Huge \\|").replace("** note", "** remark")
    assert merge(legal.bytes(), finance.bytes()) == {
        "context.md": text.replace("- Small grants", "- Smaller grants")
    }


def test_two_reviewers_are_merged_one_after_the_other(built, paper, merge):
    legal = Reviewer(built["report"]).replace("interim", "final")
    finance = Reviewer(built["report"], tracked=False).replace("Third step", "Last step")
    finance.insert_after("asks for a further report", "thanks the auditor")
    merge(legal.bytes())
    files = merge(finance.bytes())
    assert sorted(files) == ["context.md", "recommendations.md"]
    assert "*final letter*" in (paper / "purpose.md").read_text(encoding="utf-8")
    assert "3. Last step" in files["context.md"]
    assert "4. thanks the auditor" in files["recommendations.md"]


def test_two_reviewers_of_one_paragraph_are_a_conflict_with_both_texts(built, paper, merge):
    legal = Reviewer(built["report"]).replace("interim", "final")
    finance = Reviewer(built["report"]).replace("interim", "second")
    before = (paper / "purpose.md").read_bytes()
    with pytest.raises(InputsError) as caught:
        merge(legal.bytes(), finance.bytes())
    (problem,) = caught.value.problems
    assert problem.code == "merge-conflict-with-inputs"
    assert "final letter" in problem.found
    assert "second letter" in problem.found
    assert (paper / "purpose.md").read_bytes() == before


def test_what_the_author_changed_by_hand_is_merged_with_the_build_in_the_outputs(
    built, paper, merge, tmp_path
):
    outputs = tmp_path / "outputs" / "paper"
    outputs.mkdir(parents=True)
    (outputs / "paper-report.docx").write_bytes(built["report"])
    entry = {
        "name": "paper-report.docx",
        "sha256": hashlib.sha256(built["report"]).hexdigest(),
        "bytes": len(built["report"]),
    }
    (outputs / "manifest.json").write_text(json.dumps({"files": [entry]}), encoding="utf-8")
    path = paper / "purpose.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("says what", "shows what"), encoding="utf-8"
    )
    files = merge(Reviewer(built["report"]).replace("two lines", "three lines").bytes())
    assert list(files) == ["purpose.md"]
    assert "shows what" in files["purpose.md"]
    assert "three lines" in files["purpose.md"]


def test_two_reviewers_who_agree_are_no_conflict(built, merge):
    legal = Reviewer(built["report"]).replace("interim", "final")
    finance = Reviewer(built["report"]).replace("interim", "final").replace("few", "many")
    files = merge(legal.bytes(), finance.bytes())
    assert "*final letter*" in files["purpose.md"]
    assert "| many |" in files["context.md"]


def test_what_the_author_added_meanwhile_stays(built, paper, merge):
    merge(Reviewer(built["report"]).replace("interim", "final").bytes())
    path = paper / "recommendations.md"
    path.write_text(path.read_text(encoding="utf-8") + "4. thanks the clerk\n", encoding="utf-8")
    files = merge(Reviewer(built["report"]).replace("few", "many").bytes())
    assert list(files) == ["context.md"]
    assert "4. thanks the clerk" in path.read_text(encoding="utf-8")


def test_without_the_text_of_the_build_a_change_of_the_inputs_is_a_conflict(built, paper, merge):
    path = paper / "purpose.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("interim", "internal"), encoding="utf-8")
    with pytest.raises(InputsError) as caught:
        merge(Reviewer(built["report"]).replace("few", "many").bytes())
    (problem,) = caught.value.problems
    assert problem.code == "merge-conflict-with-inputs"
    assert "internal letter" in problem.found
    assert "interim letter" in problem.found


def without_anchors(data):
    reviewer = Reviewer(data)
    for each in list(reviewer.document.element.body.iter()):
        if isinstance(each.tag, str) and "}bookmark" in each.tag:
            each.getparent().remove(each)
    return reviewer


def test_without_anchors_the_user_says_that_the_inputs_are_the_same(built, merge):
    data = without_anchors(built["report"]).replace("interim", "final").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    assert {each.code for each in caught.value.problems} == {"merge-conflict-with-inputs"}
    assert "*final letter*" in merge(data, same_inputs=True)["purpose.md"]


def test_a_merge_can_be_undone_and_not_over_later_changes(built, paper, merge):
    path = paper / "purpose.md"
    before = path.read_bytes()
    merge(Reviewer(built["report"]).replace("interim", "final").bytes())
    after = path.read_bytes()
    assert after != before
    path.write_bytes(after + b"\nMore.\n")
    with pytest.raises(InputsError, match="changed after the merge"):
        undo(paper)
    path.write_bytes(after)
    assert undo(paper) == ["purpose.md"]
    assert path.read_bytes() == before
    with pytest.raises(InputsError, match="can be undone"):
        undo(paper)


def test_a_level_that_no_input_can_say_is_refused_after_another_reviewer_too(tmp_path):
    inputs = tmp_path / "inputs"
    shutil.copytree(TEMPLATES.parent / "inputs" / NUMBERED, inputs / NUMBERED)
    now = settings(inputs)
    report = built_documents(inputs / NUMBERED, now)[1][0].docx
    legal = Reviewer(report).replace("car park", "garden")
    finance = Reviewer(report)
    next(finance.paragraph("asks the Cabinet").iter(qn("w:ilvl"))).set(qn("w:val"), "0")
    files = []
    for number, each in enumerate((legal, finance)):
        files.append(tmp_path / f"reviewer-{number}.docx")
        files[-1].write_bytes(each.bytes())
    with pytest.raises(InputsError) as caught:
        merge_files(NUMBERED, files, now)
    (problem,) = caught.value.problems
    assert problem.code == "merge-not-exact"
    assert "number of level 3) This report asks" in problem.found
