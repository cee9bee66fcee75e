"""Long lists of data are read column by column, and say the same as cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest

from panel_papers.content.data import counting, csv_file, read_data
from panel_papers.content.data.cell_ranges import cell_ranges, ranges_of
from panel_papers.content.data.counting import once
from panel_papers.content.data.filtering import grouped
from panel_papers.content.data.long_list import ListRows, cells_in, chosen_rows
from panel_papers.content.data.model import DataTable
from panel_papers.content.data.reading_lists import read_list
from panel_papers.content.figures import reckon
from panel_papers.core import InputsError, Place
from panel_papers.inputs import FigureFiles

PLACE = Place("inputs/case/data/a.csv")
NAMES = ["Roads", "Parks", " Waste ", "Ports", "Number 9"]
CELLS: dict[str, Callable[[Random], str]] = {
    "name": lambda random: random.choice(NAMES),
    "plain": lambda random: f"{random.uniform(-900, 9000):.2f}",
    "whole": lambda random: str(random.randint(-90, 9000)),
    "rate": lambda random: f"{random.uniform(0, 100):.1f}%",
    "money": lambda random: f"£{random.randint(1, 900)},{random.randint(100, 999)}",
    "millions": lambda random: f"£{random.uniform(1, 90):.1f}m",
    "brackets": lambda random: f"({random.randint(1, 900)})",
    "day": lambda random: f"2024-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
    "year": lambda random: str(random.randint(1990, 2030)),
    "places": lambda random: str(round(random.uniform(0, 50), random.randint(1, 3))),
    "points": lambda random: f"{random.randint(1, 9)}.{random.randint(100, 999)}",
}
ODD = [
    *["", "  ", "n/a", "Total", "Sub-total", "of which: recycling", "  indented", "TBC", "1,23"],
    *["14/03/2024", "03/14/2024", "#REF!", "0012", "5m", "12.345", "Net", "Funded by:", "Amount"],
    *["1e5", "=A1", "Notes", "2024", "number", "£1.2m", "5%", "-0.00", "5.", ".5", "Grants", "-"],
    "Gross",
]
HEADINGS = ["Service", "Amount", "Amount (£000)", "Rate (%)", "Year", "Month", "Spend to date",
            "Average", "Income (£m)", "2023", "Cases"]  # fmt: skip


@dataclass
class Said:
    """All that is said of a file: its table, which rows count once, or its problems."""

    columns: object = None
    rows: object = None
    problems: object = None
    counted: object = None


def made(random: Random, count: int, odd: int) -> str:
    """Return a random file of `count` rows with some odd cells in it."""
    headings = random.sample(HEADINGS, random.randint(2, 5))
    kinds = [random.choice(list(CELLS)) for _ in headings]
    rows = [[CELLS[kind](random) for kind in kinds] for _ in range(count)]
    for _ in range(odd):
        rows[random.choice([0, -1, random.randrange(count)])][random.randrange(len(kinds))] = (
            random.choice(ODD)
        )
    lines = [",".join(row) for row in [headings, *rows]]
    if odd > 1:
        lines.insert(random.randrange(len(lines) + 1), random.choice(beside(headings)))
    return "".join(f"{line}\n" for line in lines)


def beside(headings: list[str]) -> list[str]:
    """Return lines that are no rows: blank ones, titles, notes, a second header, a cut row."""
    more = "," * (len(headings) - 1)
    said = ["", more, f" {more} ", f"All figures in £000{more}", f"Source: ledger{more}"]
    return [*said, ",".join(headings), "Notes", f'"Roads"{more}', ",".join(["£"] * len(headings))]


def said(table: Callable[[], DataTable]) -> Said:
    try:
        found = table()
    except InputsError as error:
        return Said(problems=error.problems)
    known = once(found)
    counted = known.totals, dict(known.leaves), known.parts, known.headings, known.border
    return Said(found.columns, tuple(found.rows), found.problems, counted)


def cell_by_cell(monkeypatch: pytest.MonkeyPatch, text: str) -> Said:
    """Read a file in the way that is for all files."""
    with monkeypatch.context() as patch:
        patch.setattr(csv_file, "read_list", lambda *_: None)
        patch.setattr(counting, "counts_each_row", lambda _: False)
        return said(lambda: read_data(text.encode(), "data/a.csv", PLACE))


@pytest.mark.parametrize("seed", range(400))
def test_a_random_table_reads_the_same_by_columns_and_by_cells(
    monkeypatch: pytest.MonkeyPatch, seed: int
):
    random = Random(seed)
    text = made(random, random.randint(2, 12), odd=random.choice([0, 1, 2, 3]))
    found = read_list(text, "data/a.csv", PLACE, longer_than=0)
    if found is not None:
        assert said(lambda: found) == cell_by_cell(monkeypatch, text)


def test_most_random_tables_without_odd_cells_are_read_by_columns():
    texts = (made(Random(seed), 8, odd=0) for seed in range(100))
    found = [read_list(text, "data/a.csv", PLACE, longer_than=0) for text in texts]
    assert sum(each is not None for each in found) > 50


@pytest.mark.parametrize("seed", range(12))
def test_a_long_random_list_says_the_same_by_columns_and_by_cells(
    monkeypatch: pytest.MonkeyPatch, seed: int
):
    text = made(Random(seed), 5_001, odd=seed % 3)
    ours = said(lambda: read_data(text.encode(), "data/a.csv", PLACE))
    assert ours == cell_by_cell(monkeypatch, text)


LAST = "Roads,2024-03-31,{sum}\n"


def test_a_long_list_whose_last_row_is_the_sum_of_all_others_has_a_total():
    rows = [f"Parks,2024-01-0{n % 9 + 1},{n % 97}.25\n" for n in range(5_001)]
    whole = sum(n % 97 * 100 + 25 for n in range(5_001))
    for total, count in ((f"{whole / 100:.2f}", 1), ("7.25", 0)):
        text = "Service,Month,Amount\n" + "".join(rows) + LAST.format(sum=total)
        table = read_data(text.encode(), "data/a.csv", PLACE)
        assert isinstance(table.rows, ListRows)
        assert len(once(table).totals) == count


def test_rows_cells_and_groups_of_a_list_are_those_of_its_rows():
    random = Random(3)
    text = "Service,Amount\n" + "".join(
        f"{random.choice(NAMES)},{random.uniform(0, 9):.2f}\n" for _ in range(40)
    )
    table = read_list(text, "data/a.csv", PLACE, longer_than=0)
    assert table is not None
    rows = tuple(table.rows)
    assert table.rows[-1] is table.rows[39] is rows[39]
    assert table.rows[3:5] == rows[3:5]
    for column in range(2):
        assert grouped(table.rows, column) == grouped(rows, column)
        chosen = chosen_rows(table.rows, [2, 3, 4, 9, 11, 12])
        cells = cells_in(chosen, column)
        assert list(cells) == [rows[n][column] for n in (2, 3, 4, 9, 11, 12)]
        assert ranges_of(cells) == cell_ranges(cell.ref for cell in cells)
    assert ranges_of(cells) == "B4:B6, B11, B13:B14"


FIGURES = """figures:
  roads:
    source: data/a.csv
    column: Amount
    filter: {{Service: Roads}}
    aggregate: {how}
    format: 5.99
"""


@pytest.mark.parametrize(
    "how", ["sum", "mean", "min", "max", "count", "change", "percentage_change", "first"]
)
def test_a_figure_of_a_long_list_is_the_same_by_columns_and_by_cells(
    monkeypatch: pytest.MonkeyPatch, how: str
):
    random = Random(7)
    text = "Service,Month,Amount\n" + "".join(
        f"{NAMES[n % 5]},{2000 + n // 12}-{n % 12 + 1:02}-01,{random.uniform(-9, 99):.2f}\n"
        for n in range(5_100)
    )
    files = {"data/a.csv": text.encode(), "figures.yaml": FIGURES.format(how=how).encode()}
    ours = reckon(FigureFiles("inputs/case", files))
    monkeypatch.setattr(csv_file, "read_list", lambda *_: None)
    theirs = reckon(FigureFiles("inputs/case", files))
    assert (ours.values, ours.problems) == (theirs.values, theirs.problems)
    assert ours.values or ours.problems
