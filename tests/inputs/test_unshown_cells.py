"""What Excel does not show of a sheet is not printed, and is reported with its sheet and cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetPicture
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table as SheetTable, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.appendices.workbook import Sheet, read_sheet

LEAKS = Path(__file__).parent / "leaks"
SECRET = "Borrowdale"
HERE = "sheet “Table”"

Change = Callable[[Worksheet], object]


def workbook(*changes: Change) -> bytes:
    """A sheet of three columns and rows; the last cell holds the secret."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table"
    for row in (("Year", "Sum", "Note"), ("2024", 100, "first"), ("2025", 200, SECRET)):
        sheet.append(row)
    for change in changes:
        change(sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(data: bytes) -> Sheet:
    place = Place("appendices/costs.xlsx")
    return read_sheet(Supplied(data, place, None, place))


def told(sheet: Sheet) -> list[tuple[str, str | None, str]]:
    return [(p.code, p.place.where, p.found) for p in sheet.problems]


def prints(sheet: Sheet) -> bool:
    return any(SECRET in cell for row in sheet.rows for cell in row)


@pytest.mark.parametrize(
    ("name", "code", "found"),
    [
        ("white", "hidden-cells", "Cells in the colour of their ground do not print: C3"),
        ("area", "hidden-cells", "Cells beyond the print area do not print: D1, D2"),
        ("narrow", "hidden-columns", "Hidden columns do not print: D"),
    ],
)
def test_the_cases_that_were_reported(name: str, code: str, found: str):
    data = (LEAKS / f"{name}.xlsx").read_bytes()
    sheet = read(data)
    assert not prints(sheet)
    assert told(sheet) == [(code, HERE, found)]
    assert all(p.level is Level.WARNING for p in sheet.problems)


def test_rows_hidden_by_default_are_refused_where_programs_differ():
    with pytest.raises(InputsError) as error:
        read((LEAKS / "rows.xlsx").read_bytes())
    (problem,) = error.value.problems
    assert (problem.code, problem.found) == (
        "hidden-rows",
        "Rows are hidden by default, and some programs show them: 4",
    )


def test_a_sheet_whose_empty_rows_are_hidden_by_default_is_as_it_looks():
    sheet = read(workbook(lambda sheet: setattr(sheet.sheet_format, "zeroHeight", True)))
    assert (prints(sheet), told(sheet)) == (True, [])


def font(**options: object) -> Change:
    return lambda sheet: setattr(sheet["C3"], "font", Font(**options))


def fill(colour: str) -> Change:
    return lambda sheet: setattr(
        sheet["C3"], "fill", PatternFill("solid", fgColor=colour, bgColor=colour)
    )


def number_format(code: str) -> Change:
    return lambda sheet: setattr(sheet["C3"], "number_format", code)


def rule(made: object) -> Change:
    return lambda sheet: sheet.conditional_formatting.add("C2:C3", made)


WHITE, BLACK = Font(color="FFFFFFFF"), PatternFill("solid", bgColor="FF000000")
BLUE = PatternFill("solid", bgColor="FF1F3864")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([font(color="FFFFFFFF")], "in the colour of their ground"),
        ([font(color=Color(theme=0))], "in the colour of their ground"),
        ([font(color=Color(indexed=9))], "in the colour of their ground"),
        ([font(color=Color(theme=1, tint=0.999))], "in the colour of their ground"),
        ([fill("FF000000")], "in the colour of their ground"),
        ([font(color="FF1F3864"), fill("FF1F3864")], "in the colour of their ground"),
        ([font(sz=1)], "in letters of 2 points or less"),
        ([number_format(";;;")], "with a number format that shows nothing"),
        ([number_format("0;-0;0;")], "with a number format that shows nothing"),
        ([number_format("[White]General")], "in the colour of their ground"),
        (
            [rule(CellIsRule(operator="equal", formula=[f'"{SECRET}"'], font=WHITE))],
            "in the colour of their ground by a conditional format",
        ),
        (
            [rule(FormulaRule(formula=["TRUE"], fill=BLACK))],
            "in the colour of their ground by a conditional format",
        ),
    ],
)
def test_cells_that_show_nothing_do_not_print(changes: list[Change], why: str):
    sheet = read(workbook(*changes))
    assert not prints(sheet)
    found = [each for _, _, each in told(sheet)]
    assert found[0].startswith(f"Cells {why} do not print: ")
    assert found[0].endswith("C3")


@pytest.mark.parametrize(
    "changes",
    [
        [font(color="FFFFFFFF"), fill("FF1F3864")],
        [font(color=Color(theme=0)), fill("FF000000")],
        [font(color="FFBFBFBF")],
        [font(sz=6)],
        [number_format("0;-0;0")],
        [number_format("@")],
        [rule(CellIsRule(operator="equal", formula=['"other"'], font=WHITE))],
        [rule(CellIsRule(operator="greaterThan", formula=["150"], fill=BLACK, font=WHITE))],
        [font(color="FFFFFFFF"), rule(FormulaRule(formula=["$B3>1"], fill=BLUE))],
        [
            font(color="FFFFFFFF"),
            rule(
                ColorScaleRule(
                    start_type="min", start_color="FF0000", end_type="max", end_color="00FF00"
                )
            ),
        ],
        [lambda sheet: setattr(sheet, "print_area", "A1:C3")],
        [lambda sheet: setattr(sheet.column_dimensions["C"], "width", 0.8)],  # flows over
        [lambda sheet: sheet.cell(9, 9).font.__class__],  # a cell without a value
    ],
)
def test_cells_that_show_something_print(changes: list[Change]):
    sheet = read(workbook(*changes))
    assert (prints(sheet), told(sheet)) == (True, [])


def test_white_letters_in_a_table_of_a_dark_style_print():
    def as_table(sheet: Worksheet) -> None:
        table = SheetTable(displayName="Costs", ref="A1:C3")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleDark1", showRowStripes=True)
        sheet.add_table(table)

    sheet = read(workbook(as_table, font(color="FFFFFFFF")))
    assert (prints(sheet), told(sheet)) == (True, [])


def test_a_rule_that_is_not_known_and_may_hide_is_refused():
    with pytest.raises(InputsError) as error:
        read(workbook(rule(FormulaRule(formula=["C3=C2"], font=WHITE))))
    (problem,) = error.value.problems
    assert (problem.code, problem.place.where) == ("hidden-cells", HERE)
    assert problem.found.endswith("C2, C3")


def test_a_number_in_a_column_too_narrow_does_not_print():
    def narrow(sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].width = 0.8

    sheet = read(workbook(narrow))
    assert [row[1] for row in sheet.rows] == ["", "", ""]
    assert told(sheet) == [
        (
            "hidden-cells",
            HERE,
            "Cells in a column too narrow to show them do not print: B1, B2, B3",
        )
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda sheet: setattr(sheet.row_dimensions[3], "hidden", True), "hidden-rows"),
        (lambda sheet: setattr(sheet.row_dimensions[3], "height", 1), "hidden-rows"),
        (lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True), "hidden-columns"),
        (lambda sheet: setattr(sheet.column_dimensions["C"], "width", 0.2), "hidden-columns"),
        (lambda sheet: setattr(sheet.sheet_format, "defaultColWidth", 0), None),
    ],
)
def test_rows_and_columns_that_do_not_show_do_not_print(change: Change, code: str | None):
    if code is None:
        assert read(workbook(change)).rows in ((), ((), (), ()))
        return
    sheet = read(workbook(change))
    assert not prints(sheet)
    assert [each for each, _, _ in told(sheet)] == [code]


def test_repeated_rows_belong_to_the_print_area():
    def print_last(sheet: Worksheet) -> None:
        sheet.print_area = "A2:B3"
        sheet.print_title_rows = "1:1"

    sheet = read(workbook(print_last))
    assert [row[:2] for row in sheet.rows] == [("Year", "Sum"), ("2024", "100"), ("2025", "200")]
    assert not prints(sheet)


def picture(
    at: str, size: tuple[int, int] = (400, 40), mode: str = "RGB", alpha: int = 255
) -> Change:
    """A picture over cells; a column is about 64 pixels wide and a row 20 high."""

    def change(sheet: Worksheet) -> None:
        out = io.BytesIO()
        colour = (0, 0, 0, alpha) if mode == "RGBA" else (0, 0, 0)
        Image.new(mode, size, colour).save(out, "PNG")
        sheet.add_image(SheetPicture(out), at)

    return change


@pytest.mark.parametrize("change", [picture("C3"), picture("C2"), picture("C3", mode="RGBA")])
def test_cell_under_a_picture_does_not_print(change: Change):
    sheet = read(workbook(change))
    assert not prints(sheet)
    found = next(found for _, _, found in told(sheet))
    assert found.startswith("Cells under a picture do not print: C")


@pytest.mark.parametrize(
    "change",
    [
        picture("C1", (400, 20)),
        picture("D3"),
        picture("C3", (20, 20)),
        picture("C3", mode="RGBA", alpha=60),
    ],
    ids=["over other cells", "beside it", "over a corner", "seen through"],
)
def test_cell_beside_or_behind_a_clear_picture_prints(change: Change):
    assert prints(read(workbook(change)))
