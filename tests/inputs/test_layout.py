"""Where a table lies on a sheet: ordinary sheets are read whole."""

from __future__ import annotations

import pytest

from panel_papers.inputs.appendices.layout import NUMBER as N, read_layout

INNOCENT = {
    "texts": [["Name", "Role"], ["Anna", "Manager"], ["Ben", "Clerk"]],
    "blank rows": [["A", "B"], ["x", N], ["", ""], ["y", N], ["", ""], ["Total", N]],
    "sections": [["A", "B", "C"], ["Income", "", ""], ["x", N, N], ["Costs", "", ""], ["y", N, N]],
    "to follow": [
        ["A", "B", "C"],
        ["x", N, N],
        ["", "", ""],
        ["y", "to follow", "to follow"],
        ["z", N, N],
    ],
    "not known": [["A", "B"], ["x", N], ["", ""], ["y", "not yet known"], ["z", N]],
    "status": [
        ["A", "B", "RAG"],
        ["m", N, "Green"],
        ["", "", ""],
        ["k", "n/a", "Red"],
        ["z", N, "Red"],
    ],
    "notes of words": [["Term", "Meaning"], ["a", "b"], ["", ""], ["Note", "all of it"]],
    "a blank column": [["A", "B", "", "C", "D"], ["x", N, "", N, N], ["y", N, "", N, N]],
    "a remark": [["A", "B", "", "Comment"], ["x", N, "", "late"], ["y", N, "", ""]],
    "a blank corner": [["", "2023", "2024"], ["Roads", N, N]],
    "dates as names": [["Item", N, N], ["Roads", N, N], ["Parks", N, N]],
    "numbers first": [["No", "Action", "Owner"], [N, "do", "AB"], [N, "see", "CD"]],
}


@pytest.mark.parametrize("grid", INNOCENT.values(), ids=INNOCENT)
def test_an_ordinary_table_is_read_whole(grid):
    layout = read_layout(grid)
    assert layout is not None
    filled = [n for n, row in enumerate(grid) if any(row)]
    assert (layout.titles, layout.header, layout.notes, layout.second) == ((), 0, (), None)
    assert [layout.header, *layout.body] == filled


@pytest.mark.parametrize(
    ("grid", "titles"),
    [
        ([["Outturn", "", ""], ["Service", "2023", "2024"], ["Roads", N, N]], (0,)),
        ([["Outturn", ""], ["", ""], ["Service", "Amount"], ["Roads", N]], (0,)),
        (
            [
                ["Outturn", "", "", ""],
                ["At", "March", "", ""],
                ["", "", "", ""],
                ["A", "B", "C", "D"],
                ["x", N, N, N],
            ],
            (0, 1),
        ),
        ([["Budget", ""], ["Service", N], ["Roads", N]], ()),  # a heading is missing
    ],
)
def test_a_title_is_found_where_a_header_follows(grid, titles):
    layout = read_layout(grid)
    assert layout is not None
    assert layout.titles == titles


def test_a_blank_sheet_has_no_table():
    assert read_layout([["", ""], ["", ""]]) is None


def test_a_heading_that_comes_again_over_its_numbers_begins_a_second_table():
    grid = [["Item", "Net"], ["Roads", N], ["Income", "Net"], ["Fees", N]]
    layout = read_layout(grid)
    assert layout is not None
    assert layout.second == (2, 0)
