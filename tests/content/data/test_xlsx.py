"""Data from an Excel workbook: values as they show, and each fault with sheet and cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from panel_papers.content.data import read_data
from panel_papers.core.problems import InputsError, Level, Place, Problem
from panel_papers.inputs import Supplied
from panel_papers.inputs.appendices import read_appendix
from panel_papers.inputs.appendices.workbook_ranges import may_have_formulas

FILE = Place("inputs/paper/data/officers.xlsx")
GOOD = [["Period", "Officers"], ["before", 500], ["during", 405]]


def workbook(rows=GOOD, change=lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Officers"
    for row in rows:
        book.active.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, sheet: str | None = None):
    named = Place("inputs/paper/context.md", 3, 9)
    return read_data(data, "data/officers.xlsx", FILE, sheet, named=named)


def faults(data: bytes, sheet: str | None = None) -> list[tuple[str, str | None]]:
    with pytest.raises(InputsError) as caught:
        read(data, sheet)
    return [(p.code, p.place.where) for p in caught.value.problems]


def test_a_sheet_is_a_table_whose_cells_know_where_they_stand():
    table = read(workbook())
    assert (table.path, table.sheet) == ("data/officers.xlsx", "Officers")
    assert table.columns == ("Period", "Officers")
    cell = table.rows[1][1]
    assert (cell.text, cell.value, cell.ref) == ("405", Decimal(405), "B3")
    assert cell.place == Place(FILE.file, where="sheet “Officers”, cell B3")
    assert table.problems == ()


@pytest.mark.parametrize(
    ("value", "number_format", "text", "meant", "unit"),
    [
        (0.059, "0.0%", "5.9%", Decimal("5.9"), "%"),
        (0.1, "General", "0.1", Decimal("0.1"), ""),
        (3755, "#,##0", "3,755", Decimal(3755), ""),
        (86000000, '"£"0,,"m"', "£86m", Decimal(86000000), "£"),
        (1200.5, "[$£-809]#,##0.00", "£1,200.50", Decimal("1200.5"), "£"),
        (date(2024, 3, 14), "dd/mm/yyyy", "14/03/2024", date(2024, 3, 14), ""),
        (1e300, "0.00E+00", "1" + "0" * 300, Decimal(10) ** 300, ""),
    ],
)
def test_a_number_is_exact_and_has_the_unit_that_it_shows(value, number_format, text, meant, unit):
    def change(book):
        book.active["B2"] = value
        book.active["B2"].number_format = number_format

    cell = read(workbook(change=change)).rows[0][1]
    assert (cell.text, cell.value, cell.unit) == (text, meant, unit)


def test_two_tenths_and_a_tenth_are_three_tenths():
    rows = read(workbook([["A", "B"], [0.1, "x"], [0.2, "y"]])).rows
    assert sum(row[0].value for row in rows) == Decimal("0.3")


def set_cell(name, value):
    def change(book):
        book.active[name] = value

    return change


def hide_row(book):
    book.active.row_dimensions[3].hidden = True


def hide_column(book):
    book.active.column_dimensions["B"].hidden = True


def merge(book):
    book.active.merge_cells("A2:A3")


def hide_value(book):
    book.active["B2"].number_format = ";;;"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (hide_row, ("hidden-rows", "sheet “Officers”, row 3")),
        (hide_column, ("hidden-columns", "sheet “Officers”, column B")),
        (merge, ("merged-cells", "sheet “Officers”, cell A2")),
        (hide_value, ("hidden-cell", "sheet “Officers”, cell B2")),
        (set_cell("B3", "=1+1"), ("no-result", "sheet “Officers”, cell B3")),
        (set_cell("B3", "#REF!"), ("spreadsheet-error", "sheet “Officers”, cell B3")),
        (set_cell("B3", "405"), ("number-as-text", "sheet “Officers”, cell B3")),
        (set_cell("A3", "14/03/2024"), ("date-as-text", "sheet “Officers”, cell A3")),
        (set_cell("B3", "1,23"), ("number-as-text", "sheet “Officers”, cell B3")),
        (set_cell("B1", "Period"), ("duplicate-header", "sheet “Officers”, cell B1")),
        (set_cell("B1", None), ("blank-header", "sheet “Officers”, cell B1")),
        (set_cell("B1", "=A1"), ("no-result", "sheet “Officers”, cell B1")),
    ],
)
def test_each_fault_is_told_with_its_sheet_and_cell(change, fault):
    assert faults(workbook(change=change))[0] == fault


def test_all_faults_are_told_together():
    def change(book):
        hide_row(book)
        merge(book)
        book.active["B2"] = "=1+1"

    assert [code for code, _ in faults(workbook(change=change))] == [
        "hidden-rows",
        "merged-cells",
        "no-result",
    ]


def test_what_is_hidden_beside_the_table_does_not_matter():
    def change(book):
        book.active.row_dimensions[9].hidden = True
        book.active.column_dimensions["F"].hidden = True
        book.active.merge_cells("D8:E9")

    assert len(read(workbook(change=change)).rows) == 2


def test_a_column_of_codes_as_text_is_only_warned_of_amounts_are_not():
    codes = read(workbook([["Code", "N"], ["12", 1], ["13", 2]]))
    assert [(p.code, p.level, p.place.where) for p in codes.problems] == [
        ("number-as-text", Level.WARNING, "sheet “Officers”, cell A2"),
        ("number-as-text", Level.WARNING, "sheet “Officers”, cell A3"),
    ]
    assert codes.rows[0][0].value == "12"
    assert faults(workbook([["Sum", "N"], ["£5", 1], ["£6", 2]])) == [
        ("number-as-text", "sheet “Officers”, cell A2"),
        ("number-as-text", "sheet “Officers”, cell A3"),
    ]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (
            "1,23",
            "in Excel, give the cell the format General (Home › Number Format), and type 1.23 "
            "for a number with decimals, 123 for a whole one",
        ),
        (
            "905",
            "in Excel, select the column, choose Data › Text to Columns › Finish, and save; "
            "compare a few of its values with those before",
        ),
    ],
)
def test_a_text_that_may_be_two_numbers_is_typed_again(typed, hint):
    with pytest.raises(InputsError) as caught:
        read(workbook([["N"], [1], [typed]]))
    assert [(p.code, p.hint) for p in caught.value.problems] == [("number-as-text", hint)]


def two_sheets(book):
    book.create_sheet("Old").append(["Period"])


def test_of_several_sheets_one_is_named():
    data = workbook(change=two_sheets)
    assert faults(data) == [("which-sheet", None)]
    with pytest.raises(InputsError) as caught:
        read(data)
    assert caught.value.problems == (
        Problem(
            "which-sheet",
            FILE,
            "The workbook has 2 sheets that show",
            "a workbook of one sheet, or the name of the sheet to take",
            "below the line that names this file (inputs/paper/context.md:3), add a line with "
            "one of these: “sheet: Officers”, “sheet: Old”",
        ),
    )
    assert read(data, "Officers").sheet == "Officers"
    with pytest.raises(InputsError) as caught:
        read(data, "Oficers")
    assert caught.value.problems[0].hint == "write “Officers” if you mean that"


def test_a_hidden_sheet_is_a_warning_and_cannot_be_asked_for():
    def change(book):
        two_sheets(book)
        book["Old"].sheet_state = "hidden"

    data = workbook(change=change)
    (warning,) = read(data).problems
    assert (warning.code, warning.level) == ("hidden-sheet", Level.WARNING)
    assert (warning.place.where, warning.quoted) == ("sheet 2", "its name is “Old”")
    assert "Old" not in warning.found
    assert faults(data, "Old") == [("hidden-sheet", "sheet 2")]


def test_a_formula_with_its_result_in_the_file_is_its_result():
    data = workbook(change=set_cell("B3", "=400+5"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part, count = re.subn(
                    rb"<f>400\+5</f><v ?/>|<f>400\+5</f><v></v>", b"<f>400+5</f><v>405</v>", part
                )
                assert count == 1
            new.writestr(name, part)
    assert read(out.getvalue()).rows[1][1].value == Decimal(405)


def test_a_damaged_workbook_is_refused():
    assert faults(b"PK\x03\x04 damaged") == [("damaged-file", None)]


def test_an_empty_sheet_and_one_without_rows_are_refused():
    assert faults(workbook([])) == [("empty-file", "sheet “Officers”")]
    assert faults(workbook(GOOD[:1])) == [("table-without-rows", "sheet “Officers”")]


def formatted(value, number_format):
    def change(book):
        book.active["B3"] = value
        book.active["B3"].number_format = number_format

    return read(workbook(change=change))


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0, "0;-0;;@", ""),  # a zero that is left out is no secret
        (0, "#,###", ""),
        ("A1", '0;-0;0;"Ref "@', "Ref A1"),
        (date(2020, 5, 6), 'd" of "mmmm', "6 of May"),
    ],
)
def test_a_cell_shows_what_excel_shows(value, number_format, text):
    table = formatted(value, number_format)
    assert (table.rows[1][1].text, table.problems) == (text, ())


def test_a_date_in_a_format_that_is_not_known_is_named_and_prints_in_words():
    table = formatted(date(2020, 5, 6), "[$-407]d. mmmm yyyy")
    assert table.rows[1][1].text == "6 May 2020"
    assert [(p.code, p.place.where) for p in table.problems] == [
        ("number-format", "sheet “Officers”, cell B3")
    ]


@pytest.mark.parametrize(
    ("part", "may"),
    [
        (b"<worksheet><c><v>1</v></c></worksheet>", False),
        (b"<styleSheet><fonts><font/></fonts><fills><fill/></fills></styleSheet>", False),
        (b"<c><f>A1+1</f><v>1</v></c>", True),
        (b'<c><f t="shared" si="0"/><v>1</v></c>', True),
        (b"<x:c><x:f>A1</x:f></x:c>", True),
        ("\ufeff<c><f>A1</f></c>".encode("utf-16-le"), True),
        ("<c><v>1</v></c>".encode("utf-16-be"), True),  # which is not searched
    ],
)
def test_only_a_workbook_without_formulas_is_opened_once(part, may):
    assert may_have_formulas({"xl/worksheets/sheet1.xml": part}) is may


def test_many_warnings_say_how_many_there_are(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Period", "Officers"])
    for row in range(2, 40):
        book.active.append([f"Month {row}", row])
        book.active.cell(row, 2).number_format = "# ?/?"
    book.save(tmp_path / "x.xlsx")
    place = Place("x.xlsx")
    supplied = Supplied((tmp_path / "x.xlsx").read_bytes(), place, None, place)
    problems = read_appendix("x.xlsx", supplied).problems
    assert len(problems) == 20
    assert problems[-1].found.endswith("; there are 18 more like it in this file")


@pytest.mark.parametrize(
    ("values", "warned"), [((1250, 0.4), []), ((0.3, 0.4), ["prints-as-nothing"] * 2)]
)
def test_a_few_pence_beside_hundreds_of_pounds_are_no_warning(values, warned):
    def plain(book):
        for row in book.active.iter_rows(min_row=2, min_col=2):
            row[0].number_format = "#,##0"

    rows = [["Team", "Spend"], *([f"Team {n}", value] for n, value in enumerate(values))]
    assert [p.code for p in read(workbook(rows, plain)).problems] == warned


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ('"Yes";"Yes";"No"', ["Yes", "No"]),
        ('"Yes";;"No"', ["Yes", "No"]),
        ('#,##0" under";#,##0" over"', [Decimal(1), Decimal(0)]),
        ('#,##0;-#,##0;"nil"', [Decimal(1), Decimal(0)]),
    ],
)
def test_a_number_that_shows_as_a_word_is_that_word(number_format, shown):
    def formatted(book):
        for row in book.active.iter_rows(min_row=2, min_col=2):
            row[0].number_format = number_format

    table = read(workbook([["Team", "Met"], ["North", 1], ["South", 0]], formatted))
    assert [row[1].value for row in table.rows] == shown
