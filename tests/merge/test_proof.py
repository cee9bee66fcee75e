"""The proof of a merge reads both files with rdocx, and finds what differs."""

import pytest

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


def test_a_file_that_cannot_be_read_is_no_proof():
    with pytest.raises(ValueError, match=r"."):
        differences(b"no file", b"no file")
