"""Workbooks as councils have them, made of chance: the same seed makes the same workbook."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

FORMATS = Path(__file__).with_name("number_formats.txt").read_text(encoding="utf-8").splitlines()
DATE_FORMATS = (
    *("dd/mm/yyyy", "d/m/yy", "d-mmm-yy", "d-mmm", "mmm-yy", "dd mmmm yyyy", "d mmmm yyyy"),
    *("yyyy-mm-dd", "mmmm yyyy", "[$-809]dd mmmm yyyy", "[$-809]d mmm yyyy;@", "dd/mm/yyyy;@"),
    *("mmmm", "mmm yyyy", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "dd/mm/yyyy hh:mm", "yyyy"),
    *("dddd d mmmm yyyy", "ddd dd mmm", "[$-en-GB]d mmmm yyyy", "d.m.yyyy", 'd" of "mmmm'),
)
_SERVICES = ("Roads", "Parks", "Waste", "Libraries", "Housing", "Planning", "Schools", "Ports")
_HEADINGS = ("Budget", "Actual", "Forecast", "Variance", "Outturn", "Spend", "Income", "Grant")
_TELLING = ("Budget (£000)", "Spend £m", "Met (%)", "Budget (£)", "Year", "Cases", "Rate per 1,000")
_TITLES = ("Outturn report", "Table 1: revenue monitoring", "Quarter 2, 2023/24")
_NOTES = ("Source: ledger", "Note: figures are provisional", "* estimated")
_TEXTS = ("n/a", "-", "tbc", "", "to follow")


@dataclass
class Column:
    """A column of numbers: its heading, its number format, and its values without the total."""

    heading: str
    number_format: str
    values: list[object] = field(default_factory=list)


@dataclass
class MadeSheet:
    """A sheet with one table: its rows (from 1) and columns, as they were written.

    `body` are the rows of the table below its header, with that of the total; `total` is the row of
    totals, which is `wrong` where it is another number than the sum. `latest` and `earliest` are
    indexes of the rows of a table of periods, from 0.
    """

    title: str
    header: int
    body: list[int]
    columns: list[Column]
    total: int | None = None
    wrong: bool = False
    latest: int | None = None
    earliest: int | None = None


@dataclass
class Made:
    """A workbook and what is in it."""

    book: openpyxl.Workbook
    sheets: list[MadeSheet]


def workbook(seed: int) -> Made:
    """Return a workbook of one to three sheets."""
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    book.remove(book.active)
    names = chance.sample(("Revenue", "Capital", "Summary 2023-24", "Q2"), chance.randint(1, 3))
    return Made(book, [_sheet(chance, book.create_sheet(name)) for name in names])


def _sheet(chance: random.Random, sheet: Worksheet) -> MadeSheet:
    titles = chance.sample(_TITLES, chance.choice([0, 0, 1, 2]))
    for title in titles:
        sheet.append([title])
    if titles and chance.random() < 0.7:
        _blank(sheet)
    labels, first, ordered = _labels(chance)
    columns = [_column(chance, len(labels), taken=n) for n in range(chance.randint(1, 5))]
    sheet.append([first, *(each.heading for each in columns)])
    header = sheet.max_row
    if chance.random() < 0.5:
        for cell in sheet[header]:
            cell.font = Font(bold=True)
    shown = chance.choice(DATE_FORMATS)
    for n, label in enumerate(labels):
        _row(sheet, label, [each.values[n] for each in columns], columns)
        if isinstance(label, date):
            sheet.cell(sheet.max_row, 1).number_format = shown
    made = MadeSheet(sheet.title, header, list(range(header + 1, sheet.max_row + 1)), columns)
    if ordered:
        made.earliest, made.latest = ordered
    elif chance.random() < 0.5 and len(labels) > 1:
        _total(chance, sheet, made)
    if chance.random() < 0.3:
        _blank(sheet)
        sheet.append([chance.choice(_NOTES)])
    return made


def _blank(sheet: Worksheet) -> None:
    sheet._current_row += 1  # openpyxl appends no row without a cell


def _row(sheet: Worksheet, label: object, values: list[object], columns: list[Column]) -> None:
    sheet.append([label, *(None if value == "" else value for value in values)])
    for n, each in enumerate(columns, 2):
        sheet.cell(sheet.max_row, n).number_format = each.number_format


def _labels(chance: random.Random) -> tuple[list[object], str, tuple[int, int] | None]:
    """Return the first cells of the rows, their heading, and where the first and last periods are.

    Periods come oldest or newest first.
    """
    kind = chance.choice(["services", "services", "quarters", "months", "years", "dates"])
    count = chance.randint(2, 8)
    if kind == "services":
        return list(chance.sample(_SERVICES, count)), "Service", None
    start = chance.randint(2015, 2023)
    periods: list[object]
    match kind:
        case "quarters":
            periods = [f"Q{n % 4 + 1} {_year(start + n // 4)}" for n in range(count)]
        case "months":
            names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
            periods = [f"{names[n]} {start}" for n in range(count)]
        case "years":
            periods = [_year(start + n) for n in range(count)]
        case _:
            first = date(start, chance.randint(1, 12), chance.randint(1, 28))
            periods = [first + timedelta(days=92 * n) for n in range(count)]
    ends = 0, count - 1
    if chance.random() < 0.5:
        return periods[::-1], "Period", ends[::-1]
    return periods, "Period", ends


def _year(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02}"


def _column(chance: random.Random, count: int, *, taken: int) -> Column:
    telling = chance.random() < 0.1
    heading = _TELLING[taken] if telling else chance.choice([_HEADINGS[taken], f"Column {taken}"])
    column = Column(heading, chance.choice(FORMATS))
    size = 10.0 ** chance.randint(-1, 8)
    below = chance.random() < 0.5
    for _ in range(count):
        column.values.append(_value(chance, size, below=below))
    return column


def _value(chance: random.Random, size: float, *, below: bool) -> object:
    """Return a number, often whole, sometimes zero; rarely a text or nothing."""
    if chance.random() < 0.01:
        return chance.choice(_TEXTS)
    if chance.random() < 0.05:
        return 0
    value = chance.uniform(-size if below else 0, size)
    return round(value) if chance.random() < 0.4 else round(value, 2)


def _total(chance: random.Random, sheet: Worksheet, made: MadeSheet) -> None:
    """Write a row of totals below the table, of which few are wrong."""
    made.wrong = chance.random() < 0.15
    sums: list[object] = []
    for column in made.columns:
        numbers = [value for value in column.values if isinstance(value, int | float)]
        total = round(sum(numbers), 4)
        sums.append(
            round(total + max(map(abs, numbers), default=1) * 2 + 7, 2) if made.wrong else total
        )
    _row(sheet, chance.choice(["Total", "Grand total", "Total:"]), sums, made.columns)
    made.total = sheet.max_row
    made.body.append(sheet.max_row)
    if chance.random() < 0.5:
        for cell in sheet[sheet.max_row]:
            cell.font, cell.border = Font(bold=True), Border(top=Side(style="thin"))
