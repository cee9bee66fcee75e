"""The publish-by date over 2020 to 2030, against a table of bank holidays typed by hand.

The table: 2020 to 2027 from https://www.gov.uk/bank-holidays, later years from the Banking and
Financial Dealings Act 1971 and a table of Easter; each on the day on which it is kept.
"""

from __future__ import annotations

import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest

from panel_papers.core import InputsError
from panel_papers.core.body import Body
from panel_papers.law.bank_holidays import NATIONS, YEARS, bank_holiday
from panel_papers.law.deadline import publish_by
from panel_papers.law.notice import RULES

ROOT = Path(__file__).parents[2]
_KEPT = {
    2019: "25 Dec, 26 Dec",  # as far as meetings of January 2020 reach back
    # early May moved to the Friday, 75 years after VE Day; Boxing Day a Saturday
    2020: "1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    # Christmas Day a Saturday, Boxing Day a Sunday
    2021: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    # New Year's Day a Saturday; spring moved, Platinum Jubilee; State Funeral; Christmas a Sunday
    2022: "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
    # New Year's Day a Sunday; Coronation
    2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    # Boxing Day a Saturday
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    # Christmas Day a Saturday, Boxing Day a Sunday
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    # New Year's Day a Saturday
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2029: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2030: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

KEPT = frozenset(
    date(year, _MONTHS.index(month) + 1, int(day))
    for year, days in _KEPT.items()
    for day, month in (each.split() for each in days.split(", "))
)
"""Every working day of the week on which England and Wales do not work, 2019 in part to 2030."""

DAY = timedelta(days=1)
THURSDAYS = [
    date(2020, 1, 2) + 7 * n * DAY
    for n in range(600)
    if (date(2020, 1, 2) + 7 * n * DAY).year < 2031
]


def test_the_table_is_whole():
    assert len(THURSDAYS) == 574
    assert [sum(day.year == year for day in KEPT) for year in range(2019, 2031)] == [
        *(2, 8, 8, 10, 9, 8),
        *(8, 8, 8, 8, 8, 8),
    ]
    assert all(day.weekday() < 5 for day in KEPT)


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_weekdays_that_are_holidays_are_those_of_the_table(nation: str):
    days = [date(2020, 1, 1) + n * DAY for n in range((date(2031, 1, 1) - date(2020, 1, 1)).days)]
    weekdays = [day for day in days if day.weekday() < 5]
    known = {day for day in weekdays if bank_holiday(day, nation)}
    assert known == {day for day in KEPT if day.year >= 2020}


@pytest.mark.parametrize(("nation", "clear_days"), [("England", 5), ("Wales", 3)])
def test_every_thursday_of_eleven_years(nation: str, clear_days: int):
    wrong = []
    for meeting in THURSDAYS:
        # apart from the code: all working days of the month before, and the sixth last of them
        before = [meeting - n * DAY for n in range(1, 32)]
        working = [day for day in before if day.isoweekday() not in (6, 7) and day not in KEPT]
        if publish_by(meeting, nation=nation).date != working[clear_days]:
            wrong.append(meeting)
    assert wrong == []


@pytest.mark.parametrize(
    ("meeting", "by", "holidays"),
    [
        ("2020-01-02", "2019-12-20", "New Year’s Day, Boxing Day, Christmas Day"),
        ("2020-01-09", "2019-12-31", "New Year’s Day as the sixth day back"),
        ("2020-04-16", "2020-04-06", "Easter"),
        ("2020-05-07", "2020-04-29", "Monday 4 May, which was worked in 2020"),
        ("2020-05-14", "2020-05-05", "VE Day on Friday 8 May"),
        ("2020-12-31", "2020-12-21", "Boxing Day kept on Monday 28"),
        ("2021-01-07", "2020-12-29", "New Year’s Day"),
        ("2021-04-08", "2021-03-29", "Easter"),
        ("2022-01-06", "2021-12-24", "New Year’s Day kept on the 3rd, Christmas on 27 and 28"),
        ("2022-06-06", "2022-05-25", "Jubilee, Thursday 2 and Friday 3 June"),
        ("2022-06-09", "2022-05-30", "Jubilee; Monday 30 May was worked"),
        ("2022-09-20", "2022-09-09", "State Funeral, the day before"),
        ("2022-09-21", "2022-09-12", "State Funeral"),
        ("2022-09-22", "2022-09-13", "State Funeral"),
        ("2022-12-29", "2022-12-19", "Boxing Day on Monday, Christmas kept on Tuesday 27"),
        ("2023-01-05", "2022-12-23", "New Year’s Day kept on the 2nd, then 27 and 26"),
        ("2023-04-13", "2023-04-03", "Easter"),
        ("2023-05-10", "2023-04-28", "Coronation, and early May a week before"),
        ("2023-05-11", "2023-05-02", "Coronation"),
        ("2024-01-04", "2023-12-22", "New Year’s Day, then Boxing Day and Christmas Day"),
        ("2024-04-04", "2024-03-25", "Easter in March"),
        ("2025-04-24", "2025-04-14", "Easter"),
        ("2026-05-28", "2026-05-19", "spring"),
        ("2026-12-31", "2026-12-21", "Boxing Day kept on Monday 28"),
        ("2027-04-01", "2027-03-22", "Easter in March"),
        ("2027-12-30", "2027-12-20", "Christmas kept on Monday 27 and Tuesday 28"),
        ("2028-01-06", "2027-12-24", "New Year’s Day kept on the 3rd, then 28 and 27"),
        ("2029-04-05", "2029-03-26", "Easter over the end of March"),
        ("2030-08-29", "2030-08-20", "summer"),
    ],
)
def test_five_clear_days_in_england_over(meeting: str, by: str, holidays: str):
    assert publish_by(date.fromisoformat(meeting)).date.isoformat() == by, holidays


@pytest.mark.parametrize(
    ("meeting", "by", "holidays"),
    [
        ("2020-05-14", "2020-05-07", "VE Day as the fourth day back"),
        ("2022-06-09", "2022-06-01", "Jubilee"),
        ("2022-09-22", "2022-09-15", "State Funeral"),
        ("2023-05-11", "2023-05-04", "Coronation"),
        ("2024-01-04", "2023-12-28", "New Year’s Day"),
        ("2028-04-20", "2028-04-12", "Easter"),
    ],
)
def test_three_clear_days_in_wales_over(meeting: str, by: str, holidays: str):
    assert publish_by(date.fromisoformat(meeting), nation="Wales").date.isoformat() == by, holidays


def _body(days: int | None, nation: str = "England") -> Body:
    return Body("council", "Example Council", nation, "council.yaml", b"", days_of_notice=days)


@pytest.mark.parametrize(
    ("days", "by", "clear"),
    [
        # Clear: Wed 13, Tue 12, Mon 11, Fri 8, Thu 7, Wed 6, Tue 5. Published: Mon 4.
        (7, "2024-03-04", 7),
        (5, "2024-03-06", 5),
        (3, "2024-03-06", 5),  # fewer than the law's count for nothing
        (None, "2024-03-06", 5),
    ],
)
def test_a_body_adds_to_the_days_of_the_law(days: int | None, by: str, clear: int):
    deadline = publish_by(date(2024, 3, 14), body=_body(days))
    assert (deadline.date.isoformat(), deadline.clear_days) == (by, clear)
    assert ("Example Council" in deadline.source) == (clear == 7)


def test_a_body_of_wales_may_ask_for_five_days_where_the_law_asks_for_three():
    deadline = publish_by(date(2024, 3, 14), nation="Wales", body=_body(5, "Wales"))
    assert deadline.date == date(2024, 3, 6)


def test_the_shipped_table_is_what_the_package_says():
    tool = runpy.run_path(str(ROOT / "tools" / "write_bank_holidays.py"))
    assert tool["TABLE"].read_text(encoding="utf-8") == tool["table"]()


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_the_table_has_the_first_and_the_last_year_of_the_law(nation: str):
    assert bank_holiday(date(1986, 3, 31), nation) == "Easter Monday"
    assert bank_holiday(date(2012, 6, 5), nation) == "Diamond Jubilee of Elizabeth II"
    assert bank_holiday(date(2100, 3, 26), nation) == "Good Friday"


def test_a_year_or_nation_that_the_table_lacks_is_never_taken_as_one_without_holidays():
    for day, nation in ((date(2101, 12, 25), "ENG"), (date(1984, 12, 25), "ENG")):
        with pytest.raises(ValueError, match=str(day.year)):
            bank_holiday(day, nation)
    with pytest.raises(ValueError, match="SCT"):
        bank_holiday(date(2024, 1, 2), "SCT")


def test_the_table_has_every_nation_and_year_that_a_rule_can_ask_for():
    assert {rule.bank_holidays for rule in RULES} <= set(NATIONS)
    # The longest notice that a body may ask for is 60 working days.
    assert min(rule.since for rule in RULES) - timedelta(days=120) >= date(YEARS[0], 1, 1)


def test_a_meeting_after_the_years_of_the_table_is_an_error_at_its_date():
    assert publish_by(date(2100, 12, 30)).date == date(2100, 12, 20)
    with pytest.raises(InputsError) as caught:
        publish_by(date(2101, 1, 6))
    (problem,) = caught.value.problems
    assert (problem.code, problem.wanted) == ("meeting-date", "a date until 2100")
    assert "after the years whose bank holidays are known" in problem.found
