"""A scale said above or below a table counts for its columns, or the file is refused."""

from __future__ import annotations

import io

import openpyxl
import pytest

from panel_papers.content.data import read_data
from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs import Part

HEADER, ROW = ["Service", "Budget", "Staff FTE", "Met"], ["Roads", 50, 3, "5%"]


def read(before, after=(), *, header=HEADER, part: Part | None = None, suffix: str = "xlsx"):
    rows = [*before, header, ROW, ["Parks", 20, 4, "7%"], *after]
    if suffix == "csv":
        text = "\n".join(",".join(str(c) for c in [*r, *[""] * (4 - len(r))]) for r in rows)
        return read_data(text.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([0.05 if str(each).endswith("%") else each for each in row])
    for row in book.active.iter_rows(min_col=4, max_col=4):
        row[0].number_format = "0%" if isinstance(row[0].value, float) else "General"
    out = io.BytesIO()
    book.save(out)
    return read_data(
        out.getvalue(), "data/a.xlsx", Place("inputs/june-2024/data/a.xlsx"), part=part
    )


def scales(table) -> list[tuple[int, str]]:
    return [(cell.scale, cell.full_unit) for cell in table.rows[0][1:]]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("before", "after", "scale"),
    [
        ([["Budget 2026/27 (£'000)"], []], [], 1000),
        ([["All figures in £000"], []], [], 1000),
        ([["Budget"], ["£m"], []], [], 10**6),
        ([["Budget in thousands of pounds"], []], [], 1000),
        ([], [[], ["All amounts are in £000s."]], 1000),
        ([], [[], ["(£m)"]], 10**6),
        ([["Numbers are in 000s"], []], [], 1000),
        ([["Net budget in k£"], []], [], 1000),
        ([["GBP millions"], []], [], 10**6),
        ([["Contracts over £1m"], []], [], 1),
        ([["Amounts in pounds; those above £000s need approval"], []], [], 1),
        ([["A budget of two million pounds"], []], [], 1),
        ([["Budget 2026/27"], []], [[], ["Note: reserves are held in £m bonds"]], 1),
    ],
)
def test_a_title_or_note_says_the_scale_of_amounts_and_of_nothing_else(
    before, after, scale, suffix
):
    table = read(before, after, suffix=suffix)
    assert scales(table) == [
        (scale, "£" if scale > 1 and before != [["Numbers are in 000s"], []] else ""),
        (1, ""),
        (1, "%"),
    ]
    said = [p for p in table.problems if p.code == "scale-beside-table"]
    assert [p.level for p in said] == ([Level.WARNING] if scale > 1 else [])


@pytest.mark.parametrize("part", [Part(header_row=3), Part(area="A3:D5")])
def test_the_scale_counts_where_the_author_says_where_the_table_is(part):
    assert scales(read([["£000"], []], part=part))[0] == (1000, "£")


@pytest.mark.parametrize(
    ("before", "header"),
    [
        ([["All figures in £000"], []], ["Service", "Budget (£)", "Staff FTE", "Met"]),
        ([["Revenue £000"], ["Capital £m"], []], HEADER),
        ([["All in £m except reserves in £000"], []], HEADER),
    ],
)
def test_two_scales_of_one_column_are_refused(before, header):
    with pytest.raises(InputsError) as raised:
        read(before, header=header)
    assert "scale-beside-table" in {p.code for p in raised.value.problems}


def test_a_heading_with_a_scale_of_its_own_keeps_it():
    table = read([["£000"], []], header=["Service", "Budget £m", "Staff FTE", "Met"])
    assert scales(table)[0] == (10**6, "£")


@pytest.mark.parametrize(
    ("budget", "warned"), [(3842000, []), (3842, ["scale-beside-table"]), (0, [])]
)
def test_rounded_to_the_nearest_thousand_is_no_scale(budget, warned):
    text = "Rounded to the nearest £000,,\nService,Budget,FTE\n"
    text += f"Roads,{budget},3\nParks,1264000,4\n"
    table = read_data(text.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    assert [row[1].scale for row in table.rows] == [1, 1]
    assert [p.code for p in table.problems if p.code != "title-above-table"] == warned
