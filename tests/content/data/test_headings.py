"""A heading says the unit and the scale of its column, or nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from panel_papers.content.data import read_data
from panel_papers.content.data.headings import read_heading
from panel_papers.core.problems import InputsError, Place


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        *(
            (h, "£", 1000)
            for h in ("Budget £000", "Budget (£000)", "£000s", "£’000", "£'000s", "£k")
        ),
        *((h, "£", 1000) for h in ("Budget £,000", "Budget K£", "Budget (£ 000's)", "£1,000s")),
        *((h, "£", 1000) for h in ("Budget thousand pounds", "Budget (GBP thousand)", "GBPk")),
        *((h, "£", 1000) for h in ("Budget (£) (thousands)", "Budget (£, thousands)", "£ x 1000")),
        *((h, "£", 10**6) for h in ("Budget (£ms)", "Budget (£0.0m)", "£000,000", "£’000,000")),
        *((h, "£", 10**6) for h in ("millions of pounds", "GBP m", "£mil")),
        *((h, "£", 1) for h in ("Budget (GBP)", "Budget (£s)", "Budget (£'s)", "Cost (£) per km")),
        *((h, "", 1000) for h in ("Budget (k)", "Spend k", "Budget in 000s", "Income (thousand)")),
        *((h, "", 10**6) for h in ("Budget (m)", "Net budget (M)", "Reserves (mn)")),
        *(
            (h, "", 1)
            for h in ("Length (m)", "Pupils (M)", "Cost per m", "Band (K)", "Net area (m)")
        ),
        *((h, "", 1) for h in ("Payments over £500", "Over £1m", "£25,000+", "Less than £10k")),
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
    table = read_data(data.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    assert [row[1].amount for row in table.rows] == [
        Decimal(52345000),
        Decimal(5000),
        Decimal(1200000),
        Decimal(5),
        None,
    ]


@pytest.mark.parametrize("heading", ["Budget (£00)", "£0000", "£10,000s", "£m and £000"])
def test_a_scale_that_may_mean_several_is_refused_with_what_to_write(heading):
    with pytest.raises(InputsError) as raised:
        read_data(
            f"Item,{heading.replace(',', '')}\nA,5\n".encode(),
            "a.csv",
            Place("inputs/june-2024/data/a.csv"),
        )
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("unclear-scale", 1, 6)
    assert "(£000)" in problem.hint


def test_a_row_of_units_may_write_them_in_any_way():
    data = "Service,Budget,Actual,Met\n(units),£'000s,GBP m,%\nWaste,3842,4,5\n"
    table = read_data(data.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv"))
    assert [cell.scale for cell in table.rows[0][1:]] == [1000, 10**6, 1]
