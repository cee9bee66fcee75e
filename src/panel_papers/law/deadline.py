"""The last day to publish a meeting's papers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from panel_papers.core import Body, InputsError, Paper, Place, Problem, in_words, long_date
from panel_papers.law.bank_holidays import YEARS, bank_holiday
from panel_papers.law.notice import RULES, Rule


class Skipped(Struct, frozen=True):
    """A day that does not count as clear, and why: “weekend” or the bank holiday's name."""

    day: date
    reason: str

    def __str__(self) -> str:
        """Return the day as it is printed: “Friday 29 March 2024, Good Friday”."""
        return f"{in_words(self.day)}, {self.reason}"


class Deadline(Struct, frozen=True):
    """Publish by `date`: `clear_days` working days lie between it and the meeting.

    `skipped` are the days in between that do not count, the earliest first; `source` is the rule.
    """

    date: date
    clear_days: int
    nation: str
    skipped: tuple[Skipped, ...]
    source: str


def publish_by(
    meeting: date,
    *,
    nation: str = "England",
    place: Place = Place("paper.yaml", where="date"),  # noqa: B008 -- frozen
    body: Body | None = None,
) -> Deadline:
    """Return the last working day on which the papers of `meeting` may be published.

    Clear days are working days that lie wholly between: neither the day of publication nor that
    of the meeting counts, nor do weekends and the nation's bank holidays (R v Swansea City Council
    ex p Elitestone 1993). Bank holidays that are proclaimed after this program was installed are
    not known to it. A `body` may ask for more days than the law does; fewer count for nothing.

    Raises InputsError, at `place`, if the meeting is before the law on notice or after the years
    whose bank holidays are known; ValueError if `nation` has no rule at all.
    """
    rule = rule_on(meeting, nation, place)
    days, source = rule.clear_days, rule.source
    if body is not None and (body.days_of_notice or 0) > days:
        days = body.days_of_notice or days
        source = f"the rules of {body.name}, which ask for more days than the law ({source})"
    day, skipped = last_day_with(days, meeting, rule)
    return Deadline(day, days, nation, skipped, source)


def last_day_with(days: int, meeting: date, rule: Rule) -> tuple[date, tuple[Skipped, ...]]:
    """Return the last day with these clear days before a meeting, and what does not count."""
    skipped: list[Skipped] = []
    day, clear = meeting, 0
    # One working day more than must be clear: the day of publication itself.
    while clear <= days:
        day -= timedelta(days=1)
        reason = _why_not_working(day, rule)
        if reason is None:
            clear += 1
        else:
            skipped.append(Skipped(day, reason))
    return day, tuple(reversed(skipped))


def deadline_of(paper: Paper, folder: Path) -> Deadline | None:
    """Return the last day to publish a paper of this folder, or None for a draft without a date."""
    if not isinstance(paper.date, date):
        return None
    place = Place((folder / "paper.yaml").as_posix(), where="date")
    return publish_by(paper.date, nation=paper.nation, place=place, body=paper.body)


def rule_on(
    meeting: date,
    nation: str,
    place: Place = Place("meeting.yaml", where="date"),  # noqa: B008
) -> Rule:
    """Return the rule on notice of a nation on a day; raises as `publish_by` does."""
    rules = [rule for rule in RULES if rule.nation == nation]
    if not rules:
        raise ValueError(f"no days of notice are known for {nation}")
    in_force = [rule for rule in rules if rule.since <= meeting]
    if in_force and meeting.year in YEARS:
        return in_force[-1]
    if in_force:
        why, wanted = "after the years whose bank holidays are known", f"a date until {YEARS[-1]}"
    else:
        why = "before the law on notice began"
        wanted = f"a date from {long_date(rules[0].since)} onwards"
    found = f"The meeting on {long_date(meeting)} is {why}"
    hint = "write the day of the meeting after “date:”, with its right year"
    raise InputsError([Problem("meeting-date", place, found, wanted, hint)])


def _why_not_working(day: date, rule: Rule) -> str | None:
    holiday = bank_holiday(day, rule.bank_holidays)
    return holiday or ("weekend" if day.weekday() >= 5 else None)
