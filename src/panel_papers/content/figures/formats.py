"""Numbers printed like an example: `905`, `(3,755)`, `£86m`, `£000`, `5.9%`, `abs 5`, `twenty`."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.figures.words import MOST, from_words, in_words

POINTS = "percentage points"
"""The unit of the difference of two percentages."""

RATIO = "ratio"
"""The unit of one amount divided by another of its kind: 0.941 of the budget is 94.1%."""

_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_MINUS = {"-": "-", "−": "−", "–": "−"}
_EXAMPLE = re.compile(
    r"(?P<open>\()?(?P<sign>[-−–+])?(?P<currency>[£€$])?(?P<inner>\()?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?:\.(?P<decimals>\d+))?(?P<gap>[ \u00a0]?)"
    r"(?:(?P<scale>k|thousand|million|m|billion|bn)|(?P<percent>%|per cent|percentage points?|pp))?"
    r"(?P<close>\))?"
)
# A scale that the heading says once, and an example of the numbers below it: “£000 (1,234)”.
_IN_HEADING = re.compile(r"(?P<heading>[£€$](?:[’'‘]?000s?|mn?|bn))(?: (?P<number>\S+))?")
_HEADING_SCALES = {"0": 10**3, "m": 10**6, "b": 10**9}
_ABSOLUTE = re.compile(r"abs(?:olute)? (?P<number>(?!abs).+)", re.IGNORECASE)
WANTED = "an example of how to print it, such as 905, 3,755, (3,755), £86m, 5.9%, +1.5 or twenty"


class Format(Struct, frozen=True):
    """How a number prints.

    `grouped` puts commas between thousands; `scale` is what it is divided by; `tail` what stands
    behind it. `minus` is the sign of numbers below zero, “(” for brackets, or empty where the
    example shows none; `plus` says whether others have one, `absolute` that none has.
    `heading` is a unit and scale that the heading says, such as “£000”, and the number does not.
    With `words`, the number is spelled, with a capital if `capital`.
    """

    currency: str = ""
    decimals: int = 0
    grouped: bool = True
    scale: int = 1
    tail: str = ""
    minus: str = ""
    plus: bool = False
    words: bool = False
    capital: bool = False
    absolute: bool = False
    heading: str = ""

    @property
    def unit(self) -> str:
        """The unit that it prints: a currency, “%”, “percentage points”, or none."""
        if "percentage point" in self.tail or self.tail.strip() == "pp":
            return POINTS
        if self.heading:
            return self.heading[0]
        return self.currency or ("%" if "%" in self.tail or "per cent" in self.tail else "")

    @property
    def in_full(self) -> bool:
        """Whether it says itself how large its numbers are: pounds, or millions of something."""
        return bool(self.currency) or self.scale > 1

    @property
    def hides_all(self) -> bool:
        """Whether a number that it prints as 0 is wrong: £234,567 as £0m, not as £0.2m or 0.0."""
        return self.scale > 1 and not self.decimals and not self.heading

    def with_sign(self, *, brackets: bool) -> Format:
        """Return the format with the file's own way to write numbers below zero, if it has none."""
        return replace(self, minus="(") if brackets and not self.minus and not self.words else self

    def rounded(self, value: Fraction) -> Fraction:
        """Return the number that is printed: rounded half up, halves away from nought."""
        step = Fraction(self.scale, 10**self.decimals)
        steps = int(abs(value) / step + Fraction(1, 2))
        return steps * step if value >= 0 else -steps * step

    @property
    def without_sign(self) -> Format:
        """The format that prints the size of a number alone."""
        return replace(self, absolute=True, plus=False)

    def sign(self, value: Fraction) -> int:
        """Return 1, 0 or -1: the sign of the number that is printed, whether it shows or not."""
        number = self.rounded(value)
        return (number > 0) - (number < 0)

    def printed(self, value: Fraction) -> str:
        """Return the number as it prints.

        Raises ValueError where it has no words: it is too great, or no whole number.
        """
        number = abs(self.rounded(value)) if self.absolute else self.rounded(value)
        if self.words:
            if value.denominator != 1:
                raise ValueError("no whole number")
            text = in_words(int(number))
            return text[0].upper() + text[1:] if self.capital else text
        steps = abs(number) * 10**self.decimals / self.scale
        digits = str(int(steps)).rjust(self.decimals + 1, "0")
        whole = digits[: len(digits) - self.decimals]
        if self.grouped:
            whole = f"{int(whole):,}"
        decimals = f".{digits[len(digits) - self.decimals :]}" if self.decimals else ""
        tail = self.tail
        if tail.endswith("percentage points") and f"{whole}{decimals}" == "1":
            tail = tail.removesuffix("s")
        text = f"{self.currency}{whole}{decimals}{tail}"
        if number < 0:
            return f"({text})" if self.minus == "(" else f"{self.minus or '-'}{text}"
        return f"+{text}" if self.plus and number > 0 else text


def read_format(example: str) -> Format | None:
    """Return how numbers like the example print; None where it is no such example."""
    example = " ".join(example.split(" "))
    if found := _ABSOLUTE.fullmatch(example):
        inner = read_format(found["number"])
        signed = inner is None or inner.plus or inner.minus or inner.absolute
        return None if inner is None or signed else inner.without_sign
    if found := _IN_HEADING.fullmatch(example):
        return _below_heading(found["heading"], found["number"])
    if (number := from_words(example)) is not None and abs(number) < MOST:
        return Format(words=True, capital=example[:1].isupper())
    return _in_digits(example)


def _in_digits(example: str) -> Format | None:
    found = _EXAMPLE.fullmatch(example)
    if not found or (found["gap"] and not (found["scale"] or found["percent"])):
        return None
    brackets = bool(found["open"] or found["inner"])
    pair = brackets == bool(found["close"]) and not (found["open"] and found["inner"])
    if not pair or (brackets and found["sign"]) or (found["currency"] and found["percent"]):
        return None
    tail = f"{found['gap']}{found['scale'] or found['percent'] or ''}"
    whole = found["whole"]
    return Format(
        currency=found["currency"] or "",
        decimals=len(found["decimals"] or ""),
        # an example of three digits shows nothing of thousands; papers part them with commas
        grouped="," in whole or len(whole) <= 3,
        scale=_SCALES.get(found["scale"] or "", 1),
        tail=f"{tail}s" if tail.endswith("percentage point") else tail,
        minus="(" if brackets else _MINUS.get(found["sign"] or "", ""),
        plus=found["sign"] == "+",
    )


def _below_heading(heading: str, number: str | None) -> Format | None:
    """Return how numbers print below a heading that says their unit and scale."""
    scale = _HEADING_SCALES[heading[1:].lstrip("’'‘")[0]]
    inner = Format(decimals=0 if scale == 10**3 else 1) if number is None else read_format(number)
    if inner is None or inner.unit or inner.words or inner.scale > 1 or inner.heading:
        return None
    return replace(inner, scale=scale, heading=heading)


def plain_format(value: Fraction, unit: str) -> Format | None:
    """Return how a number prints of which no example is given; None if it has no end."""
    if unit == RATIO:
        unit = ""
    decimals = len(plain_number(value).partition(".")[2])
    if plain_number(value).endswith("…"):
        return None
    tail = {"%": "%", POINTS: f" {POINTS}"}.get(unit, "")
    if unit in {"£", "€", "$"} and decimals == 1:
        decimals = 2  # £3.50
    return Format(currency="" if tail else unit, decimals=decimals, tail=tail)


def plain_number(value: Fraction) -> str:
    """Return all digits of a number; one that goes on for ever ends in “…” after twenty."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    decimals = 20
    if denominator == 1:
        decimals = next(n for n in range(10_000) if (value * 10**n).denominator == 1)
    digits = str(int(abs(value) * 10**decimals)).rjust(decimals + 1, "0")
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    sign, end = "-" if value < 0 else "", "" if denominator == 1 else "…"
    return f"{sign}{whole}.{rest}{end}" if decimals else f"{sign}{whole}"
