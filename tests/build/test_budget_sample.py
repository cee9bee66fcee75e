"""The sample budget report: every number is traced, and a changed cell changes every place."""

from __future__ import annotations

import csv
import io
import re

import docx
import pytest
from pdfminer.high_level import extract_text

from .conftest import Desk, Shelf

PAPER = "budget-monitoring-2026"


def words(desk: Desk) -> str:
    pack = desk.folder / "outputs" / PAPER / f"{PAPER}-pack.pdf"
    return " ".join(extract_text(str(pack)).split())


def tables(desk: Desk) -> list[list[list[str]]]:
    report = docx.Document(str(desk.folder / "outputs" / PAPER / f"{PAPER}-report.docx"))
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in report.tables
        if len(table.columns) > 2
    ]


def register(desk: Desk) -> list[dict[str, str]]:
    data = (desk.folder / "outputs" / PAPER / f"{PAPER}-figures.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def sample(shipped: Shelf) -> Desk:
    desk, answer = shipped(paper=PAPER)
    assert (answer.code, answer.err) == (0, "")
    return desk


def test_totals_variances_and_ratings_are_those_of_the_data(sample: Desk):
    forecast, capital = tables(sample)
    by_name = {(row[0], row[1]): row[2:] for row in forecast[1:]}
    assert by_name["People", "Housing and homelessness"] == [
        *("1,730", "2,215", "485", "28.0%"),
        "■\N{NO-BREAK SPACE}Red",
    ]
    assert by_name["Place", "Planning"][2:] == ["(94)", "(9.7%)", "●\N{NO-BREAK SPACE}Green"]
    # by hand: 3,842 + 1,264 + 968 + 1,105 and 3,905 + 1,251 + 874 + 1,142
    assert by_name["Place total", ""][:3] == ["7,179", "7,172", "(7)"]
    assert by_name["Total", ""][:4] == ["14,802", "15,327", "525", "3.5%"]
    assert [row[0] for row in capital[1:4]] == [
        *("New depot", "Temporary accommodation purchase", "Electric refuse vehicles"),
    ]
    assert len(capital) == 11
    assert [row[3] for row in capital[1:5]] == [
        "£0",
        "*\N{NO-BREAK SPACE}£60,000",
        "*\N{NO-BREAK SPACE}(£75,000)",
        "*\N{NO-BREAK SPACE}£78,000",
    ]


def test_the_text_says_what_the_data_say(sample: Desk):
    text = words(sample)
    assert "an overspend of £525,000" in text
    assert "is forecast to spend £485,000 more than its budget" in text
    assert "which takes £94,000 off the net spending of Planning" in text
    assert "a fall of 0.5 percentage points" in text
    assert "£495,000 of the £570,000 of savings" in text


def test_every_number_of_the_text_and_every_calculated_cell_is_in_the_register(sample: Desk):
    rows = register(sample)
    share = next(row for row in rows if row["Figure"] == "variance_share")
    assert (share["As printed"], share["Unit"]) == ("3.5%", "%")
    assert re.match(r"3\.546", share["Unrounded value"])
    cell = next(row for row in rows if row["What it is"].startswith("Place, Planning: Variance ("))
    assert (cell["As printed"], cell["Cells"], cell["How it is calculated"]) == (
        *("(94)", "D4; C4", "D4 − C4"),
    )
    typed = [row["As printed"] for row in rows if row["Figure"].startswith("not sourced")]
    assert typed == ["£50,000"], "the threshold of the marks"


def test_a_changed_cell_changes_every_place(root, tmp_path):
    from .conftest import set_desk

    desk = set_desk(root, tmp_path / "desk")
    data = desk.folder / "inputs" / PAPER / "data" / "budget.csv"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace('"2,215,000"', '"1,615,000"'), encoding="utf-8")
    answer = desk.run(PAPER, "--engine", "embedded")
    assert answer.code == 0, answer.err
    text = words(desk)
    assert "an underspend of £75,000" in text
    assert "is forecast to spend £115,000 less than its budget" in text
    forecast = {(row[0], row[1]): row[2:] for row in tables(desk)[0][1:]}
    assert forecast["People", "Housing and homelessness"][1:] == [
        *("1,615", "(115)", "(6.6%)"),
        "●\N{NO-BREAK SPACE}Green",
    ]
    assert forecast["Total", ""][1:3] == ["14,727", "(75)"]


def test_a_changed_cell_of_the_appendix_whose_total_no_longer_adds_up_stops_the_build(
    root, tmp_path
):
    from .conftest import set_desk

    desk = set_desk(root, tmp_path / "desk")
    data = desk.folder / "inputs" / PAPER / "appendices" / "savings.csv"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace('"60,000"\n', '"50,000"\n'), encoding="utf-8")
    answer = desk.run("check", PAPER, program="panel_papers")
    assert answer.code == 6
    assert "[wrong-total]" in answer.err
    assert "savings.csv" in answer.err
