"""Periods are put in order by what they mean, whatever the order of their rows."""

from __future__ import annotations

import pytest

from panel_papers.content.data import DataCell
from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.data.order import Order, in_order
from panel_papers.core.problems import Place


def cells(text: str) -> list[DataCell]:
    made = []
    for each in text.split(","):
        meant = meaning(each)
        value = meant.value if isinstance(meant, Meaning) else each
        is_year = len(each) == 4 and each.isdecimal()
        made.append(
            DataCell(each, value, "", "A1", Place("inputs/june-2024/data/a.csv"), is_year=is_year)
        )
    return made


@pytest.mark.parametrize(
    "newest_first",
    [
        "2025/26 Q4,2025/26 Q3,2025/26 Q1",
        "Q1 2025/26,Q4 2024/25",
        "Q1 25/26,Q4 24/25",
        "Quarter 1 (2025/26),Quarter 4 (2024/25)",
        "2025-Q1,2024-Q4",
        "1st quarter 2025,4th quarter 2024",
        "H1 2024,H2 2023",
        "Q4,Q3,Q2,Q1",
        "Q2,Q1,Q4,Q3",
        "Mar,Feb,Jan,Dec,Nov",
        "April 2026,March 2026",
        "Jan-26,Dec-25",
        "Apr 2026,March 2026,Feb 26",
        "Mar 2025/26,Apr 2025/26",
        "Apr-Jun 2025,Jan-Mar 2025",
        "Jan to Mar 2024/25,Oct to Dec 2024/25",
        "2023-24,2022-23",
        "2023/24,2022/23,2021/22",
        "2023/2024,2022/2023",
        "FY24,FY23",
        "2024,2023",
        "2024 forecast,2023 actual",
        "2023-05,2023-04",
        "31/03/2024,31/03/2023",
        "as at 31 March 2024,as at 31 March 2023",
        "w/e 03/04/2026,w/e 27/03/2026",
        "12 months to March 2024,12 months to March 2023",
        "Week 12,Week 11",
        "Chwefror 2024,Ionawr 2024",
        "04/2024,03/2024,12/2023",
        "2024M04,2024M03",
        "W/E 3 May,W/E 26 Apr,W/E 19 Apr",
        "Quarter four,Quarter three,Quarter two",
        "Q1 24,Q4 23",
        "Q1 '24,Q4 '23",
        "Apr–Jun 24,Jan–Mar 24",
        "Mar 2024 (actual),Feb 2024",
        "2023/24*,2022/23",
        "End of March 2024,End of Feb 2024",
        "Summer term 2024,Spring term 2024,Autumn term 2023",
        "Summer term 2023/24,Spring term 2023/24,Autumn term 2023/24",
        "Thursday,Wednesday,Tuesday",
        "1990s,1980s",
        "10:00,09:00",
    ],
)
def test_periods_newest_first_are_turned_round(newest_first):
    found = cells(newest_first)
    backwards = list(range(len(found)))[::-1]
    assert in_order(found) == (Order.KNOWN, backwards)
    assert in_order(found[::-1]) == (Order.KNOWN, backwards[::-1])


@pytest.mark.parametrize(
    "texts",
    [
        *("Apr,May,Jun", "Q3,Q4,Q1,Q2", "Oct,Nov,Dec,Jan,Feb,Mar", "Q1,Q2"),
        *("Apr,May,Jun,Jan,Feb,Mar", "Jan,Feb,Apr,Jun", "Aug,Nov,Feb", "Q1,Q2,Q4"),
    ],
)
def test_a_year_may_begin_anywhere(texts):
    found = cells(texts)
    assert in_order(found) == (Order.KNOWN, list(range(len(found))))


@pytest.mark.parametrize(
    "texts",
    [
        *("Q4,Q1", "Dec,Jan", "Q1 2024,Q1 2024", "2024,Q1 2024,2023"),
        *("Q1,Q3,Q2", "Q3,Q1,Q2", "Apr,Jun,May", "Jun,Apr,May"),
        *("24-Apr,24-Mar", "Winter 2024,Autumn 2024,Summer 2024"),
        *("This year,Last year", "After,During,Before", "Closing,Opening"),
        *("This year,Last year,Two years ago,Three years ago",),
    ],
)
def test_an_order_that_is_not_sure_is_none(texts):
    assert in_order(cells(texts))[0] is Order.UNSURE


@pytest.mark.parametrize(
    "texts",
    [
        "Roads,Parks",
        "May Street,June Road",
        "A12,B34",
        "10,20",
        "x,y,z",
        "Before,After",
        "First,Last",
    ],
)
def test_names_are_no_periods(texts):
    assert in_order(cells(texts))[0] is Order.NAMES
