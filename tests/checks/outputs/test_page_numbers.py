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
    first_page=41, pages=4, parts=[SimpleNamespace(title=t, first_page=p) for t, p in PARTS]
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


@pytest.mark.parametrize(
    ("from_last", "stamp"),
    [(["DRAFT", "Page 3", "text"], "Page 3"), (["3", "Page 2"], ""), (["text"], ""), ([], "")],
)
def test_the_stamp_is_the_last_text_that_looks_like_one(from_last, stamp):
    assert last_stamp(from_last) == stamp
