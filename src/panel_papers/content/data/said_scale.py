"""A scale that is said once for a whole table, above or below it: “All figures in £000”, “(£m)”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from panel_papers.content.data.headings import Heading, read_heading
from panel_papers.content.data.totals import is_never_summed
from panel_papers.core import Level, Place, Problem

_SIZE = (
    r"(?:(?P<k>[’'‘]?000s?|k|thousands?)|(?P<bn>bn|billions?)|(?P<m>m|mn|millions?))(?!\w|[,.]\d)"
)
_MONEY = re.compile(rf"(?P<currency>[£€$])\s?{_SIZE}", re.IGNORECASE)
_WORDS = re.compile(
    r"\bin (?:(?P<k>thousands)|(?P<m>millions)|(?P<bn>billions))\b(?P<pounds> of pounds)?"
    r"|\((?:in )?(?P<k2>[’'‘]?000s?|thousands)\)|\((?:in )?(?P<m2>millions)\)",
    re.IGNORECASE,
)
# a note below a table may speak of one number only: “Reserves are held in £m bonds”
_OF_ALL = re.compile(
    r"\b(?:all|figures|amounts|values|numbers|sums|budgets?|table|shown|stated|expressed)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*(?:in )?[£€$]\s?{_SIZE}\W*", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[*†‡¹²³]")
_COUNT = re.compile(
    r"\b(?:ftes?|numbers?|no\.?|counts?|cases|staff|posts|headcount|employees|officers|people"
    r"|persons|population|residents|households|homes|dwellings|pupils|visits|visitors|calls"
    r"|incidents|crimes|days|hours|weeks|months|tonnes|miles|km|age|ages|volumes?|quantity|units?)\b",
    re.IGNORECASE,
)


class Around(Struct, frozen=True):
    """A text above or below a table; a `note` is below it."""

    text: str
    place: Place
    note: bool = False


def scale_of(text: str) -> Heading | None:
    """Return the unit and scale that a title or caption says of all numbers, or None."""
    if found := _MONEY.search(text):
        return Heading(found["currency"], _size(found), says_scale=True)
    if found := _WORDS.search(text):
        thousand, million = found["k"] or found["k2"], found["m"] or found["m2"]
        size = 10**3 if thousand else 10**6 if million else 10**9
        return Heading("£" if found["pounds"] else "", size, says_scale=True)
    return None


def _size(found: re.Match[str]) -> int:
    return 10**9 if found["bn"] else 10**6 if found["m"] else 10**3


def headings_of(
    names: Sequence[str], around: Sequence[Around], numeric: Sequence[bool]
) -> tuple[list[Heading], list[Problem]]:
    """Return what each column's heading says, or what is said around the table, and problems.

    `numeric` says which columns hold numbers. What is said around a table counts for columns that
    say nothing themselves, and that hold no rates, counts, codes or years.
    """
    headings = [read_heading(name) for name in names]
    said = [(each, heading) for each in around if (heading := _said(each)) is not None]
    if not said:
        return headings, []
    first, scale = said[0]
    shown = f"“{first.text[:60]}” beside the table"
    if any(other != scale for _, other in said):
        other = next(each for each, heading in said if heading != scale)
        found = f"{shown}, and “{other.text[:60]}”"
        wanted, hint = "one scale for the table", "write the scale into the heading of each column"
        return headings, [Problem("scale-beside-table", other.place, found, wanted, hint)]
    used, wrong = [], []
    for n, heading in enumerate(headings):
        if not numeric[n] or _has_no_scale(names[n], heading):
            continue
        if heading.says_scale:
            wrong += [names[n]] if heading.scale == 1 else []
            continue
        headings[n] = scale
        used.append(names[n])
    if wrong:
        found = f"{shown}, and the heading “{wrong[0]}”, which says pounds"
        wanted = "one scale for a column"
        hint = f"write into the heading what its numbers count in, as in “{wrong[0]}000”"
        return headings, [Problem("scale-beside-table", first.place, found, wanted, hint)]
    if not used:
        return headings, []
    listed = ", ".join(f"“{name}”" for name in used)
    found = f"{shown}, which is taken as the scale of {listed}"
    wanted = "a scale in the headings, where every number below is read with it"
    hint = f"write it into the headings, such as “{used[0]} ({_written(scale)})”"
    return headings, [
        Problem("scale-beside-table", first.place, found, wanted, hint, Level.WARNING)
    ]


def _said(around: Around) -> Heading | None:
    if around.note and (_FOOTNOTE.match(around.text) or not _is_of_all(around.text)):
        return None
    return scale_of(around.text)


def _is_of_all(text: str) -> bool:
    return bool(_OF_ALL.search(text) or _ALONE.fullmatch(text))


def _has_no_scale(name: str, heading: Heading) -> bool:
    """Say whether a column holds percentages, years, rates, codes or counts."""
    if heading.unit == "%" or heading.is_year or is_never_summed(name, money=True):
        return True
    return not heading.unit and bool(_COUNT.search(name))


def _written(scale: Heading) -> str:
    return scale.unit + {10**3: "000", 10**6: "m", 10**9: "bn"}[scale.scale]
