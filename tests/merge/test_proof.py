"""The proof of a merge reads both files with rdocx, and finds what differs."""

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from panel_papers.merge.proof import differences

from .conftest import Reviewer


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.replace("interim", "final"),
        lambda r: r.embolden("further"),
        lambda r: r.embolden("further", "w:i"),
        lambda r: r.delete("After the table"),
        lambda r: r.insert_after("After the table", "More."),
        lambda r: r.replace("few", "many"),
        lambda r: r.move("Small grants", "Loans"),
    ],
)
@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "typed"])
def test_each_difference_is_found(built, change, tracked):
    edited = change(Reviewer(built["report"], tracked=tracked)).bytes()
    assert differences(edited, built["report"])


def test_what_nobody_reads_is_no_difference(built):
    reviewer = Reviewer(built["report"]).comment("After the table", "R", "Is this right?")
    assert differences(reviewer.bytes(), built["report"]) == []


def test_another_link_is_a_difference(built):
    reviewer = Reviewer(built["report"])
    for relation in reviewer.document.part.rels.values():
        if relation.is_external and "list" in relation.target_ref:
            relation._target = "https://www.example.org/other"
    assert differences(reviewer.bytes(), built["report"])


@pytest.mark.parametrize("held", ["w:tr", "w:tc", "w:tbl"])
def test_bold_in_a_content_control_of_a_table_is_a_difference(built, held):
    def controlled(reviewer):
        held_here = next(reviewer.paragraph("few").iterancestors(qn(held)))
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        held_here.addprevious(control)
        control.append(content)
        content.append(held_here)
        return reviewer.bytes()

    plain = controlled(Reviewer(built["report"]))
    bold = controlled(Reviewer(built["report"]).embolden("few"))
    assert differences(plain, plain) == []
    assert [line for each in differences(bold, plain) for line in each.theirs] == [
        "Small | 20 | {**}few"
    ]


def test_a_file_that_cannot_be_read_is_no_proof():
    with pytest.raises(ValueError, match=r"."):
        differences(b"no file", b"no file")
