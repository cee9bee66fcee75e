"""A first column names the rows where its cells are names, and where a listener needs them."""

from __future__ import annotations

import pytest

from panel_papers.core.row_headers import names_rows


@pytest.mark.parametrize(
    "column",
    [
        ["Roads"],
        ["Roads", "Parks", "Total"],
        ["2022", "2023", "2024"],
        ["2022/23", "2023-24", "2024–2025"],
        ["A1", "A2"],
        ["Roads", "Sub-total", "Parks", "Sub-total", "Total"],
        ["14/03/2024", "2024-04-01", "1 May 2024"],
        ["0–15", "16-64", "65+"],
        ["< 5", "£0–£99", "£100 – £1,000"],
    ],
)
def test_names_and_years_name_the_rows(column: list[str]):
    assert names_rows(column, 4)


@pytest.mark.parametrize(
    "column",
    [
        [],
        ["1", "2"],
        ["£1,234", "5.9%"],
        ["Roads", ""],
        ["Roads", "roads "],
        ["Total", "Total"],
        ["-5", "+3"],
        ["1.5", "<0.1%"],
        ["Roads", "12"],
        ["Roads", "It has been found that " * 6],
    ],
)
def test_numbers_repetitions_and_long_texts_name_none(column: list[str]):
    assert not names_rows(column, 4)


@pytest.mark.parametrize(
    ("columns", "rows", "named"), [(2, 9, False), (3, 2, False), (3, 3, True), (4, 1, True)]
)
def test_narrow_tables_need_no_row_headings(columns: int, rows: int, named: bool):
    assert names_rows([f"Service {n}" for n in range(rows)], columns) is named
