"""A nation is rows of data: each has its citations, its days of notice and its exempt list."""

from __future__ import annotations

import pytest

from panel_papers.law.exempt import NATIONS, exempt_list
from panel_papers.law.nations import LAW, late_section
from panel_papers.law.notice import RULES
from panel_papers.law.schedule_12a import LISTS


def test_every_table_has_the_same_nations():
    assert {rule.nation for rule in RULES} == {each.nation for each in LISTS} == set(NATIONS)
    assert NATIONS == ("England", "Wales")


@pytest.mark.parametrize("nation", LAW)
def test_nation_has_citations_and_lists(nation: str):
    assert exempt_list(nation) is not None
    assert late_section(nation) == "LGA 1972 s100B(4)(b)"
