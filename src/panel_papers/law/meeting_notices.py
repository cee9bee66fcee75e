"""The notices that a body gives of its meetings, beside publishing the papers: dated data."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from panel_papers.core import Body
from panel_papers.law.deadline import last_day_with, rule_on

UNCHECKED = "nobody has checked the wording of this rule against the law"
"""What is said beside a rule that is in this file from memory or from a summary."""


class NoticeRule(Struct, frozen=True):
    """From `since` on, bodies in `nation` give notice of `what`, `clear_days` before a meeting.

    `executive` rules are for executives and their committees alone, `private` ones for meetings
    with a part without the public. `checked` says that somebody has read the law itself.
    """

    nation: str
    since: date
    what: str
    clear_days: int
    source: str
    executive: bool = False
    private: bool = False
    checked: bool = False


NOTICES = (
    NoticeRule(
        nation="England",
        since=date(2002, 10, 1),
        what="Notice of the time and place of the meeting",
        clear_days=5,
        source="Local Government Act 1972 s100A(6)(a), as amended by SI 2002/715",
    ),
    NoticeRule(
        nation="Wales",
        since=date(1986, 4, 1),
        what="Notice of the time and place of the meeting",
        clear_days=3,
        source="Local Government Act 1972 s100A(6)(a)",
    ),
    NoticeRule(
        nation="England",
        since=date(2012, 9, 10),
        what="Notice that part of the meeting is to be private, with the reasons",
        clear_days=28,
        source="SI 2012/2089 reg 5(2), (3)",
        executive=True,
        private=True,
    ),
    NoticeRule(
        nation="England",
        since=date(2012, 9, 10),
        what="Second notice that part of the meeting is to be private, with the reasons, what "
        "anybody has said against it, and the answer",
        clear_days=5,
        source="SI 2012/2089 reg 5(4), (5)",
        executive=True,
        private=True,
    ),
)
"""Each from the day on which it came into force."""


class PublicNotice(Struct, frozen=True):
    """A notice to be given by a day; clear days are working days, which is the earlier count."""

    what: str
    by: date
    clear_days: int
    source: str
    checked: bool


def public_notices(meeting: date, body: Body, *, private: bool) -> tuple[PublicNotice, ...]:
    """Return the notices of a meeting, the earliest first.

    `private` says that a part of it is without the public. Raises as `publish_by` does.
    """
    counting = rule_on(meeting, body.nation)
    found = [
        PublicNotice(
            rule.what,
            last_day_with(rule.clear_days, meeting, counting)[0],
            rule.clear_days,
            rule.source,
            rule.checked,
        )
        for rule in NOTICES
        if rule.nation == body.nation
        and rule.since <= meeting
        and (body.executive or not rule.executive)
        and (private or not rule.private)
    ]
    return tuple(sorted(found, key=lambda each: each.by))
