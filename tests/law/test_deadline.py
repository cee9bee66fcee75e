"""The publish-by date, against dates worked out by hand from the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from panel_papers.core.dates import in_words, long_date
from panel_papers.core.problems import InputsError, Place, Problem
from panel_papers.law.deadline import Deadline, Skipped, publish_by
from panel_papers.law.notice import RULES


def test_the_march_paper_is_due_on_the_wednesday_of_the_week_before():
    # Clear: Wed 13, Tue 12, Mon 11, (weekend), Fri 8, Thu 7. Published: Wed 6.
    assert publish_by(date(2024, 3, 14)) == Deadline(
        date=date(2024, 3, 6),
        clear_days=5,
        nation="England",
        skipped=(
            Skipped(date(2024, 3, 9), "weekend"),
            Skipped(date(2024, 3, 10), "weekend"),
        ),
        source="Local Government Act 1972 s100A(6)(a), s100B(3), as amended by SI 2002/715",
    )


def test_easter_is_told_day_by_day():
    # Clear: Wed 3, Tue 2 April, (Easter Monday, weekend, Good Friday), Thu 28, Wed 27, Tue 26
    # March. Published: Mon 25.
    deadline = publish_by(date(2024, 4, 4))
    assert deadline.date == date(2024, 3, 25)
    assert [str(skipped) for skipped in deadline.skipped] == [
        "Friday 29 March 2024, Good Friday",
        "Saturday 30 March 2024, weekend",
        "Sunday 31 March 2024, weekend",
        "Monday 1 April 2024, Easter Monday",
    ]


def test_a_bank_holiday_at_a_weekend_is_named_as_one():
    skipped = {each.day.isoformat(): each.reason for each in publish_by(date(2022, 1, 4)).skipped}
    assert skipped["2021-12-25"] == "Christmas Day"
    assert skipped["2021-12-27"] == "Christmas Day (observed)"
    assert skipped["2022-01-02"] == "weekend"


@pytest.mark.parametrize(
    ("meeting", "by"),
    [
        # Christmas 2023. Clear: Wed 3, Tue 2 Jan, (Mon 1 New Year, weekend), Fri 29, Thu 28,
        # Wed 27 Dec. Then Tue 26 and Mon 25 are holidays and 23-24 a weekend: Fri 22.
        (date(2024, 1, 4), date(2023, 12, 22)),
        # Christmas 2021 on a Saturday: Mon 27 and Tue 28 in its and Boxing Day's place; New Year's
        # Day too: Mon 3 Jan. Clear: Wed 5, Tue 4 Jan, Fri 31, Thu 30, Wed 29 Dec. Then Tue 28,
        # Mon 27 holidays, 25-26 weekend: Fri 24.
        (date(2022, 1, 6), date(2021, 12, 24)),
        # Early May 2020 moved from Mon 4 to Fri 8 (VE Day). Clear: Wed 13, Tue 12, Mon 11,
        # (weekend, Fri 8), Thu 7, Wed 6. Published: Tue 5.
        (date(2020, 5, 14), date(2020, 5, 5)),
        # Monday 4 May 2020 was a working day. Clear: Wed 6, Tue 5, Mon 4, Fri 1 May, Thu 30 April.
        # Published: Wed 29.
        (date(2020, 5, 7), date(2020, 4, 29)),
        # Platinum Jubilee: Thu 2 and Fri 3 June 2022 holidays (spring bank holiday moved from
        # Mon 30 May). Clear: Wed 8, Tue 7, Mon 6 June, Wed 1 June, Tue 31 May. Published: Mon 30.
        (date(2022, 6, 9), date(2022, 5, 30)),
        # State Funeral, Mon 19 Sep 2022. Clear: Wed 21, Tue 20, (Mon 19, weekend), Fri 16, Thu 15,
        # Wed 14. Published: Tue 13.
        (date(2022, 9, 22), date(2022, 9, 13)),
        # Coronation Mon 8 May 2023, and Early May on Mon 1. Clear: Wed 10, Tue 9, (Mon 8, weekend),
        # Fri 5, Thu 4, Wed 3. Published: Tue 2.
        (date(2023, 5, 11), date(2023, 5, 2)),
        # A Monday. Clear: Fri 15, Thu 14, Wed 13, Tue 12, Mon 11. Sunday 10 would be early enough,
        # but nobody publishes on it: Fri 8.
        (date(2024, 3, 18), date(2024, 3, 8)),
        # A meeting on a Saturday. Clear: Fri 15 … Mon 11. Published: Fri 8.
        (date(2024, 3, 16), date(2024, 3, 8)),
    ],
)
def test_five_clear_working_days_in_england(meeting: date, by: date):
    assert publish_by(meeting).date == by


@pytest.mark.parametrize(
    ("meeting", "nation", "clear_days", "by"),
    [
        # Clear: Wed 13, Tue 12, Mon 11. Published: Fri 8.
        (date(2024, 3, 14), "Wales", 3, date(2024, 3, 8)),
        # Clear: Wed 3, Tue 2 April, Thu 28 March. Published: Wed 27.
        (date(2024, 4, 4), "Wales", 3, date(2024, 3, 27)),
        # The day before five days came in. Clear: Fri 27, Thu 26, Wed 25. Published: Tue 24.
        (date(2002, 9, 30), "England", 3, date(2002, 9, 24)),
        # The day itself, a Tuesday. Clear: Mon 30, Fri 27, Thu 26, Wed 25, Tue 24. Mon 23.
        (date(2002, 10, 1), "England", 5, date(2002, 9, 23)),
    ],
)
def test_days_of_notice_follow_nation_and_date(meeting, nation, clear_days, by):
    deadline = publish_by(meeting, nation=nation)
    assert (deadline.date, deadline.clear_days, deadline.nation) == (by, clear_days, nation)


@given(st.dates(date(1986, 4, 1), date(2100, 12, 31)), st.sampled_from(["England", "Wales"]))
@settings(max_examples=60, deadline=None)
def test_the_days_between_are_the_clear_ones_and_the_skipped_ones(meeting: date, nation: str):
    deadline = publish_by(meeting, nation=nation)
    between = (meeting - deadline.date).days - 1
    assert between == deadline.clear_days + len(deadline.skipped)
    assert deadline.date.weekday() < 5
    days = [skipped.day for skipped in deadline.skipped]
    assert days == sorted(set(days))
    assert all(deadline.date < day < meeting for day in days)


def test_a_meeting_before_the_law_is_a_fault_of_its_date():
    place = Place("inputs/june-2024/paper.yaml", 4, 7)
    with pytest.raises(InputsError) as caught:
        publish_by(date(204, 3, 14), place=place)
    assert caught.value.problems == (
        Problem(
            code="meeting-date",
            place=place,
            found="The meeting on 14 March 204 is before the law on notice began",
            wanted="a date from 1 April 1986 onwards",
            hint="write the day of the meeting after “date:”, with its right year",
        ),
    )


def test_a_nation_without_a_rule_is_not_guessed():
    with pytest.raises(ValueError, match="Scotland"):
        publish_by(date(2024, 3, 14), nation="Scotland")


def test_the_rules_stand_in_the_order_of_their_dates():
    assert len(RULES) >= 3
    for nation in {rule.nation for rule in RULES}:
        since = [rule.since for rule in RULES if rule.nation == nation]
        assert since == sorted(set(since))


def test_holidays_are_named_in_english_on_any_computer(monkeypatch):
    for name in ("LANG", "LANGUAGE", "LC_ALL"):
        monkeypatch.setenv(name, "th_TH")
    assert publish_by(date(2024, 4, 4)).skipped[0].reason == "Good Friday"


def test_dates_in_words_are_english_and_have_no_nought():
    first = date(2024, 1, 1)  # a Monday
    days = [first + timedelta(days=n) for n in range(7)]
    assert [in_words(day) for day in days] == [
        "Monday 1 January 2024",
        "Tuesday 2 January 2024",
        "Wednesday 3 January 2024",
        "Thursday 4 January 2024",
        "Friday 5 January 2024",
        "Saturday 6 January 2024",
        "Sunday 7 January 2024",
    ]
    assert [long_date(date(2024, month, 14)) for month in range(1, 13)] == [
        "14 January 2024",
        "14 February 2024",
        "14 March 2024",
        "14 April 2024",
        "14 May 2024",
        "14 June 2024",
        "14 July 2024",
        "14 August 2024",
        "14 September 2024",
        "14 October 2024",
        "14 November 2024",
        "14 December 2024",
    ]
