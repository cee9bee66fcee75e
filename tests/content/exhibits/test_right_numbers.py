"""Tables and charts print the number that the data say, in its unit and scale, or say why not."""

from __future__ import annotations

import pytest

from panel_papers.content.exhibits.adding import ROUNDING
from panel_papers.core.problems import Level
from panel_papers.core.values import AddsUp, Picture, Table

from .conftest import Show

DATA = "data/a.csv"


def fence(kind: str, *lines: str) -> str:
    return "\n".join([f"```{kind}", "source: data/a.csv", "caption: Budget", *lines, "```", ""])


def outcome(show: Show, data: str, *lines: str, kind: str = "table"):
    """The problems, and the exhibit where there is one."""
    shown = show(fence(kind, *lines), {DATA: data})
    prose = shown.paper.sections[0].prose
    return shown.problems, prose.exhibits[0] if prose.exhibits else None


def rows(show: Show, data: str, *lines: str) -> tuple[tuple[str, ...], ...]:
    problems, exhibit = outcome(show, data, *lines)
    assert problems == ()
    assert isinstance(exhibit.content, Table)
    return exhibit.content.rows


def words(show: Show, data: str, *lines: str) -> str:
    problems, exhibit = outcome(show, data, *lines, kind="chart")
    assert problems == ()
    assert isinstance(exhibit.content, Picture)
    return exhibit.content.alternative_text


SHARES = (
    "Item,Share,Cost,Rate,Year,Small\nA,5.9%,£10,0.941,2024,£234567\nB,7.1%,5%,0.2,2025,£12345678\n"
)
SIGNED = "Item,Net,Loss,Down\nA,£1200000,-£1200000,-£5000\nB,-£2400000,-£40000,-£6000\n"
MEASURES = "Measure,Met %,Budget £000,Budget\nA,94.1,52345,£52345000\nB,88,-10,-£10\n"


@pytest.mark.parametrize(
    ("data", "lines", "code", "level", "cell"),
    [
        (SHARES, "formats: {Share: £86}", "wrong-unit", Level.ERROR, "B2"),
        (SHARES, "formats: {Share: '905'}", "wrong-unit", Level.WARNING, "B2"),
        (SHARES, "formats: {Cost: '905'}", "mixed-units", Level.ERROR, "C3"),
        (SHARES, "formats: {Rate: 5.9%}", "ratio-or-percent", Level.ERROR, "D2"),
        (SHARES, "formats: {Year: £86}", "wrong-unit", Level.ERROR, "E2"),
        (SHARES, "formats: {Small: £1m}", "prints-as-nothing", Level.ERROR, "F2"),
        (SIGNED, "formats: {Loss: £1.2m}", "prints-as-nothing", Level.WARNING, "C3"),
        (SIGNED, "formats: {Net: 'abs £3,755'}", "sign-not-said", Level.ERROR, "B2"),
        (SIGNED, "formats: {Down: 'abs £3,755'}", "sign-not-said", Level.ERROR, "D2"),
        (
            SIGNED,
            "columns: {Item: Item, Net £m: Net}\nformats: {Net: £000}",
            "format-contradicts-heading",
            Level.ERROR,
            None,
        ),
        (MEASURES, "formats: {Met %: twenty}", "not-whole", Level.ERROR, "B2"),
        (
            MEASURES,
            "formats: {Budget £000: '£52,345'}",
            "format-contradicts-heading",
            Level.ERROR,
            None,
        ),
        (
            MEASURES,
            "columns: {Measure: Measure, Budget £m: Budget £000}",
            "format-contradicts-heading",
            Level.ERROR,
            None,
        ),
        (
            MEASURES,
            "columns: {Measure: Measure, Net: Budget £000}",
            "scale-not-said",
            Level.WARNING,
            None,
        ),
    ],
)
def test_a_format_fits_its_numbers_and_their_heading(  # noqa: PLR0917 - what each case says
    show: Show, data, lines, code, level, cell
):
    problems, exhibit = outcome(show, data, lines)
    found = [each for each in problems if each.code == code]
    assert [each.level for each in found] == [level]
    assert cell is None or f"({cell})" in found[0].found
    assert (exhibit is None) == (level is Level.ERROR)


@pytest.mark.parametrize(
    ("lines", "column", "printed"),
    [
        ("formats: {Met %: 5.9%}", 1, ("94.1%", "88.0%")),
        ("formats: {Met %: '905.0'}", 1, ("94.1", "88.0")),
        ("formats: {Budget £000: '3,755'}", 2, ("52,345", "-10")),
        ("formats: {Budget £000: '(3,755)'}", 2, ("52,345", "(10)")),
        ("formats: {Budget: '(£3,755)'}", 3, ("£52,345,000", "(£10)")),
        ("formats: {Budget: '£(3,755)'}", 3, ("£52,345,000", "(£10)")),
        (
            "{columns: {Measure: Measure, Net: Budget £000}, formats: {Net: '£3,755'}}",
            1,
            ("£52,345,000", "-£10,000"),
        ),
    ],
)
def test_a_column_prints_in_its_own_scale_or_in_full(show: Show, lines, column, printed):
    asked = lines[1:-1].split(", formats") if lines.startswith("{") else [lines]
    lines = [asked[0], f"formats{asked[1]}"] if len(asked) == 2 else asked
    assert tuple(row[column] for row in rows(show, MEASURES, *lines)) == printed


def test_negatives_are_written_as_the_file_writes_them(show: Show):
    data = 'Service,Variance\nRoads,"(2,000)"\nParks,300\n'
    assert rows(show, data) == (("Roads", "(2,000)"), ("Parks", "300"))
    assert rows(show, data, "formats: {Variance: '3,755'}")[0] == ("Roads", "(2,000)")
    assert rows(show, data, "formats: {Variance: '-3,755'}")[0] == ("Roads", "-2,000")


def test_a_year_never_has_a_comma(show: Show):
    data = "Year,N\n2024,1\n"
    assert rows(show, data, "formats: {Year: '905'}") == (("2024", "1"),)


def test_each_value_of_a_filter_is_held_by_its_column(show: Show):
    data = "Year,Force,N\n2024,Essex,12\n2024,Kent,5\n"
    problems, exhibit = outcome(show, data, "filter: {Year: [2024, 2025], Force: [Essex, Kentt]}")
    assert [(p.code, p.hint) for p in problems] == [
        ("empty-filter", "write “2024” if you mean that"),
        ("empty-filter", "write “Kent” if you mean that"),
    ]
    assert exhibit is None


@pytest.mark.parametrize(
    ("data", "level"),
    [
        ("Service,Budget\nRoads,10\nParks,20\nTotal,40\n", Level.ERROR),
        ("Service,Budget\nRoads,£10.20\nParks,£20.20\nTotal,£31.40\n", Level.ERROR),
        ("Service,Budget\nRoads,10\nParks,20\nTotal,31\n", Level.WARNING),
        ("Service,Budget\nRoads,10\nSub-total,10\nParks,20\nTees,5\nCyfanswm,40\n", Level.ERROR),
        ("Team,North,South,Total\nA,1,2,3\nB,3,4,7\nC,5,6,15\n", Level.ERROR),
    ],
)
def test_a_total_that_does_not_add_up_is_reported_with_the_difference(show: Show, data, level):
    problems, _ = outcome(show, data)
    assert [(p.code, p.level) for p in problems] == [("total-not-sum", level)]
    assert "a difference of" in problems[0].found


@pytest.mark.parametrize(
    "data",
    [
        "Service,Budget\nRoads,10\nParks,20\nTotal,30\n",
        "Service,Budget\nRoads,10.4\nParks,20.4\nTotal,30.9\n",  # rounded
        "Service,Budget,Used\nRoads,10,50%\nParks,20,70%\nTotal,30,63%\n",
        "Service,Cases,Average days\nRoads,10,4\nParks,20,7\nTotal,30,6\n",
        "Crime,Number\nBurglary,10\nRobbery,20\nTotal crime,500\n",  # a part of them only
        "Service,Cost\nRoads,10\nParks,20\nNet cost,12\n",
        "Item,Cost\nTotal,30\nRoads,10\nParks,20\n",
        "Item,Cost\nA,1\nB,2\nSub-total,3\nC,4\nD,5\nSub-total CD,9\nTotal,12\n",
        "Area,People,Total crimes\nA,100,12\nB,200,15\n",
    ],
)
def test_a_total_that_adds_up_or_is_none_is_not_reported(show: Show, data):
    assert outcome(show, data)[0] == ()


SPENT = "Item,Net,Overspend\nA,£1234567,-£1200000\nB,-£2400000,-£40000\n"


@pytest.mark.parametrize(
    ("lines", "heading", "printed"),
    [
        ("formats: {Net: £000}", "Net (£000)", ["1,235", "-2,400"]),
        ("formats: {Net: '£000 (1,234.5)'}", "Net (£000)", ["1,234.6", "(2,400.0)"]),
        ("formats: {Net: £m}", "Net (£m)", ["1.2", "-2.4"]),
        ("columns: {Item: Item, Net (£m): Net}\nformats: {Net: £m}", "Net (£m)", ["1.2", "-2.4"]),
        ("columns: {Item: Item, Cost: Net}\nformats: {Cost: £m}", "Cost (£m)", ["1.2", "-2.4"]),
        (
            "columns: {Item: Item, Underspend: Overspend}\nformats: {Underspend: abs £1.23m}",
            "Underspend",
            ["£1.20m", "£0.04m"],
        ),
    ],
)
def test_a_heading_says_the_scale_once_or_the_sign(show: Show, lines, heading, printed):
    problems, exhibit = outcome(show, SPENT, lines)
    assert problems == ()
    assert exhibit.content.header[1] == heading
    assert [row[1] for row in exhibit.content.rows] == printed


@pytest.mark.parametrize("example", ["£000", "abs £1.23m"])
def test_a_chart_has_no_format_of_headings_or_without_sign(show: Show, example):
    data = SPENT.replace("Overspend", "Underspend")
    lines = ("kind: bar", "x: Item", "series: Underspend", f"formats: {{Underspend: {example}}}")
    problems, _ = outcome(show, data, *lines, kind="chart")
    assert [(p.code, p.place.line, p.level) for p in problems] == [("format-here", 7, Level.ERROR)]


def test_rounding_that_shows_is_explained(show: Show):
    data = "Service,Budget\nRoads,£10400000\nParks,£20400000\nTotal,£30800000\n"
    _, exhibit = outcome(show, data, "formats: {Budget: £1m}", "source_line: Finance")
    assert [row[1] for row in exhibit.content.rows] == ["£10m", "£20m", "£31m"]
    assert (exhibit.source_line, exhibit.notes) == ("Finance", (ROUNDING,))
    _, exhibit = outcome(show, data, "formats: {Budget: £1.1m}")
    assert exhibit.source_line is None


QUARTERS = "Quarter,Answered\n2025/26 Q4,88%\n2025/26 Q3,90%\n2025/26 Q2,92%\n2025/26 Q1,95%\n"


def test_a_trend_whose_quarters_come_newest_first_is_put_in_order(show: Show):
    said = words(show, QUARTERS, "kind: trend", "x: Quarter", "series: Answered", "target: 90%")
    assert "4 points from 2025/26 Q1 to 2025/26 Q4" in said
    assert "It falls at every step." in said
    assert "The target is 90%; the last value, 88%, is below it." in said


LINES = ("kind: line", "x: Point", "series: N")


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ("Roads,Parks", "line-through-names"),
        ("Q4,Q1", "points-not-in-order"),
        ("2024,Roads", "line-through-names"),
    ],
)
def test_a_line_through_what_has_no_order_is_refused(show: Show, points, code):
    data = "Point,N\n" + "".join(f"{each},{n}\n" for n, each in enumerate(points.split(","), 1))
    problems, exhibit = outcome(show, data, *LINES, kind="chart")
    assert [(p.code, p.level) for p in problems] == [(code, Level.ERROR)]
    assert exhibit is None


@pytest.mark.parametrize(
    "points", ["0-15,16-24,65+", "Before,During,After", "1,2,10", "Under 18,18-64,65 and over"]
)
def test_sizes_and_words_of_time_make_a_line(show: Show, points):
    data = "Point,N\n" + "".join(f"{each},{n}\n" for n, each in enumerate(points.split(","), 1))
    assert "It rises at every step." in words(show, data, *LINES)


@pytest.mark.parametrize(
    ("values", "target", "code"),
    [
        ("91.2%,88%", "0.9", "target-scale"),
        ("£1234567,£2345678", "£2", "target-scale"),
        ("12,14", "14000", "target-scale"),
        ("£5,£6", "90%", "units-differ"),
    ],
)
def test_a_target_in_another_scale_is_refused(show: Show, values, target, code):
    data = "Month,N\n" + "".join(
        f"{month} 2026,{value}\n"
        for month, value in zip(("Apr", "May"), values.split(","), strict=True)
    )
    lines = ("kind: trend", "x: Month", "series: N", f"target: {target}")
    problems, _ = outcome(show, data, *lines, kind="chart")
    assert [(p.code, p.level) for p in problems] == [(code, Level.ERROR)]


@pytest.mark.parametrize(
    ("heading", "values", "target", "said"),
    [
        ("N", "91.2%,88%", "90", "The target is 90%; the last value, 88.0%, is below it."),
        ("N", "0.4,0.6", "0.5", "The target is 0.5; the last value, 0.6, is above it."),
        ("N", "5,3", "0", "The target is 0; the last value, 3, is above it."),
        ("N £000", "4000,5000", "£4m", "The target is £4m; the last value, 5,000, is above it."),
    ],
)
def test_a_target_counts_in_the_scale_of_its_data(show: Show, heading, values, target, said):
    data = f"Month,{heading}\n" + "".join(
        f"{month} 2026,{value}\n"
        for month, value in zip(("Apr", "May"), values.split(","), strict=True)
    )
    lines = ("kind: trend", "x: Month", f"series: {heading}", f"target: {target}")
    assert words(show, data, *lines).endswith(said)


def test_series_of_two_scales_share_no_axis(show: Show):
    data = "Service,Budget £000,Budget £m\nRoads,10,20\nParks,30,40\n"
    lines = ("kind: bar", "x: Service", "series: [Budget £000, Budget £m]")
    problems, _ = outcome(show, data, *lines, kind="chart")
    assert [p.code for p in problems] == ["units-differ"]


SPENDING = "Service,2023/24,2024/25,2025/26\nRoads,100,110,120\nParks,50,52,55\n"


def test_a_line_runs_over_years_that_are_columns(show: Show):
    across = "x: [2025/26, 2023/24, 2024/25]"
    said = words(show, SPENDING, "kind: line", across, "series: [Roads, Parks]")
    assert "3 points from 2023/24 to 2025/26" in said
    assert "Roads: 100 in 2023/24; 110 in 2024/25; 120 in 2025/26. It rises at every step." in said


@pytest.mark.parametrize(
    ("across", "series", "code"),
    [
        ("[2023/24, 2026/27]", "Roads", "unknown-column"),
        ("[2023/24, 2024/25]", "Road", "no-such-row"),
    ],
)
def test_years_or_rows_that_the_file_lacks_are_refused(show: Show, across, series, code):
    lines = ("kind: line", f"x: {across}", f"series: {series}")
    problems, _ = outcome(show, SPENDING, *lines, kind="chart")
    assert [(p.code, bool(p.hint)) for p in problems] == [(code, True)]


@pytest.mark.parametrize(
    ("series", "code"), [("[A, B, Total]", "total-in-stack"), ("[A, B, C]", "total-in-stack")]
)
def test_a_total_is_no_part_of_a_stack(show: Show, series, code):
    data = "Team,A,B,Total,C,D\nX,1,2,3,3,7\nY,3,5,8,8,1\n"
    lines = ("kind: stacked-bar", "x: Team")
    problems, _ = outcome(show, data, *lines, f"series: {series}", kind="chart")
    assert [p.code for p in problems] == [code]
    assert outcome(show, data, *lines, "series: [A, B, D]", kind="chart")[0] == ()


def test_formats_in_full_reach_axis_and_target(show: Show):
    data = "Month,Net £000\nApr 2026,1200\nMay 2026,2400\n"
    lines = ("kind: trend", "x: Month", "series: {Net: Net £000}", "formats: {Net: £1.2m}")
    said = words(show, data, *lines, "target: £2m")
    assert "Net: £1.2m in Apr 2026; £2.4m in May 2026." in said
    assert said.endswith("The target is £2m; the last value, £2.4m, is above it.")


PARTS = ("Roads,1200", "Parks,2300", "Waste,310")


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("bar", ("Total,3810",), "total-in-chart"),
        ("bar", ("Grand total,3810",), "total-in-chart"),
        ("bar", ("Total,9999",), "total-in-chart"),  # of more than these: still no part
        ("bar", ("All services,3810",), "total-in-chart"),  # by its numbers
        ("pie", ("Total,3810",), "total-in-pie"),
        ("pie", ("All of these,3810",), "total-in-chart"),
        ("stacked-bar", ("Total,3810",), "total-in-chart"),
    ],
)
def test_a_total_is_not_drawn_among_its_parts(show: Show, kind, more, code):
    data = "\n".join(("Service,Spend", *PARTS, *more, ""))
    lines = (f"kind: {kind}", "x: Service", "series: Spend")
    problems, exhibit = outcome(show, data, *lines, kind="chart")
    assert [(p.code, p.level) for p in problems] == [(code, Level.ERROR)]
    assert exhibit is None
    names = ", ".join(each.partition(",")[0] for each in PARTS)
    filtered = f"filter: {{Service: [{names}]}}"
    # a total of more than these, or a wrong one: it is compared although the filter leaves it out
    warned = [("total-not-sum", Level.WARNING)] if "9999" in more[0] else []
    problems, exhibit = outcome(show, data, *lines, filtered, kind="chart")
    assert [(p.code, p.level) for p in problems] == warned
    assert exhibit is not None


def test_a_total_that_is_meant_is_drawn_beside_its_parts(show: Show):
    data = "\n".join(("Service,Spend", *PARTS, "Total,3810", ""))
    assert "Total" in words(show, data, "kind: bar", "x: Service", "series: Spend", "total: keep")
    for kind, said, code in (("bar", "yes", "bad-choice"), ("pie", "keep", "total-here")):
        lines = (f"kind: {kind}", "x: Service", "series: Spend", f"total: {said}")
        problems, _ = outcome(show, data, *lines, kind="chart")
        assert code in {p.code for p in problems}


def test_a_series_that_is_the_total_of_others_is_no_bar_beside_them(show: Show):
    data = "Team,A,B,Sum of both,C\nX,1,2,3,3\nY,3,5,8,1\n"
    lines = ("kind: bar", "x: Team")
    problems, _ = outcome(show, data, *lines, "series: [A, B, Sum of both]", kind="chart")
    assert [p.code for p in problems] == ["total-in-chart"]
    assert outcome(show, data, *lines, "series: [A, B, C]", kind="chart")[0] == ()
    lines = ("kind: line", "x: Team")
    years = data.replace("X", "2024").replace("Y", "2025")
    assert outcome(show, years, *lines, "series: [A, B, Sum of both]", kind="chart")[0] == ()


@pytest.mark.parametrize(
    "data",
    [
        "Force,Answered\nEssex,81%\nKent,75%\nAll forces,77%\n",
        "Force,Answered\nEssex,81%\nKent,75%\nTotal,77%\n",  # a rate of all, no sum
        "Force,Average days\nEssex,8\nKent,6\nTotal,7\n",
        "Year,Crimes\n2021,1200\n2022,1300\n2023,2500\n",  # by chance
        "Crime,Number\nTheft,10\nFraud,20\nDrugs,30\n",
        "Measure,Number\nTotal calls,900\nTotal visits,80\nComplaints,7\n",
    ],
)
def test_what_is_no_sum_of_the_others_is_drawn(show: Show, data):
    x, series = data.partition("\n")[0].split(",")
    lines = ("kind: bar", f"x: {x}", f"series: {series}")
    assert outcome(show, data, *lines, kind="chart")[0] == ()


SUMS = "Service,Budget,Spend,Share\nRoads,£10,£12,33%\nParks,£20,£19,67%\nTotal,£30,£31,100%\n"


def test_sums_that_hold_are_told_with_their_rows(show: Show):
    _, exhibit = outcome(show, SUMS)
    assert exhibit.sums == (
        AddsUp("Total", ("Budget", "Spend"), "rows 2 to 3"),
        AddsUp("Total", ("Share",), "rows 2 to 3", "100%", is_whole=True),
    )
    _, exhibit = outcome(show, SUMS, "columns: {Service: Service, Net: Budget}")
    assert exhibit.sums == (AddsUp("Total", ("Net",), "rows 2 to 3", "£30"),)
    _, exhibit = outcome(show, "Team,North,South,Total\nA,1,2,3\nB,3,4,7\n")
    assert exhibit.sums == (AddsUp(None, ("Total",), "2 rows"),)
    assert outcome(show, "Team,North\nA,1\nB,3\n")[1].sums == (), "nothing that was not checked"
    problems, exhibit = outcome(show, SUMS.replace("£31", "£40"))
    assert [p.code for p in problems] == ["total-not-sum"]
    assert exhibit is None


@pytest.mark.parametrize(
    ("data", "target"),
    [
        ("Q,Spend £000\nQ1 2024,900\nQ2 2024,950\n", "925000"),
        ("Q,Met %\nQ1 2024,0.941\nQ2 2024,0.88\n", "90%"),
    ],
)
def test_a_target_in_the_scale_beside_that_of_the_data_is_refused(show: Show, data, target):
    series = data.partition("\n")[0].removeprefix("Q,")
    problems, _ = outcome(
        show, data, "kind: trend", "x: Q", f"series: {series}", f"target: {target}", kind="chart"
    )
    assert [each.code for each in problems] == ["target-scale"]


def test_pounds_below_thousands_are_drawn_in_thousands(show: Show):
    data = 'Service,Budget £000\nRoads,£400\nParks,"£12,345"\n'
    said = words(show, data, "kind: bar", "x: Service", "series: Budget £000")
    assert said.endswith("Budget £000: Roads, 400; Parks, 12,345.")
