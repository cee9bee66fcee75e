"""Rows that are the sums of others are found by their numbers and labels, and chance is not."""

from __future__ import annotations

import pytest

from panel_papers.content.data import read_data
from panel_papers.content.data.totals import total_rows
from panel_papers.core.problems import Place


def totals(data: str) -> list[tuple[str, bool]]:
    """The rows of totals of a file: their labels, and whether they are left out of sums."""
    table = read_data(data.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    return [(each.label.text, each.sure or each.proven) for each in total_rows(table)]


ROADS = "Service,Budget,Actual\nRoads,100,110\nParks,50,50\nPlace,150,160\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (ROADS + "Adults,300,310\nChildren,200,195\nLaw,7,8\n", ["Place"]),
        (ROADS + "Adults,300,310\nChildren,200,190\nPeople,500,500\n", ["Place", "People"]),
        (ROADS + "Law,7,8\nStaff,3,4\nTotal,160,172\n", ["Place", "Total"]),
        (  # headings with their parts below them
            "S,B,A\nPlace,150,160\nRoads,100,110\nParks,50,50\n"
            "People,500,500\nAdults,300,310\nChildren,200,190\n",
            ["Place", "People"],
        ),
        # one column of numbers: long ones, groups that are the whole table, or a total of groups
        ("S,B\nA,123456\nB,234567\nPlace,358023\nC,5\n", ["Place"]),
        ("S,B\nA,123456\nB,345678\nC,5\nPlace,469139\nD,5\nE,7\n", ["Place"]),
        (
            "S,B\nRoads,100\nParks,50\nPlace,150\nAdults,300\nChildren,200\nPeople,500\nTotal,650\n",
            ["Place", "People", "Total"],
        ),
        # a gap in a column of names, and a row without any name
        ("D,S,B\nPlace,Roads,10\nPlace,Parks,20\nPlace,,30\nPeople,Adults,1\n", ["Place"]),
        ("S,B\nRoads,10\nParks,20\n,30\n", [""]),
        # rounded numbers
        (
            "S,B,A\nRoads,£100.1,£110.2\nParks,£50.1,£50.1\nPlace,£150.3,£160.3\nLaw,£1.0,£2.0\n",
            ["Place"],
        ),
        # groups of groups
        (
            "S,B,A\nRoads,1034,1101\nParks,517,499\nPlace,1551,1600\nAdults,2034,2101\n"
            "Children,817,899\nPeople,2851,3000\nFront line,4402,4600\nLaw,5,7\n",
            ["Place", "People", "Front line"],
        ),
        # by their labels
        ("S,B\nGross expenditure,500\nIncome,200\nNet expenditure,300\n", ["Net expenditure"]),
        ("S,B\nGross expenditure,500\nIncome,-200\nNet expenditure,300\n", ["Net expenditure"]),
        (
            "S,B\nPay,300\nOther,200\nGross expenditure,500\nFees,-150\nGrants,-50\n"
            "Net expenditure,300\nUse of reserves,-20\nNet budget requirement,280\n",
            ["Gross expenditure", "Net expenditure", "Net budget requirement"],
        ),
        ("S,B\nRoads,10\nParks,20\nAll services,41\n", ["All services"]),
        *(
            (f"S,B\nRoads,10\nParks,20\n{label},31\nLaw,7\n", [label])
            for label in (
                *("Sub total Place", "Sub\N{EN DASH}total", "Place subtotal", "SUB TOT"),
                "Sub-Total: Place",
            )
        ),
    ],
)  # fmt: skip
def test_a_total_is_found_wherever_it_is(data, found):
    assert [label for label, left_out in totals(data) if left_out] == found


@pytest.mark.parametrize(
    "data",
    [
        "S,B\nA,1\nB,2\nC,3\nD,4\nE,9\n",  # small counts
        "S,B,C\nA,1,2\nB,2,3\nC,3,5\nD,4,4\n",
        "S,B,C\nA,10,10\nB,0,0\nC,10,10\nD,4,4\n",  # equal rows and zeros
        "S,B,C\nA,4120,517\nB,4120,517\nC,4120,517\n",
        "S,B,C\nA,10,20\nB,20,20\nC,30,40\nD,40,10\n",  # round numbers
        "S,B\nA,1000\nB,2000\nC,3000\nD,5000\n",
        "S,B,C,D\nA,100,200,100\nB,200,300,100\nC,300,500,200\nD,700,100,-600\n",  # a variance
        "Year,N\n2021,1200\n2022,1300\n2023,2500\n2024,1700\n",
        "S,B\nRoads,10\nNet zero programme,20\nGross Street depot,4\nAll-weather pitches,5\n",
        "S,Met,Average\nA,10%,1234\nB,20%,2345\nC,30%,3579\nD,1%,7\n",  # rates have no sum
        "S,Ref no,Code\nA,1234,1111\nB,2345,2222\nC,3579,3333\nD,1,7\n",
    ],
)
def test_a_sum_by_chance_is_no_total(data):
    assert not [label for label, left_out in totals(data) if left_out]


def test_a_sum_that_may_be_by_chance_is_doubtful():
    assert totals("S,B\nA,1234\nB,2345\nC,3579\nD,500\nE,17\n") == [("C", False)]


def test_a_net_total_is_compared_with_gross_expenditure_less_income():
    table = read_data(
        b"S,B\nGross expenditure,500\nFees,120\nGrants,80\nNet expenditure,310\n",
        "data/a.csv",
        Place("inputs/june-2024/data/a.csv"),
    )
    (net,) = total_rows(table)
    assert (net.label.text, net.adds_up, [int(each.sum) for each in net.sums]) == (
        "Net expenditure",
        False,
        [300],
    )
