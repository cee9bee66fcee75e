"""Each number counts once: parts, groups of one row, net totals, copies, spellings, periods."""

from __future__ import annotations

import pytest

from panel_papers.core.problems import Level

from ..figures.conftest import figures
from .conftest import Show

ERROR, WARNING = Level.ERROR, Level.WARNING
TOTAL = "total: yes"
BUDGET = "S,B,A\n"
OF_WHICH = "S,B,A\nWaste,3842,3905\n{},1842,1850\nParks,1264,1251\n"
NET = "S,B,A\nGross expenditure,8412,8530\nLess: income,1108,1101\nNet expenditure,7304,7429\n"
SIX = (
    "D,S,B\nPlace,Waste,3842\nPlace,Parks,1264\nPlace,All services,5106\n"
    "People,Housing,1730\nPeople,Leisure,1192\nPeople,All services,2922\n"
)
KINDS = (
    "S,Type,B\nWaste,Gross,4842\nWaste,Income,-1000\nWaste,Net,3842\n"
    "Parks,Gross,1464\nParks,Income,-200\nParks,Net,1264\n"
)
OVER = "S,Q,Spend to date\nWaste,Q1,120\nWaste,Q2,300\nParks,Q1,20\nParks,Q2,30\n"
WRITTEN_ONCE = "D,S,B\nPlace,Waste,3842\n,Parks,1264\nPeople,Housing,1730\n,Leisure,1192\n"
TWO_WAYS = "D,S,B\nPlace,Waste,3842\nplace,Parks,1264\nPeople,Housing,1730\n"


def made(show: Show, data: str, *lines: str, kind: str = "table"):
    fence = "\n".join([f"```{kind}", "source: data/a.csv", "caption: Budget", *lines, "```", ""])
    shown = show(fence, {"data/a.csv": data})
    exhibits = shown.paper.sections[0].prose.exhibits
    found = [(each.code, each.level) for each in shown.problems]
    return found, exhibits[0].content if exhibits else None, shown.problems


def last(show: Show, data: str, *lines: str):
    """The codes of the problems, and the numbers of the last row."""
    found, table, _ = made(show, data, *lines)
    return found, table.rows[-1][-1] if table else None


def figure(data: str, text: str = "aggregate: sum", column: str = "B"):
    text = f"figures:\n  it: {{source: data/a.csv, column: {column}, {text}}}\n"
    found = figures(text, a=data)
    value = found.values.get("it")
    return [(each.code, each.level) for each in found.problems], value and value.printed


@pytest.mark.parametrize(
    "label",
    [
        "of which: recycling",
        "Of which recycling",
        "o/w recycling",
        "Including recycling",
        "incl. recycling",
        "inc. recycling",
        "- recycling",
        "– recycling",
        "• recycling",
        "Recycling (included in Waste)",
        "Recycling (of which)",
        "Memo: capital charges",
        "Memorandum item: recycling",
        "o’r rhain: ailgylchu",
    ],
)
def test_a_part_of_another_row_is_counted_in_that_row(show: Show, label: str):
    data = OF_WHICH.format(label)
    assert last(show, data, TOTAL) == ([("part-row", WARNING)], "5156")
    assert figure(data) == ([("part-row", WARNING)], "5,106")


def test_parts_are_left_out_of_groups_pivots_and_the_first_rows(show: Show):
    data = "D,S,B\nPlace,Waste,3842\nPlace,of which recycling,1842\nPeople,Housing,1730\n"
    found, table, problems = made(show, data, "total: {by: D}")
    assert [row[-1] for row in table.rows] == ["3842", "3842", "1730", "1730", "5572"]
    assert "“of which recycling” (B3), a part of “Waste” (B2)" in problems[0].found
    assert "for the block “```table” at inputs/june-2024/context.md:1" in problems[0].found
    found, table, _ = made(show, data, "pivot: {rows: D, values: B, aggregate: sum}")
    assert (found, table.rows) == (
        [("part-row", WARNING)],
        (("Place", "3842"), ("People", "1730")),
    )
    found, table, _ = made(show, data, "sort: B descending", "top: 2")
    assert [row[1] for row in table.rows] == ["Waste", "Housing"]
    assert figure(data, "aggregate: mean, format: '1.0'")[1] == "2,786.0"
    assert figure(data, "aggregate: count")[1] == "3"


@pytest.mark.parametrize(
    ("data", "codes", "total"),
    [
        ("S,B\n- Waste,100\n- Parks,50\n", [], "150"),  # a list
        ("S,B,A\nPlace,,\n- Waste,100,110\n- Parks,50,50\n", [], "160"),  # below a heading
        ("S,B,A\nWaste,100,110\n- Parks,1842,1850\n", ["part-row"], "1960"),  # more than the row
        ("S,B,N\nWaste,10,including fuel\nParks,5,of which 2 grant\n", [], ""),  # remarks
        ("S,B\nWaste (including recycling),100\nInclusion,50\nMemorial gardens,7\n", [], "157"),
        ("S,V,B\nLaptop,Including VAT,120\nDesk,Excluding VAT,60\n", [], "180"),
        ("S,B\nof which this,10\nof which that,20\n", ["part-row"] * 2, "30"),
        (  # a part of the total that is left out
            "S,B\nWaste,3842\nParks,1264\nTotal,5106\nof which statutory,3000\n",
            ["total-row", "part-row"],
            "5106",
        ),
        (  # the parts of a heading by its numbers, which are all that it holds
            "S,B,A\nWaste,3842,3905\n- recycling,1842,1850\n- landfill,2000,2055\nParks,1,1\n",
            ["part-row", "part-row"],
            "3906",
        ),
    ],
)
def test_what_only_looks_like_a_part_is_counted(show: Show, data, codes, total):
    found, number = last(show, data, TOTAL)
    assert [code for code, _ in found] == codes
    assert number == total
    assert all(level is WARNING for _, level in found)


def test_a_part_that_a_filter_names_is_an_error_beside_its_row(show: Show):
    data = OF_WHICH.format("of which: recycling")
    both = 'filter: {S: [Waste, "of which: recycling"]}'
    assert last(show, data, both, TOTAL) == ([("total-of-more", ERROR)], None)
    assert last(show, data, both)[0] == []  # printed as it is, and not added up
    assert last(show, data, 'filter: {S: "of which: recycling"}', TOTAL) == ([], "1850")
    assert figure(data, f"aggregate: sum, {both}") == ([("total-of-more", ERROR)], None)
    assert figure(data, 'filter: {S: "of which: recycling"}') == ([], "1,842")


def test_a_pie_or_stack_shows_no_part_of_another(show: Show):
    data = OF_WHICH.format("of which: recycling")
    pie = ("kind: pie", "x: S", "series: B")
    assert made(show, data, *pie, kind="chart")[0] == [("part-counted-again", ERROR)]
    assert made(show, data, "kind: bar", "x: S", "series: B", kind="chart")[0] == []
    assert ("total-in-pie", ERROR) in made(show, NET, *pie, kind="chart")[0]
    across = "Q,Waste,of which recycling\nQ1,20,10\nQ2,30,11\n"
    lines = ("kind: stacked-bar", "x: Q", "series: [Waste, of which recycling]")
    assert made(show, across, *lines, kind="chart")[0] == [("part-counted-again", ERROR)]


@pytest.mark.parametrize(
    ("data", "total"),
    [
        # below its row, above it, without the group's name, and with a net total below all
        (
            "S,B,A\nWaste,3842,3905\nParks,1264,1251\nPlace,5106,5156\nFinance,1455,1441\n"
            "Resources,1455,1441\n",
            "6597",
        ),
        (
            "S,B,A\nResources,1455,1441\nFinance,1455,1441\nPlace,5106,5156\nWaste,3842,3905\n"
            "Parks,1264,1251\n",
            "6597",
        ),
        (
            "S,B,A\nWaste,3842,3905\nParks,1264,1251\nPlace services,5106,5156\n"
            "Finance,1455,1441\nResources services,1455,1441\nNet cost of services,6561,6597\n",
            "6597",
        ),
        (  # all groups have one row
            "S,B,A\nFinance,1455,1441\nResources,1455,1441\nWaste,3842,3905\nPlace,3842,3905\n",
            "5346",
        ),
        # the same numbers by chance: no groups, round numbers, in a group
        ("S,B,A\nWaste,3842,3905\nParks,3842,3905\nRoads,5,6\n", "7816"),
        ("S,B,A\nWaste,100,100\nParks,100,100\nRoads,3842,3905\n", "4105"),
        (
            "S,B,A\nWaste,3842,3905\nParks,1264,1251\nPlace,5106,5156\nAdults,512,510\n"
            "Children,512,510\nPeople,1024,1020\n",
            "6176",
        ),
    ],
)
def test_a_group_of_one_row_is_counted_once(show: Show, data, total):
    assert last(show, data, TOTAL)[1] == total


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (NET, "“B” of 2 rows (B2 to B3) adds up to 9,520, but “Net expenditure” (A4)"),
        (NET, "is 7,304 (B4): a difference of 2,216"),
        ("S,B\nIncome,500\nExpenditure,450\nNet surplus,50\n", "a difference of 900"),
        ("S,B\nExpenditure,841\nIncome,110\nNet,731\n", "“Net” (A4)"),
        (
            "S,B,A\nExpenditure,8412,8530\nFees,1000,1000\nGrants,108,101\nNet,7304,7429\n",
            "B2 to B4",
        ),
        ("S,B\nWaste,3842\nParks,1264\nNet cost of services,5206\n", "a difference of 100"),
        ("S,B\nNorth,91.2\nSouth,94.6\nTotal,93.0\n", "adds up to 185.8"),  # averages
        (
            "S,B,A\nWaste – gross,4842,4905\nWaste – income,1000,1000\nWaste – net,3842,3905\n"
            "Parks – gross,1464,1551\nParks – income,200,300\nParks – net,1264,1251\n",
            "“Waste – net” (A4)",
        ),
    ],
)
def test_a_total_unlike_that_of_the_file_is_an_error_with_both_numbers(show: Show, data, said):
    found, table, problems = made(show, data, TOTAL)
    assert {each.code for each in problems} == {"total-unlike-file"}
    assert problems[0].level is ERROR
    assert table is None
    assert said in problems[0].found
    found, value = figure(data)
    assert value is None
    assert ("total-unlike-file", ERROR) in found


def test_a_net_total_that_is_what_is_added_up_is_no_error(show: Show):
    income = NET.replace(",1108,1101", ",-1108,-1101")
    assert last(show, income, TOTAL) == ([("total-row", WARNING)], "7429")
    assert figure(income) == ([("total-row", WARNING)], "7,304")
    pivot = "pivot: {rows: S, values: B, aggregate: sum}"
    assert last(show, NET, pivot)[0] == [("total-unlike-file", ERROR)]
    rounded = "S,B\nWaste,3842\nParks,1264\nNet cost of services,5107\n"
    codes = [("total-unlike-file", WARNING), ("total-row", WARNING)]
    assert last(show, rounded, TOTAL) == (codes, "5106")
    assert last(show, NET)[0] == [], "as the file has it, nothing is added up"
    assert figure(NET, "aggregate: max")[1] == "8,412"
    plain = "S,B\nExpenditure,841\nIncome,-110\nNet,731\nNet zero programme,20\n"
    assert last(show, plain, TOTAL) == ([("total-row", WARNING)], "751")
    of_income = "S,B,A\nIncome,5021,5100\nGrants,3010,3050\nNet fees,2011,2050\nRoads,7,8\n"
    assert last(show, of_income, TOTAL) == ([("total-row", WARNING)], "5108")


def test_a_filter_that_names_a_total_and_its_parts_is_not_added_up(show: Show):
    every = "filter: {S: [Waste, Parks, All services], D: Place}"
    assert last(show, SIX, every, TOTAL) == ([("total-of-more", ERROR)], None)
    found, table, _ = made(show, SIX, every)
    assert (found, len(table.rows)) == ([], 3)
    assert last(show, SIX, "filter: {S: All services}", TOTAL) == ([], "8028")
    # a group's name that is the total's, too, names the group
    named = SIX.replace("Place,All services", "Place,Place")
    assert last(show, named, "filter: {D: Place}", TOTAL) == ([("total-row", WARNING)], "5106")


def test_a_pivot_puts_net_beside_gross_and_income(show: Show):
    found, table, _ = made(show, KINDS, "pivot: {rows: S, columns: Type, values: B}", TOTAL)
    assert found == []
    assert table.rows == (
        ("Waste", "4842", "-1000", "3842"),
        ("Parks", "1464", "-200", "1264"),
        ("Total", "6306", "-1200", "5106"),
    )
    found, table, _ = made(show, KINDS, "pivot: {rows: S, values: B, aggregate: sum}", TOTAL)
    assert found == [("total-row", WARNING)] * 2
    assert [row[1] for row in table.rows] == ["3842", "1264", "5106"]


def test_a_pivot_prints_its_gap_where_a_cell_is_empty(show: Show):
    data = "S,B\nWaste,\nParks,1251\n"
    pivot = "pivot: {rows: S, values: B, aggregate: sum}"
    found, table, problems = made(show, data, pivot, "gaps: n/a", TOTAL)
    assert table.rows == (("Waste", "n/a"), ("Parks", "1251"), ("Total", "1251"))
    assert found == [("total-of-gaps", WARNING)]
    assert "B2 (empty)" in problems[0].found
    assert problems[0].found.endswith("(for the block “```table” at inputs/june-2024/context.md:1)")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["filter: {D: Place}", TOTAL], [("group-written-once", ERROR)]),
        (["filter: {D: [Place, People]}", TOTAL], [("group-written-once", ERROR)]),
        (["filter: {D: Place, S: Waste}"], []),
    ],
)
def test_a_group_written_once_is_not_filtered_by_its_first_row(show: Show, lines, found):
    assert made(show, WRITTEN_ONCE, *lines)[0] == found
    assert figure(WRITTEN_ONCE, f"aggregate: sum, {lines[0]}")[0] == found


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ("P,B,Status\nA,100,Red\nB,200,\nC,300,Green\n", "{Status: Red}"),
        ("Over,P,B\nYes,A,100\n,B,200\nNo,C,300\n,D,1\n", '{Over: "Yes"}'),
        ("D,S,B\nPlace,Waste,10\nPlace,Parks,20\n,Total,30\n", "{D: Place}"),
        ("D,S,B\nPlace,Waste,10\nPeople,Care,20\nIT,Web,3\n,Contingency,3\n", "{D: Place}"),
    ],
)
def test_empty_cells_that_are_no_group_are_left_alone(show: Show, data, where):
    assert made(show, data, f"filter: {where}")[0] == []


def test_one_empty_cell_below_a_group_is_a_warning(show: Show):
    data = "D,S,B\nPlace,Waste,10\nPeople,Care,20\nIT,Web,3\n,Contingency,3\n"
    assert made(show, data, "filter: {D: IT}", TOTAL)[0] == [("group-written-once", WARNING)]


@pytest.mark.parametrize(
    "line",
    [
        "total: {by: D}",
        "pivot: {rows: D, values: B, aggregate: sum}",
        "pivot: {rows: S, columns: D, values: B}",
        "filter: {D: Place}",
    ],
)
def test_one_name_spelled_in_two_ways_is_an_error(show: Show, line: str):
    assert made(show, TWO_WAYS, line)[0] == [("spelled-two-ways", ERROR)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Yes", "Y", True),
        ("Parks & Leisure", "Parks and leisure", True),
        ("Children’s", "Children's", True),
        ("Place  north", "Place north", True),
        ("Place", "Places", False),
        ("North", "South", False),
    ],
)
def test_spellings_of_one_name(show: Show, one, other, same):
    found = made(show, f"S,D,B\nA,{one},1\nB,{other},2\n", "total: {by: D}")[0]
    assert found == ([("spelled-two-ways", ERROR)] if same else [])


def test_a_filter_may_name_both_spellings(show: Show):
    assert last(show, TWO_WAYS, "filter: {D: [Place, place]}", TOTAL) == ([], "5106")
    assert figure(TWO_WAYS, "aggregate: sum, filter: {D: [Place, place]}") == ([], "5,106")
    assert figure(TWO_WAYS, "aggregate: sum, filter: {D: Place}")[0] == [
        ("spelled-two-ways", ERROR)
    ]
    assert figure(TWO_WAYS, "aggregate: sum, filter: {D: Place, S: Waste}") == ([], "3,842")


@pytest.mark.parametrize(
    ("data", "lines", "code"),
    [
        ("Q,Spend to date\nQ1,10\nQ2,25\n", [TOTAL], "no-sum"),
        ("Q,Cumulative spend,Note\nQ1,10,Fuel\nQ2,25,Ink\n", [TOTAL], "no-sum"),
        ("Month,YTD\nApril 2026,10\nMay 2026,25\n", [TOTAL], "no-sum"),
        (OVER, ["pivot: {rows: S, values: Spend to date, aggregate: sum}"], "no-sum"),
        (OVER, ["pivot: {rows: S, columns: Q, values: Spend to date}", TOTAL], None),
        (OVER, ["filter: {Q: Q2}", TOTAL], None),
        ("S,Spend to date\nWaste,10\nParks,25\n", [TOTAL], None),
        ("Project,End,Spend to date\nDepot,01/04/2026,10\nRoof,01/09/2026,25\n", [TOTAL], None),
        ("Q,Spend\nQ1,10\nQ2,25\n", [TOTAL], None),
    ],
)
def test_numbers_to_date_are_not_added_up_over_periods(show: Show, data, lines, code):
    found = made(show, data, *lines)[0]
    assert found == ([(code, ERROR)] if code else [])


def test_a_figure_is_no_sum_of_numbers_to_date():
    text = "aggregate: sum"
    assert figure(OVER, text, "Spend to date") == ([("no-sum", ERROR)], None)
    text = "aggregate: sum, filter: {Q: Q2}"
    assert figure(OVER, text, "Spend to date") == ([], "330")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("S,B,A\nWaste,3842,3905\nWaste,3842,3905\nParks,1264,1251\n", ["row-twice"]),
        ("S,B,A\nWaste,3842,3905\nWaste,3842,3906\nParks,1264,1251\n", []),
        ("S,B\nA Ltd,25\nA Ltd,25\nB Ltd,40\nB Ltd,41\n", []),  # payments
        ("Paid,S,B\n01/04/2026,A Ltd,25\n01/04/2026,A Ltd,25\n", []),
        ("S,B\nWaste,0\nWaste,0\nParks,3\n", []),
    ],
)
def test_a_row_that_is_there_twice_is_a_warning(show: Show, data, found):
    assert made(show, data, TOTAL)[0] == [(code, WARNING) for code in found]
    assert figure(data)[0] == [(code, WARNING) for code in found]
    assert made(show, data)[0] == []


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("S,B,A\nPlace,,\nWaste,3842,3905\nParks,1264,1251\nPeople,,\nCare,1730,2215\n", "6,836"),
        ("S,B\nPlace,\nWaste,3842\nParks,1264\nPlace total,5106\n", "5,106"),
        ("S,B,A\nWaste,3842,3905\nParks,1264,1251\nHousing includes a grant,,\n", "5,106"),
        ("S,B\nWaste,3842\nParks,\n", None),  # a gap
        ("S,B,A\nWaste,3842,3905\nParks,,1251\n", None),
    ],
)
def test_a_heading_or_note_among_the_rows_is_no_gap(data, value):
    found, printed = figure(data)
    assert printed == value
    assert (("blank-cell", ERROR) in found) == (value is None)


def test_one_row_is_said_as_one(show: Show):
    data = "D,S,B\nPlace,Waste,3842\nPlace,Parks,1264\nPlace,,5106\nIT,Web,1455\nIT,,1455\n"
    problems = made(show, data, TOTAL)[2]
    assert "the only row of its group (C5)" in problems[1].found
    assert not any("1 rows" in each.found for each in problems)
