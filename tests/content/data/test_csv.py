"""Data from a comma-separated file: what each cell means, and each fault with line and column."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from panel_papers.content.data import read_data
from panel_papers.core.problems import InputsError, Place

FILE = Place("inputs/paper/data/officers.csv")


def read(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return read_data(data, "data/officers.csv", FILE)


def faults(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InputsError) as caught:
        read(text)
    return [(p.code, p.place.line, p.place.column) for p in caught.value.problems]


def cell(text: str):
    quoted = '"' + text.replace('"', '""') + '"'
    return read(f"A,B\n{quoted},x\n").rows[0][0]


def test_a_table_has_its_columns_and_each_cell_its_place():
    table = read('Period,"Number of\nofficers"\nbefore,"3,755"\n\nduring, 405 \n')
    assert table.columns == ("Period", "Number of officers")
    assert [[c.text for c in row] for row in table.rows] == [["before", "3,755"], ["during", "405"]]
    last = table.rows[1][1]
    assert (last.value, last.unit, last.ref) == (Decimal(405), "", "B5")
    assert last.place == Place(FILE.file, 5, 8)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("905", Decimal(905), ""),
        ("3,755", Decimal(3755), ""),
        ("-1.1%", Decimal("-1.1"), "%"),
        ("5.9 %", Decimal("5.9"), "%"),
        ("£1,200.50", Decimal("1200.50"), "£"),
        ("£86m", Decimal(86000000), "£"),
        ("£3.67 million", Decimal(3670000), "£"),
        ("(1,200)", Decimal(-1200), ""),
        ("−5", Decimal(-5), ""),
        ("0.1", Decimal("0.1"), ""),
        ("14/03/2024", date(2024, 3, 14), ""),
        ("04/03/2024", date(2024, 3, 4), ""),
        ("2024-03-14", date(2024, 3, 14), ""),
        ("14 March 2024", date(2024, 3, 14), ""),
        ("007", "007", ""),
        ("10m", "10m", ""),
        ("n/a", "n/a", ""),
        ("", None, ""),
    ],
)
def test_a_cell_means_a_number_with_its_unit_a_date_or_text(typed, value, unit):
    found = cell(typed)
    assert (found.text, found.value, found.unit) == (typed, value, unit)
    assert type(found.value) is type(value), "never a float, which 0.1 is not"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1,23", "bad-number"),
        ("1.234,56", "bad-number"),
        ("3 755", "bad-number"),
        ("03/14/2024", "month-first"),
        ("14/03/24", "two-digit-year"),
        ("31/02/2024", "no-such-date"),
        ("#REF!", "spreadsheet-error"),
        ("#DIV/0!", "spreadsheet-error"),
        ("########", "spreadsheet-error"),
        ("=A1+A2", "formula-as-text"),
        ("1.2E+05", "scientific-number"),
        ("'905", "number-as-text"),
        ("9" * 26, "number-too-long"),
    ],
)
def test_a_cell_that_means_nothing_for_certain_is_a_fault_at_its_place(typed, code):
    assert faults(f'Name,Value\nA,"{typed}"\n') == [(code, 2, 3)]


def test_headers_are_filled_and_differ():
    assert faults("Name,,name\nA,1,2\n") == [("blank-header", 1, 6), ("duplicate-header", 1, 7)]


def test_rows_have_as_many_cells_as_the_header():
    assert faults("Name,Value\nA,3,755\nB\n") == [("uneven-row", 2, 1), ("uneven-row", 3, 1)]


TITLED = "Service,Budget,Actual\nParks,120,115\nRoads,340,362\n"
SCALE_HINT = (
    "move what the numbers count in into the heading of each column that it is for, as in "
    "“Budget (£000)”"
)


@pytest.mark.parametrize(
    ("before", "after", "scale", "beside"),
    [
        ("All figures in £000\n", "", 1000, [("title-above-table", 1, SCALE_HINT)]),
        ("All figures in £000,,\n", "", 1000, [("title-above-table", 1, SCALE_HINT)]),
        ('"Budgets, in £m"\n\n', "", 10**6, [("title-above-table", 1, SCALE_HINT)]),
        (
            "Month 6\n",
            "Source: ledger\n",
            1,
            [
                (
                    "title-above-table",
                    1,
                    "delete this line from the file; to print the text, write it as “caption” "
                    "below the line that names this file",
                ),
                (
                    "note-below-table",
                    5,
                    "delete this line from the file; to print the text, write it as “source_line” "
                    "below the line that names this file",
                ),
            ],
        ),
        ("", "Note: in thousands of hours", 1, [("note-below-table", 4, SCALE_HINT)]),
    ],
)
def test_a_title_or_note_needs_no_commas_and_is_never_deleted_with_its_scale(
    before, after, scale, beside
):
    table = read(before + TITLED + after)
    assert [[(c.text, c.scale) for c in row] for row in table.rows] == [
        [("Parks", 1), ("120", scale), ("115", scale)],
        [("Roads", 1), ("340", scale), ("362", scale)],
    ]
    assert [
        (p.code, p.place.line, p.hint) for p in table.problems if p.code != "scale-beside-table"
    ] == beside


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        (f"In £000, net\n{TITLED}", 1, "The first row has 2 cells, and all other rows have 3"),
        ("In £000\nA,B\nx,1\ny,2\n", 1, "The first row has 1 cell, and all other rows have 2"),
        (f"{TITLED}Waste\n", 4, "The row has 1 cell, and the header has 3"),
    ],
)
def test_a_line_of_another_width_is_told_once_where_it_is(text, line, found):
    with pytest.raises(InputsError) as caught:
        read(text)
    assert [(p.place.line, p.found) for p in caught.value.problems] == [(line, found)]


def test_dates_of_one_column_are_spelled_alike():
    text = "When,N\n14/03/2024,1\n2024-03-15,2\n16/03/2024,3\n"
    assert faults(text) == [("mixed-dates", 3, 1)]
    assert read("When,Then\n14/03/2024,2024-03-14\n").rows


def test_a_file_in_windows_1252_is_refused_with_its_place_and_a_hint():
    with pytest.raises(InputsError) as caught:
        read("Name,Value\nA,£5\n".encode("cp1252"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("not-utf-8", 2, 3)
    assert "“£”" in problem.found
    assert "UTF-8" in str(problem.hint)


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert read("\ufeffName,Value\r\nA,1\r\n").columns == ("Name", "Value")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ("empty-file", None, None)),
        ("\n\n", ("empty-file", None, None)),
        ("Name,Value\n", ("table-without-rows", None, None)),
        ("Name;Value\nA;1\n", ("bad-csv", 1, 1)),
        ("Name;Value\nA;1.234,50\nB;2\n", ("bad-csv", 1, 1)),
        ("Name\tValue\nA\t1\n", ("bad-csv", 1, 1)),
        ('Name,Value\n"A,1\n', ("bad-csv", 2, 1)),
        ('Name,Value\n"A"b,1\n', ("bad-csv", 2, 1)),
    ],
)
def test_what_is_no_table_is_refused(text, fault):
    assert faults(text) == [fault]


def test_all_faults_are_told_together_and_capped():
    rows = "".join(f'A{n},"1,2{n:03}4"\n' for n in range(100))
    with pytest.raises(InputsError) as caught:
        read(f"Name,\n{rows}")
    found = [p.code for p in caught.value.problems]
    assert found == ["blank-header"] + ["bad-number"] * 10
    assert caught.value.problems[-1].found.endswith("there are 90 more like it in this file")


def test_a_sheet_of_a_csv_is_refused():
    with pytest.raises(InputsError) as caught:
        read_data(b"A,B\n1,2\n", "data/a.csv", FILE, "Officers")
    assert [p.code for p in caught.value.problems] == ["no-such-sheet"]


def test_an_unknown_kind_of_file_is_refused():
    with pytest.raises(InputsError) as caught:
        read_data(b"x", "data/a.ods", FILE)
    assert [p.code for p in caught.value.problems] == ["unknown-data-kind"]


words = st.text(st.sampled_from('ab ,"\n£-;xé'), min_size=1, max_size=8).map(lambda t: f"w{t}w")


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_what_python_writes_is_read_back_cell_by_cell(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("one", "two"), *rows])
    table = read(out.getvalue())
    assert [tuple(c.text for c in row) for row in table.rows] == rows
    lines = out.getvalue().split("\n")
    for row in table.rows:
        for each in row:
            line, column = each.place.line, each.place.column
            assert line and column
            typed = lines[line - 1][column - 1 :]
            assert typed.removeprefix('"').startswith("w")


@pytest.mark.parametrize(
    ("separator", "words"),
    [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")],
)
def test_another_separator_than_a_comma_is_named(separator, words):
    data = separator.join(("Service", "Budget")) + "\n" + separator.join(("Roads", "15")) + "\n"
    with pytest.raises(InputsError) as caught:
        read_data(data.encode(), "data/a.csv", Place("a.csv"))
    assert [p.found for p in caught.value.problems] == [f"The cells have {words} between them"]
