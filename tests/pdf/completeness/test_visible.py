"""What lies over a text, and what only touches it."""

from __future__ import annotations

import pytest

from panel_papers.pdf.completeness.visible import Box, Fill, Text, covers, unseen

PAGE = Box(0, 0, 600, 800)
WORDS = Text(Box(100, 100, 200, 112), 1, 7, 0, None, painted=True)
PART = Box(150, 98, 180, 114)


@pytest.mark.parametrize(
    ("fill", "over"),
    [
        (Fill(PART, 2, 0), (PART,)),
        (Fill(PART, 2, None), (PART,)),  # an opaque picture
        (Fill(PART, 2, None, hides=False), ()),  # one that lets through
        (Fill(PART, 0, 0), ()),  # behind
        (Fill(Box(100, 105, 200, 106), 2, 0), ()),  # a line through the words
        (Fill(Box(100, 98, 200, 100), 2, 0), ()),  # a line under them
        (Fill(Box(210, 98, 240, 114), 2, 0), ()),  # beside
    ],
)
def test_what_covers_a_part_of_a_text(fill: Fill, over: tuple[Box, ...]):
    assert covers([WORDS], [fill]).get(7, ()) == over


@pytest.mark.parametrize(("hides", "found"), [(True, {7: None}), (False, {})])
def test_a_picture_over_all_of_a_text(hides: bool, found: dict[int, None]):
    assert unseen([WORDS], [Fill(Box(90, 90, 210, 120), 2, None, hides)], PAGE) == found


def test_what_lies_behind_a_text_covers_nothing_whatever_else_is_in_front():
    elsewhere = Fill(Box(300, 300, 310, 310), 5, 0)
    assert covers([WORDS], [Fill(PART, 0, 0), elsewhere]) == {}
