"""A reviewer’s file that is merged again: what the inputs have of it already is not typed twice."""

import copy

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from panel_papers.core import InputsError

from .conftest import Reviewer, set_text


def row_after(reviewer, text, *cells):
    row = next(reviewer.paragraph(text).iterancestors(qn("w:tr")))
    added = copy.deepcopy(row)
    for each in list(added.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    for cell, said in zip(added.iter(qn("w:tc")), cells, strict=True):
        paragraph = cell.find(qn("w:p"))
        for each in [e for e in paragraph if e.tag != qn("w:pPr")]:
            paragraph.remove(each)
        run = OxmlElement("w:r")
        set_text(run, said)
        paragraph.append(run)
    row.addnext(added)
    return reviewer


def without_row(reviewer, text):
    row = next(reviewer.paragraph(text).iterancestors(qn("w:tr")))
    row.getparent().remove(row)
    return reviewer


ITEM = "recommendations.md"
TEXT = "context.md"
PAIRS = {
    "an item, the one before it deleted": (
        lambda legal: legal.insert_after("notes the report", "thanks the auditor"),
        lambda finance: finance.delete("notes the report"),
        (ITEM, "thanks the auditor"),
    ),
    "an item, all others changed": (
        lambda legal: legal.insert_after("notes the report", "thanks the auditor"),
        lambda finance: finance.replace("approves the budget of", "takes note of").replace(
            "asks for a further report", "gives thanks to nobody"
        ),
        (ITEM, "thanks the auditor"),
    ),
    "a paragraph, the one before it rewritten": (
        lambda legal: legal.insert_after("A quotation", "Nobody answered."),
        lambda finance: finance.replace("A quotation of what", "The words in which"),
        (TEXT, "Nobody answered."),
    ),
    "a paragraph, the one before it deleted": (
        lambda legal: legal.insert_after("After the table comes", "Nobody answered."),
        lambda finance: finance.delete("After the table comes"),
        (TEXT, "Nobody answered."),
    ),
    "a paragraph, the heading after it deleted": (
        lambda legal: legal.insert_after("A quotation", "Nobody answered."),
        lambda finance: finance.delete("Money"),
        (TEXT, "Nobody answered."),
    ),
    "a row, the one before it deleted": (
        lambda legal: row_after(legal, "bold", "Gifts", "7", "one"),
        lambda finance: without_row(finance, "bold"),
        (TEXT, "| Gifts | 7 | one |"),
    ),
    "a part of a paragraph": (
        lambda legal: legal.split("After the table comes", "Use the"),
        lambda finance: finance.replace("After the table", "Behind the table"),
        (TEXT, "Use the `code word` here."),
    ),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_what_was_added_is_not_typed_twice_after_a_colleague_changed_what_is_around_it(
    built, paper, merge, kind
):
    add, change, (path, text) = PAIRS[kind]
    legal = add(Reviewer(built["report"])).bytes()
    merge(legal)
    merge(change(Reviewer(built["report"], tracked=False)).bytes())
    before = (paper / path).read_text(encoding="utf-8")
    assert before.count(text) == 1
    assert merge(legal) == {}
    assert (paper / path).read_text(encoding="utf-8") == before


def test_a_changed_note_is_not_typed_twice(built, paper, merge):
    legal = Reviewer(built["report"]).replace_in_note("As at", "As of").bytes()
    merge(legal)
    merge(Reviewer(built["report"]).replace("There are", "There were").bytes())
    assert merge(legal) == {}
    assert (paper / TEXT).read_text(encoding="utf-8").count("[^one]: As of 1 March.") == 1


def test_of_a_later_file_of_the_same_reviewer_only_what_is_new_is_typed(built, paper, merge):
    legal = Reviewer(built["report"]).insert_after("notes the report", "thanks the auditor")
    merge(legal.bytes())
    merge(Reviewer(built["report"], tracked=False).delete("notes the report").bytes())
    legal.insert_after("thanks the auditor", "thanks the clerk")
    files = merge(legal.bytes())
    assert files[ITEM].count("thanks the auditor\n4. thanks the clerk\n") == 1
    assert files[ITEM].count("thanks") == 2


def test_moves_that_the_inputs_have_already_are_no_conflict(built, paper, merge):
    legal = Reviewer(built["report"], tracked=False)
    legal.move("approves the budget", after="asks for a further report")
    merge(legal.bytes())
    assert merge(legal.bytes()) == {}


def test_the_same_item_at_another_place_may_be_meant_twice_and_is_refused(built, merge):
    merge(Reviewer(built["report"]).insert_after("Small grants", "Gifts").bytes())
    with pytest.raises(InputsError) as caught:
        merge(Reviewer(built["report"]).insert_after("Loans", "Gifts").bytes())
    ((code, found),) = {(each.code, each.found) for each in caught.value.problems}
    assert code == "merge-conflict-with-inputs"
    assert found == (
        "The file has new words in “Gifts”, which the inputs have got at another place since the "
        "file was built"
    )


def test_what_two_changed_is_accepted_where_the_inputs_have_both_changes_already(
    built, paper, merge
):
    merge(Reviewer(built["report"]).replace("interim", "final").bytes())
    finance = Reviewer(built["report"]).replace("interim", "second").bytes()
    with pytest.raises(InputsError) as caught:
        merge(finance)
    (problem,) = caught.value.problems
    assert problem.hint == (
        "type both changes together into the inputs and merge again, or reject this one in Word"
    )
    path = paper / "purpose.md"
    text = path.read_text(encoding="utf-8").replace("*final letter*", "*second and final letter*")
    path.write_text(text, encoding="utf-8")
    assert merge(finance) == {}
    assert path.read_text(encoding="utf-8") == text


def test_a_word_that_only_one_of_two_took_out_is_still_a_conflict(built, paper, merge):
    merge(Reviewer(built["report"]).replace("interim", "final").bytes())
    with pytest.raises(InputsError):
        merge(Reviewer(built["report"]).replace("interim", "").bytes())
    path = paper / "purpose.md"
    text = path.read_text(encoding="utf-8").replace("*final letter*", "*final, signed letter*")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputsError):
        merge(Reviewer(built["report"]).replace("interim", "").bytes())
