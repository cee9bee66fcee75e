"""Rules such as “0% or more”, “>= -5%”, “-5% to 0%” and “otherwise”, read as ranges of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.figures.formats import POINTS, plain_number

EXAMPLES = "“0% or more”, “less than £50,000”, “-5% to 0%” or “otherwise”"
_OTHERWISE = {"otherwise", "else", "all else", "anything else", "all others"}
_N = r"(?P<n>\S.*?)"
# A side and whether the number itself is among them, for each way of saying so.
_WAYS = [
    (re.compile(pattern, re.IGNORECASE), side, closed)
    for pattern, side, closed in (
        (rf"(?:at least|from|>=|≥|=>)\s*{_N}(?:\s+(?:up|upwards))?", "low", True),
        (rf"{_N}\s+(?:or|and)\s+(?:more|above|over|higher|better|greater|later)", "low", True),
        (rf"(?:at most|up to|not more than|no more than|<=|≤|=<)\s*{_N}", "high", True),
        (rf"{_N}\s+or\s+(?:less|below|under|fewer|lower|worse)", "high", True),
        (rf"(?:more than|greater than|over|above|>)\s*{_N}", "low", False),
        (rf"(?:less than|fewer than|under|below|<)\s*{_N}", "high", False),
    )
]
_BETWEEN = re.compile(
    r"(?:between |from )?(?P<a>\S.*?)\s+(?:to|and|–)\s+(?P<b>\S.*)", re.IGNORECASE
)
_POINTS = re.compile(r"(?P<n>.*?)\s?(?:percentage points?|pp)")


class Range(Struct, frozen=True):
    """The numbers from `low` to `high`; None is without end, `closed` includes the end itself.

    `unit` is that of the rule's numbers; None where there are none, or only a zero without a unit.
    """

    text: str
    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = True
    high_closed: bool = True
    unit: str | None = None
    is_rest: bool = False

    def __contains__(self, value: Fraction) -> bool:
        """Say whether a number is in the range."""
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below


def read_range(text: str) -> Range | None:
    """Return the range that a rule names, or None where it names none."""
    text = " ".join(text.split())
    if text.casefold() in _OTHERWISE:
        return Range(text, is_rest=True)
    if found := _BETWEEN.fullmatch(text):
        low, high = _amount(found["a"]), _amount(found["b"])
        if low is not None and high is not None and low[0] <= high[0]:
            said = {unit for _, unit in (low, high) if unit}  # “-5 to 0%” says it once
            unit = said.pop() if len(said) == 1 else "" if low[0] or high[0] else None
            return None if said else Range(text, low[0], high[0], unit=unit)
    for pattern, side, closed in _WAYS:
        if (found := pattern.fullmatch(text)) and (amount := _amount(found["n"])) is not None:
            value, unit = amount[0], _said(*amount)
            if side == "low":
                return Range(text, low=value, low_closed=closed, unit=unit)
            return Range(text, high=value, high_closed=closed, unit=unit)
    if (amount := _amount(text.removeprefix("=").strip())) is not None:
        return Range(text, amount[0], amount[0], unit=_said(*amount))
    return None


def _said(value: Fraction, unit: str) -> str | None:
    """Return the unit of a rule; None for a zero without one, which fits every unit."""
    return unit if value or unit else None


def read_amount(text: str) -> tuple[Fraction, str] | None:
    """Return a number and its unit, such as “5%” or “£50,000”; None where it is none."""
    return _amount(" ".join(text.split()))


def _amount(text: str) -> tuple[Fraction, str] | None:
    points = _POINTS.fullmatch(text)
    meant = meaning(points["n"] if points else text.replace("–", "-"))
    if not isinstance(meant, Meaning) or not isinstance(meant.value, Decimal):
        return None
    if points and meant.unit:
        return None
    return Fraction(meant.value), POINTS if points else meant.unit


class Verdict(Struct, frozen=True):
    """What is wrong with rules that are tried in order: `at` is the index of the rule."""

    at: int
    code: str
    found: str
    wanted: str
    hint: str


def check_ranges(ranges: Sequence[Range], names: Sequence[str]) -> Verdict | None:
    """Return what is wrong with rules that leave a gap, overlap, or are never reached."""
    unit = next((each.unit for each in ranges if each.unit), "")
    points = _points(ranges)
    for index, each in enumerate(ranges):
        inside = [point for point in points if point in each]
        if all(any(point in other for other in ranges[:index]) for point in inside):
            found = f"The rule “{each.text}” for {names[index]} is never reached, because others "
            found += "fit first"
            wanted = "rules in order: the first one that fits counts"
            hint = "move it above the rule that fits first, or delete it"
            return Verdict(index, "rules-overlap", found, wanted, hint)
        for at, other in enumerate(ranges[:index]):
            if point := _ambiguous(points, other, each):
                said = say(point, unit)
                found = f"The rules “{other.text}” ({names[at]}) and “{each.text}” "
                found += f"({names[index]}) overlap: {said} fits both"
                hint = "end one rule where the other begins"
                return Verdict(index, "rules-overlap", found, "one rule for each number", hint)
    for point in points:
        if not any(point in each for each in ranges):
            found = f"The rules leave out {_gap(ranges, points, point, unit)}"
            wanted = "a rule for every number"
            hint = "write “otherwise” as the last rule, or let two rules meet at one number"
            return Verdict(len(ranges) - 1, "rules-leave-gap", found, wanted, hint)
    return None


def _gap(
    ranges: Sequence[Range], points: Sequence[Fraction], point: Fraction, unit: str | None
) -> str:
    """Return in words which numbers a gap has; `point` is the first of `points` in it."""
    ends = {end for each in ranges for end in (each.low, each.high) if end is not None}
    later = points[points.index(point) :]
    inside = later[: next((n for n, p in enumerate(later) if any(p in r for r in ranges)), None)]
    if inside == [point] and point in ends:
        return f"the number {say(point, unit)}"
    below = max((end for end in ends if end <= point), default=None)
    above = min((end for end in ends if end >= inside[-1]), default=None)
    if len(inside) == len(later):
        above = None
    if below is None or above is None:
        side, end = ("below", above) if below is None else ("above", below)
        return (
            f"numbers such as {say(point, unit)}"
            if end is None
            else (f"the numbers {side} {say(end, unit)}")
        )
    return f"the numbers between {say(below, unit)} and {say(above, unit)}"


def _ambiguous(points: Sequence[Fraction], one: Range, other: Range) -> Fraction | None:
    """Return a number in both ranges where neither holds the other; shared ends do not count."""
    ends = {one.low, one.high, other.low, other.high}
    both = [point for point in points if point in one and point in other and point not in ends]
    first = any(point in one and point not in other for point in points)
    second = any(point in other and point not in one for point in points)
    return both[0] if both and first and second else None


def _points(ranges: Sequence[Range]) -> list[Fraction]:
    """Return numbers of which one is in every part into which the ranges divide all numbers."""
    ends = sorted({end for each in ranges for end in (each.low, each.high) if end is not None})
    if not ends:
        return [Fraction(0)]
    between = [(one + other) / 2 for one, other in pairwise(ends)]
    return sorted([ends[0] - 1, *ends, *between, ends[-1] + 1])


def say(value: Fraction, unit: str | None) -> str:
    """Return a number with its unit."""
    number = plain_number(value)
    if unit in {"£", "€", "$"}:
        return f"-{unit}{number[1:]}" if number.startswith("-") else f"{unit}{number}"
    return f"{number}{'%' if unit == '%' else f' {unit}' if unit else ''}"


def named(text: str, headings: Sequence[str]) -> tuple[str | None, str]:
    """Return the heading that a rule begins with, as in “variance >= 0”, and the rest."""
    for heading in sorted(headings, key=len, reverse=True):
        begins = text.casefold().startswith(f"{heading.casefold()} ")
        if begins and read_range(text) is None:
            return heading, text[len(heading) :].strip()
    return None, text


def as_threshold(text: str, side: str) -> Range | None:
    """Return the numbers on one side of a threshold; None where it is no number, or 0 or less."""
    amount = read_amount(text)
    if amount is None or (side == "beyond" and amount[0] <= 0):
        return None
    value = amount[0]
    empty = Range(text, unit=_said(*amount))
    if side == "below":
        return replace(empty, high=value, high_closed=False)
    return replace(empty, low=value, low_closed=False)
