"""Parts that only an indent shows, “of which:” above its parts, and spending beside its funding."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment

from panel_papers.content.data import read_data
from panel_papers.content.data.part_rows import part_rows
from panel_papers.core.problems import Place

from .conftest import Show
from .test_counted_once import ERROR, TOTAL, WARNING, figure, last, made

PART, ROW = ("part-row", WARNING), ("total-row", WARNING)
BUDGET = "S,B\nWaste,3842\nParks,1264\n{}Council tax,3000\nGrants,2106\n{}"


@pytest.mark.parametrize(
    ("data", "found", "total"),
    [
        ("S,B\nWaste,3842\n  Recycling,1842\nParks,1264\n", [PART], "5,106"),
        ("S,B\nWaste,3842\n\tRecycling,1842\nParks,1264\n", [PART], "5,106"),
        ("S,B\nWaste,3842\n  Recycling,1842\n    Glass,900\nParks,1264\n", [PART] * 2, "5,106"),
        (  # below a heading, which has no number
            "S,B,A\nPlace,,\n  Waste,3842,2\n    Recycling,1842,1\n  Parks,1264,1\n",
            [PART],
            "5,106",
        ),
        ("S,B\nPlace,30\n  Waste,20\n  Parks,10\nHousing,5\n", [ROW], "35"),  # the parts are all
        ("S,B,A\nFinance,1455,9\n  Audit,1455,9\nParks,12,3\n", [PART], "1,467"),
        (  # some below zero: it may be a part, and is counted
            "S,B\nWaste,3842\n  Employees,2000\n  Income,-200\nParks,1264\n",
            [PART] * 2,
            "6,906",
        ),
    ],
)
def test_a_row_indented_below_another_is_a_part_of_it(show: Show, data, found, total):
    assert figure(data) == (found, total)
    assert last(show, data, TOTAL)[0] == found


@pytest.mark.parametrize(
    ("data", "total"),
    [
        ("S,B,A\nPlace,,\n  Waste,3842,1\n  Parks,1264,1\nPeople,,\n  Housing,5,1\n", "5,111"),
        ("S,B\n  Waste,100\n  Parks,10\n", "110"),  # every row
        ("S,B\nWaste,100\n Parks,10\n", "110"),  # one space is a slip
        ("S, B\nWaste,  100\nParks,    10\n", "110"),  # numbers in line
        ("S,B\nParks,10\n  Waste,1264\nRoads,5\n", "1,279"),  # more than the row above
        ("S,B\n  Waste,20\n  Parks,13\nPlace,33\n  Housing,7\n  Leisure,4\nPeople,11\n", None),
    ],
)
def test_an_indent_that_shows_no_part_changes_nothing(show: Show, data, total):
    found, value = figure(data)
    assert [each for each in found if each[0] == "part-row"] == []
    assert value == total or total is None


def test_income_below_gross_expenditure_is_no_part_of_it(show: Show):
    data = "S,B\nGross expenditure,8412\n  Less: income,-1108\nNet expenditure,7304\n"
    assert figure(data) == ([ROW], "7,304")


@pytest.mark.parametrize(
    ("data", "total"),
    [
        (
            "Waste,3842,3905\nof which:,,\nRecycling,1842,1850\nLandfill,2000,2055\nParks,1,1\n",
            "3,843",
        ),
        ("Waste,3842,3905\n  of which:,,\n    Recycling,1842,1850\nParks,1264,1251\n", "5,106"),
        ("Waste,3842,9\nof which:,,\nRecycling,1842,5\nParks,1264,2\nTotal,5106,11\n", "5,106"),
    ],
)
def test_the_rows_below_of_which_are_parts_where_an_indent_or_a_sum_says_so(
    show: Show, data, total
):
    found, value = figure(f"S,B,A\n{data}")
    assert {code for code, _ in found} <= {"part-row", "total-row"}
    assert value == total


def test_an_of_which_whose_parts_have_no_end_stops_a_sum(show: Show):
    data = "S,B,A\nWaste,3842,3905\nof which:,,\nRecycling,1842,1850\nParks,1264,1251\n"
    assert figure(data) == ([("part-row", ERROR)], None)
    found, table, problems = made(show, data, TOTAL)
    assert (found, table) == ([("part-row", ERROR)], None)
    assert "does not say how many of the rows below it are parts" in problems[0].found
    assert problems[0].hint == "in the file, begin the name of each part with “of which: ”"
    assert made(show, data)[0] == [], "as the file has it, nothing is added up"
    assert figure(data, "aggregate: count")[1] == "3"  # rows with a number


def test_rows_that_only_the_second_file_calls_parts_are_left_out_of_a_join(show: Show):
    first = "Code,Actual\nS01,3905\nS02,1850\nS03,1251\n"
    second = "Code,Service,Budget\nS01,Waste,3842\nS02,of which: recycling,1842\nS03,Parks,1264\n"
    lines = [
        "```table",
        "source: data/a.csv",
        "caption: Budget",
        "join: {source: data/b.csv, on: Code}",
    ]
    fence = "\n".join([*lines, "total: yes", "```", ""])
    shown = show(fence, {"data/a.csv": first, "data/b.csv": second})
    assert [(each.code, each.level) for each in shown.problems] == [PART]
    assert "“of which: recycling” (B3), a part of “Waste” (B2)" in shown.problems[0].found
    table = shown.paper.sections[0].prose.exhibits[0].content
    assert table.rows[-1] == ("Total", "5156", "", "5106")
    plain = show(fence.replace("total: yes\n", ""), {"data/a.csv": first, "data/b.csv": second})
    assert plain.problems == ()
    indented = second.replace("of which: recycling", "  Recycling")
    shown = show(fence, {"data/a.csv": first, "data/b.csv": indented})
    assert [(each.code, each.level) for each in shown.problems] == [PART]


@pytest.mark.parametrize(
    "data",
    [
        BUDGET.format("Budget requirement,5106\n", "Total funding,5106\n"),
        BUDGET.format("Net budget requirement,5106\n", ""),
        BUDGET.format("Budget requirement,5106\n", ""),
        BUDGET.format("Total expenditure,5106\n", "Total funding,5106\n"),
        BUDGET.format("Total,5106\n", "Total,5106\n"),
        BUDGET.format("Budget requirement,5200\n", "Total funding,5106\n"),  # with a gap
        BUDGET.format("Total programme,5106\n", "Total financing,5106\n"),
        BUDGET.format("Funded by:,\n", ""),
        "S,B\nBudget requirement,5106\nCouncil tax,3000\nGrants,2106\n",
    ],
)
def test_a_sum_over_spending_and_its_funding_is_an_error(show: Show, data):
    found, value = figure(data)
    assert value is None
    assert ("spending-and-funding", ERROR) in found or ("total-unlike-file", ERROR) in found
    assert ERROR in {level for _, level in last(show, data, TOTAL)[0]}
    assert ERROR not in {level for _, level in made(show, data)[0]}, "it is printed as it is"
    one = figure(data, "aggregate: sum, filter: {S: [Council tax, Grants]}")
    assert one == ([], "5,106")


@pytest.mark.parametrize(
    "data",
    [
        "S,B\nWaste,3842\nGrants to voluntary bodies,120\nFunding advice,14\n",
        "S,B\nWaste,3842\nParks,1264\nTotal,5106\n",
        "S,B\nCouncil tax,3000\nGrants,2106\nTotal funding,5106\n",
        "Reserve,B\nGeneral reserve,3000\nGrants reserve,2106\nTotal reserves,5106\n",
        "S,B\nCouncil tax collection,300\nBusiness rates collection,210\nTotal,510\nAudit,4\n",
        BUDGET.format("Budget requirement,5106\n", "")
        .replace(",3000", ",-3000")
        .replace(",2106", ",-2106"),
    ],
)
def test_one_side_or_a_balance_is_added_up(show: Show, data):
    found, value = figure(data)
    assert value is not None
    assert {level for _, level in found} <= {WARNING}


def test_a_pie_shows_no_row_beside_those_indented_below_it(show: Show):
    data = "S,B\nPlace,30\n  Waste,20\n  Parks,10\nHousing,5\n"
    pie = ("kind: pie", "x: S", "series: B")
    assert ("total-in-pie", ERROR) in made(show, data, *pie, kind="chart")[0]
    part = data.replace("Waste,20", "Waste,19")
    assert ("part-counted-again", ERROR) in made(show, part, *pie, kind="chart")[0]


def sheet(indents: dict[str, int], typed: str = "") -> bytes:
    book = Workbook()
    cells = [("Service", "Budget"), ("Waste", 3842), (f"{typed}Recycling", 1842), ("Parks", 1264)]
    for row in cells:
        book.active.append(row)
    for name, indent in indents.items():
        book.active[name].alignment = Alignment(indent=indent)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("indents", "typed", "parts"),
    [
        ({"A3": 1}, "", [2]),
        ({"A2": 1, "A3": 2, "A4": 1}, "", [2]),
        ({}, "   ", [2]),
        ({"A2": 1, "A3": 1, "A4": 1}, "", []),
        ({"B2": 1, "B3": 2}, "", []),  # numbers
        ({}, "", []),
    ],
)
def test_an_indent_of_a_workbook_is_its_format_or_typed(indents, typed, parts):
    table = read_data(sheet(indents, typed), "data/a.xlsx", Place("inputs/june-2024/data/a.xlsx"))
    assert table.rows[1][0].text == "Recycling"
    assert [each.index + 1 for each in part_rows(table)] == parts
