"""The nations whose law is known: the names of its Acts and sections, as papers cite them.

A nation is a row here, rows of `RULES` in `notice.py` and rows of `LISTS` in `schedule_12a.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct


class Nation(Struct, frozen=True):
    """How the law of one nation is cited.

    `exempt` says where the paragraphs on exempt information are, `exclusion` begins the
    resolution under which the public leaves the meeting,
    `late` is the section on reports that were not open in time.
    """

    exempt: str
    exclusion: str
    late: str


_ENGLAND_AND_WALES = Nation(
    exempt="of Schedule 12A to the Local Government Act 1972",
    exclusion="That under section 100A(4) of the Local Government Act 1972 the public be excluded "
    "from the meeting during the consideration of",
    late="LGA 1972 s100B(4)(b)",
)

LAW: Mapping[str, Nation] = MappingProxyType(
    {"England": _ENGLAND_AND_WALES, "Wales": _ENGLAND_AND_WALES}
)
"""The law by the name of the nation, as `nation` in paper.yaml says it."""


def late_section(nation: str) -> str:
    """Return where the law says what a late report needs."""
    return LAW[nation].late
