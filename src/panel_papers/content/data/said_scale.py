"""A scale that is said once for a whole table, above or below it: “All figures in £000”, “(£m)”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from panel_papers.content.data.headings import Heading, read_heading
from panel_papers.content.data.never_summed import is_never_summed
from panel_papers.content.data.scale_words import AMOUNT, TURNED, currency_of, size_of, written
from panel_papers.core import Level, Place, Problem

_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_TURNED = re.compile(TURNED, re.IGNORECASE)
_WORDS = re.compile(
    r"\bin (?:(?P<k>thousands|[’'‘]?000[’']?s?)|(?P<m>millions)|(?P<bn>billions))(?![\w,.]\w|\w)"
    r"|\((?:in )?(?:(?P<k2>[’'‘]?000s?|thousands)|(?P<m2>millions)|(?P<bn2>billions))\)",
    re.IGNORECASE,
)
# “rounded to the nearest £000” says how exact the numbers are; “above £000s” is about some of them
_NOT_ALL = re.compile(
    r"\b(?:nearest|over|above|below|under|exceed(?:s|ing)?|than|up to|at least|a|an|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|hundred|several|few|half a)\s+$",
    re.IGNORECASE,
)
# a note below a table may speak of one number only: “Reserves are held in £m bonds”
_OF_ALL = re.compile(
    r"\b(?:all|figures|amounts|values|numbers|sums|budgets?|table|shown|stated|expressed)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*(?:in )?(?:{AMOUNT})\W*", re.IGNORECASE)
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
    """Return the unit and scale that a title or caption says of all numbers, or None.

    Of two different ones, as in “Revenue (£000) and capital (£m)”, none is of all numbers.
    """
    said = scales_of(text)
    return said[0] if len(said) == 1 else None


def scales_of(text: str) -> list[Heading]:
    """Return the different units and scales that a text says, in its order."""
    return list(dict.fromkeys(_scales(text)))


def _scales(text: str) -> Iterator[Heading]:
    for rule in (_AMOUNT, _TURNED):
        for found in rule.finditer(text):
            if not _NOT_ALL.search(text[: found.start()]):
                yield Heading(currency_of(found["currency"]), size_of(found), says_scale=True)
    if any(rule.search(text) for rule in (_AMOUNT, _TURNED)):
        return
    for found in _WORDS.finditer(text):
        thousand, million = found["k"] or found["k2"], found["m"] or found["m2"]
        size = 10**3 if thousand else 10**6 if million else 10**9
        yield Heading("", size, says_scale=True)


def headings_of(
    names: Sequence[str], around: Sequence[Around], numeric: Sequence[bool]
) -> tuple[list[Heading], list[Problem]]:
    """Return what each column's heading says, or what is said around the table, and problems.

    `numeric` says which columns hold numbers. What is said around a table counts for columns that
    say nothing themselves, and that hold no rates, counts, codes or years.
    """
    headings = [read_heading(name) for name in names]
    said = [(each, heading) for each in around for heading in _said(each)]
    if not said:
        return headings, []
    first, scale = said[0]
    if problem := _two_scales(said):
        return headings, [problem]
    used, wrong = [], []
    for n, heading in enumerate(headings):
        if not numeric[n] or has_no_scale(names[n], heading):
            continue
        if heading.says_scale:
            wrong += [names[n]] if heading.scale == 1 else []
            continue
        headings[n] = scale
        used.append(names[n])
    if wrong:
        found = f"“{first.text[:60]}” beside the table says other than the heading "
        found += f"“{wrong[0]}”, which says pounds"
        hint = (
            f"in the file, type into the heading what its numbers count in, as in “{wrong[0]}000”"
        )
        return headings, [Problem("scale-beside-table", first.place, found, "", hint)]
    if not used:
        return headings, []
    listed = ", ".join(f"“{name}”" for name in used)
    found = (
        f"“{first.text[:60]}” beside the table is taken to say what these columns count in: "
        f"{listed}"
    )
    hint = "in the file, type it into the heading of each column that it is for, such as "
    hint += f"“{used[0]} ({written(scale.unit, scale.scale)})”"
    return headings, [Problem("scale-beside-table", first.place, found, "", hint, Level.WARNING)]


def _two_scales(said: Sequence[tuple[Around, Heading]]) -> Problem | None:
    """Return the error of texts around a table that say different scales, or None."""
    first, scale = said[0]
    other = next((each for each, heading in said if heading != scale), None)
    if other is None:
        return None
    if other == first:
        found = f"“{first.text[:60]}” beside the table gives two scales"
    else:
        found = (
            f"“{first.text[:60]}” and “{other.text[:60]}” beside the table say two different "
            "things about what the numbers count in"
        )
    hint = (
        "in the file, type what a column’s numbers count in into its own heading, as in "
        "“Budget (£000)”"
    )
    return Problem("scale-beside-table", other.place, found, "", hint)


def _said(around: Around) -> list[Heading]:
    if around.note and (_FOOTNOTE.match(around.text) or not _is_of_all(around.text)):
        return []
    return scales_of(around.text)


def _is_of_all(text: str) -> bool:
    return bool(_OF_ALL.search(text) or _ALONE.fullmatch(text))


def has_no_scale(name: str, heading: Heading) -> bool:
    """Say whether a column holds percentages, years, rates, codes or counts."""
    if heading.unit == "%" or heading.is_year or is_never_summed(name, money=True):
        return True
    return not heading.unit and bool(_COUNT.search(name))
