"""Rows of totals, averages and whole years are left out of sums, whatever a council calls them."""

from __future__ import annotations

import pytest

from panel_papers.content.figures import reckon
from panel_papers.inputs import FigureFiles


def summed(data: str) -> tuple[str, list[str]]:
    text = "figures:\n  f: {source: data/a.csv, column: Net, aggregate: sum}\n"
    files = {"figures.yaml": text.encode(), "data/a.csv": data.encode()}
    made = reckon(FigureFiles("inputs/paper", files), draft=False)
    return made.values["f"].printed, [each.code for each in made.problems]


@pytest.mark.parametrize(
    "label",
    [
        *("All services", "Net total", "Grand total", "Sum", "TOTAL:", "Overall", "Council total"),
        *("Whole council", "Everything", "Σ", "Tot.", "YTD", "Year to date", "Full year"),
        *("Total*", "Council-wide", "General Fund total", "Closing balance", "Carried forward"),
    ],
)
def test_a_total_by_another_name_is_left_out(label):
    data = f"Item,Net\nRoads,10\nParks,20\nWaste,30\n{label},60\n"
    assert summed(data) == ("60", ["total-row"])


@pytest.mark.parametrize("label", ["Average", "Mean", "Monthly average", "Average per month"])
def test_an_average_is_no_part_of_a_sum(label):
    assert summed(f"Item,Net\nRoads,10\nParks,20\nWaste,30\n{label},20\n") == ("60", ["part-row"])


def test_an_average_of_something_is_a_measure():
    assert summed("Item,Net\nAverage wait,10\nParks,25\n") == ("35", [])


@pytest.mark.parametrize(
    ("rows", "printed", "totals"),
    [
        ("Q1,10 Q2,20 Q3,30 Q4,40 2023/24,100", "100", 1),
        ("Jan,10 Feb,20 Mar,30 Q4,60 Year,60", "60", 2),
        ("Q1,10 Q2,20 H1,30 Q3,5 Q4,7 H2,12 2024,42", "42", 3),
        ("2021/22,10 2022/23,20 2023/24,30", "60", 0),
    ],
)
def test_a_longer_period_that_is_the_sum_of_shorter_ones_is_a_total(rows, printed, totals):
    data = "Period,Net\n" + rows.replace(" ", "\n") + "\n"
    assert summed(data) == (printed, ["total-row"] * totals)


def test_a_closing_balance_is_the_sum_of_what_is_above_it():
    rows = "Opening balance,1234\nContributions,211\nDrawdown,-356\nClosing balance,1089\n"
    assert summed(f"Item,Net\n{rows}") == ("1,089", ["total-row"])
