"""What identifies in a text is compared by its value: a date by its day, however it is typed."""

from __future__ import annotations

import pytest

from panel_papers.checks.shared.amounts import amounts_in


@pytest.mark.parametrize(
    "typed",
    ["5 March 2024", "5th of Mar 2024", "March 5, 2024", "05/03/2024", "5.3.2024", "2024-03-05"],
)
def test_date_is_known_by_its_day_in_one_form(typed: str):
    (amount,) = amounts_in(f"It was on {typed} that we met")
    assert (amount.kind, amount.key, amount.typed) == ("date", "2024-03-05", typed)
