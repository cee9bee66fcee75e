"""Which information is exempt: Schedule 12A to the Local Government Act 1972 as dated data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct


class ExemptList(Struct, frozen=True):
    """From `since` on, `paragraphs` of Part `part` describe exempt information in `nation`.

    The descriptions are the Act's own words, each beneath its paragraph's number.
    """

    nation: str
    since: date
    part: int | str
    paragraphs: Mapping[int, str]
    source: str


_REVEALS = "Information which is likely to reveal the identity of an individual."
_BUSINESS = (
    "Information relating to the financial or business affairs of any particular person "
    "(including the authority holding that information)."
)
_LABOUR = (
    "Information relating to any consultations or negotiations, or contemplated consultations or "
    "negotiations, in connection with any labour relations matter arising between the authority "
    "or a Minister of the Crown and employees of, or office holders under, the authority."
)
_PRIVILEGE = (
    "Information in respect of which a claim to legal professional privilege could be maintained "
    "in legal proceedings."
)
_NOTICES = (
    "Information which reveals that the authority proposes— (a) to give under any enactment a "
    "notice under or by virtue of which requirements are imposed on a person; or (b) to make an "
    "order or direction under any enactment."
)
_CRIME = (
    "Information relating to any action taken or to be taken in connection with the prevention, "
    "investigation or prosecution of crime."
)

LISTS = (
    ExemptList(
        nation="England",
        since=date(2006, 3, 1),
        part=1,
        paragraphs=MappingProxyType(
            {
                1: "Information relating to any individual.",
                2: _REVEALS,
                3: _BUSINESS,
                4: _LABOUR,
                5: _PRIVILEGE,
                6: _NOTICES,
                7: _CRIME,
            }
        ),
        source="Local Government Act 1972 Schedule 12A Part 1, as substituted by SI 2006/88",
    ),
    ExemptList(
        nation="Wales",
        since=date(2007, 4, 21),
        part=4,
        paragraphs=MappingProxyType(
            {
                12: "Information relating to a particular individual.",
                13: _REVEALS,
                14: _BUSINESS,
                15: _LABOUR,
                16: _PRIVILEGE,
                17: _NOTICES,
                18: _CRIME,
            }
        ),
        source="Local Government Act 1972 Schedule 12A Part 4, as substituted by SI 2007/969",
    ),
)
"""In the order in which they came into force, nation by nation."""

FORMER = MappingProxyType({"England": range(8, 16)})
"""Numbers that only a nation's former list had (the first one of 1986), and that live on."""

STANDARDS = MappingProxyType(
    {
        "England": (("7A", "7B", "7C"), "until 2012 (SI 2008/1085)"),
        "Wales": (("18A", "18B", "18C"), "(SI 2007/951)"),
    }
)
"""Numbers that only the standards committees of a nation use or used, and by what rule."""
