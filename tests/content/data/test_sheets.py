"""Council workbooks as they are: titles, notes, second tables, ranges and merged headers."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from panel_papers.content.data import DataTable, read_data
from panel_papers.content.data.totals import total_rows
from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs import Part

FILE = Place("inputs/june-2024/data/a.xlsx")


def workbook(rows, change=lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(rows, part: Part | None = None, change=lambda book: None) -> DataTable:
    named = Place("inputs/june-2024/context.md", 3, 9)
    return read_data(workbook(rows, change), "data/a.xlsx", FILE, part=part, named=named)


def texts(table: DataTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


TABLE = [["Service", "Budget", "Actual"], ["Roads", 100, 120], ["Parks", 50, 40]]
BODY = [["Roads", "100", "120"], ["Parks", "50", "40"]]


@pytest.mark.parametrize(
    ("rows", "codes", "hint"),
    [
        ([["Budget 2026/27"], [], *TABLE], ["title-above-table"], "header_row: 3"),
        ([["Budget 2026/27"], *TABLE], ["title-above-table"], "header_row: 2"),
        ([["Budget"], ["At 31 March"], [], *TABLE], ["title-above-table"] * 2, "header_row: 4"),
        ([*TABLE, [], ["Source: ledger"]], ["note-below-table"], "range: A1:C3"),
        ([*TABLE, ["* provisional"]], ["note-below-table"], "range: A1:C3"),
        ([*TABLE[:2], [], TABLE[2]], [], ""),
    ],
)
def test_what_lies_around_a_table_is_left_out_and_reported(rows, codes, hint):
    table = read(rows)
    assert (table.columns, texts(table)) == (("Service", "Budget", "Actual"), BODY)
    assert [p.code for p in table.problems] == codes
    assert all(hint in (p.hint or "") and p.level is Level.WARNING for p in table.problems)


def test_a_row_without_numbers_is_a_part_of_its_table():
    rows = [TABLE[0], ["Place"], *TABLE[1:], ["Not known", "n/a", "n/a"], ["Trees", 1, 2]]
    assert len(read(rows).rows) == 5


SECOND = [["Income", "Budget", "Actual"], ["Fees", -10, -12]]


@pytest.mark.parametrize(
    ("rows", "cell", "ranges"),
    [
        ([*TABLE, [], *SECOND], "A5", ("A1:C3", "A5:C6")),
        ([*TABLE, ["Income", "Plan", "Outturn"], ["Fees", 1, 2]], "A4", ("A1:C3", "A4:C5")),
        ([*TABLE, *SECOND], "A4", ("A1:C3", "A4:C5")),
        (
            [
                [*TABLE[0], None, "Ward", "Votes"],
                [*TABLE[1], None, "East", 5],
                TABLE[2],
            ],
            "E1",
            ("A1:C3", "E1:F2"),
        ),
    ],
)
def test_two_tables_on_a_sheet_are_never_read_as_one(rows, cell, ranges):
    with pytest.raises(InputsError) as caught:
        read(rows)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.where) == ("two-tables", f"sheet “Sheet”, cell {cell}")
    assert all(f"“range: {each}”" in (problem.hint or "") for each in ranges)
    table = read(rows, Part(area=ranges[0]))
    assert (texts(table), table.problems) == (BODY, ())
    assert texts(read(rows, Part(area=ranges[1])))[0][0] in ("Fees", "East")


def name_them(book):
    sheet = book.active
    book.defined_names["Outturn"] = DefinedName("Outturn", attr_text="'Sheet'!$A$3:$C$5")
    sheet.add_table(Table(displayName="Spend", ref="A3:C5"))


@pytest.mark.parametrize(
    "part",
    [
        Part(area="A3:C5"),
        Part(area="$A$3:$C$5"),
        Part(area="Sheet!A3:C5"),
        Part(area="Outturn"),
        Part(area="Spend"),
        Part(header_row=3),
        Part("Sheet", header_row=3),
    ],
)
def test_a_part_of_a_sheet_is_named(part):
    table = read([["Title"], ["Plan", "A", "B"], *TABLE], part, name_them)
    assert (table.columns, texts(table), table.problems) == (
        ("Service", "Budget", "Actual"),
        BODY,
        (),
    )
    assert table.rows[0][1].ref == "B4"


def test_an_unknown_range_has_a_suggestion():
    with pytest.raises(InputsError) as caught:
        read([["Title"], [], *TABLE], Part(area="Spent"), name_them)
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("no-such-range", "write “Spend” if you mean that")


def test_a_header_over_several_columns_names_each():
    rows = [["Service", "Budget", None, "Actual", None], [None, "Q1", "Q2", "Q1", "Q2"]]

    def merge(book):
        for cells in ("A1:A2", "B1:C1", "D1:E1"):
            book.active.merge_cells(cells)

    table = read([*rows, ["Roads", 1, 2, 3, 4]], change=merge)
    names = ("Service", "Budget – Q1", "Budget – Q2", "Actual – Q1", "Actual – Q2")
    assert (table.columns, texts(table)) == (names, [["Roads", "1", "2", "3", "4"]])


def test_a_row_in_bold_or_below_a_line_is_a_total_where_its_numbers_say_so():
    rows = [["Service", "Budget"], ["Roads", 10], ["Parks", 20], ["Together", 30], ["Trees", 7]]

    def bold(book):
        for cell in book.active[4]:
            cell.font = Font(bold=True)

    def line(book):
        for cell in book.active[4]:
            cell.border = Border(top=Side(style="thin"))

    assert [t.index for t in total_rows(read(rows, change=bold))] == [2]
    assert [t.index for t in total_rows(read(rows, change=line))] == [2]
    assert total_rows(read(rows)) == ()


@pytest.mark.parametrize(
    ("number_format", "heading", "level"),
    [
        ("#,##0.0,", "Budget (£000)", None),
        ("#,##0.0,,", "Budget £m", None),
        ('"£"#,##0,"k"', "Budget", None),
        ("#,##0,", "Budget", Level.WARNING),
        ("#,##0,", "Budget (£)", Level.ERROR),
        ("#,##0,,", "Budget (£000)", Level.ERROR),
    ],
)
def test_a_format_that_divides_agrees_with_its_heading(number_format, heading, level):
    def change(book):
        book.active["B2"].number_format = number_format

    rows = [["Service", heading], ["Roads", 1234567]]
    if level is Level.ERROR:
        with pytest.raises(InputsError) as caught:
            read(rows, change=change)
        found = list(caught.value.problems)
    else:
        table = read(rows, change=change)
        found = list(table.problems)
        cell = table.rows[0][1]
        assert cell.amount is not None
        assert abs(cell.amount - 1234567) < 500
    assert [(p.code, p.level) for p in found] == ([("format-divides", level)] if level else [])


@pytest.mark.parametrize("text", ["Budget,,\n\nService,A,B\nRoads,1,2\n\nNote: x,,\n"])
def test_a_csv_has_titles_and_notes_too(text):
    table = read_data(text.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    assert (table.columns, texts(table)) == (("Service", "A", "B"), [["Roads", "1", "2"]])
    assert [(p.code, p.place.line) for p in table.problems] == [
        ("title-above-table", 1),
        ("note-below-table", 6),
    ]


def test_two_tables_in_a_csv_are_refused():
    text = "Service,A,B\nRoads,1,2\n\nIncome,A,B\nFees,3,4\n"
    with pytest.raises(InputsError) as caught:
        read_data(text.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("two-tables", 4)]
