"""A nation is rows of data: each has its citations, its days of notice and its exempt list."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from panel_papers.core.model import Restriction
from panel_papers.law.exempt import NATIONS, exclusion_resolution, exempt_list
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


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: f"{each.nation} {each.since}")
def test_list_is_in_force_from_its_first_day(listed):
    assert exempt_list(listed.nation, listed.since) == listed
    assert exempt_list(listed.nation, listed.since - timedelta(days=1)) != listed


def test_resolution_names_each_withheld_appendix_with_its_paragraphs_and_reason():
    withheld = [
        (
            SimpleNamespace(number=2, label="2", title="Bids"),
            Restriction((3,), "It holds prices.", "Bids"),
        ),
        (
            SimpleNamespace(number=4, label="4", title="Staff"),
            Restriction((1, 3), "It names people", "Staff"),
        ),
    ]
    paper: Any = SimpleNamespace(
        nation="England", date=date(2024, 3, 14), title="Contracts", withheld=withheld
    )
    assert exclusion_resolution(paper) == (
        "That under section 100A(4) of the Local Government Act 1972 the public be excluded from "
        "the meeting during the consideration of Appendix 2 (Bids) and Appendix 4 (Staff) to the "
        "report “Contracts”, on the grounds that they involve the likely disclosure of exempt "
        "information as defined in paragraphs 1 and 3 (Appendix 4) and paragraph 3 (Appendix 2) of "
        "Part 1 of Schedule 12A to the Local Government Act 1972, and that in all the "
        "circumstances of the case the public interest in maintaining the exemption outweighs the "
        "public interest in disclosing the information. Appendix 2: It holds prices. Appendix 4: "
        "It names people."
    )
