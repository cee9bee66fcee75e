"""What disagrees with the parts of a pack is found, one thing at a time, without a PDF."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from panel_papers.checks.outputs.numbers import Numbers, last_stamp
from panel_papers.checks.outputs.page_numbers import _problems

PARTS = [("Contents", 41), ("Report", 42), ("Costs", 44)]
PACK: Any = SimpleNamespace(
    prefix="",
    first_page=41,
    pages=4,
    parts=[SimpleNamespace(title=t, first_page=p, group=None) for t, p in PARTS],
)
RIGHT = Numbers(
    labels=["41", "42", "43", "44"],
    printed=["Page 41", "Page 42", "Page 43", "Page 44"],
    bookmarks=[("Contents", 0), ("Report", 1), ("Costs", 3)],
    linked=frozenset({1, 3}),
)


def test_numbers_that_agree_pass():
    assert list(_problems(RIGHT, PACK)) == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"labels": ["1", "2", "3", "4"]}, "page labels"),
        ({"printed": ["Page 41", "Page 42", "Page 43", ""]}, "printed numbers"),
        ({"printed": ["Page 42", "Page 43", "Page 44", "Page 45"]}, "printed numbers"),
        ({"bookmarks": [("Contents", 0), ("Report", 2), ("Costs", 3)]}, "bookmarks"),
        ({"linked": frozenset({1})}, "links of the contents page"),
        ({"linked": frozenset({0, 1, 3})}, "links of the contents page"),
    ],
)
def test_each_disagreement_is_found_where_it_is(wrong, where):
    found = list(_problems(replace(RIGHT, **wrong), PACK))
    assert [each.place.where for each in found] == [where]


MEETING: Any = SimpleNamespace(
    prefix="",
    first_page=1,
    pages=4,
    parts=[
        SimpleNamespace(title="Agenda", first_page=1, group=None),
        SimpleNamespace(title="Report", first_page=2, group="1. Roads"),
        SimpleNamespace(title="Appendix 1", first_page=3, group="1. Roads"),
        SimpleNamespace(title="Report", first_page=4, group="2. Schools"),
    ],
)
ITEMS = Numbers(
    labels=["1", "2", "3", "4"],
    printed=["Page 1", "Page 2", "Page 3", "Page 4"],
    bookmarks=[("Agenda", 0), ("1. Roads", 1), ("2. Schools", 3)],
    linked=frozenset({1, 2, 3}),
    below=[("Report", 1), ("A heading", 1), ("Appendix 1", 2), ("Report", 3)],
)


def test_bookmarks_of_items_are_above_those_of_their_parts():
    assert list(_problems(ITEMS, MEETING)) == []
    without_contents = replace(ITEMS, linked=frozenset())
    assert list(_problems(without_contents, MEETING, has_contents=False)) == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"bookmarks": [("Agenda", 0), ("1. Roads", 1), ("2. Schools", 2)]}, "bookmarks"),
        ({"below": [("Report", 1), ("Report", 3)]}, "bookmarks of the items"),
        ({"below": [("Report", 1), ("Appendix 1", 1), ("Report", 3)]}, "bookmarks of the items"),
    ],
)
def test_an_item_without_one_of_its_parts_is_found(wrong, where):
    found = list(_problems(replace(ITEMS, **wrong), MEETING))
    assert [each.place.where for each in found] == [where]


@pytest.mark.parametrize(
    ("from_last", "stamp"),
    [(["DRAFT", "Page 3", "text"], "Page 3"), (["3", "Page 2"], ""), (["text"], ""), ([], "")],
)
def test_the_stamp_is_the_last_text_that_looks_like_one(from_last, stamp):
    assert last_stamp(from_last) == stamp
