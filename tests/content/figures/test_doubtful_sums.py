"""Sums of percentages and unit costs, and means of percentages, are reported; others are not."""

from __future__ import annotations

import pytest

from panel_papers.core.problems import Level

from .conftest import figures

TEAMS = "Team,Cases,In time %,Unit cost,Collected\nNorth,100,90%,12,10.5%\nSouth,900,50%,15,20.5%\n"
SURVEY = (
    "Question,Answer,Share\nParks,Very satisfied,45%\nParks,Satisfied,30%\nParks,Not,25%\n"
    "Roads,Very satisfied,15%\nRoads,Satisfied,30%\nRoads,Not,55%\n"
)


def codes(asked: str, data: str = TEAMS) -> list[tuple[str, Level]]:
    made = figures(f"figures:\n  it: {{source: data/a.csv, {asked}}}\n", a=data)
    return [(p.code, p.level) for p in made.problems]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("column: Collected, aggregate: sum", [("no-sum", Level.ERROR)]),
        ("column: Unit cost, aggregate: sum", [("no-sum", Level.WARNING)]),
        ("column: In time %, aggregate: mean", [("unweighted-mean", Level.WARNING)]),
        ("column: Cases, aggregate: sum", []),
        ("column: Unit cost, aggregate: mean, format: '12.5'", []),
        ("column: In time %, aggregate: max", []),
        ("column: In time %, aggregate: mean, label: Unweighted mean in time", []),
        ("filter: {Team: North}, column: Collected, aggregate: sum", []),
    ],
)
def test_a_sum_or_mean_that_says_nothing_is_reported(asked, expected):
    assert codes(asked) == expected


@pytest.mark.parametrize(
    ("filters", "wrong"),
    [
        ("{Question: Parks, Answer: [Very satisfied, Satisfied]}", False),
        ("{Question: Parks}", False),
        ("{Answer: [Very satisfied, Satisfied]}", True),
        ("{Answer: Satisfied}", True),
    ],
)
def test_percentages_of_one_whole_may_be_added_up(filters, wrong):
    found = codes(f"filter: {filters}, column: Share, aggregate: sum", SURVEY)
    assert found == ([("no-sum", Level.ERROR)] if wrong else [])


def test_a_mean_over_rows_of_one_size_is_as_it_is():
    assert codes("column: Met, aggregate: mean", "Team,Cases,Met\nA,5,90%\nB,5,50%\n") == []
    assert codes("column: Met, aggregate: mean", "Month,Met\nApril,90%\nMay,50%\n") == []


def test_a_ratio_among_percentages_is_a_warning_where_it_is_used():
    data = "Team,Rate (%)\nNorth,93.5\nSouth,0.88\n"
    asked = "filter: {{Team: {}}}, column: Rate (%), format: 4.2%"
    assert codes(asked.format("South"), data) == [("ratio-or-percent", Level.WARNING)]
    assert codes(asked.format("North"), data) == []


ACCOUNT = "Item,Amount,Side\nFees,120,{one}\nFuel,30,{other}\nTolls,{last},{one}\n"


@pytest.mark.parametrize(
    ("one", "other", "last", "expected"),
    [
        ("CR", "DR", "45", [("no-sum", Level.ERROR)]),
        ("Dr.", "cr.", "45", [("no-sum", Level.ERROR)]),
        ("Credit", "Debit", "45", [("no-sum", Level.ERROR)]),
        ("Income", "Expenditure", "45", [("no-sum", Level.WARNING)]),
        ("CR", "DR", "-45", [("no-sum", Level.ERROR)]),  # a refund: of the sides it says nothing
        ("CR", "CR", "45", []),
        ("Credit", "Cash", "45", []),  # how it was paid
        ("CR", "Income", "45", []),
    ],
)
def test_a_sum_over_credit_and_debit_without_signs_is_reported(one, other, last, expected):
    data = ACCOUNT.format(one=one, other=other, last=last)
    assert codes("column: Amount, aggregate: sum", data) == expected
    assert codes(f"filter: {{Side: {one}}}, column: Amount, aggregate: max", data) == []


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([("CR", 100), ("DR", 60), ("CR", 30), ("DR", -1)], [("no-sum", Level.ERROR)]),
        ([("CR", 100), ("DR", -60), ("CR", 30), ("DR", -1)], []),
        ([("CR", -100), ("DR", 60), ("CR", -30), ("DR", 0)], []),
        ([("CR", -100), ("DR", -60), ("CR", -30), ("DR", -1)], [("no-sum", Level.ERROR)]),
        (
            [("Income", 100), ("Expenditure", 100)] * 30 + [("Income", -3)],
            [("no-sum", Level.WARNING)],
        ),
        ([("Income", 100), ("Expenditure", -100)] * 30 + [("Income", -3)], []),
    ],
)
def test_one_amount_below_zero_says_nothing_of_the_two_sides(amounts, expected):
    data = "Side,Amount\n" + "".join(f"{side},{amount}\n" for side, amount in amounts)
    assert codes("column: Amount, aggregate: sum", data) == expected
