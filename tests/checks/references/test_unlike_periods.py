"""Periods that cannot be compared are told at their place; like ones are not."""

from __future__ import annotations

from datetime import date

import pytest

from panel_papers.checks.references import unlike_periods
from panel_papers.core.values import Period

from ..figures_helpers import figure, subject


def found(markdown: str, *figures) -> list[tuple[int | None, int | None, str]]:
    problems = unlike_periods.find(subject(markdown, figures))
    return [(p.place.line, p.place.column, p.found.rpartition(": ")[2]) for p in problems]


@pytest.mark.trigger("unlike-periods")
def test_the_seeds_own_overlap_is_told_at_its_place():
    text = (
        "The ONS reported a fall.\n\nCrime reduced by **4.4%** in the 12 months to June 2020 "
        "compared to the 12 months to March 2020. In addition"
    )
    assert found(text) == [(3, 34, "they share 9 of 12 months")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("in the 6 months to June 2020 compared with the 12 months to June 2019",
         "6 months against 12"),
        ("in the quarter to June 2020 against the year to March 2020", "3 months against 12"),
        ("higher in the year ending June 2020 than in the year ending May 2020",
         "they share 11 of 12 months"),
        ("the twelve months to 30 June 2020 versus the twelve months to 31 March 2020",
         "they share 9 of 12 months"),
    ],
)  # fmt: skip
def test_unlike_periods_are_told(text, why):
    assert [each[2] for each in found(text)] == [why]


@pytest.mark.near_miss("unlike-periods")
@pytest.mark.parametrize(
    "text",
    [
        "in the 12 months to June 2020 compared to the 12 months to June 2019",
        "in the year ending November 2020 compared to the previous year",
        "in the 12 months to June 2020 and in the 12 months to March 2020",
        "in the 12 months to June 2020. That is less than in the 12 months to March 2020",
        "compared with 2019/20, and 12 months later",
        "`12 months to June 2020 compared to the 12 months to March 2020`",
    ],
)
def test_like_periods_and_mere_mentions_are_not(text):
    if text.startswith("`"):
        text = f"```\n{text.strip('`')}\n```"
    assert found(text) == []


JUNE = Period("year to June 2020", date(2019, 7, 1), date(2020, 6, 30))
MARCH = Period("year to March 2020", date(2019, 4, 1), date(2020, 3, 31))
TERM = Period("2016 to 2024", date(2016, 5, 1), date(2024, 5, 1))


def test_a_difference_of_figures_over_overlapping_periods_is_told_in_figures_yaml():
    (only,) = found("Text", figure("fall", "5", "june - march", JUNE, MARCH))
    assert only[:2] == (2, 3)
    assert "they share 9 of 12 months" in only[2]


def test_sums_and_a_part_taken_from_its_whole_are_not():
    assert found("Text", figure("both", "5", "june + march", JUNE, MARCH)) == []
    assert found("Text", figure("rest", "5", "term - march", TERM, MARCH)) == []
