"""What was handed in is known to print, or not to."""

import pytest

from panel_papers.core.problems import Place
from panel_papers.core.values import PlacedText, Prose
from panel_papers.word.filling.slots import Slot, Slots

TAG, HERE = "{{ t }}", Place("t.docx", where="paragraph 1")
FIRST, SECOND = Place("a.yaml", 1), Place("a.yaml", 2)


def test_text_splits_at_its_marks_and_nothing_is_lost():
    slots = Slots()
    first, second = slots.mark("one", TAG, HERE), slots.mark("two", TAG, HERE)
    assert list(slots.split(f"a {first}{second} b")) == [
        "a ",
        Slot("one", TAG, HERE),
        Slot("two", TAG, HERE),
        " b",
    ]
    assert slots.lost() == []


def test_a_mark_that_stands_for_nothing_is_text():
    other = Slots()
    other.mark("one", TAG, HERE)
    mark = other.mark("two", TAG, HERE)
    slots = Slots()
    slots.mark("one", TAG, HERE)
    assert list(slots.split(f"a {mark} b")) == [f"a {mark} b"]


def test_a_mark_that_is_never_met_is_lost():
    slots = Slots()
    slots.mark("one", TAG, HERE)
    assert slots.lost() == [Slot("one", TAG, HERE)]


@pytest.mark.parametrize(
    ("asked", "value", "printed"),
    [
        (PlacedText("yes", FIRST), PlacedText("yes", FIRST), True),
        (PlacedText("yes", FIRST), PlacedText("yes", SECOND), False),
        (PlacedText("yes and no", FIRST), PlacedText("no", SECOND), False),
        (Prose("yes", FIRST), PlacedText("yes", FIRST), True),
        ("YES, NO", PlacedText("yes", FIRST), True),
        ("no", PlacedText("yes", FIRST), False),
    ],
)
def test_a_text_prints_if_it_was_asked_for_where_it_was_typed(asked, value, printed):
    slots = Slots()
    slots.mark(asked, TAG, HERE)
    assert slots.prints(value) is printed
