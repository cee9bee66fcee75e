"""The written summary of what a meeting did without the public: dated data."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class SummaryRule(Struct, frozen=True):
    """From `since` on, a body in `nation` publishes a summary where its minutes say too little.

    The minutes that anybody may read leave out what discloses exempt information. Where they are no
    reasonably fair and coherent record then, the proper officer writes a summary that discloses
    nothing exempt. `checked` says that somebody has read the law itself.
    """

    nation: str
    since: date
    source: str
    checked: bool = False


SUMMARIES = (
    SummaryRule("England", date(1986, 4, 1), "Local Government Act 1972 s100C(2)"),
    SummaryRule("Wales", date(1986, 4, 1), "Local Government Act 1972 s100C(2)"),
)
"""Each from the day on which it came into force."""


def summary_rule(nation: str, day: date) -> SummaryRule | None:
    """Return the rule for a nation on a day, the latest; None where none is known."""
    known = [each for each in SUMMARIES if each.nation == nation and each.since <= day]
    return max(known, key=lambda each: each.since, default=None)
