"""Totals of files are compared with their parts, and are never those of other rows."""

from __future__ import annotations

import pytest

from panel_papers.core.problems import Level

from ..figures.conftest import figures
from .conftest import Show

ERROR, WARNING = Level.ERROR, Level.WARNING
GROUPS = "S,B,A\nRoads,100,110\nParks,50,50\nPlace,150,160\nAdults,300,310\nLaw,7,8\n"
WRONG = "S,B\nRoads,10\nParks,20\nTotal,40\n"
RIGHT = WRONG.replace("40", "30")
RATES = "F,Met\nEssex,81%\nKent,75%\nTotal,77%\n"
AREAS = "S,Area,B\nRoads,North,10\nParks,South,20\nLaw,North,5\nTotal,North,35\n"


def made(show: Show, data: str, *lines: str, kind: str = "table", **more: str):
    fence = "\n".join([f"```{kind}", "source: data/a.csv", "caption: Budget", *lines, "```", ""])
    shown = show(fence, {"data/a.csv": data} | {f"data/{n}.csv": t for n, t in more.items()})
    exhibits = shown.paper.sections[0].prose.exhibits
    found = [(p.code, p.level) for p in shown.problems]
    return found, exhibits[0].content if exhibits else None, shown.problems


def test_a_group_total_is_not_added_up_again(show: Show):
    found, table, problems = made(show, GROUPS, "total: yes")
    assert found == [("total-row", WARNING)]
    assert "“Place” (A4)" in problems[0].found
    assert "the sums of 2 rows (B2 to B3)" in problems[0].found
    assert table.rows[-1] == ("Total", "457", "478")
    found, table, _ = made(show, GROUPS, "sort: B descending", "top: 2")
    assert [row[0] for row in table.rows] == ["Adults", "Roads"]
    assert made(show, GROUPS, "kind: bar", "x: S", "series: B", kind="chart")[0] == []
    assert made(show, GROUPS, "kind: bar", "x: S", "series: [B, A]", kind="chart")[0] == [
        ("total-in-chart", ERROR)
    ]


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        (["kind: bar", "x: S", "series: B", "total: keep"], ERROR),
        (["kind: bar", "x: S", "series: B", "sort: B"], ERROR),
        (["kind: bar", "x: S", "series: B", "filter: {S: [Roads, Parks]}"], WARNING),
        (["kind: bar", "x: S", "series: B", "filter: {S: [Parks]}"], None),
    ],
)
def test_a_wrong_total_is_compared_in_charts(show: Show, lines, level):
    found = made(show, WRONG, *lines, kind="chart")[0]
    assert found == ([("total-not-sum", level)] if level else [])


def test_a_wrong_total_in_the_second_file_of_a_join_is_an_error(show: Show):
    left = "S,Spent\nRoads,9\nParks,19\n"
    found, table, problems = made(show, left, "join: {source: data/b.csv, on: S}", b=WRONG)
    assert (found, table) == ([("total-not-sum", ERROR)], None)
    assert problems[0].place.file.endswith("data/b.csv")
    assert "a difference of 10" in problems[0].found
    right = RIGHT
    found, table, _ = made(show, left, "join: {source: data/b.csv, on: S}", b=right)
    assert found == [("total-row", WARNING)]
    assert table is not None


@pytest.mark.parametrize(
    ("data", "lines", "found", "rows"),
    [
        (RIGHT, "filter: {S: [Roads, Total]}", [("total-of-more", ERROR)], None),
        (
            AREAS,
            "filter: {Area: North}",
            [("total-of-more", WARNING)],
            ["Roads", "Law"],
        ),
        (RIGHT, "filter: {S: Total}", [], ["Total"]),
        (
            RIGHT,
            "filter: {S: [Roads, Parks, Total]}",
            [],
            ["Roads", "Parks", "Total"],
        ),
        (RATES, "filter: {F: [Kent, Total]}", [], ["Kent", "Total"]),
    ],
)  # fmt: skip
def test_a_total_of_more_rows_is_not_that_of_the_rows_shown(show: Show, data, lines, found, rows):
    said, table, _ = made(show, data, lines)
    assert said == found
    assert (table and [row[0] for row in table.rows]) == rows


def test_gaps_that_a_total_leaves_out_are_named_once(show: Show):
    data = "S,B,A\nPlace,,\nRoads,10,n/a\nParks,,20\nLaw,5,–\n"
    found, table, problems = made(show, data, "total: yes")
    assert found == [("total-of-gaps", WARNING)]
    assert "2 cells" in problems[0].found
    assert "C3 “n/a”, B4 (empty)" in problems[0].found
    assert table.rows[-1] == ("Total", "15", "20")
    pivot = "pivot: {rows: S, values: B, aggregate: sum}"
    found, _, problems = made(show, "S,B\nRoads,10\nRoads,tbc\nParks,3\nParks,4\n", pivot)
    assert found == [("total-of-gaps", WARNING)]
    assert "B3 “tbc”" in problems[0].found
    assert made(show, "S,B,A\nRoads,10,–\nParks,1,2\n", "total: yes")[0] == []


def test_a_caption_in_thousands_contradicts_a_format_in_pounds(show: Show):
    data = "S,B\nRoads,50\nParks,7\n"
    lines = ("formats: {B: '£3,755'}", "source_line: All figures in £000")
    assert made(show, data, *lines)[0] == [("format-contradicts-heading", ERROR)]
    assert made(show, data, "source_line: All figures in £000")[0] == []


def figure(data: str, text: str):
    found = figures(f"figures:\n  it: {{source: data/a.csv, column: B, {text}}}\n", a=data)
    value = found.values.get("it")
    return [(p.code, p.level) for p in found.problems], value and value.printed


@pytest.mark.parametrize(
    ("data", "text", "found", "value"),
    [
        (GROUPS, "aggregate: sum", [("total-row", WARNING)], "457"),
        (WRONG, "aggregate: sum", [("total-row", WARNING), ("total-not-sum", ERROR)], None),
        (
            WRONG,
            "aggregate: sum, filter: {S: [Roads, Parks]}",
            [("total-not-sum", WARNING)],
            "30",
        ),
        (WRONG, "aggregate: sum, filter: {S: [Roads, Total]}", [("total-of-more", ERROR)], None),
        (AREAS, "aggregate: sum, filter: {Area: North}", [("total-row", WARNING)], "15"),
        (
            "All figures in £000,\n,\nS,B\nRoads,50\nParks,7\n",
            "aggregate: sum, format: '£3,755'",
            [("title-above-table", WARNING), ("scale-beside-table", WARNING)],
            "£57,000",
        ),
    ],
)
def test_a_figure_counts_each_number_once_and_in_full(data, text, found, value):
    assert figure(data, text) == (found, value)
