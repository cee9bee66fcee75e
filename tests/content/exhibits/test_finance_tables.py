"""Tables of finance: columns that are calculated, totals, order, pivots and joins.

The right numbers are calculated here, with Decimal over the literal rows, or by hand.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panel_papers.content.exhibits.adding import ROUNDING
from panel_papers.core.problems import Level
from panel_papers.core.values import Picture, Table

from .conftest import FOLDER, Show

BUDGET = (
    ("Housing", "Place", 1200, 1260),
    ("Parks", "Place", 300, 290),
    ("Social care", "People", 5000, 5450),
    ("Libraries", "People", 150, 150),
)


def csv(*rows: tuple[object, ...], header: str = "Service,Directorate,budget,actual") -> str:
    return "\n".join([header, *(",".join(map(str, row)) for row in rows), ""])


def fence(*lines: str, kind: str = "table") -> str:
    yaml = ("source: data/b.csv", "caption: Budget", *lines)
    return "\n".join([f"```{kind}", *yaml, "```", ""])


def made(show: Show, data: str, *lines: str, kind: str = "table", **more: str):
    files = {"data/b.csv": data} | {f"data/{name}.csv": text for name, text in more.items()}
    shown = show(fence(*lines, kind=kind), files)
    prose = shown.paper.sections[0].prose
    return shown.problems, prose.exhibits[0] if prose.exhibits else None


def codes(problems) -> list[tuple[str, Level]]:
    return [(each.code, each.level) for each in problems]


def printed(show: Show, data: str, *lines: str, expected: tuple[str, ...] = (), **more: str):
    """The rows of the table; no problems but those of the codes that are expected."""
    problems, exhibit = made(show, data, *lines, **more)
    assert [each.code for each in problems] == list(expected), problems
    assert isinstance(exhibit.content, Table)
    return exhibit.content.rows


def percent(part: int, whole: int) -> str:
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


VARIANCES = (
    'columns: {Service: Service, Budget: budget, Variance: actual - budget, "Variance %": '
    "(actual - budget) / budget}"
)
FORMATS = 'formats: {"Variance %": 5.9%}'


def variance_row(name: str, rows) -> tuple[str, str, str, str]:
    budget, actual = sum(row[2] for row in rows), sum(row[3] for row in rows)
    return (name, str(budget), str(actual - budget), percent(actual - budget, budget))


def test_columns_are_calculated_and_ratios_are_calculated_again_from_the_totals(show: Show):
    found = printed(show, csv(*BUDGET), VARIANCES, FORMATS, "total: yes")
    assert found == (
        *(variance_row(row[0], [row]) for row in BUDGET),
        variance_row("Total", BUDGET),
    )
    assert found[-1] == ("Total", "6650", "500", "7.5%")


def test_groups_have_subtotals_in_the_order_of_the_data_and_the_total_comes_last(show: Show):
    rows = (BUDGET[0], BUDGET[2], BUDGET[1], BUDGET[3])
    problems, exhibit = made(
        show, csv(*rows), VARIANCES, FORMATS, "total: {by: Directorate}", "sort: budget descending"
    )
    assert problems == ()
    place, people = [BUDGET[0], BUDGET[1]], [BUDGET[2], BUDGET[3]]
    assert exhibit.content.rows == (
        *(variance_row(row[0], [row]) for row in people),
        variance_row("People total", people),
        *(variance_row(row[0], [row]) for row in place),
        variance_row("Place total", place),
        variance_row("Total", rows),
    )
    assert exhibit.content.totals == (2, 5, 6)
    assert exhibit.content.numeric == (False, True, True, True)


def test_a_row_of_totals_in_the_file_is_not_added_up_again(show: Show):
    data = csv(*BUDGET, ("Total", "", 6650, 7150))
    found = printed(show, data, VARIANCES, FORMATS, "total: yes", expected=("total-row",))
    assert found[-1] == variance_row("Total", BUDGET)
    assert len(found) == len(BUDGET) + 1
    kept = printed(show, data, VARIANCES, FORMATS)
    assert kept[-1] == variance_row("Total", BUDGET), "calculated in the file's own row of totals"


@pytest.mark.parametrize(
    ("formula", "numbers"),
    [
        ("Net spend - Budget (£)", ("£3", "-£4")),
        ("'`Net spend` - \"Budget (£)\"'", ("£3", "-£4")),
        ("(Net spend−Budget (£))×2", ("£6", "-£8")),
        ("2025 - 2024", ("1", "2")),
        ("2023/24 + Net spend / 2", ("£16.5", "£27.0")),
        ("-Net spend", ("-£13", "-£16")),
    ],
)
def test_a_formula_names_columns_as_the_file_does(show: Show, formula: str, numbers):
    header = "Service,Budget (£),Net spend,2024,2025,2023/24"
    data = csv(
        ("Roads", "£10", "£13", 5, 6, "£10"), ("Parks", "£20", "£16", 7, 9, "£19"), header=header
    )
    found = printed(show, data, f"columns: {{Service: Service, N: {formula}}}")
    assert tuple(row[1] for row in found) == numbers


UNITS = csv(
    ("A", "£10", "5.0%", "3", "2024", "£4", "6.5%"),
    ("B", "£20", "7.5%", "", "2025", "£5", "7.0%"),
    ("C", "£30", "0.0%", "x", "2026", "£0", "7.0%"),
    header="Name,Cost,Share,Staff,Year,Paid,Before",
)


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        (["columns: {N: Cost - Share}"], "mixed-units", "data/b.csv:2:3"),
        (
            ["columns: {N: Cost / Paid}", "formats: {N: '0.94'}"],
            "division-by-zero",
            "data/b.csv:4:3",
        ),
        (["columns: {N: Cost / Staff}", "filter: {Name: [A, B]}"], "blank-cell", "data/b.csv:3:12"),
        (["columns: {N: Cost / Staff}", "gaps: n/a"], "not-a-number", "data/b.csv:4:12"),
        (["columns: {N: Cost * 2 - Nme}"], "unknown-column", "context.md:4:14"),
        (["columns: {N: Cost Paid}"], "unknown-column", "context.md:4:14"),
        (["columns: {N: Cost +}"], "bad-formula", "context.md:4:14"),
        (["columns: {N: 3 + 4}"], "unknown-column", "context.md:4:14"),
        (["columns: {N: sum(Cost)}"], "unknown-column", "context.md:4:14"),
        (["columns: {N: M + 1, M: N + 1}"], "figure-circle", "context.md:4:14"),
        (["columns: {Cost: Paid - 1, N: Cost + 1}"], "duplicate-column", "context.md:4:30"),
        (["columns: {N: Cost / 3}"], "missing-format", "context.md:4:14"),
        (["columns: {N %: Cost / Cost}"], "ratio-or-percent", "context.md:4:16"),
        (["columns: {N £: Share - Before}"], "wrong-unit", "context.md:4:16"),
        (["sort: Cst"], "unknown-column", "context.md:4:7"),
        (["sort: Staff"], "mixed-kinds", "data/b.csv:4:12"),
        (["top: 2"], "missing-field", "context.md:4:6"),
        (["sort: Cost", "top: ten"], "bad-number", "context.md:5:6"),
        (["gaps: 0", "columns: {N: Cost / Paid}"], "bad-choice", "context.md:4:7"),
        (["total: perhaps"], "bad-choice", "context.md:4:8"),
        (["total: {bye: Name}"], "unknown-key", "context.md:4:9"),
        (["total: {by: Nme}"], "unknown-column", "context.md:4:13"),
        (["total: {columns: [Share]}"], "no-sum", "context.md:4:19"),
        (
            [
                "total: {columns: [N]}",
                "columns: {Name: Name, N: Cost * Share / Share}",
                "filter: {Name: A}",
            ],
            "no-sum",
            "context.md:4:19",
        ),
        (["total: yes", "columns: [Name, Share]"], "no-sum", "context.md:4:1"),
        (["total: yes", "columns: [Cost]"], "total-label", "context.md:4:1"),
        (["total: yes", "columns: [Name, Staff]"], "not-a-number", "data/b.csv:4:12"),
        (["total: {by: Staff}"], "blank-cell", "data/b.csv:3:12"),
        (["pivot: {rows: Name}"], "missing-field", "context.md:4:1"),
        (["pivot: [Name]"], "wrong-kind", "context.md:4:8"),
        (["pivot: {rows: Nme, values: Cost}"], "unknown-column", "context.md:4:15"),
        (
            ["pivot: {rows: Name, columns: Year, values: Cost, aggregate: average}"],
            "bad-aggregate",
            "context.md:4:61",
        ),
        (["join: {source: data/c.csv}"], "missing-field", "context.md:4:1"),
        (["join: {source: data/x.csv, on: Name}"], "unknown-data-file", "context.md:4:16"),
    ],
)
def test_what_is_wrong_is_an_error_at_its_place(show: Show, lines, code: str, place: str):
    problems, exhibit = made(show, UNITS, *lines)
    assert exhibit is None
    errors = [each for each in problems if each.level is Level.ERROR]
    assert {each.code for each in errors} == {code}
    assert str(errors[0].place).removeprefix(f"{FOLDER}/") == place


ODD = "Service,{heading}\nParks,50 CR\nRoads,220 DR\nWaste,30-\nTrees,\n"


@pytest.mark.parametrize("heading", ["Variance", "Variance (£000)"])
@pytest.mark.parametrize("asked", ["yes", "{{columns: [{heading}]}}"])
def test_a_total_of_numbers_as_ledgers_write_them_is_refused_cell_by_cell(
    show: Show, heading: str, asked: str
):
    data = ODD.format(heading=heading)
    problems, exhibit = made(show, data, f"total: {asked.format(heading=heading)}")
    assert exhibit is None
    assert [(p.code, p.level, p.place.line, p.place.column, p.hint) for p in problems] == [
        ("not-a-number", Level.ERROR, 2, 7, "write “-50” for a number below zero"),
        ("not-a-number", Level.ERROR, 3, 7, "write “220” for a number above zero"),
        ("not-a-number", Level.ERROR, 4, 7, "write “-30” for a number below zero"),
    ]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        ("Service,Cost (£000)\nParks,about 40\nRoads,n/a\n", "not-a-number", "data/b.csv:2:7"),
        ("Service,Lead\nParks,Team 4\nRoads,Team 5\n", "no-sum", "context.md:4:1"),
    ],
)
def test_no_total_is_empty_without_a_word(show: Show, data: str, code: str, place: str):
    problems, exhibit = made(show, data, "total: yes")
    assert exhibit is None
    assert [(p.code, str(p.place).removeprefix(f"{FOLDER}/")) for p in problems] == [(code, place)]


def test_a_name_that_is_nearly_right_is_suggested(show: Show):
    problems, _ = made(show, csv(*BUDGET), "columns: {Variance: actual - budgt}")
    assert problems[0].hint == "write “budget” if you mean that"
    assert made(show, csv(*BUDGET), "columns: {V: actual/budge}")[0][0].hint == problems[0].hint
    assert (
        made(show, csv(*BUDGET), "sort: Servce descending")[0][0].hint
        == "write “Service” if you mean that"
    )


def test_a_formula_of_two_meanings_is_refused_until_backticks_say_which(show: Show):
    data = csv(("A", 10, 4, 9), ("B", 20, 5, 8), header="Name,Cost,Paid,Cost - Paid")
    assert printed(show, data, "columns: {Name: Name, N: Cost - Paid}")[0] == ("A", "9")
    problems, _ = made(show, data, "columns: {N: (Cost - Paid) * 2}")
    assert codes(problems) == [("bad-formula", Level.ERROR)]
    lines = "columns: {Name: Name, N: '(`Cost` - `Paid`) * 2', M: '`Cost - Paid` * 2'}"
    assert printed(show, data, lines)[0] == ("A", "12", "18")


def test_an_error_of_a_cell_names_the_cells_of_its_formula(show: Show):
    problems, _ = made(show, UNITS, "columns: {N: Cost - Share}")
    assert "B2 − C2, with “£10” (B2), “5.0%” (C2)" in problems[0].found


def test_gaps_print_what_the_officer_says_and_have_no_total(show: Show):
    data = csv(("A", 10, 4), ("B", 0, 3), ("C", "", 5), ("D", "–", 6), header="Name,Budget,Actual")
    lines = (
        "columns: {Name: Name, Left: Budget - Actual, Share: Actual / Budget}",
        "formats: {Share: 5%}",
    )
    problems, exhibit = made(show, data, *lines)
    assert exhibit is None
    assert [each.code for each in problems] == [
        *("blank-cell", "not-a-number", "division-by-zero", "blank-cell", "not-a-number"),
    ]
    assert [each.found.partition(" (for ")[0] for each in problems[:2]] == [
        "The cell B4 is empty, and the formula of “Left” needs it",
        "“–” (B5) is not a number, and the formula of “Left” needs it",
    ]
    found = printed(
        show, data, *lines, "gaps: n/a", "total: yes", expected=("total-incomplete",) * 2
    )
    assert found == (
        ("A", "6", "40%"),
        ("B", "-3", "n/a"),
        ("C", "n/a", "n/a"),
        ("D", "n/a", "n/a"),
        ("Total", "n/a", "n/a"),
    )
    assert printed(show, data, *lines, "gaps: empty")[2] == ("C", "", "")


def test_a_division_by_zero_leaves_the_total_of_a_ratio_right(show: Show):
    data = csv(("A", 10, 4), ("B", 0, 3), header="Name,Budget,Actual")
    lines = ("columns: {Name: Name, Share: Actual / Budget}", "formats: {Share: 5%}")
    found = printed(show, data, *lines, "gaps: –", "total: yes")
    assert found == (("A", "40%"), ("B", "–"), ("Total", "70%"))


def test_percentages_averages_and_years_have_no_total_which_is_said(show: Show):
    data = csv(
        ("A", 2024, 10, "50%", 3, 7), ("B", 2025, 20, "60%", 5, 8),
        header="Name,Year,Cases,Met,Average days,Days lost",
    )  # fmt: skip
    problems, exhibit = made(show, data, "total: yes")
    assert codes(problems) == [("no-sum", Level.SUGGESTION)]
    assert "“Met”, “Average days”, “Days lost”" in problems[0].found
    assert exhibit.content.rows[-1] == ("Total", "", "30", "", "", "")
    found = printed(show, data, "total: {columns: [Cases, Days lost]}")
    assert found[-1] == ("Total", "", "30", "", "", "15")


@pytest.mark.parametrize(
    ("formula", "total"),
    [
        ("Hours * Rate", "£230"),  # row by row: 10 × £5 + 20 × £9
        ("Hours - 3", "24"),  # as many threes as rows
        ("Rate / Hours", ""),  # a rate has no total
        ("Cost / Hours", "£11"),  # calculated again: £330 for 30 hours
        ("Cost / Hours - Cost / Hours", "£0"),
        ("Hours / 2", "15"),
        ("Cost * 5 / 100", "£16.5"),
        ("Hours ** 2", ""),
    ],
)
def test_the_total_of_a_calculated_column_is_the_one_that_is_true(show: Show, formula, total):
    data = csv(("A", 10, "£5", "£10"), ("B", 20, "£9", "£320"), header="Name,Hours,Rate,Cost")
    _, exhibit = made(
        show, data, f"columns: {{Name: Name, Hours: Hours, N: {formula}}}", "total: yes"
    )
    assert exhibit.content.rows[-1] == ("Total", "30", total)


def test_a_total_is_that_of_unrounded_numbers_and_rounding_is_explained(show: Show):
    data = csv(("A", 10.4, 0), ("B", 10.4, 0), ("C", 10.4, 5), header="Name,Budget,Actual")
    problems, exhibit = made(
        show, data, "columns: [Name, Budget]", "formats: {Budget: '905'}", "total: yes"
    )
    assert problems == ()
    assert [row[1] for row in exhibit.content.rows] == ["10", "10", "10", "31"]
    assert exhibit.notes == (ROUNDING,)
    _, exact = made(show, data, "columns: [Name, Budget]", "total: yes", "source_line: Ledger")
    assert [row[1] for row in exact.content.rows] == ["10.4", "10.4", "10.4", "31.2"]
    assert (exact.notes, exact.source_line) == ((), "Ledger")


def test_a_difference_that_does_not_follow_from_rounded_numbers_is_explained(show: Show):
    data = csv(("A", 10.4, 9.6), ("B", 20, 10), header="Name,Budget,Actual")
    lines = ("columns: {Name: Name, Budget: Budget, Actual: Actual, Left: Budget - Actual}",)
    rounded = "formats: {Budget: '905', Actual: '905', Left: '905'}"
    _, exhibit = made(show, data, *lines, rounded, "source_line: Ledger.")
    assert exhibit.content.rows[0] == ("A", "10", "10", "1")
    assert (exhibit.notes, exhibit.source_line) == ((ROUNDING,), "Ledger.")
    assert made(show, data, *lines)[1].notes == ()


def test_numbers_in_thousands_stay_in_thousands(show: Show):
    data = csv(("A", 52, 40.5), ("B", 10, 12), header="Name,Budget £000,Actual £000")
    lines = "columns: {Name: Name, Left £000: Budget £000 - Actual £000}"
    assert printed(show, data, lines, "total: yes") == (
        ("A", "11.5"), ("B", "-2.0"), ("Total", "9.5"),
    )  # fmt: skip
    full = "columns: {Name: Name, Left: Budget £000 - Actual £000}"
    found = printed(show, data, full, "formats: {Left: '(£3,755)'}", "total: yes")
    assert found == (("A", "£11,500"), ("B", "(£2,000)"), ("Total", "£9,500"))
    _, exhibit = made(show, data, full)
    assert codes(made(show, data, full)[0]) == [("scale-not-said", Level.WARNING)]
    assert exhibit.content.rows[0] == ("A", "11.5")


def test_thousands_and_millions_are_calculated_with_in_full(show: Show):
    data = csv(("A", 1.5, 1200), ("B", 2, 1900), header="Name,Budget £m,Actual £000")
    thousands = "columns: {Name: Name, Over £000: Actual £000 - Budget £m}"
    assert [row[1] for row in printed(show, data, thousands, "total: yes")] == [
        *("-300", "-100", "-400"),
    ]
    pounds = "columns: {Name: Name, Over: Actual £000 - Budget £m}"
    assert [row[1] for row in printed(show, data, pounds)] == ["-£300,000", "-£100,000"]


def test_a_difference_of_percentages_is_in_percentage_points(show: Show):
    lines = ("columns: {Name: Name, Change: Before - Share}", "filter: {Name: [A, B]}")
    found = printed(show, UNITS, *lines)
    assert found == (("A", "1.5 percentage points"), ("B", "-0.5 percentage points"))


def test_brackets_of_the_file_are_those_of_what_is_calculated(show: Show):
    data = csv(("A", "(5)", 3), ("B", 4, 1), header="Name,In,Out")
    found = printed(show, data, "columns: {Name: Name, In: In, Net: In - Out}", "total: yes")
    assert found == (("A", "(5)", "(8)"), ("B", "4", "3"), ("Total", "(1)", "(5)"))


def test_rows_are_sorted_by_value_and_only_the_first_are_kept(show: Show):
    found = printed(
        show, csv(*BUDGET), VARIANCES, FORMATS, "sort: Variance descending", "top: 2", "total: yes"
    )
    first = sorted(BUDGET, key=lambda row: row[2] - row[3])[:2]
    assert found == (
        *(variance_row(row[0], [row]) for row in first),
        variance_row("Total of these 2", first),
    )


def test_a_tie_at_the_end_of_the_top_is_said_to_officer_and_reader(show: Show):
    data = csv(("A", 3), ("B", 1), ("C", 2), ("D", 2), ("E", 2), header="Name,N")
    problems, exhibit = made(show, data, "sort: [N descending]", "top: 2")
    assert codes(problems) == [("tie-at-top", Level.WARNING)]
    assert problems[0].found == (
        "2 more rows with the same “N” as row 2, the last one, are left out: D; E"
    )
    assert exhibit.content.rows == (("A", "3"), ("C", "2"))
    assert exhibit.notes == ("2 more rows have the same N as the last one.",)
    assert made(show, data, "sort: [N descending, Name]", "top: 2")[0] == ()
    assert made(show, data, "sort: N descending", "top: 4")[0] == ()


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["Q4 2024/25", "Q1 2025/26", "Q1 2024/25"], [2, 0, 1]),
        (["March 2025", "April 2024", "May 2024"], [1, 2, 0]),
        (["10", "9", ""], [1, 0, 2]),
        (["£1.2m", "£900k", "£5"], [2, 1, 0]),
        (["banana", "Apple", "cherry"], [1, 0, 2]),
        (["01/02/2025", "31/01/2025", "01/03/2024"], [2, 1, 0]),
    ],
)
def test_a_sort_goes_by_meaning(show: Show, values, order):
    data = csv(*((n, value) for n, value in zip("abc", values, strict=True)), header="Name,V")
    found = printed(show, data, "sort: V")
    assert [row[1] for row in found] == [values[n] for n in order]
    back = printed(show, data, "sort: V descending")
    gap_last = [n for n in reversed(order) if values[n]] + [n for n in order if not values[n]]
    assert [row[1] for row in back] == [values[n] for n in gap_last]


def test_months_of_no_year_in_no_sure_order_are_not_sorted_by_the_alphabet(show: Show):
    data = csv(("a", "Q4"), ("b", "Q1"), ("c", "Q1"), header="Name,V")
    problems, _ = made(show, data, "sort: V")
    assert codes(problems) in ([], [("order-not-known", Level.ERROR)])
    data = csv(
        ("a", "August"), ("b", "January"), ("c", "April"), ("d", "February"), header="Name,V"
    )
    problems, exhibit = made(show, data, "sort: V")
    assert codes(problems) == [("order-not-known", Level.ERROR)]
    assert exhibit is None


def test_the_example_of_the_guide_is_as_it_says(show: Show):
    text = (Path(__file__).parents[3] / "docs/tables-and-charts.md").read_text(encoding="utf-8")
    start = text.index("```table", text.index("A budget report is made of the same block"))
    block = "\n".join(line[4:] for line in text[start - 4 : text.index("```\n", start)].split("\n"))
    block = block.replace("data/budget.xlsx", "data/b.csv").replace("sheet: Q1\n", "") + "```\n"
    header = "Service,Directorate,Net budget,Actual"
    data = csv(*BUDGET, ("New", "People", 0, 0), header=header)
    shown = show(block, {"data/b.csv": data})
    assert shown.problems == ()
    assert shown.paper.sections[0].prose.exhibits[0].content.rows == (
        ("Social care", "5000", "£450", "9.0%"),
        ("Libraries", "150", "£0", "0.0%"),
        ("New", "0", "£0", "n/a"),
        ("People total", "5150", "£450", "8.7%"),
        ("Housing", "1200", "£60", "5.0%"),
        ("Parks", "300", "(£10)", "-3.3%"),
        ("Place total", "1500", "£50", "3.3%"),
        ("Total", "6650", "£500", "7.5%"),
    )


LEDGER = csv(
    ("Housing", "Q2 2025/26", "£20"),
    ("Housing", "Q1 2025/26", "£10"),
    ("Parks", "Q1 2025/26", "£5"),
    ("Parks", "Q1 2025/26", "£6"),
    header="Service,Quarter,Spend",
)


def test_a_pivot_puts_periods_in_order_and_says_what_is_missing(show: Show):
    pivot = "pivot: {rows: Service, columns: Quarter, values: Spend, aggregate: sum}"
    problems, exhibit = made(show, LEDGER, pivot, "total: yes")
    assert codes(problems) == [("no-combination", Level.WARNING)]
    assert problems[0].found == (
        "The file has no row for Parks, Q2 2025/26: the table is empty there"
    )
    assert exhibit.content.header == ("Service", "Q1 2025/26", "Q2 2025/26")
    assert exhibit.content.rows == (
        ("Housing", "£10", "£20"),
        ("Parks", "£11", ""),
        ("Total", "£21", "£20"),
    )
    both = "columns: {Service: Service, Change: Q2 2025/26 - Q1 2025/26}"
    found = printed(show, LEDGER, pivot, both, "gaps: n/a", expected=("no-combination",))
    assert found == (("Housing", "£10"), ("Parks", "n/a"))
    spread = printed(
        show, LEDGER, pivot, "formats: {Spend: '£10.00'}", expected=("no-combination",)
    )
    assert spread[0] == ("Housing", "£10.00", "£20.00")


@pytest.mark.parametrize(
    ("aggregate", "rows"),
    [
        ("sum", (("Housing", "£30"), ("Parks", "£11"))),
        ("mean", (("Housing", "£15.0"), ("Parks", "£5.5"))),
        ("min", (("Housing", "£10"), ("Parks", "£5"))),
        ("max", (("Housing", "£20"), ("Parks", "£6"))),
        ("count", (("Housing", "2"), ("Parks", "2"))),
    ],
)
def test_rows_come_together_by_the_aggregate_that_is_asked_for(show: Show, aggregate, rows):
    pivot = f"pivot: {{rows: Service, values: Spend, aggregate: {aggregate}}}"
    assert printed(show, LEDGER, pivot) == rows


def test_rows_never_come_together_unasked(show: Show):
    problems, exhibit = made(
        show, LEDGER, "pivot: {rows: Service, columns: Quarter, values: Spend}"
    )
    assert exhibit is None
    assert [(p.code, str(p.place)) for p in problems if p.level is Level.ERROR] == [
        ("which-row", f"{FOLDER}/data/b.csv:5:18")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LEDGER.replace("£6", "6%"), "mixed-units"),
        (LEDGER.replace("£6", "six"), "not-a-number"),
        (LEDGER.replace("£5", "5%").replace("£6", "6%"), "no-sum"),
        (LEDGER.replace("Parks", "", 1), "blank-cell"),
    ],
)  # fmt: skip
def test_a_pivot_adds_up_nothing_that_has_no_sum(show: Show, data: str, code: str):
    pivot = "pivot: {rows: Service, columns: Quarter, values: Spend, aggregate: sum}"
    problems, exhibit = made(show, data, pivot)
    assert exhibit is None
    assert {each.code for each in problems if each.level is Level.ERROR} == {code}


ACTUAL = csv(("Parks", 290), ("Housing", 1260), ("Total", 1550), header="Department,Spent")
PLAN = csv(("Housing", 1200), ("Parks", 300), header="Service,Budget")
JOIN = "join: {source: data/c.csv, on: {Service: Department}}"


def test_two_files_are_joined_and_calculated_with(show: Show):
    lines = (
        JOIN,
        "columns: {Service: Service, Budget: Budget, Left: Budget - Spent}",
        "total: yes",
    )
    problems, exhibit = made(show, PLAN, *lines, c=ACTUAL)
    assert codes(problems) == [("total-row", Level.WARNING)], "only the second file has a total"
    assert exhibit.content.rows == (
        ("Housing", "1200", "-60"),
        ("Parks", "300", "10"),
        ("Total", "1500", "-50"),
    )
    assert [(f.label, f.formula) for f in exhibit.computed if f.label.endswith("Left")] == [
        ("Housing: Left", "B2 of b.csv − B3 of c.csv"),
        ("Parks: Left", "B3 of b.csv − B2 of c.csv"),
        ("Total: Left", "sum of B2:B3 of b.csv − sum of B3, B2 of c.csv"),
    ]
    assert [(s.file, s.cells) for s in exhibit.computed[0].sources] == [
        ("data/b.csv", "B2"),
        ("data/c.csv", "B3"),
    ]


@pytest.mark.parametrize(
    ("actual", "lines", "code", "said"),
    [
        (ACTUAL.replace("Parks", "Park"), [], "no-match", "“Parks” (A3 of b.csv)"),
        (ACTUAL.replace("Total", "Roads"), [], "no-match", "“Roads” (A4 of c.csv)"),
        (ACTUAL.replace("Total", "Parks"), [], "key-twice", "A2 of c.csv and A4 of c.csv"),
        (ACTUAL.replace("Total", ""), [], "blank-cell", "A4 of c.csv"),
        (csv((1, 2), header="Department,Spent"), [], "other-kind", "A2 of b.csv, and a number"),
        (
            ACTUAL.replace("Spent", "Budget"),
            [],
            "duplicate-column",
            "Both files have a column “Budget”",
        ),
        (ACTUAL, ["on: Servic"], "unknown-column", "“Servic”"),
        (ACTUAL, ["unmatched: drop"], "bad-choice", "“unmatched: drop”"),
        (ACTUAL, ["header_row: x"], "bad-row-number", "“x”"),
    ],
)
def test_a_join_drops_and_doubles_nothing(show: Show, actual, lines, code: str, said: str):
    join = JOIN
    for each in lines:
        name = each.partition(":")[0]
        join = (
            join.replace("on: {Service: Department}", each)
            if name == "on"
            else f"{join[:-1]}, {each}}}"
        )
    problems, exhibit = made(show, PLAN, join, c=actual)
    assert exhibit is None
    errors = [each for each in problems if each.level is Level.ERROR]
    assert code in {each.code for each in errors}, errors
    assert any(said in each.found for each in errors)


def test_rows_of_the_second_file_are_left_out_only_where_that_is_said(show: Show):
    more = ACTUAL.replace("Total,1550", "Roads,7")
    found = printed(show, PLAN, f"{JOIN[:-1]}, unmatched: leave out}}", c=more)
    assert found == (("Housing", "1200", "1260"), ("Parks", "300", "290"))
    filtered = printed(
        show, PLAN, JOIN, "filter: {Service: Parks}", c=ACTUAL, expected=("total-row",)
    )
    assert filtered == (("Parks", "300", "290"),)


def test_a_number_that_a_join_repeats_is_not_added_up_twice(show: Show):
    data = csv(
        ("Housing", "a", 5), ("Housing", "b", 6), ("Parks", "c", 7), header="Service,Line,Spent"
    )
    other = csv(("Housing", 100), ("Parks", 50), header="Service,Budget")
    join = "join: {source: data/c.csv, on: Service}"
    problems, exhibit = made(show, data, join, "total: yes", c=other)
    assert exhibit is None
    assert codes(problems) == [("counted-twice", Level.ERROR)]
    found = printed(show, data, join, "total: {columns: [Spent]}", c=other)
    assert found[-1] == ("Total", "", "18", "")


def test_what_is_calculated_is_traced_to_its_cells(show: Show):
    _, exhibit = made(show, csv(*BUDGET), VARIANCES, FORMATS, "total: yes")
    found = [(f.label, f.printed, f.value, f.unit, f.formula) for f in exhibit.computed]
    assert found[:2] == [
        ("Housing: Variance", "60", "60", "", "D2 − C2"),
        ("Housing: Variance %", "5.0%", "5", "%", "(D2 − C2) / C2"),
    ]
    assert found[-3:-1] == [
        ("Total: Budget", "6650", "6650", "", "sum of C2:C5"),
        ("Total: Variance", "500", "500", "", "sum of D2:D5 − sum of C2:C5"),
    ]
    assert [(s.file, s.cells) for s in exhibit.computed[-2].sources] == [
        ("data/b.csv", "D2:D5"),
        ("data/b.csv", "C2:C5"),
    ]


def test_a_chart_shows_calculated_columns_in_the_order_asked_for(show: Show):
    data = csv(*BUDGET, ("Total", "", 6650, 7150))
    lines = (
        *("kind: bar", "x: Service", "series: {Over budget: (actual - budget) / budget}"),
        *("formats: {Over budget: 5.9%}", "sort: Over budget descending", "top: 3"),
    )
    problems, exhibit = made(show, data, *lines, kind="chart")
    assert codes(problems) == [("total-row", Level.WARNING)]
    assert isinstance(exhibit.content, Picture)
    assert exhibit.content.alternative_text.endswith(
        "Over budget: Social care, 9.0%; Housing, 5.0%; Libraries, 0.0%."
    )
    assert [f.label for f in exhibit.computed] == [
        *("Social care: Over budget", "Housing: Over budget", "Libraries: Over budget"),
    ]


def test_lines_in_cells_follow_the_order_of_the_rows(show: Show):
    data = csv(("A", 1, 3), ("B", 5, 2), header="Name,Q1,Q2")
    problems, exhibit = made(
        show, data, "columns: [Name, Q2]", "sort: Q2", "sparkline: {Trend: [Q1, Q2]}"
    )
    assert problems == ()
    assert [row[0] for row in exhibit.content.rows] == ["B", "A"]
    assert [words.alternative_text[:8] for _, _, words in exhibit.content.pictures] == [
        exhibit.content.pictures[0][2].alternative_text[:8],
        exhibit.content.pictures[1][2].alternative_text[:8],
    ]
    assert exhibit.content.pictures[0][2].alternative_text.startswith("B")


AMOUNTS = st.lists(
    st.tuples(st.sampled_from("PQR"), st.integers(-9999, 9999), st.integers(1, 9999)),
    min_size=1,
    max_size=12,
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ledger(rows) -> str:
    named = ((f"Item {n}x", group, a, b) for n, (group, a, b) in enumerate(rows))
    return csv(*named, header="Name,Group,Net,Gross")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


@QUICK
@given(rows=AMOUNTS)
def test_totals_are_the_sums_of_what_is_printed_above_them(show: Show, rows):
    lines = "columns: {Name: Name, Net: Net, Left: Gross - Net}"
    problems, exhibit = made(show, ledger(rows), lines, "total: {by: Group}")
    assert problems == ()
    sums, grand = [Decimal(0)] * 2, [Decimal(0)] * 2
    for n, (_, *cells) in enumerate(exhibit.content.rows[:-1]):
        numbers = [number(cell) for cell in cells]
        if n in exhibit.content.totals:
            assert numbers == sums
            sums = [Decimal(0)] * 2
        else:
            sums = [a + b for a, b in zip(sums, numbers, strict=True)]
            grand = [a + b for a, b in zip(grand, numbers, strict=True)]
    assert [number(cell) for cell in exhibit.content.rows[-1][1:]] == grand
    assert grand == [sum(r[1] for r in rows), sum(r[2] - r[1] for r in rows)]


@QUICK
@given(rows=AMOUNTS, descending=st.booleans(), top=st.integers(1, 12))
def test_a_sort_is_a_permutation_and_a_top_its_beginning(show: Show, rows, descending, top):
    data, direction = ledger(rows), " descending" if descending else ""
    columns = "columns: {Name: Name, Left: Gross - Net}"
    plain = printed(show, data, columns)
    ordered = printed(show, data, columns, f"sort: Left{direction}")
    assert sorted(plain) == sorted(ordered)
    values = [number(row[1]) for row in ordered]
    assert values == sorted(values, reverse=descending)
    _, cut = made(show, data, columns, f"sort: Left{direction}", f"top: {top}")
    assert cut.content.rows == ordered[:top]


@QUICK
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("PQR"), st.sampled_from(["Q1 2025", "Q2 2025"]), st.integers(-99, 999)
        ),
        min_size=1,
        max_size=15,
    )
)
def test_the_cells_of_a_pivot_add_up_to_the_rows_of_the_file(show: Show, rows):
    data = csv(*rows, header="Area,Quarter,Spend")
    pivot = "pivot: {rows: Area, columns: Quarter, values: Spend, aggregate: sum}"
    _, exhibit = made(show, data, pivot)
    cells = [number(cell) for row in exhibit.content.rows for cell in row[1:]]
    assert sum(cells) == sum(row[2] for row in rows)
    for area, *numbers in exhibit.content.rows:
        for quarter, cell in zip(exhibit.content.header[1:], numbers, strict=True):
            wanted = [row[2] for row in rows if row[:2] == (area, quarter)]
            assert bool(cell) == bool(wanted)
            assert number(cell) == sum(wanted)


@QUICK
@given(names=st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=10), order=st.randoms())
def test_a_join_keeps_every_row_of_the_first_file(show: Show, names, order):
    left = csv(*((f"{name}x", n) for n, name in enumerate(names)), header="Key,N")
    known = sorted(set(names))
    order.shuffle(known)
    right = csv(*((f"{name}x", f"v{name}") for name in known), header="Key,V")
    found = printed(show, left, "join: {source: data/c.csv, on: Key}", c=right)
    assert found == tuple((f"{name}x", str(n), f"v{name}") for n, name in enumerate(names))


INCOME = csv(("Parks", "Place", 300, 290), ("Car parks", "Place", -1105, -1068))


@pytest.mark.parametrize(
    "columns",
    [
        '{Service: Service, "Variance %": (actual - budget) / budget}',
        "{Service: Service, Variance: actual - budget, Variance %: Variance / budget}",
    ],
)
def test_a_difference_divided_by_an_income_budget_has_the_opposite_sign_and_is_reported(
    show: Show, columns: str
):
    """A shortfall of 37 on an income of 1,105 would print as -3.3%, as if it were good news."""
    problems, exhibit = made(show, INCOME, f"columns: {columns}", "formats: {Variance %: 5.9%}")
    assert codes(problems) == [("share-of-negative", Level.WARNING)]
    assert "“budget”, which is below zero in -1105 (C3)" in problems[0].found.replace(
        "line 3", "C3"
    )
    assert exhibit.content.rows[1][-1] in {"-3.3%", "−3.3%"}


def test_shares_of_negative_numbers_that_are_no_differences_are_right(show: Show):
    lines = ("columns: {Service: Service, Spent: actual / budget}", "formats: {Spent: 5.9%}")
    assert printed(show, INCOME, *lines) == (("Parks", "96.7%"), ("Car parks", "96.7%"))


@pytest.mark.parametrize(
    "line",
    [
        "total: yes",
        "sort: budget",
        "total: {by: Directorate}",
        "pivot: {rows: Directorate, values: budget, aggregate: sum}",
    ],
)
def test_a_wrong_total_of_the_file_is_an_error_also_where_it_is_left_out(show: Show, line: str):
    data = csv(("Bins", "Place", 50, 40), ("Parks", "Place", 30, 20), ("Total", "", 90, 60))
    problems, _ = made(
        show, data, *([] if "pivot" in line else ["columns: [Directorate, budget]"]), line
    )
    assert codes(problems) == [("total-not-sum", Level.ERROR)]
    right = data.replace("90", "80")
    rows = printed(show, right, "total: yes", "columns: [Service, budget]", expected=("total-row",))
    assert rows[-1] == ("Total", "80")


def test_a_filter_leaves_the_totals_of_the_file_unchecked(show: Show):
    data = csv(("Bins", "Place", 50, 40), ("Parks", "People", 30, 20), ("Total", "", 80, 60))
    lines = ("columns: [Service, budget]", "total: yes", "filter: {Directorate: Place}")
    assert printed(show, data, *lines)[-1] == ("Total", "50")


def test_codes_are_never_added_up_and_targets_in_pounds_are(show: Show):
    header = "Service,Cost centre,Target (£),Target"
    data = csv(("Bins", 10410, 100, 7), ("Parks", 20022, 50, 8), header=header)
    rows = printed(show, data, "total: yes", expected=("no-sum",))
    assert rows[-1] == ("Total", "", "150", "")


def test_small_lines_run_through_round_numbers(show: Show):
    """Hundreds without a format ended in a traceback."""
    data = csv(("x", 100, 50, 20), ("y", 10, 60, 5), header="S,Q1,Q2,Q3")
    problems, exhibit = made(show, data, "sparkline: {Trend: [Q1, Q2, Q3]}")
    assert problems == ()
    assert [picture.alternative_text[:1] for _, _, picture in exhibit.content.pictures] != []


def test_a_pivot_puts_quarters_in_order_though_the_first_combination_is_missing(show: Show):
    data = csv(
        ("Roads", "Place", "Q2", 5), ("Parks", "Place", "Q1", 7), ("Parks", "Place", "Q2", 9),
        header="Service,Area,Quarter,Spend",
    )  # fmt: skip
    pivot = "pivot: {rows: Service, columns: Quarter, values: Spend}"
    _, exhibit = made(show, data, pivot)
    assert exhibit.content.header == ("Service", "Q1", "Q2")
    assert exhibit.content.rows == (("Roads", "", "5"), ("Parks", "7", "9"))


def test_a_total_whose_name_is_in_a_column_that_is_not_printed_keeps_its_name(show: Show):
    data = "Area,Service,Spend\nPlace,Roads,5\nPlace,Parks,7\nTotal,,12\nNotes,,1\n"
    problems, exhibit = made(show, data, "columns: [Service, Spend]")
    assert problems == ()
    assert [row[0] for row in exhibit.content.rows] == ["Roads", "Parks", "Total", ""]


@pytest.mark.parametrize(
    ("heading", "values", "said"),
    [
        ("Overspend", (-3, -5), ["is it an overspend?"]),
        ("Surplus", (-3, -5), ["is it a surplus?"]),
        ("Overspend", (3, 5), []),
        ("Underspend", (-3, -5), []),
        ("Reduction", (-3, -5), []),
        ("Overspend or underspend", (3, 5), []),
    ],
)
def test_a_number_below_zero_under_overspend_is_reported(show: Show, heading, values, said):
    data = f"Service,Variance\nRoads,{values[0]}\nParks,{values[1]}\n"
    lines = (
        f"columns: {{Service: Service, {heading}: Variance}}",
        f"formats: {{{heading}: abs 5}}",
    )
    problems, _ = made(show, data, *lines)
    assert {p.code for p in problems} == ({"sign-contradicts-word"} if said else set())
    assert [p.found[-len(words) :] for p, words in zip(problems, said, strict=True)] == said


@pytest.mark.parametrize(
    ("rows", "cells", "wrong"),
    [
        ("Measure", ("95.1%", "0.972", "96%"), "“0.972”"),
        ("Measure", ("95.1%", "96%", "1.01", "0.9"), "“1.01”"),
        ("Measure", ("95.1%", "97.2%"), None),
        ("Measure", ("0.951", "0.972"), None),
        ("Measure", ("95.1%", "96%", "0.97", "12"), None),
        ("Measure", ("95.1%", "96%", "97.2"), None),
        ("Measure", ("0.4%", "0.9"), None),
        ("Measure", ("95.1%", "£0.97", "99%"), None),
        ("Team", ("95.1%", "96%", "97.2"), "“97.2”"),
        ("Ward", ("95%", "90"), "“90”"),
        ("Month", ("95.1%", "0", "0%"), None),
        ("Theme", ("95%", "90"), None),
    ],
)
def test_other_numbers_among_percentages_are_an_error_with_their_cells(
    show: Show, rows, cells, wrong
):
    data = f"{rows},Answered\n" + "".join(f"R{n},{each}\n" for n, each in enumerate(cells))
    problems, exhibit = made(show, data)
    found = [p for p in problems if p.code == "mixed-percentages"]
    assert [wrong in p.found for p in found] == ([True] if wrong else [])
    assert (exhibit is None) == bool(wrong)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ("Target,Actual\nCalls,95%,0.93\nDays,8,9\nVisits,40%,39%\n", ["“0.93”"]),
        ("Target,Actual\nCalls,95%,0.93\nVisits,90%,0.88\n", ["“0.93”"]),
        ("Target,Actual\nCalls,95%,93%\nDays,8,9\n", []),
        ("Value,Change\nCalls,90%,5%\nComplaints,10,-3%\n", []),
        ("Target,FTE\nCalls,95%,0.5\nVisits,90%,0.8\n", []),
    ],
)
def test_a_target_and_its_result_are_in_one_unit(show: Show, data, wrong):
    problems, _ = made(show, f"Name,{data}")
    found = [p.found for p in problems if p.code == "mixed-percentages"]
    assert [words in text for words, text in zip(wrong, found, strict=True)] == [True] * len(wrong)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ((93.5, 0.88), True),
        ((93.5, 91, 0.9, 0.88), True),
        ((99.12, 0.88), False),
        ((93.5, 3.2, 0.88), False),
        ((3, 2.5, 0.9), False),
        ((0.9, 0.8), False),
        ((93.5, "0.88%"), False),
        ((93.5, 0.05), False),
    ],
)
def test_a_ratio_below_a_heading_with_percent_is_a_warning(show: Show, cells, wrong):
    data = "Team,Rate (%)\n" + "".join(f"T{n},{each}\n" for n, each in enumerate(cells))
    problems, exhibit = made(show, data)
    assert codes(problems) == ([("ratio-or-percent", Level.WARNING)] if wrong else [])
    assert exhibit is not None


def test_a_row_of_units_below_the_headings_is_part_of_them(show: Show):
    data = "Service,Budget,Actual\n,£000,'000\nRoads,100,90\nParks,50,60\n"
    problems, exhibit = made(show, data, "formats: {Budget: £1.2m}")
    assert [row[1] for row in exhibit.content.rows] == ["£0.1m", "£0.1m"]
    assert {p.code for p in problems} <= {"scale-not-said", "prints-as-nothing"}


def test_pairs_of_equal_rows_are_no_totals(show: Show):
    data = ledger([("P", -101, 1), ("P", -101, 1), ("P", 101, 1), ("P", 101, 1)])
    lines = ("columns: {Name: Name, Net: Net}", "sort: Net")
    assert printed(show, data, *lines) == (
        ("Item 0x", "-101"),
        ("Item 1x", "-101"),
        ("Item 2x", "101"),
        ("Item 3x", "101"),
    )


def test_equal_rows_of_one_group_are_no_totals_however_many_digits_agree(show: Show):
    data = ledger([("P", 1265, 25), ("P", 1265, 25), ("P", 4406, 78), ("P", 4406, 78)])
    rows = printed(show, data, "columns: {Name: Name, Net: Net}", "sort: Net")
    assert [row[1] for row in rows] == ["1265", "1265", "4406", "4406"]
