"""Three versions of a document: as it was built, as a reviewer left it, and as it is now."""

import pytest

from panel_papers.merge.bases import kept, restored
from panel_papers.merge.meanwhile import rebased
from panel_papers.merge.reading import read_file

from .conftest import Reviewer


@pytest.fixture
def together(built):
    """Put what two reviewers made of the report together: its text, and the conflicts."""

    def put(ours, theirs):
        base = read_file(built["report"])
        again = restored(base.build, kept(base))
        versions = [read_file(each.bytes()) for each in (ours, theirs)]
        found = rebased(versions[0], versions[1], again)
        return [each.text for each in found.file.paragraphs], [e.found for e in found.refusals]

    return put


@pytest.fixture
def reviewer(built):
    """Somebody who changes the report."""

    def begin(**options):
        return Reviewer(built["report"], **options)

    return begin


def before(built):
    return [each.text for each in read_file(built["report"]).paragraphs]


WORDS = {
    "far apart": (("says", "shows"), ("two lines", "three lines")),
    "with others between": (("asked", "agreed"), ("follows", "precedes")),
    "one goes": ((" of March", ""), ("two lines", "three lines")),
    "one comes": (("asked", "asked and why"), ("two lines", "three lines")),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_of_one_paragraph(built, reviewer, together, name):
    one, other = WORDS[name]
    texts, conflicts = together(reviewer().replace(*one), reviewer().replace(*other))
    assert conflicts == []
    assert texts == [
        t.replace(*one).replace(*other) if "two lines" in t else t for t in before(built)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("two", "three"), ("lines", "rows")),
        (("two lines", "three lines"), ("two lines", "no lines")),
        (("two lines", "three lines"), ("two", "")),
        (("two", "two long"), ("lines", "short lines")),
    ],
)
def test_words_that_touch_are_a_conflict_with_all_texts(reviewer, together, one, other):
    _, (conflict,) = together(reviewer().replace(*one), reviewer().replace(*other))
    assert one[1] in conflict
    assert f"{other[1]} " in conflict
    assert "two lines" in conflict.partition("where it was")[2]


def test_a_look_and_a_word_are_put_together(built, reviewer, together):
    ours, theirs = reviewer().embolden("typed", "w:i"), reviewer().replace("says", "shows")
    texts, conflicts = together(ours, theirs)
    assert conflicts == []
    assert texts == [t.replace("says what", "shows what") for t in before(built)]


def test_two_looks_of_one_word_are_a_conflict(reviewer, together):
    _, conflicts = together(reviewer().embolden("typed", "w:i"), reviewer().embolden("typed"))
    assert len(conflicts) == 1


@pytest.mark.parametrize("deleted_first", [True, False])
def test_a_paragraph_that_one_deletes_and_another_changes_is_a_conflict(
    reviewer, together, deleted_first
):
    gone = reviewer().delete("After the table comes")
    changed = reviewer().replace("Use the", "Take the")
    _, (conflict,) = together(*([gone, changed] if deleted_first else [changed, gone]))
    assert "Take the" in conflict


def test_a_paragraph_that_both_delete_is_gone(built, reviewer, together):
    gone = [reviewer(tracked=t).delete("After the table comes") for t in (True, False)]
    assert together(*gone) == ([t for t in before(built) if "After the table" not in t], [])


def test_new_paragraphs_at_one_place_are_a_conflict_unless_they_are_the_same(reviewer, together):
    legal = reviewer().insert_after("Nothing here is", "From legal.")
    finance = reviewer().insert_after("Nothing here is", "From finance.")
    _, (conflict,) = together(legal, finance)
    assert "“From finance.” where the inputs have got “From legal.”" in conflict
    texts, conflicts = together(legal, reviewer().insert_after("Nothing here is", "From legal."))
    assert (texts.count("From legal."), conflicts) == (1, [])


def test_new_paragraphs_at_two_places_both_come(reviewer, together):
    texts, conflicts = together(
        reviewer().insert_after("Nothing here is", "From legal."),
        reviewer().insert_after("After the table", "From finance."),
    )
    assert conflicts == []
    assert texts.index("From legal.") < texts.index("From finance.")


@pytest.mark.parametrize("moved_first", [True, False])
def test_a_move_and_a_change_are_put_together(reviewer, together, moved_first):
    moved = reviewer(tracked=False).move("First step", "Third step")
    changed = reviewer().replace("Second", "Middle")
    texts, conflicts = together(*([moved, changed] if moved_first else [changed, moved]))
    steps = [text for text in texts if text.endswith(" step")]
    assert (steps, conflicts) == (["Middle step", "Third step", "First step"], [])


def test_two_moves_are_a_conflict(reviewer, together):
    _, conflicts = together(
        reviewer(tracked=False).move("First step", "Third step"),
        reviewer(tracked=False).move("Loans", "Small grants"),
    )
    assert len(conflicts) == 1


def test_a_split_and_a_change_of_its_second_half_are_a_conflict(reviewer, together):
    split = reviewer().split("After the table", "Use the")
    changed = reviewer().replace("Use the", "Take the")
    assert together(split, changed)[1]
    assert together(changed, split)[1]


def test_a_split_and_a_change_of_its_first_half_are_put_together(reviewer, together):
    split = reviewer().split("Nothing here is", "and all of it")
    changed = reviewer().replace("Nothing here", "Not one word")
    for ours, theirs in ((split, changed), (changed, split)):
        texts, conflicts = together(ours, theirs)
        assert conflicts == []
        assert "Not one word is secret, " in texts or "Not one word is secret," in texts
        assert any(text.startswith("and all of it is very") for text in texts)


def test_a_style_and_a_word_are_put_together(reviewer, together):
    styled = reviewer(tracked=False)
    styled.paragraph("A last paragraph").get_or_add_pPr().style = "Heading2"
    changed = reviewer().replace("A last", "One last")
    texts, conflicts = together(changed, styled)
    assert conflicts == []
    assert any(text.startswith("One last paragraph") for text in texts)
