"""The rule on summaries of private parts of meetings, by nation and day."""

from __future__ import annotations

from datetime import date

import pytest

from panel_papers.law import summary_rule

SOURCE = "Local Government Act 1972 s100C(2)"


@pytest.mark.parametrize("nation", ["England", "Wales"])
def test_the_rule_holds_from_its_day_on_and_nobody_has_checked_it(nation):
    assert summary_rule(nation, date(1986, 3, 31)) is None
    rule = summary_rule(nation, date(1986, 4, 1))
    assert rule is not None
    assert (rule.source, rule.checked) == (SOURCE, False)


def test_a_nation_without_a_row_has_no_rule():
    assert summary_rule("Scotland", date(2024, 3, 14)) is None
