"""The notices of a meeting: which, by when, and whether anybody has checked the rule."""

from __future__ import annotations

from datetime import date

import pytest

from panel_papers.core import Body
from panel_papers.law import public_notices
from panel_papers.law.meeting_notices import NOTICES

MEETING = date(2027, 5, 6)  # a Thursday; 3 May is a bank holiday, as are 26 and 29 March


def body(nation: str = "England", *, executive: bool = False) -> Body:
    return Body("cabinet", "Example Cabinet", nation, "cabinet.yaml", b"", executive=executive)


@pytest.mark.parametrize(
    ("of", "private", "notices"),
    [
        (body(), False, [(5, date(2027, 4, 27))]),
        (body(), True, [(5, date(2027, 4, 27))]),
        (body(executive=True), False, [(5, date(2027, 4, 27))]),
        (
            body(executive=True),
            True,
            [(28, date(2027, 3, 23)), (5, date(2027, 4, 27)), (5, date(2027, 4, 27))],
        ),
        (body("Wales", executive=True), True, [(3, date(2027, 4, 29))]),
    ],
)
def test_notices_follow_nation_kind_of_body_and_whether_a_part_is_private(of, private, notices):
    found = public_notices(MEETING, of, private=private)
    assert [(each.clear_days, each.by) for each in found] == notices


def test_a_rule_that_was_not_in_force_is_not_asked_for():
    found = public_notices(date(2012, 9, 7), body(executive=True), private=True)
    assert [each.clear_days for each in found] == [5]


def test_each_rule_has_its_source_and_is_marked_while_nobody_has_checked_it():
    assert [each.source != "" for each in NOTICES] == [True] * len(NOTICES)
    assert {each.checked for each in NOTICES} == {False}
