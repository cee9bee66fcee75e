"""What the heading of a column says of its numbers: “Budget (£000)”, “Met %”, “Year”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

_CURRENCY = r"(?P<currency>[£€$])"
_THOUSANDS = r"[’'‘]?000s?|k|thousands?"
_MILLIONS = r"m|mn|millions?"
_BILLIONS = r"bn|billions?"
_MONEY = re.compile(
    rf"{_CURRENCY}\s?(?:(?P<k>{_THOUSANDS})|(?P<bn>{_BILLIONS})|(?P<m>{_MILLIONS}))?(?![\w,.])",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<![\w,.])(?<!per )(?:in )?(?:(?P<k>[’'‘]?000s?|thousands)|(?P<m>millions)"
    r"|(?P<bn>billions))(?![\w,.])",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b(?! points?)", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:financial |calendar |fiscal |municipal |target |base |start |end |academic |school )*"
    r"(?:years?|fy)(?: ending| ended| to| of .*)?|blwyddyn",
    re.IGNORECASE,
)


_UNIT = re.compile(
    rf"\(?(?:[£€$]\s?(?:{_THOUSANDS}|{_MILLIONS}|{_BILLIONS})?|[’'‘]?000s?|%|per ?cent)\)?",
    re.IGNORECASE,
)


class Heading(Struct, frozen=True):
    """The unit of a column's numbers by its heading, and what 1 in it stands for.

    `says_scale` is true where the heading speaks of scale at all: “£” is pounds, not thousands.
    """

    unit: str = ""
    scale: int = 1
    says_scale: bool = False
    is_year: bool = False


@lru_cache(maxsize=1024)
def read_heading(name: str) -> Heading:
    """Return what a heading says of the numbers below it."""
    if found := _MONEY.search(name):
        return Heading(found["currency"], _scale(found), says_scale=True)
    if _PERCENT.search(name):
        return Heading("%")
    if found := _COUNTED.search(name):
        return Heading("", _scale(found), says_scale=True)
    return Heading(is_year=bool(_YEAR.fullmatch(name.strip())))


def _scale(found: re.Match[str]) -> int:
    return 10**9 if found["bn"] else 10**6 if found["m"] else 10**3 if found["k"] else 1


def units_below(texts: Sequence[str]) -> bool:
    """Say whether the row below the headings says the units of the columns: “£000”, “%”."""
    said = [text.strip() for text in texts[1:] if text.strip()]
    first = texts[0].strip().casefold().rstrip(":") if texts else ""
    units = bool(said) and all(_UNIT.fullmatch(text) for text in said)
    return units and first in {"", "unit", "units"}
