"""A report that comes late: whether it says why it is urgent, and why it is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.core import Level, Paper, Place, Problem, in_words
from panel_papers.law import late_section, publish_by

LATE = Rule(
    "late-report",
    Level.WARNING,
    "The publish-by date has gone by, and the report does not say why it is late",
    "A report that was not open to the public for the days of notice may be considered only where "
    "the chair is of the opinion, because of special circumstances that the minutes name, that it "
    "is urgent.",
    "(nothing)",
    "late: {urgency: The grant lapses on 31 March., lateness: The offer came on 8 March.}",
    "Local Government Act 1972 s100B(4)(b)",
)
EARLY = Rule(
    "late-report-in-time",
    Level.SUGGESTION,
    "The report says that it is late, and there is still time to publish it",
    "The cover sheet is marked as that of a late report; readers would wonder why.",
    "late: {urgency: …, lateness: …}",
    "(nothing)",
    "Local Government Act 1972 s100B(4)(b)",
)
RULES: tuple[Rule, ...] = (LATE, EARLY)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what is wrong on the subject's day; nothing where no check may depend on the day."""
    yield from late_problems(subject.paper, subject.today, subject.place())


def late_problems(paper: Paper, today: date | None, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with a paper on a day, at `place`, its paper.yaml.

    Nothing for a meeting that has been held, or whose day is not known. Raises InputsError for a
    meeting before the law on notice.
    """
    meeting = paper.date
    if today is None or not isinstance(meeting, date) or meeting < today:
        return
    place = Place(place.file, where="date")
    deadline = publish_by(meeting, nation=paper.nation, place=place, body=paper.body)
    days = f"{deadline.clear_days} clear days before the meeting on {in_words(meeting)}"
    if today > deadline.date and paper.late is None:
        yield LATE.problem(
            place,
            f"The report is too late to publish: today is {in_words(today)}, and the last day was "
            f"{in_words(deadline.date)}, {days}",
            "",
            f"ask the chair to agree to take it as urgent ({late_section(paper.nation)}), and add "
            "“late: {urgency: …, lateness: …}” to paper.yaml: “urgency” says why the item cannot "
            "wait, “lateness” why the report is late",
        )
    elif today <= deadline.date and paper.late is not None:
        yield EARLY.problem(
            Place(place.file, where="late"),
            f"The paper gives reasons for being late, but may be published until "
            f"{in_words(deadline.date)} ({days})",
            "",
            "delete “late” from paper.yaml if the report will be published by then",
        )
