"""Which columns are never added up, by their headings."""

from __future__ import annotations

import pytest

from panel_papers.content.data.never_summed import has_no_sum, is_never_summed


@pytest.mark.parametrize(
    "heading",
    [
        *("Unit cost", "Cost per tonne", "Rent per week", "Cost per head", "Band D tax"),
        *("Interest rate", "Average days", "Days lost per FTE", "Median wait", "Density"),
        *("Price", "Average price", "Per-ward rate", "Hourly rate", "Weekly rent", "Current fee"),
    ],
)
def test_averages_rates_and_prices_are_never_added_up(heading):
    assert is_never_summed(heading)
    assert is_never_summed(heading, money=True)


@pytest.mark.parametrize(
    "heading",
    [
        *("Occupancy", "Satisfaction", "Wait (weeks)", "Waiting time", "Days to decide", "Rank"),
        *("Score", "Turnaround (days)", "Age", "Index", "Target", "Decision time"),
    ],
)
def test_scores_and_times_are_added_up_in_money_alone(heading):
    assert is_never_summed(heading)
    assert not is_never_summed(heading, money=True)


@pytest.mark.parametrize(
    "heading",
    [
        *("Budget", "Caseload", "Balance", "FTE", "Population", "Contract price", "Fees"),
        *("Business rates", "Business rate relief", "Waiting list", "Band D equivalents"),
        *("Band D", "Staff time", "Interest", "Minimum revenue provision", "Spend to date"),
    ],
)
def test_amounts_and_counts_are_added_up(heading):
    assert not is_never_summed(heading)


def test_band_d_in_pounds_is_a_tax_and_without_them_a_number_of_dwellings():
    assert is_never_summed("Band D", money=True)
    assert not is_never_summed("Band D equivalents", money=True)


@pytest.mark.parametrize(("heading", "never"), [("Unit cost", True), ("Days lost", False)])
def test_a_sum_that_somebody_asks_for_by_name(heading, never):
    assert has_no_sum(heading) is never
