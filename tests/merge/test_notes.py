"""Footnotes whose text was changed in Word."""

import pytest

from panel_papers.core import InputsError
from panel_papers.merge.unlike import unlikes

from .conftest import Reviewer

NOTE = "[^one]: As at 1 March.\n"
OTHER = "\n[^two]: See [the list](https://www.example.org/list), *page 2*.\n"


@pytest.mark.parametrize("tracked", [True, False])
def test_words_of_a_footnote_go_into_its_definition(built, paper, merge, tracked):
    reviewer = Reviewer(built["report"], tracked=tracked)
    reviewer.replace_in_note("1 March", "2 *March*").replace("A last", "A final")
    text = (paper / "context.md").read_text(encoding="utf-8")
    text = text.replace(NOTE, NOTE.replace("1 March", "2 \\*March\\*"))
    assert merge(reviewer.bytes()) == {"context.md": text.replace("A last", "A final")}


def test_a_look_in_a_footnote_goes_into_its_definition(built, paper, merge):
    reviewer = Reviewer(built["report"])
    reviewer.embolden("1 March", paragraph=reviewer.note())
    text = (paper / "context.md").read_text(encoding="utf-8")
    assert merge(reviewer.bytes()) == {"context.md": text.replace("1 March", "**1 March**")}


def test_a_note_keeps_its_link_its_marks_and_its_figure(paper, merge, built_now):
    text = (paper / "context.md").read_text(encoding="utf-8")
    text = text.replace("few |", "few[^two] |") + OTHER.replace("2", "{{ figures.grants }}")
    (paper / "context.md").write_text(text, encoding="utf-8")
    reviewer = Reviewer(built_now()["report"]).replace_in_note("See ", "Read ", 1)
    files = merge(reviewer.replace_in_note("As at", "On").bytes())
    assert files == {"context.md": text.replace("See ", "Read ").replace("As at", "On")}


def test_a_figure_that_was_typed_over_in_a_footnote_is_refused(paper, merge, built_now):
    path = paper / "context.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("1 March", "{{ figures.grants }}"),
        encoding="utf-8",
    )
    data = Reviewer(built_now()["report"]).replace_in_note("1,234", "1,235").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    (problem,) = caught.value.problems
    assert problem.code == "merge-figure"
    assert problem.place.where == "the footnote “As at 1,235.”"


def test_a_footnote_that_was_emptied_is_refused(built, merge):
    data = Reviewer(built["report"], tracked=False).replace_in_note("As at 1 March.", "").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    assert [each.code for each in caught.value.problems] == ["merge-not-exact"]
    assert "an empty footnote" in caught.value.problems[0].found


def test_two_reviewers_change_a_footnote_and_the_words_beside_its_mark(built, paper, merge):
    legal = Reviewer(built["report"]).replace_in_note("1 March", "2 March")
    finance = Reviewer(built["report"]).replace("rise", "go up")
    text = (paper / "context.md").read_text(encoding="utf-8")
    assert merge(legal.bytes(), finance.bytes()) == {
        "context.md": text.replace("1 March", "2 March").replace("rise", "go up")
    }


def test_two_reviewers_of_one_footnote_are_a_conflict(built, merge):
    legal = Reviewer(built["report"]).replace_in_note("1 March", "2 March")
    finance = Reviewer(built["report"]).replace_in_note("1 March", "3 March")
    with pytest.raises(InputsError) as caught:
        merge(legal.bytes(), finance.bytes())
    (problem,) = caught.value.problems
    assert problem.code == "merge-conflict-with-inputs"
    assert "each. [footnote: As at 3 March.] Prices" in problem.found
    assert "each. [footnote: As at 2 March.] Prices" in problem.found


def test_the_proof_sees_words_marks_and_links_of_footnotes(paper, built_now):
    path = paper / "context.md"
    text = path.read_text(encoding="utf-8").replace(NOTE, "") + OTHER.replace("two", "one")
    found = []
    for each in (
        text,
        text.replace("page 2", "page 3"),
        text.replace("*page 2*", "page 2"),
        text.replace("org/list)", "org/lists)"),
    ):
        path.write_text(each, encoding="utf-8")
        found.append(built_now()["report"])
    said = [[e.what for e in unlikes(found[0], each, numbered=True)] for each in found]
    assert [len(each) for each in said] == [0, 1, 1, 1]
    assert said[2] == ["would not print “page 2” italic"]
    assert "a link to https://www.example.org/lists" in said[3][0]
