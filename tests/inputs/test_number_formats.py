"""Excel number formats: what they show of a number, and what they do to it."""

from __future__ import annotations

import csv
import io
import random
import subprocess
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from panel_papers.inputs.appendices.cell_text import cell_text
from panel_papers.inputs.appendices.date_formats import is_month_first
from panel_papers.inputs.appendices.number_formats import (
    SCALE_DIFFERS,
    SIGN_LOST,
    SIGN_TURNED,
    shown_number,
)

from .shown_cells import excel_differs

FORMATS = Path(__file__).with_name("number_formats.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "number_format",
    [
        "#,##0;[Red]#,##0",
        "#,##0_);[Red]#,##0_)",
        "[Blue]#,##0;[Red]#,##0",
        "#,##0;[Color3]#,##0;0",
        "[>=0]#,##0;[Red]#,##0",
        "[Red][<0]#,##0;[Black]#,##0",
        '_-* #,##0_-;[RED]_-* #,##0_-;_-* "-"_-;_-@_-',
        '#,##0;[Magenta]#,##0;"nil"',
    ],
)
def test_a_sign_that_only_a_colour_shows_is_printed(number_format):
    shown = shown_number(Decimal(-1200), number_format)
    assert shown is not None
    assert (shown.text, shown.value, shown.problem) == ("-1,200", Decimal(-1200), "")
    positive = shown_number(Decimal(1200), number_format)
    assert positive is not None
    assert (positive.text, positive.problem) == ("1,200", "")


@pytest.mark.parametrize(
    ("number", "number_format", "problem"),
    [
        (-5, "0;0", SIGN_LOST),
        (-5, "0.0;0.0;-", SIGN_LOST),
        (-5, "[Red]0;[Red]0", SIGN_LOST),
        (-5, "General;General", SIGN_LOST),
        (-5, "General;[Red]General", ""),
        (-0.2, "0;0", ""),  # zero has no sign
        (-5, '0" CR";0" DR"', ""),
        (-5, "▲0;▼0", ""),
        (-5, "0;(0)", ""),
        (-5, "0;0-", ""),
        (-5, "0", ""),
        (5, "-0;0", SIGN_TURNED),
        (-5, "-0;0", SIGN_LOST),
        (5, "(0);0", SIGN_TURNED),
        (5, "000-000", ""),
        (5, '"(provisional) "0', ""),
        (1200000, '"£"0.0,"m"', SCALE_DIFFERS),
        (1200000, '"£"0.0,,"m"', ""),
        (1200000, '"£"0.0,,"k"', SCALE_DIFFERS),
    ],
)
def test_a_format_that_changes_the_number_is_named(number, number_format, problem):
    shown = shown_number(Decimal(str(number)), number_format)
    assert shown is not None
    assert shown.problem == problem


@pytest.mark.parametrize(
    ("number", "number_format", "text", "value", "unit", "divided"),
    [
        ("0.059", "0.0%", "5.9%", "5.9", "%", 1),
        ("5.9", '0.0"%"', "5.9%", "5.9", "%", 1),
        ("5.9", "0.0\\%", "5.9%", "5.9", "%", 1),
        ("1234567", "#,##0.0,", "1,234.6", "1234.567", "", 1000),
        ("1234567", '"£"0.0,,"m"', "£1.2m", "1234567", "£", 1),
        ("1.2", '"£"0.0"m"', "£1.2m", "1200000", "£", 1),
        ("1.2", '0.0" million"', "1.2 million", "1200000", "", 1),
        ("3.5", '0.0"m"', "3.5m", "3.5", "", 1),  # metres
        ("5", "[$GBP] 0", "GBP 5", "5", "£", 1),
        ("0", '0;-0;"nil"', "nil", "0", "", 1),
    ],
)
def test_a_number_has_the_unit_and_scale_that_its_text_says(  # noqa: PLR0917 - likewise
    number, number_format, text, value, unit, divided
):
    shown = shown_number(Decimal(number), number_format)
    assert shown is not None
    assert (shown.text, shown.value, shown.unit, shown.divided) == (
        text,
        Decimal(value),
        unit,
        divided,
    )


@pytest.mark.parametrize(
    ("number", "number_format", "nothing"),
    [
        ("0.4", "0", True),
        ("400", "#,##0,", True),
        ("234567", '"£"0,,"m"', True),
        ("0", "0", False),
        ("1e-11", "#,##0.00", False),  # left over by a computer's arithmetic
        ("0.5", "0", False),
    ],
)
def test_a_number_that_prints_as_zero_is_known(number, number_format, nothing):
    shown = shown_number(Decimal(number), number_format)
    assert shown is not None
    assert shown.nothing is nothing


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("dd/mm/yyyy", "06/05/2020"),
        ("m/d/yy", "06/05/2020"),  # number 14: the computer's own
        ('d" of "mmmm', "6 of May"),
        ("[$-809]dd mmmm yyyy;@", "06 May 2020"),
        ("[$-en-GB]d mmmm yyyy", "6 May 2020"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "06 May 2020"),
        ("[$-x-sysdate]dddd, mmmm dd, yyyy", "06 May 2020"),
        ("[$-407]d.m.yyyy", "6.5.2020"),  # no names in it
        ("[$-407]d. mmmm yyyy", None),  # “6. Mai 2020”
        ("[$-4000439]d mmmm yyyy", None),  # Hindi, and its numerals
        ("mmmm", "May"),
        ("mmmmm-yy", "M-20"),
        ("d mmm yy h:mm AM/PM", "6 May 20 2:05 pm"),
        ("yyyy-mm-dd hh:mm:ss.00", "2020-05-06 14:05:09.25"),
        ("hh:mm", None),  # a time without its day
        ("yyyy 0", None),
        ("dd[h]", None),
    ],
)
def test_a_date_shows_as_its_format_says_or_is_not_known(number_format, text):
    assert cell_text(datetime(2020, 5, 6, 14, 5, 9, 250000), number_format) == text  # noqa: DTZ001


@pytest.mark.parametrize(
    ("number", "number_format", "text", "problem"),
    [
        (-20, '[<-10]#" Wow"', "20 Wow", ""),  # other words than above zero
        (-20, "[<-10](#,##0);#,##0", "(20)", ""),
        (-5, "[<-10](#,##0);#,##0", "-5", ""),
        (-2, "[>=1]0;0", "-2", ""),
        (-2, "[>=-1]0;0", "2", SIGN_LOST),
        (-2, '[=0]"-";0', "-2", ""),
    ],
)
def test_a_condition_that_only_numbers_below_zero_meet_has_its_own_sign(
    number, number_format, text, problem
):
    shown = shown_number(Decimal(number), number_format)
    assert shown is not None
    assert (shown.text, shown.problem) == (text, problem)


def test_numerals_of_another_script_are_not_known():
    assert shown_number(Decimal(5), "[$-2000401]0") is None
    assert shown_number(Decimal(5), "[$-1000409]0") is not None


def _by_libreoffice(values, folder: Path) -> list[list[str]]:
    """What LibreOffice shows of each value under each format."""
    book = openpyxl.Workbook()
    for row, number_format in enumerate(FORMATS, 1):
        for column, value in enumerate(values[row - 1], 1):
            cell = book.active.cell(row, column, value)
            cell.number_format = number_format
    path = folder / "formats.xlsx"
    book.save(path)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    result = path.with_suffix(".csv")
    if not result.exists():
        pytest.skip(f"needs LibreOffice Calc (libreoffice-calc): {done.stderr.decode()[-200:]}")
    return list(csv.reader(io.StringIO(result.read_text(encoding="utf-8"))))


@pytest.mark.libreoffice
@pytest.mark.slow
def test_formats_show_what_libreoffice_shows(tmp_path):
    numbers = random.Random(17)  # the same numbers in each run
    edges = [0, 1, -1, 0.4, -0.4, 0.0, -0.941, 999.5, 1234567, -86000000.5, 0.001, "Text"]
    values = [
        [
            *edges,
            *(round(numbers.uniform(-1, 1) * 10 ** numbers.randint(0, 9), 2) for _ in range(12)),
        ]
        for _ in FORMATS
    ]
    assert len(FORMATS) > 100
    shown = _by_libreoffice(values, tmp_path)
    different = [
        (number_format, value, ours, theirs)
        for number_format, row, texts in zip(FORMATS, values, shown, strict=True)
        for value, theirs in zip(row, texts, strict=True)
        if (ours := cell_text(value, number_format)) is not None
        and "".join(ours.split()) != "".join(theirs.split())
        and excel_differs(value, number_format, ours, theirs) is None
    ]
    assert different == []


@pytest.mark.parametrize(
    ("number_format", "first"),
    [
        ("mm/dd/yyyy", True),
        ("m/d/yyyy", True),
        ("[$-409]m/d/yy", True),
        ("mm-dd-yy", False),  # number 14: each country's own
        ("dd/mm/yyyy", False),
        ("yyyy-mm-dd", False),
        ("mmm d", False),
        ("mm/yyyy", False),
        ("mm:ss", False),
    ],
)
def test_a_format_that_shows_the_month_first_is_known(number_format: str, first: bool):
    assert is_month_first(number_format) is first
