"""Columns that periods become, in the order of the periods."""

from __future__ import annotations

import pytest

from panel_papers.content.data import DataCell
from panel_papers.content.data.column_order import in_column_order
from panel_papers.core.problems import Place


def ordered(runs: str) -> str:
    """The order of the texts of runs such as “Q2 Q3 / Q1 Q2”."""
    rows = [[each.replace("_", " ") for each in run.split()] for run in runs.split(" | ")]
    texts = dict.fromkeys(each for row in rows for each in row)
    cells = [DataCell(text, text, "", "A1", Place("inputs/june-2024/data/a.csv")) for text in texts]
    return " ".join(cell.text.replace(" ", "_") for cell in in_column_order(cells, rows))


@pytest.mark.parametrize(
    ("runs", "columns"),
    [
        ("Q2 | Q1 Q2", "Q1 Q2"),
        ("Q2 Q3 Q4 | Q1 Q2 Q3 Q4", "Q1 Q2 Q3 Q4"),
        ("Q1 Q3 | Q2 Q3 Q4 | Q1 Q2", "Q1 Q2 Q3 Q4"),
        ("Q4 Q3 Q2 | Q4 Q3 Q2 Q1", "Q1 Q2 Q3 Q4"),
        ("Q3 Q4 Q1 Q2 | Q3 Q4 Q1 Q2", "Q3 Q4 Q1 Q2"),
        ("May Jun | Apr May Jun", "Apr May Jun"),
        ("Feb Mar Apr | Jan Feb Mar Apr", "Jan Feb Mar Apr"),
        ("Dec Jan | Nov Dec Jan Feb", "Nov Dec Jan Feb"),
        ("May Apr", "Apr May"),
        ("February | January | March", "January February March"),
        (
            "May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar | Apr May Jun Jul Aug Sep",
            "Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar",
        ),
        (
            "Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec | Jan Feb Mar Apr May",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        ),
        ("2024/25 | 2023/24 2024/25", "2023/24 2024/25"),
        ("Q1_2024/25 | Q4_2023/24 Q1_2024/25", "Q4_2023/24 Q1_2024/25"),
        ("Target Q2 Full_year | Target Q1 Q2 Full_year", "Target Q1 Q2 Full_year"),
        ("Q1 Q3 Q2", "Q1 Q2 Q3"),
        ("Q1 Q3 Q2 Q4", "Q1 Q2 Q3 Q4"),
        ("Q3 Q1 Q2", "Q1 Q2 Q3"),
        ("Quarter_1 Q3 Qtr_2 Outturn", "Quarter_1 Qtr_2 Q3 Outturn"),
        ("Q3 Q4 Q1", "Q3 Q4 Q1"),
        ("Apr Jun May", "Apr May Jun"),
        ("Apr Jun Jan Dec", "Apr Jun Dec Jan"),
        ("Jul Sep Aug | Jul Aug Sep", "Jul Aug Sep"),
        ("Jan Feb Apr Jun", "Jan Feb Apr Jun"),
        ("Jun Apr Feb Jan", "Jan Feb Apr Jun"),
        ("May Jul Jan", "May Jul Jan"),
        (
            "2025/26_Budget 2023/24_Outturn 2024/25_Budget",
            "2023/24_Outturn 2024/25_Budget 2025/26_Budget",
        ),
        (
            "Budget_2025/26 Budget_2024/25 Outturn_2024/25",
            "Budget_2024/25 Outturn_2024/25 Budget_2025/26",
        ),
        (
            "2024/25_Budget 2024/25_Outturn 2023/24_Budget 2023/24_Outturn",
            "2023/24_Budget 2023/24_Outturn 2024/25_Budget 2024/25_Outturn",
        ),
        ("North East | South North", "North East South"),
        ("Apr April", "Apr April"),
    ],
)
def test_columns_are_in_the_order_of_their_periods_else_as_they_first_appear(runs, columns):
    assert ordered(runs) == columns
