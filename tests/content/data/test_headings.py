"""A heading says the unit and the scale of its column, or nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from panel_papers.content.data import read_data
from panel_papers.content.data.headings import read_heading
from panel_papers.core.problems import Place


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        *(
            (h, "£", 1000)
            for h in ("Budget £000", "Budget (£000)", "£000s", "£’000", "£'000s", "£k")
        ),
        *((h, "£", 1000) for h in ("Net £ thousand", "Budget (£ thousands)", "£000 budget")),
        *((h, "£", 10**6) for h in ("Budget £m", "£ million", "Capital (£M)", "£mn")),
        *((h, "£", 10**9) for h in ("Debt £bn", "£ billion")),
        *((h, "£", 1) for h in ("From £", "Budget (£)", "£ per head")),
        *((h, "%", 1) for h in ("Met %", "% of budget", "Percentage met", "Per cent")),
        *((h, "", 1000) for h in ("Residents (000s)", "Population ’000", "Jobs in thousands")),
        *(
            (h, "", 1)
            for h in ("Budget", "Budget 2000", "Rate per 1,000", "Rate per 000", "m", "Km")
        ),
        *((h, "", 1) for h in ("Kilometres", "Over 10,000", "Post 1000", "Percentage points")),
    ],
)
def test_a_heading_says_unit_and_scale(heading, unit, scale):
    found = read_heading(heading)
    assert (found.unit, found.scale) == (unit, scale)


def test_a_cell_counts_in_the_thousands_of_its_heading_unless_it_says_otherwise():
    data = "Item,Budget £000\nA,52345\nB,£5\nC,£1.2m\nD,5%\nE,none\n"
    table = read_data(data.encode(), "data/a.csv", Place("data/a.csv"))
    assert [row[1].amount for row in table.rows] == [
        Decimal(52345000),
        Decimal(5000),
        Decimal(1200000),
        Decimal(5),
        None,
    ]
