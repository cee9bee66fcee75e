"""How many clear days before a meeting its papers must be public: the law as dated data."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Rule(Struct, frozen=True):
    """From `since` on, papers in `nation` are open to the public `clear_days` before the meeting.

    `bank_holidays` is the nation in ISO 3166-2, for its calendar of bank holidays.
    """

    nation: str
    since: date
    clear_days: int
    bank_holidays: str
    source: str


RULES = (
    Rule(
        nation="England",
        since=date(1986, 4, 1),
        clear_days=3,
        bank_holidays="ENG",
        source="Local Government Act 1972 s100A(6)(a), s100B(3)",
    ),
    Rule(
        nation="England",
        since=date(2002, 10, 1),
        clear_days=5,
        bank_holidays="ENG",
        source="Local Government Act 1972 s100A(6)(a), s100B(3), as amended by SI 2002/715",
    ),
    Rule(
        nation="Wales",
        since=date(1986, 4, 1),
        clear_days=3,
        bank_holidays="WLS",
        source="Local Government Act 1972 s100A(6)(a), s100B(3)",
    ),
)
"""In the order in which they came into force, nation by nation."""
