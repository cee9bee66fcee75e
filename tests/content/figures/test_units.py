"""Units go with their numbers: through formulas, changes and formats."""

from __future__ import annotations

import io
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from panel_papers.content.figures import reckon
from panel_papers.content.figures.quantities import Quantity, multiply
from panel_papers.core.problems import Level
from panel_papers.inputs import FigureFiles

from .conftest import figures

TYPED = """\
  budget: {value: "£2,000", note: x}
  spent: {value: "£1,882", note: x}
  rise: {value: 5%, note: x}
  share: {value: 40%, note: x}
  staff: {value: "50", note: x}
"""


def formula(text: str, form: str | None = None):
    asked = f', format: "{form}"' if form else ""
    return figures(f"figures:\n{TYPED}  it: {{formula: {text}{asked}}}\n")


@pytest.mark.parametrize(
    ("text", "form", "printed"),
    [
        ("budget * rise", None, "£100"),
        ("rise * budget", "£3,755", "£100"),
        ("budget * (100 + rise)", None, "£2,100"),
        ("budget * (1 + rise / 100)", None, "£2,100"),
        ("budget * rise + budget", None, "£2,100"),
        ("budget / share", None, "£5,000"),
        ("staff * share", None, "20"),
        ("share * share", "5%", "16%"),
        ("spent / budget", "5.9%", "94.1%"),
        ("spent / budget", "0.94", "0.94"),
        ("spent / budget * 100", "5.9%", "94.1%"),
        ("100 * spent / budget", "5.9%", "94.1%"),
        ("spent / (budget / 100)", "5.9%", "94.1%"),
        ("spent / budget * 100 / 100", "0.94", "0.94"),
        ("(spent - budget) / budget", "+5.9%", "-5.9%"),
        ("1 - spent / budget", "5.9%", "5.9%"),
        ("staff / 40", "0.25", "1.25"),
        ("budget / staff", None, "£40"),
        ("share - rise", None, "35 percentage points"),
        ("share - rise", "5.0 percentage points", "35.0 percentage points"),
        ("rise - share", "5 pp", "-35 pp"),
        ("rise - 4 - rise + 6", None, "2 percentage points"),
        ("share + rise", None, "45%"),
        ("100 - share", None, "60%"),
        ("(share + rise) / 2", None, "22.5%"),
        ("rise * 2", None, "10%"),
        ("budget - spent", None, "£118"),
        ("budget * 2 + 5", None, "£4,005"),
        ("(1 + rise / 100) ** 2", "1.0000", "1.1025"),
    ],
)
def test_a_formula_knows_the_unit_of_its_result(text, form, printed):
    made = formula(text, form)
    assert made.problems == ()
    assert made.values["it"].printed == printed


@pytest.mark.parametrize(
    ("text", "form", "code"),
    [
        ("budget + rise", None, "mixed-units"),
        ("staff - rise", None, "mixed-units"),
        ("budget * spent", None, "mixed-units"),
        ("rise / budget", None, "mixed-units"),
        ("budget ** 2", None, "mixed-units"),
        ("budget * rise / 100", None, "percent-twice"),
        ("budget * (1 + rise)", None, "percent-and-one"),
        ("spent / budget", "£5", "wrong-unit"),
        ("budget - spent", "5%", "wrong-unit"),
    ],
)
def test_units_that_do_not_go_together_are_refused_at_the_formula(text, form, code):
    made = formula(text, form)
    assert [(p.code, p.level, p.place.line) for p in made.problems] == [(code, Level.ERROR, 7)]
    assert "it" not in made.values


@pytest.mark.parametrize(("one", "other"), [("", "£"), ("£", ""), ("", "%"), ("%", "%")])
def test_product_keeps_the_unit_of_either_side(one, other):
    left, right = (Quantity(Fraction(2), unit, typed=not unit) for unit in (one, other))
    assert multiply(left, right).unit == (one or other)


def test_an_assertion_compares_numbers_of_one_unit():
    text = f"figures:\n{TYPED}assertions:\n  - budget > rise\n  - rise < spent / budget\n"
    assert [(p.code, p.place.line) for p in figures(text).problems] == [("mixed-units", 8)]


def of(data: str, text: str):
    return figures(f"figures:\n  it: {{source: data/a.csv, {text}}}\n", a=data)


SATISFIED = "Year,Satisfied\n2024/25,88%\n2025/26,83%\n"
QUARTERS = "Quarter,Incidents\nQ4 2025/26,80\nQ3 2025/26,90\nQ2 2025/26,95\nQ1 2025/26,100\n"
CHANGE = "column: Satisfied, aggregate: change"
TWO_YEARS = "Year,Quarter,N\n2025/26,Q2,40\n2025/26,Q1,30\n2024/25,Q4,20\n2024/25,Q2,10\n"
THOUSANDS = "Line,Budget £000,Year\nNet budget,52345,2024\n"


@pytest.mark.parametrize(
    ("data", "text", "printed"),
    [
        (SATISFIED, CHANGE, "-5 percentage points"),
        (SATISFIED, f"{CHANGE}, format: 5 percentage points", "-5 percentage points"),
        ("Year,S\n2024,88%\n2025,89%\n", "column: S, aggregate: change", "1 percentage point"),
        (SATISFIED, "column: Satisfied, aggregate: percentage_change, format: 5.9%", "-5.7%"),
        (QUARTERS, "column: Incidents, aggregate: change, format: '+1'", "-20"),
        (QUARTERS, "column: Incidents, aggregate: first", "100"),
        (QUARTERS, "column: Incidents, aggregate: last", "80"),
        (TWO_YEARS, "column: N, aggregate: change, format: '+1'", "+30"),
        (TWO_YEARS, "column: N, aggregate: last", "40"),
        (THOUSANDS, "column: Budget £000", "52,345"),
        (THOUSANDS, "column: Budget £000, aggregate: sum, format: '£52,345,000'", "£52,345,000"),
        (THOUSANDS, "column: Budget £000, format: £52.3m", "£52.3m"),
        (THOUSANDS, "column: Budget £000, format: '3,755'", "52,345"),
        (THOUSANDS, "column: Year", "2024"),
        (THOUSANDS, "column: Year, format: '905'", "2024"),
        ('A\n"(2,000)"\n', "column: A", "(2,000)"),
        ('A\n"(2,000)"\n', "column: A, format: '3,755'", "(2,000)"),
        ('A\n"(2,000)"\n', "column: A, format: '-3,755'", "-2,000"),
        ("A\n-86000000\n", "column: A, format: (£86m)", "(£86m)"),
        ("A\n94.1\n", "column: A, format: 5.9%", "94.1%"),
        ("A\n£1.2m\n", "column: A", "£1.2m"),
    ],
)
def test_a_figure_from_data_keeps_unit_scale_and_order(data, text, printed):
    made = of(data, text)
    assert made.problems == ()
    assert made.values["it"].printed == printed


@pytest.mark.parametrize(
    ("data", "text", "code", "level"),
    [
        (SATISFIED, f"{CHANGE}, format: 5%", "wrong-unit", Level.WARNING),
        (QUARTERS.replace("Q3", "Q4"), "column: Incidents, aggregate: change", *2 * [None]),
        (
            "S,N\nRoads,1\nParks,3\n",
            "column: N, aggregate: change",
            "order-not-known",
            Level.WARNING,
        ),
        ("A\n0.941\n", "column: A, format: 5.9%", "ratio-or-percent", Level.ERROR),
        ("A\n2.5\n", "column: A, format: twenty", "not-whole", Level.ERROR),
        ("A\n£5\n5%\n", "column: A, aggregate: sum", "mixed-units", Level.ERROR),
        (THOUSANDS, "column: Year, format: £5", "wrong-unit", Level.ERROR),
        ("A\n5%\n", "column: A, format: 5 pp", "wrong-unit", Level.WARNING),
        (THOUSANDS, "column: Budget £000, format: 5%", "wrong-unit", Level.ERROR),
        ("A\n0.2\n", "column: A, format: '905'", "prints-as-nothing", Level.WARNING),
    ],
)
def test_a_figure_that_would_print_another_number_is_reported(data, text, code, level):
    (problem,) = of(data, text).problems
    assert (problem.code, problem.level) == (code or "order-not-known", level or Level.ERROR)


def test_thousands_count_in_full_in_formulas_and_not_twice():
    text = """\
figures:
  budget: {source: data/a.csv, column: Budget £000}
  spent: {value: "£52,000,000", note: x}
  left: {formula: budget - spent, format: "£3,755"}
  twice: {formula: budget * 1000, format: "£3,755"}
"""
    made = figures(text, a=THOUSANDS)
    assert made.values["left"].printed == "£345,000"
    assert [(p.code, p.place.line) for p in made.problems] == [("scaled-twice", 5)]


SPEND = "Item,Net\nRoads,10\nParks,20\nSub-total,30\nTotal spend,30\n"


@pytest.mark.parametrize(
    ("data", "how", "printed", "lines"),
    [
        (SPEND, "sum", "30", [4, 5]),
        (SPEND, "max", "20", [4, 5]),
        (SPEND, "mean", "15", [4, 5]),
        ("Ref,Item,Net\n1,Roads,10\n2,Parks,20\n3,Total,30\n", "sum", "30", [4]),
        ("Gwasanaeth,Net\nFfyrdd,10\nParciau,20\nCyfanswm,30\n", "sum", "30", [4]),
        ("Item,Net\nRoads,10\nParks,20\nNet cost of services,30\n", "sum", "30", [4]),
        ("Item,Net\nTotal,30\nRoads,10\nParks,20\n", "sum", "30", [2]),
        ("Item,Net\nRoads,1034\nParks,2011\nTrees,17\nCouncil,3062\n", "sum", "3,062", [5]),
        ("Item,Net\nRoads,10\nParks,20\nTotal arts,5\n", "sum", "35", [4]),  # said, and counted
        ("Item,Net\nRoads,10\nParks,20\nTrees,30\n", "sum", "60", []),  # a chance
        ("Item,Net\nRoads,10\nNetball,20\nOverall wear,5\n", "sum", "35", []),
    ],
)
def test_totals_are_counted_once_and_every_one_is_named(data, how, printed, lines):
    made = of(data, f"column: Net, aggregate: {how}")
    assert made.values["it"].printed == printed
    assert {p.code for p in made.problems} <= {"total-row"}
    assert [p.place.line for p in made.problems] == lines


def test_a_total_that_the_filter_names_is_taken():
    for choice in ("filter: {Item: Sub-total}", "filter: {Item: [Sub-total]}, aggregate: sum"):
        made = of(SPEND, f"column: Net, {choice}")
        assert (made.values["it"].printed, made.problems) == ("30", ())


def test_a_filter_value_that_never_is_has_a_suggestion():
    (problem,) = of("F,N\nEssex,1\nKent,2\n", "column: N, filter: {F: [Kentt, Essex]}").problems
    assert (problem.code, problem.hint) == ("no-rows", "write “Kent” if you mean that")


@pytest.mark.parametrize("part", ["range: A5:B6", "header_row: 5", "range: Spend"])
def test_a_figure_comes_from_a_part_of_a_workbook(part):
    book = openpyxl.Workbook()
    for row in [["Title"], ["Plan", "N"], ["Roads", 1], [], ["Service", "N"], ["Roads", 20]]:
        book.active.append(row)
    book.active.add_table(Table(displayName="Spend", ref="A5:B6"))
    out = io.BytesIO()
    book.save(out)
    text = f"figures:\n  it: {{source: data/a.xlsx, column: N, {part}}}\n"
    files = {"figures.yaml": text.encode(), "data/a.xlsx": out.getvalue()}
    made = reckon(FigureFiles("inputs/paper", files))
    assert made.problems == ()
    assert made.values["it"].printed == "20"
