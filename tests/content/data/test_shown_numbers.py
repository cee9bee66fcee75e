"""What a workbook's number formats and headings make of a number is what figures print of it."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from panel_papers.content.data import read_data
from panel_papers.content.figures import reckon
from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs import FigureFiles

FILE = Place("inputs/paper/data/a.xlsx")


def workbook(number_format: str, *values: float, heading: str = "Variance") -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Service", heading])
    for number, value in enumerate(values, 1):
        book.active.append([f"Service {'ABCDE'[number - 1]}", value])
        book.active.cell(number + 1, 2).number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def amounts(data: bytes) -> list[tuple[str, Decimal | None, str]]:
    table = read_data(data, "data/a.xlsx", FILE, None)
    return [(row[1].text, row[1].amount, row[1].full_unit) for row in table.rows]


def figure(data: bytes | str, heading: str, *more: str, service: str = "Service B"):
    """Return what a figure of the second service prints, and the codes of problems."""
    name = "a.csv" if isinstance(data, str) else "a.xlsx"
    held = data.encode() if isinstance(data, str) else data
    lines = [
        f"source: data/{name}",
        f"filter: {{Service: {service}}}",
        f'column: "{heading}"',
        *more,
    ]
    text = "figures:\n  f: {" + ", ".join(lines) + "}\n"
    files = {"figures.yaml": text.encode(), f"data/{name}": held}
    made = reckon(FigureFiles("inputs/paper", files), draft=False)
    printed = made.values["f"].printed if "f" in made.values else None
    return printed, [(each.code, each.level) for each in made.problems]


@pytest.mark.parametrize("shown", ["-", "–", "nil", "n/a", "0", "£-"])
def test_a_number_below_zero_is_not_shown_as_nothing(shown):
    with pytest.raises(InputsError) as caught:
        amounts(workbook(f'#,##0;"{shown}"', 12, -1234567))
    assert [(p.code, p.place.where) for p in caught.value.problems] == [
        ("hidden-cell", "sheet “Sheet”, cell B3")
    ]


def test_a_dash_for_zero_is_zero():
    assert amounts(workbook('#,##0;-#,##0;"-"', 12, 0)) == [
        ("12", Decimal(12), ""),
        ("-", Decimal(0), ""),
    ]


def test_a_number_that_shows_as_words_is_text():
    data = workbook('[<5]"<5";0', 12, 3)
    assert amounts(data) == [("12", Decimal(12), ""), ("<5", None, "")]
    assert figure(data, "Variance") == (None, [("not-a-number", Level.ERROR)])


def test_a_scale_behind_the_digits_is_no_sign():
    with pytest.raises(InputsError) as caught:
        amounts(workbook('[<-999999]#,##0.0,,"m";#,##0', 12, -1234567))
    assert [p.code for p in caught.value.problems] == ["sign-lost"]


@pytest.mark.parametrize(
    ("number_format", "heading", "value", "text", "amount", "unit", "printed"),
    [
        ('0.0"k"', "Variance", -4.56, "-4.6k", "-4560", "", "-4.6k"),
        ("#,##0\\k", "Visits", 1234, "1,234k", "1234000", "", "1,234k"),
        ('0.0"m"', "Variance", -4.56, "-4.6m", "-4560000", "", "-4.6m"),
        ('0.0"m"', "Residents (millions)", 4.56, "4.6m", "4560000", "", "4.6m"),
        ('0.0"m"', "Length", 4.56, "4.6m", "4.56", "", "4.56"),
        ('£#,##0" (000s)"', "Budget", 12, "£12 (000s)", "12000", "£", "£12,000"),
        ('#,##0",000"', "Budget", 12, "12,000", "12000", "", "12,000"),
        ('£#,##0",000,000"', "Budget", 12, "£12,000,000", "12000000", "£", "£12,000,000"),
        ('0"p"', "Fee", 350, "350p", "3.5", "£", "£3.50"),
        ('0.0"pp"', "Change", -5, "-5.0pp", "-5", "percentage points", "-5.0pp"),
        ("¥#,##0", "Cost", 350, "¥350", "350", "¥", "¥350"),
    ],
)
def test_a_figure_prints_the_number_that_the_sheet_shows(  # noqa: PLR0917 - what each case says
    number_format, heading, value, text, amount, unit, printed
):
    data = workbook(number_format, value, value, heading=heading)
    assert amounts(data) == [(text, Decimal(amount), unit)] * 2
    assert figure(data, heading) == (printed, [])


def test_millions_or_metres_is_a_warning():
    data = workbook('0.0"m"', 1.2, 4.56, heading="Total")
    assert figure(data, "Total") == ("4.56", [("unclear-scale", Level.WARNING)])


@pytest.mark.parametrize("number_format", ['0"p"', "¥0", "[$CHF] 0", '0"pp"'])
def test_another_unit_is_not_printed_as_pounds(number_format):
    printed, problems = figure(workbook(number_format, 350, 350), "Variance", 'format: "£1"')
    if number_format == '0"p"':
        assert (printed, problems) == ("£4", [])
    else:
        assert (printed, problems) == (None, [("wrong-unit", Level.ERROR)])


@pytest.mark.parametrize(
    ("heading", "printed"),
    [
        ("Budget (£ 000 000)", "£52,345,000,000"),
        ("Budget (£ × 1,000)", "£52,345,000"),
        ("Budget £'K", "£52,345,000"),
        ("BUDGET_GBP_K", "£52,345,000"),
        ("Budget £1,000s", "£52,345,000"),
        ("Outturn (p)", "£52,345"),
        ("Projects over £10k", "£52,345"),
        ("Over 50%", "£52,345"),
    ],
)
def test_a_heading_says_what_its_numbers_count_in(heading, printed):
    data = f'Service,"{heading}"\nService A,1\nService B,52345\n'
    assert figure(data, heading, 'format: "£1"') == (printed, [])


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Budget (hundreds)", "unclear-scale"),
        ("Budget (tenths of £m)", "unclear-scale"),
        ("Budget £1000", "unclear-scale"),
        ("Budget (×£1,000)", "unclear-scale"),
        ("Budget (£tn)", "unclear-scale"),
        ("Fee (p)", "wrong-unit"),
        ("Cost in pence per mile", "wrong-unit"),
    ],
)
def test_a_heading_of_no_known_scale_or_of_pence_is_not_printed_in_pounds(heading, code):
    data = f'Service,"{heading}"\nService A,1\nService B,52345\n'
    assert figure(data, heading, 'format: "£1"') == (None, [(code, Level.ERROR)])


@pytest.mark.parametrize("number", ["1.000.000", "1\u2009500", "£1.500.000,50"])
def test_a_number_of_another_country_is_refused(number):
    data = f'Service,Net\nService A,1\nService B,"{number}"\n'
    assert figure(data, "Net") == (None, [("bad-number", Level.ERROR)])


def test_a_version_is_a_text():
    data = "Service,Net,Version\nService A,1,1.2.3\nService B,2,2.10.400\n"
    assert figure(data, "Net") == ("2", [])


def test_a_change_in_percent_says_percent():
    data = "Year,Net\n2023,100\n2024,150\n"
    text = "figures:\n  f: {source: data/a.csv, column: Net, aggregate: percentage_change}\n"
    files = {"figures.yaml": text.encode(), "data/a.csv": data.encode()}
    assert reckon(FigureFiles("inputs/paper", files), draft=False).values["f"].printed == "50%"


def test_pounds_below_thousands_are_thousands_where_a_paragraph_prints_them():
    data = 'Service,Budget £000\nService A,£400\nService B,"£12,345"\n'
    text = (
        'figures:\n  f: {source: data/a.csv, filter: {Service: Service B}, column: "Budget £000"}\n'
    )
    files = {"figures.yaml": text.encode(), "data/a.csv": data.encode()}
    made = reckon(FigureFiles("inputs/paper", files), draft=False).values["f"]
    assert (made.printed, made.counted_in) == ("£12,345", 1000)
